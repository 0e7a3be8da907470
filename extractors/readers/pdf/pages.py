"""A PDF file opened: the content of its pages, or why it cannot be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.pdf.characters import read_page
from extractors.readers.pdf.layout import Content, Glyph, Page
from extractors.readers.pdf.lines import build_lines
from extractors.readers.pdf.tables import cell_lines, find_grids
from models.errors import InputError
from models.messages import problem

_END, _END_WITHIN = b"%%EOF", 2048
_LOCKED = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
_SCANNED = 100
"""A page that is one picture and has fewer characters is a scan, perhaps stamped or signed."""


def read_pages(data: bytes) -> list[Content]:
    """The tables and lines of every page.

    Raises:
        InputError: the file is damaged, cut off, protected, or has no text layer at all.
    """
    if _END not in data[-_END_WITHIN:]:
        raise problem(
            InputError, "error.pdf.damaged"
        )  # PDFium would mend it silently, and the last pages would be missing
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = [read_page(document, number) for number in range(len(document))]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        reason = "protected" if error.err_code in _LOCKED else "damaged"
        raise problem(InputError, f"error.pdf.{reason}") from error
    if not any(page.glyphs and not _is_scan(page) for page in pages):
        raise problem(InputError, "error.pdf.no_text_layer")
    return [_content(page) for page in pages]


def scan_remark(contents: Iterable[Content]) -> str:
    """What to say of pages that are scans, in Vietnamese; empty if there are none."""
    scans = [str(one.page.number + 1) for one in contents if _is_scan(one.page)]
    return f"Trang {', '.join(scans)} là bản quét, chưa đọc được ở bản này." if scans else ""


def _is_scan(page: Page) -> bool:
    return page.pictures and len(page.glyphs) < _SCANNED


def _content(page: Page) -> Content:
    tables = []
    glyphs: Sequence[Glyph] = page.glyphs
    for grid in find_grids(page.rules):
        cells, glyphs = cell_lines(grid, glyphs)
        if cells:
            tables.append((grid, cells))
    return Content(page=page, lines=tuple(build_lines(glyphs)), tables=tuple(tables))
