"""A page's picture made ready: level, the borders of its tables found and taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf.layout import Rule
from extractors.readers.pdf.tables import find_grids
from pipeline.ocr.picture import Grey, Ink, Place, find_ink, without_dust
from pipeline.ocr.render import POINTS
from pipeline.ocr.strokes import find_strokes

_LEAST_INK = 0.0005
"""Square inches of ink under which a place is empty but for dust."""
_FADE = 2
"""Pixels over which a border fades into the paper."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sheet:
    """A level picture."""

    grey: Grey
    """Borders of tables painted over."""
    ink: Ink
    """Without them and without dust."""
    dpi: int
    strokes: tuple[Place, ...]
    """Straight lines: borders, underlines, the line above footnotes."""
    cells: tuple[Place, ...]
    """The cells of all tables, row by row."""
    tables: tuple[Place, ...]

    def inked(self, place: Place) -> Place | None:
        """The part of a place that holds ink; None if it is empty but for dust."""
        ink = self.ink[place.top : place.bottom, place.x0 : place.x1]
        if ink.sum() < _LEAST_INK * self.dpi**2:
            return None
        ys, xs = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        x0, top = place.x0 + int(xs[0]), place.top + int(ys[0])
        return Place(x0, top, place.x0 + int(xs[-1]) + 1, place.top + int(ys[-1]) + 1)


def make_sheet(level: Grey, dpi: int) -> Sheet:
    """The sheet that a level picture shows."""
    ink = find_ink(level, dpi)
    strokes = find_strokes(ink, dpi)
    grids = find_grids([_rule(stroke, dpi) for stroke in strokes])
    grey, rest = level.copy(), without_dust(ink)
    paper = int(np.median(level[::7, ::7]))
    for s in strokes:
        border = np.s_[
            max(0, s.top - _FADE) : s.bottom + _FADE, max(0, s.x0 - _FADE) : s.x1 + _FADE
        ]
        grey[border], rest[border] = paper, False
    tables = [
        (min(b.x0 for b in g.boxes), g.top, max(b.x1 for b in g.boxes), g.bottom) for g in grids
    ]
    return Sheet(
        grey=grey,
        ink=rest,
        dpi=dpi,
        strokes=strokes,
        cells=tuple(_place((b.x0, b.top, b.x1, b.bottom), dpi) for g in grids for b in g.boxes),
        tables=tuple(_place(table, dpi) for table in tables),
    )


def prose_of(sheet: Sheet) -> Grey | None:
    """The picture without its tables; None if nothing is left."""
    grey, ink = sheet.grey.copy(), sheet.ink.copy()
    paper = int(np.median(grey[::7, ::7]))
    for x0, top, x1, bottom in sheet.tables:
        grey[top:bottom, x0:x1], ink[top:bottom, x0:x1] = paper, False
    return grey if ink.sum() >= _LEAST_INK * sheet.dpi**2 else None


def _rule(stroke: Place, dpi: int) -> Rule:
    unit = POINTS / dpi
    return Rule(stroke.x0 * unit, stroke.top * unit, stroke.x1 * unit, stroke.bottom * unit)


def _place(box: tuple[float, float, float, float], dpi: int) -> Place:
    x0, top, x1, bottom = (round(position * dpi / POINTS) for position in box)
    return Place(x0, top, x1, bottom)
