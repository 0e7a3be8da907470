"""The characters of a page from PDFium, each with its place and size."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.pdf.layout import Glyph
from extractors.readers.pdf.view import View

_UNKNOWN = "\0"
_AS_TEXT = {
    **dict.fromkeys([*range(32), *range(0xD800, 0xE000), 0xFFFF], _UNKNOWN),
    **dict.fromkeys([2, 0xFFFE], "-"),  # what PDFium gives for a hyphen at the end of a line
    **dict.fromkeys([9, 10, 13, 0xA0], " "),
}
"""White space as a space; what is no character, as one sign."""
_MADE_UP = frozenset({" ", _UNKNOWN})
"""What PDFium may put between characters of its own accord."""
_SLANT = 0.1
"""Text that rises or falls by more than this share of its length does not lie level."""

_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""FPDFText_GetTextObject giving the bare address: asked for every character, it must be fast."""


@dataclass(slots=True)
class Characters:
    """What a page's text layer holds."""

    glyphs: list[Glyph]
    """The characters that lie level, in the order in which they are drawn."""
    turned: list[str]
    """The pieces of text that do not."""
    garbled: int
    """How many characters the file draws without saying what they stand for."""


@dataclass(slots=True)
class _Setting:
    """How one piece of text is set."""

    size: float
    level: bool
    straight: bool
    """Whether all its characters stand on one baseline of an upright page."""
    baseline: float


def read_characters(text: pypdfium2.PdfTextPage, view: View) -> Characters:
    """The characters that the file draws; those that PDFium makes up are left out."""
    handle = text.raw
    address = ctypes.cast(handle, ctypes.c_void_p)
    box = pdfium.FS_RECTF()
    box_of, made_up, new = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated, Glyph._make
    found = Characters([], [], 0)
    glyphs = found.glyphs
    drawn_by: int | None = None
    setting = _Setting(0, level=True, straight=False, baseline=0)
    meant = True
    for index, char in enumerate(_text(text)):
        if char in _MADE_UP and made_up(handle, index) == 1:
            continue
        by = _object_of(address, index)
        if by is None or by != drawn_by:
            drawn_by, setting = by, _read_setting(text, index, view)
            meant = pdfium.FPDFText_HasUnicodeMapError(handle, index) != 1
            if not setting.level:
                found.turned.append("")
        if char == _UNKNOWN or not meant:
            found.garbled += 1
        if char == _UNKNOWN:
            continue
        if not setting.level:
            found.turned[-1] += char
        elif setting.straight:
            box_of(handle, index, box)
            x0, x1 = box.left - view.left, box.right - view.left
            glyphs.append(new((char, x0, x1, setting.baseline, setting.size)))
        else:
            glyphs.append(_placed(text, index, view, char, setting.size))
    if not math.isfinite(sum(x0 + x1 + baseline for _, x0, x1, baseline, _ in glyphs)):
        lost = [one.char for one in glyphs if not all(map(math.isfinite, one[1:]))]
        found.glyphs = [one for one in glyphs if all(map(math.isfinite, one[1:]))]
        found.turned.append("".join(lost))
    found.turned = [piece.strip() for piece in found.turned if piece.strip()]
    return found


def _text(text: pypdfium2.PdfTextPage) -> str:
    """One character for each that PDFium counts, asked for at once where that is possible."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    whole = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    if len(whole) != count:  # characters without code are left out of it, pairs take two units
        codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
        whole = "".join(chr(code) if code <= 0x10FFFF else _UNKNOWN for code in codes)
    return whole.translate(_AS_TEXT)


def _read_setting(text: pypdfium2.PdfTextPage, index: int, view: View) -> _Setting:
    """The font size as it appears, and whether the text lies level on the page."""
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index) or 1.0
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return _Setting(abs(size), level=True, straight=False, baseline=0)
    way = math.copysign(1.0, size)  # a negative size turns the text by half a circle
    (from_x, from_y), (to_x, to_y) = view.point(0, 0), view.point(way * matrix.a, way * matrix.b)
    _, baseline = view.point(*_origin(text, index))
    return _Setting(
        size=abs(size) * (math.hypot(matrix.c, matrix.d) or 1.0),
        level=to_x > from_x and abs(to_y - from_y) <= _SLANT * (to_x - from_x),
        straight=not view.turned and not matrix.b and way > 0,
        baseline=baseline,
    )


def _placed(text: pypdfium2.PdfTextPage, index: int, view: View, char: str, size: float) -> Glyph:
    """A character on a turned page or on a slanting line."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    left, baseline = view.point(*_origin(text, index))
    one, _ = view.point(box.left, box.bottom)
    other, _ = view.point(box.right, box.top)
    return Glyph(char, min(left, one, other), max(one, other), baseline, size)


def _origin(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value
