"""PDF with a text layer: paragraphs, tables, footnotes, and where every character stands.

PDFium gives characters with their boxes; lines, paragraphs and notes are found from the geometry,
tables from the rules drawn around them or from columns of figures; a table that goes on over
pages is one. Not handled: running text in two columns. Pages printed along their side are turned;
other text that does not lie level (watermarks) is kept apart as furniture.
"""

from __future__ import annotations

from models.text import Source

SUFFIXES = frozenset({".pdf"})
MEDIA_TYPE = "application/pdf"
RANK = 0
"""Asked first: magic bytes tell the format."""

_MAGIC, _MAGIC_WITHIN = b"%PDF-", 1024


def recognises(data: bytes) -> bool:
    """Whether the bytes are a PDF file.

    >>> recognises(b"%PDF-1.7 ...")
    True
    """
    return _MAGIC in data[:_MAGIC_WITHIN]


def pages_to_recognise(data: bytes) -> tuple[int, ...]:
    """The 0-based pages that must be recognised from their picture: scans, garbled text layers.

    Raises:
        InputError: the file is damaged, cut off or protected.
    """
    from extractors.readers.pdf.layout import TextLayer
    from extractors.readers.pdf.pages import open_pages, text_layer

    pages = open_pages(data)
    return tuple(page.number for page in pages if text_layer(page) is not TextLayer.GOOD)


def read(data: bytes) -> Source:
    """The text in reading order, the notes of a page behind its body, with geometry.

    `Source.detail` names pages that are scans. A note's anchor is the offset of its mark,
    brackets left out.

    Raises:
        InputError: the file is damaged, cut off, protected, or has no text layer at all.
    """
    from extractors.readers._writer import SourceWriter
    from extractors.readers.pdf.assemble import PageWriter
    from extractors.readers.pdf.pages import read_pages, scan_remark

    contents = read_pages(data)
    writer = SourceWriter(keep_empty_pages=True)
    PageWriter(contents, writer).write()
    return writer.source(MEDIA_TYPE, detail=scan_remark(contents))
