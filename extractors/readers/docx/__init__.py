"""Word documents (.docx): running text, automatic numbers, notes and tables.

Read straight from the XML: the libraries for Word files drop footnotes or their places. Tracked
changes are accepted. Left out are comments, deleted and hidden text, page numbers, pictures.
"""

from __future__ import annotations

from extractors.readers._package import damaged, office_folder
from extractors.readers._writer import SourceWriter
from models.messages import messages
from models.text import Source

SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RANK = 0
"""Asked first: the container tells the format."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are a container with Word's parts, whole or not.

    >>> recognises(b"%PDF-1.7")
    False
    """
    return office_folder(data) == "word"


def read(data: bytes) -> Source:
    """The document as Word shows it, its notes behind the body, headers and footers last.

    Paragraphs are separated by an empty line; rows of tables are lines with tabs. A note's anchor
    is the offset of its mark, brackets left out.

    Raises:
        InputError: the file is damaged, cut off, protected or not safe to open.
    """
    from extractors.readers.docx.body import BodyWriter
    from extractors.readers.docx.markup import W, child
    from extractors.readers.docx.package import open_document

    parts = open_document(data)
    body = child(parts.document, "body")
    if body is None:
        raise damaged()
    writer = SourceWriter()
    document = BodyWriter(parts, writer)
    document.write_blocks(body)
    document.write_notes()
    document.write_running(parts.running)
    embedded = next(parts.document.iter(f"{W}altChunk"), None) is not None
    return writer.source(MEDIA_TYPE, messages("vi")("read.embedded") if embedded else "")
