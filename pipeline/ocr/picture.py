"""Grey pictures of pages: ink told from paper, slant found and taken out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter


class Place(NamedTuple):
    """A rectangle in pixels, half open."""

    x0: int
    top: int
    x1: int
    bottom: int


Grey = NDArray[np.uint8]
"""Rows of grey values, 0 black."""
Ink = NDArray[np.bool_]
"""Where a picture is dark against the paper around it."""
Positions = NDArray[np.float64]

_DARK = 0.75
"""Ink is darker than this share of the mean around it."""
_AROUND = 0.12
"""Half the width of what is around, in inches."""
_TILE = 0.25
"""Inches over which light is even."""
_PAPER, _BLACK = 80, 0.5
"""Percentiles of grey that are paper, in a tile, and ink, on a page."""
_PALEST = 0.6
"""What is lighter than this share of the paper is no ink."""
_WHITE = 245.0
_STEEPEST = 5.0
"""Degrees by which a page may lie askew on the glass."""
_COARSE, _FINE = 0.5, 0.05
"""Steps in degrees in which the slant is looked for, first and last."""
_CLEARLY = 1.1
"""How much sharper the columns of a page are than its rows if it lies sideways."""
_POINTS = 60_000
"""Points of ink that suffice to find the slant."""
_FEWEST = 500
"""Points of ink below which a page is empty and cannot be askew."""


def find_ink(grey: Grey, dpi: float) -> Ink:
    """Where there is ink, under even or uneven light.

    >>> grey = np.full((40, 40), 200, np.uint8)
    >>> grey[20, 5:35] = 60
    >>> int(find_ink(grey, 100).sum())
    30
    """
    radius = max(2, round(_AROUND * dpi))
    around = np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur(radius)))
    return grey < _DARK * around


def without_dust(ink: Ink) -> Ink:
    """The ink that has ink beside it."""
    beside = Image.fromarray(ink.astype(np.uint8) * 252).filter(ImageFilter.BoxBlur(1))
    return ink & (np.asarray(beside) >= 3 * 252 // 9)


def even(grey: Grey, dpi: float) -> Grey:
    """The picture with its paper white and its ink black all over.

    Light that falls from one side and pale ink are made good; what is even stays as it is.
    """
    tile = max(2, round(_TILE * dpi))
    height, width = (-(-side // tile) for side in grey.shape)
    bottom, right = height * tile - grey.shape[0], width * tile - grey.shape[1]
    padded = np.pad(grey, ((0, bottom), (0, right)), mode="edge")
    tiles = padded.reshape(height, tile, width, tile).swapaxes(1, 2).reshape(height, width, -1)
    light = Image.fromarray(np.percentile(tiles[:, :, ::41], _PAPER, axis=2).astype(np.uint8))
    light = light.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.BoxBlur(1))
    paper = np.asarray(
        light.resize((width * tile, height * tile), Image.Resampling.BILINEAR), np.float32
    )[: grey.shape[0], : grey.shape[1]]
    shade = grey / np.maximum(paper, 1.0)
    black = min(float(np.percentile(shade[::5, ::5], _BLACK)), _PALEST)
    return ((shade - black) * (_WHITE / (1 - black))).clip(0, 255).astype(np.uint8)


def find_slant(ink: Ink) -> float:
    """By how many degrees lines of text rise to the right; 0 for a page without any."""
    ys, xs = _points(ink)
    slant, _ = _sharpest(ys, xs)
    return slant if abs(slant) < _STEEPEST else 0.0


def lies_sideways(ink: Ink) -> bool:
    """Whether lines of text run up and down the page."""
    ys, xs = _points(ink)
    return _sharpest(xs, ys)[1] > _CLEARLY * _sharpest(ys, xs)[1]


def _points(ink: Ink) -> tuple[Positions, Positions]:
    """Rows and columns of enough points of ink; none if the page is empty."""
    rows, columns = np.nonzero(ink)
    if len(rows) < _FEWEST:
        rows, columns = rows[:0], columns[:0]
    step = max(1, -(-len(rows) // _POINTS))
    return rows[::step].astype(np.float64), columns[::step].astype(np.float64)


def _sharpest(ys: Positions, xs: Positions) -> tuple[float, float]:
    """The slant at which rows are the fullest and the emptiest, and how much they are.

    At the right angle a row of pixels lies in a line of text or between two: the sum of squares
    of the rows' ink is greatest.
    """
    if not len(ys):
        return 0.0, 0.0
    best, reach, width = 0.0, _STEEPEST, _COARSE
    while True:
        count = round(reach / width)
        slants = (best + step * width for step in range(-count, count + 1))
        sharpness, _, best = max((_sharpness(ys, xs, s), -abs(s), s) for s in slants)
        if width <= _FINE:
            return best, sharpness
        reach, width = width, max(_FINE, width / 4)


def _sharpness(ys: Positions, xs: Positions, slant: float) -> float:
    rows = ys + xs * math.tan(math.radians(slant))
    counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float((counts * counts).sum())


def level(grey: Grey, slant: float) -> Grey:
    """The picture turned about its middle so that what rose by `slant` degrees lies level."""
    turned = Image.fromarray(grey).rotate(
        -slant, resample=Image.Resampling.BICUBIC, fillcolor=_paper(grey)
    )
    return np.asarray(turned)


def _paper(grey: Grey) -> int:
    """The commonest light grey."""
    return int(np.bincount(grey.ravel()[::97], minlength=256)[128:].argmax()) + 128


def upright(grey: Grey, quarters: int) -> Grey:
    """The picture after so many quarter turns clockwise."""
    return np.ascontiguousarray(np.rot90(grey, -quarters))


def paint(grey: Grey, place: Place, near: int = 2) -> None:
    """Paints over a place, and `near` pixels around it, with the paper beside its ink."""
    piece = grey[
        max(0, place.top - near) : place.bottom + near, max(0, place.x0 - near) : place.x1 + near
    ]
    if piece.size:
        piece[...] = int(np.percentile(piece, 90))


def cut(grey: Grey, place: Place, margin: int, near: int) -> Grey:
    """A piece of the picture, with `near` pixels around it, in `margin` pixels of paper."""
    top, left = max(0, place.top - near), max(0, place.x0 - near)
    piece = grey[top : place.bottom + near, left : place.x1 + near]
    above, before = margin - (place.top - top), margin - (place.x0 - left)
    paper = int(np.percentile(piece, 90))
    return np.pad(piece, ((above, margin), (before, margin)), constant_values=paper)


def scaled(grey: Grey, factor: float) -> Grey:
    """The picture `factor` times as large."""
    if factor == 1:
        return grey
    height, width = (max(1, round(side * factor)) for side in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.BICUBIC))
