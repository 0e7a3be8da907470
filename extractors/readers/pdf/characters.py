"""Pages, characters and rules from PDFium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.pdf.layout import Glyph, Page, Rule

_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_MADE_UP = frozenset({0, 9, 10, 13, 32})
"""What PDFium may put between characters of its own accord."""
_SLANT = 0.1
"""Text that rises or falls by more than this share of its length does not lie level."""
_THIN = 3.0
"""Largest thickness of a rule, in points."""
_SHORTEST_RULE = 4.0
_MAX_PATHS = 20_000
"""Pages with more paths are drawings; their rules are not looked for."""
_FULL_PICTURE = 0.5
"""Share of the page that a scanned page's picture covers at least."""


class _View:
    """The page as it is read: its visible box, turned upright, origin at the top left."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._turned = page.get_rotation()
        width, height = self._right - self._left, self._top - self._bottom
        sideways = self._turned in {90, 270}
        self.width, self.height = (height, width) if sideways else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's own coordinates on the page as it is read."""
        if self._turned == 90:
            return y - self._bottom, x - self._left
        if self._turned == 180:
            return self._right - x, y - self._bottom
        if self._turned == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """The characters and rules of a page (0-based), in points from its top left.

    Raises:
        pypdfium2.PdfiumError: the page is damaged.
    """
    page = document[number]
    view = _View(page)
    text = page.get_textpage()
    try:
        glyphs, turned = _characters(text, view)
        rules, pictures = _drawings(page, view)
    finally:
        text.close()
        page.close()
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        glyphs=glyphs,
        turned=turned,
        rules=rules,
        pictures=pictures,
    )


def _characters(
    text: pypdfium2.PdfTextPage, view: _View
) -> tuple[tuple[Glyph, ...], tuple[str, ...]]:
    """The characters that the file draws, and the pieces of text that do not lie level.

    Characters that PDFium makes up are left out.
    """
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    turned: list[str] = []
    size, level, drawn_by = 0.0, True, None
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _MADE_UP and pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        char = _character(code)
        if not char:
            continue
        by = ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        if by is None or by != drawn_by:
            (size, level), drawn_by = _setting(text, index, view), by
            if not level:
                turned.append("")
        if not level:
            turned[-1] += char
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        left, baseline = view.point(x.value, y.value)
        one, _ = view.point(box.left, box.bottom)
        other, _ = view.point(box.right, box.top)
        glyph = Glyph(char, min(left, one, other), max(one, other), baseline, size)
        if all(map(math.isfinite, glyph[1:])):
            glyphs.append(glyph)
        else:
            turned.append(char)
    return tuple(glyphs), tuple(piece.strip() for piece in turned if piece.strip())


def _character(code: int) -> str:
    """A code point as text: white space as a space; what is no character, as nothing."""
    if code == _HYPHEN:
        return "-"
    if code in {9, 10, 13, 0xA0}:
        return " "
    if code < 32 or 0xD800 <= code < 0xE000 or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF:
        return ""
    return chr(code)


def _setting(text: pypdfium2.PdfTextPage, index: int, view: _View) -> tuple[float, bool]:
    """A character's font size as it appears, and whether it lies level on the page."""
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index) or 1.0
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return abs(size), True
    way = math.copysign(1.0, size)  # a negative size turns the text by half a circle
    (from_x, from_y), (to_x, to_y) = view.point(0, 0), view.point(way * matrix.a, way * matrix.b)
    level = to_x > from_x and abs(to_y - from_y) <= _SLANT * (to_x - from_x)
    return abs(size) * (math.hypot(matrix.c, matrix.d) or 1.0), level


def _drawings(page: pypdfium2.PdfPage, view: _View) -> tuple[tuple[Rule, ...], bool]:
    """The rules of a page, and whether a picture covers most of it."""
    rules: list[Rule] = []
    pictures = False
    for count, drawn in enumerate(page.get_objects(max_depth=4)):
        if count > _MAX_PATHS:
            return (), pictures
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = drawn.get_bounds()
            area = (right - left) * (top - bottom)
            pictures = pictures or area > _FULL_PICTURE * view.width * view.height
        elif drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(drawn, view))
    return tuple(rules), pictures


def _rules(path: Any, view: _View) -> Iterator[Rule]:
    """The straight thin lines of a path: strokes, thin filled boxes, borders of stroked boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _strokes(path, view):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= _THIN:
            if max(wide, high) >= _SHORTEST_RULE:
                yield box
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.5:
                    yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _strokes(path: Any, view: _View) -> Iterator[list[tuple[float, float]]]:
    """The connected pieces of a path as points on the page; a closed one ends where it began."""
    matrix = path.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(view.point(*matrix.on_point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
