"""PDF with a text layer: paragraphs, tables, footnotes, and where every character stands.

PDFium gives characters with their boxes; lines, paragraphs and notes are found from the geometry,
tables from the rules drawn around them or from columns of figures; a table that goes on over
pages is one. Not handled: running text in two columns. Pages printed along their side are turned;
other text that does not lie level (watermarks) is kept apart as furniture.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.recognised import RecognisedPage
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


def pages_to_recognise(data: bytes, *, every: bool = False) -> tuple[int, ...]:
    """The 0-based pages that must be recognised from their picture: scans, garbled text layers.

    With `every` all pages, usable or not.

    Raises:
        InputError: the file is damaged, cut off or protected.
    """
    from extractors.readers.pdf.layout import TextLayer
    from extractors.readers.pdf.pages import open_pages, text_layer

    pages = open_pages(data)
    return tuple(page.number for page in pages if every or text_layer(page) is not TextLayer.GOOD)


def read(data: bytes, recognised: Mapping[int, RecognisedPage] = MappingProxyType({})) -> Source:
    """The text in reading order, the notes of a page behind its body, with geometry.

    `recognised` holds, by 0-based number, the pages read from their picture: they replace what
    the file draws there. `Source.detail` names pages that are scans and were not. A note's
    anchor is the offset of its mark, brackets left out.

    Raises:
        InputError: the file is damaged, cut off, protected, or has no text at all.
    """
    from extractors.readers._writer import SourceWriter
    from extractors.readers.pdf.assemble import PageWriter
    from extractors.readers.pdf.pages import read_pages, scan_remark
    from extractors.readers.pdf.recognised import recognised_pages, with_confidence

    contents = read_pages(data, recognised_pages(recognised.values()))
    writer = SourceWriter(keep_empty_pages=True)
    PageWriter(contents, writer).write()
    source = writer.source(MEDIA_TYPE, detail=scan_remark(contents))
    return with_confidence(source, recognised) if recognised else source
