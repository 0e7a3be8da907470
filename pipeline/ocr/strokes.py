"""The straight lines of a picture: borders of tables, the line above footnotes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.picture import Ink, Place

_SHORTEST = 0.25
"""Inches; letters have no straighter strokes."""
_THICKEST = 0.035
"""Inches; what is thicker is a picture or a shade."""
_LEAN = 0.02
"""Inches by which a line may wander from end to end."""


def find_strokes(ink: Ink, dpi: float) -> tuple[Place, ...]:
    """The level and the upright lines of a picture whose slant was taken out.

    >>> ink = np.zeros((300, 300), bool)
    >>> ink[100:103, 20:280] = ink[100:280, 20:22] = True
    >>> find_strokes(ink, 200)
    (Place(x0=20, top=99, x1=280, bottom=103), Place(x0=19, top=100, x1=22, bottom=280))
    """
    across = [Place(x0, y0, x1, y1) for x0, y0, x1, y1 in _level_strokes(ink, dpi)]
    upright = [Place(y0, x0, y1, x1) for x0, y0, x1, y1 in _level_strokes(ink.T, dpi)]
    return (*across, *upright)


def _level_strokes(ink: Ink, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom) of the level lines."""
    shortest, thickest, lean = (round(inches * dpi) for inches in (_SHORTEST, _THICKEST, _LEAN))
    bands: list[list[int]] = []
    open_bands: list[list[int]] = []
    rows, starts, stops = _runs(_closed(ink), shortest)
    for row, start, stop in zip(rows.tolist(), starts.tolist(), stops.tolist(), strict=True):
        open_bands = [band for band in open_bands if band[3] >= row - 1]
        touching = [band for band in open_bands if band[0] < stop and start < band[2]]
        if not touching:
            band = [start, row, stop, row + 1, 0]
            bands.append(band)
            open_bands.append(band)
        else:
            band = touching[0]
            for other in touching[1:]:
                _join(band, other)
                bands.remove(other)
                open_bands.remove(other)
            _join(band, [start, row, stop, row + 1, 0])
        band[4] += stop - start
    for x0, top, x1, bottom, area in bands:
        if bottom - top <= thickest + lean and area <= thickest * (x1 - x0):
            yield x0, top, x1, bottom


def _join(band: list[int], other: list[int]) -> None:
    band[0], band[1] = min(band[0], other[0]), min(band[1], other[1])
    band[2], band[3] = max(band[2], other[2]), max(band[3], other[3])
    band[4] += other[4]


def _closed(ink: Ink) -> Ink:
    """The ink with each row joined to the one below, and gaps of one pixel filled.

    A line that wanders by a pixel stays whole.
    """
    thick = ink.copy()
    thick[:-1] |= ink[1:]
    filled = thick.copy()
    filled[:, 1:-1] |= thick[:, :-2] & thick[:, 2:]
    return filled


def _runs(
    ink: Ink, shortest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, start and stop of each run of ink along the rows, by row."""
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), bool)
    padded[:, 1:-1] = ink
    width = padded.shape[1] - 1
    starts = np.flatnonzero(padded[:, 1:] & ~padded[:, :-1])
    stops = np.flatnonzero(padded[:, :-1] & ~padded[:, 1:])
    long = stops - starts >= shortest
    starts, stops = starts[long], stops[long]
    return starts // width, starts % width, stops % width
