"""A PDF file opened: the content of its pages, or why it cannot be had."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.pdf.aligned import find_aligned
from extractors.readers.pdf.characters import Characters, read_characters
from extractors.readers.pdf.drawings import read_drawings
from extractors.readers.pdf.layout import Content, Glyph, Page, TextLayer
from extractors.readers.pdf.lines import build_lines
from extractors.readers.pdf.tables import cell_lines, find_grids
from extractors.readers.pdf.view import View
from models.errors import InputError
from models.messages import messages, problem

_END, _END_WITHIN = b"%%EOF", 2048
_LOCKED = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
_SCANNED = 100
"""A page that is one picture and has fewer characters is a scan, perhaps stamped or signed."""
_SIDEWAYS = 20
"""Fewer characters along the side of a page are a stamp or a remark."""
_NO_TEXT = frozenset({"Co", "Cn"})
"""Characters for private use, and code points that stand for none."""
_GARBLED = 0.3
"""Share of characters without meaning from which on a text layer is garbage."""
_FILLERS = " \N{NO-BREAK SPACE}._-–…"
"""What leads from a heading to its page number, or waits for handwriting."""
_WORDS = 0.3
"""Share of letters and digits under which a text layer is garbage: legacy fonts keep more."""


def read_pages(data: bytes, recognised: Mapping[int, Page] = MappingProxyType({})) -> list[Content]:
    """The tables and lines of every page; `recognised` pages take the place of their scans.

    Raises:
        InputError: the file is damaged, cut off, protected, or has no text at all.
    """
    contents = [lay_out(recognised.get(page.number, page)) for page in open_pages(data)]
    if not recognised and not any(
        one.layer is TextLayer.GOOD and (one.lines or one.tables) for one in contents
    ):
        raise problem(InputError, "error.pdf.no_text_layer")
    return contents


def open_pages(data: bytes) -> Iterator[Page]:
    """What is drawn on every page, usable or not, one page after the other.

    Raises:
        InputError: the file is damaged, cut off or protected.
    """
    if _END not in data[-_END_WITHIN:]:
        # PDFium would mend it silently, and the last pages would be missing.
        raise problem(InputError, "error.pdf.damaged")
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                yield _read_page(document, number)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        reason = "protected" if error.err_code in _LOCKED else "damaged"
        raise problem(InputError, f"error.pdf.{reason}") from error


def _read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """What is drawn on a page (0-based), in points from its top left."""
    page = document[number]
    view = View(page)
    text = page.get_textpage()
    try:
        characters = read_characters(text, view)
        turn = _reading_turn(characters)
        if turn:
            view = View(page, turn)
            characters = read_characters(text, view)
        drawings = read_drawings(page, view)
    finally:
        text.close()
        page.close()
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        glyphs=tuple(characters.glyphs),
        turned=tuple(characters.turned),
        rules=tuple(drawings.rules),
        pictures=drawings.pictures,
        garbled=characters.garbled,
        outlined=drawings.outlined,
    )


def _reading_turn(characters: Characters) -> int:
    """Degrees by which a page is turned to be read: a table may be printed along its side."""
    turn, most = max(characters.sideways.items(), key=lambda one: one[1], default=(0, 0))
    enough = most >= _SIDEWAYS and most > len(characters.glyphs)
    return turn if enough and turn > 0 else 0


def text_layer(page: Page) -> TextLayer:
    """What the characters drawn on a page are worth; those of an empty page are good."""
    if page.pictures and len(page.glyphs) < _SCANNED:
        return TextLayer.MISSING
    if page.outlined and not page.glyphs:
        return TextLayer.MISSING
    counts = Counter(glyph.char for glyph in page.glyphs)
    drawn = sum(count for char, count in counts.items() if not char.isspace())
    lost = page.garbled + sum(count for char, count in counts.items() if _is_no_text(char))
    words = sum(count for char, count in counts.items() if char.isalnum())
    if lost > _GARBLED * max(drawn, page.garbled):
        return TextLayer.GARBLED
    signs = sum(counts.values()) - words - sum(counts[char] for char in _FILLERS)
    strange = words + signs >= _SCANNED and words < _WORDS * (words + signs)
    return TextLayer.GARBLED if strange else TextLayer.GOOD


def _is_no_text(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in _NO_TEXT


def scan_remark(contents: Sequence[Content]) -> str:
    """What to say of pages that are not read, in Vietnamese; empty if all are."""
    scans, garbled = (
        [str(one.page.number + 1) for one in contents if one.layer is layer]
        for layer in (TextLayer.MISSING, TextLayer.GARBLED)
    )
    say = messages("vi")
    remarks = [
        say(key, pages=", ".join(numbers))
        for key, numbers in (("read.scans", scans), ("read.garbled", garbled))
        if numbers
    ]
    return " ".join([*remarks, say("read.get_ocr")]) if remarks else ""


def lay_out(page: Page) -> Content:
    """The tables of a page, and its lines outside them."""
    tables = []
    layer = text_layer(page)
    glyphs: Sequence[Glyph] = () if layer is TextLayer.GARBLED else page.glyphs
    for grid in find_grids(page.rules):
        cells, glyphs = cell_lines(grid, glyphs)
        if cells:
            tables.append((grid, cells))
    aligned, lines = find_aligned(build_lines(glyphs))
    tables.extend(aligned)
    tables.sort(key=lambda table: table[0].top)
    return Content(
        page=replace(page, glyphs=()), layer=layer, lines=tuple(lines), tables=tuple(tables)
    )
