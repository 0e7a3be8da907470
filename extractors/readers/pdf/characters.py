"""The characters of a page from PDFium, each with its place and size."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, repeat
from operator import not_

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

# Both are asked for every character: bare addresses in and out take half the time of the
# binding's own types.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
_box_of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_BOX = ctypes.sizeof(pdfium.FS_RECTF)
_new_glyph = partial(tuple.__new__, Glyph)


@dataclass(slots=True)
class Characters:
    """What a page's text layer holds."""

    glyphs: list[Glyph]
    """The characters that lie level, in the order in which they are drawn."""
    turned: list[str]
    """The pieces of text that do not."""
    garbled: int
    """How many characters the file draws without saying what they stand for."""
    sideways: Counter[int]
    """How many characters would lie level if the page were turned clockwise by so many degrees."""


@dataclass(slots=True)
class _Setting:
    """How one piece of text is set."""

    size: float
    turn: int
    """Degrees by which the page must be turned clockwise to bring it level; -1 if it slants."""
    straight: bool
    """Whether all its characters stand on one baseline of an upright page."""
    baseline: float


def read_characters(text: pypdfium2.PdfTextPage, view: View) -> Characters:
    """The characters that the file draws; those that PDFium makes up are left out."""
    chars = _text(text)
    raw, made_up = text.raw, pdfium.FPDFText_IsGenerated
    drawn = [
        index
        for index, char in enumerate(chars)
        if char not in _MADE_UP or made_up(raw, index) != 1
    ]
    lefts, rights = _sides(text, drawn, len(chars))
    found = Characters([], [], 0, Counter())
    for start, stop in _runs(text, drawn):
        setting = _read_setting(text, start, view)
        piece = chars[start:stop]
        lost = piece.count(_UNKNOWN)
        unmapped = pdfium.FPDFText_HasUnicodeMapError(raw, start) == 1
        found.garbled += stop - start if unmapped else lost
        if setting.turn:
            found.turned.append(piece.replace(_UNKNOWN, ""))
            found.sideways[setting.turn] += stop - start
        elif setting.straight and not lost:
            places = zip(
                piece,
                [x - view.left for x in lefts[start:stop]],
                [x - view.left for x in rights[start:stop]],
                repeat(setting.baseline),
                repeat(setting.size),
                strict=False,
            )
            found.glyphs.extend(map(_new_glyph, places))
        else:
            found.glyphs.extend(
                _placed(text, index, view, chars[index], setting.size)
                for index in range(start, stop)
                if chars[index] != _UNKNOWN
            )
    _set_apart_unplaced(found)
    found.turned = [piece.strip() for piece in found.turned if piece.strip()]
    return found


def _sides(
    text: pypdfium2.PdfTextPage, drawn: Sequence[int], count: int
) -> tuple[list[float], list[float]]:
    """The left and right ends of all characters, in the file's coordinates."""
    boxes = (pdfium.FS_RECTF * count)()
    address, base = ctypes.cast(text.raw, ctypes.c_void_p), ctypes.addressof(boxes)
    for index in drawn:
        _box_of(address, index, base + _BOX * index)
    flat: list[float] = list(memoryview(boxes).cast("B").cast("f")) if count else []
    return flat[0::4], flat[2::4]


def _runs(text: pypdfium2.PdfTextPage, drawn: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ranges of characters that one command of the file draws, without a gap between them."""
    address = ctypes.cast(text.raw, ctypes.c_void_p)
    start = stop = -1
    drawn_by = None
    for index in drawn:
        by = _object_of(address, index)
        if index != stop or by != drawn_by or by is None:
            if stop > start:
                yield start, stop
            start, drawn_by = index, by
        stop = index + 1
    if stop > start:
        yield start, stop


def _set_apart_unplaced(found: Characters) -> None:
    """Moves characters without place, which damaged files have, out of the lines."""
    if math.isfinite(sum(x0 + x1 + baseline for _, x0, x1, baseline, _ in found.glyphs)):
        return
    placed = [all(map(math.isfinite, glyph[1:])) for glyph in found.glyphs]
    found.turned.append("".join(glyph.char for glyph in compress(found.glyphs, map(not_, placed))))
    found.glyphs = list(compress(found.glyphs, placed))


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
        return _Setting(abs(size), turn=0, straight=False, baseline=0)
    way = math.copysign(1.0, size)  # a negative size turns the text by half a circle
    (from_x, from_y), (to_x, to_y) = view.point(0, 0), view.point(way * matrix.a, way * matrix.b)
    _, baseline = view.point(*_origin(text, index))
    return _Setting(
        size=abs(size) * (math.hypot(matrix.c, matrix.d) or 1.0),
        turn=_turn(to_x - from_x, to_y - from_y),
        straight=not view.turned and not matrix.b and way > 0,
        baseline=baseline,
    )


def _turn(right: float, down: float) -> int:
    """Degrees by which text running so far right and down must be turned to run level.

    >>> _turn(5, 0), _turn(0, -5), _turn(-5, 0), _turn(0, 5), _turn(5, 5)
    (0, 90, 180, 270, -1)
    """
    ways = {0: (right, down), 90: (-down, right), 180: (-right, down), 270: (down, right)}
    return next(
        (turn for turn, (on, off) in ways.items() if on > 0 and abs(off) <= _SLANT * on), -1
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
