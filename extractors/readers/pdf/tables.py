"""Ruled tables: rules to a grid of cells, and the text in each cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from extractors.readers.pdf.layout import Glyph, Grid, GridBox, Line, Rule
from extractors.readers.pdf.lines import build_lines, word_joint

_SNAP = 3.0
"""Rules closer than this, in points, are one."""
_LOWEST = 6.0
"""Cells lower than this hold no text: the gap of a double rule, the seam of a row cut in two."""
_FEWEST_ENDS = 3
"""Fewer upright rules that end nowhere are no table cut by the page's end."""
_MAX_RULES = 4_000
_MAX_POINTS = 4_000
"""Pages with more rules or crossings of rules are drawings, not tables."""
_FIGURE = re.compile(r"[\d.,]*\d[\d.,]*")
_FIGURE_START = re.compile(r"[\d.,]+")


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the rules of a page draw, from top to bottom.

    A box alone is no table. Cells that reach over several rows or columns have spans.
    """
    upright = sum(not rule.horizontal for rule in rules)
    if upright < 2 or len(rules) - upright < 2 or len(rules) > _MAX_RULES:
        return []
    from pdfplumber import table

    edges = table.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    edges += [_edge(rule) for rule in _missing_ends(edges)]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > _MAX_POINTS * 4:
        return []
    points = table.edges_to_intersections(edges, _SNAP, _SNAP)
    cells = table.intersections_to_cells(points) if len(points) <= _MAX_POINTS else []
    found = [
        [box for box in boxes if box[3] - box[1] > _LOWEST]
        for boxes in table.cells_to_tables(cells)
    ]
    return [_grid(boxes) for boxes in found if len(boxes) > 1]


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber's table functions want it."""
    if rule.horizontal:
        middle = (rule.top + rule.bottom) / 2
        return {
            "x0": rule.x0, "x1": rule.x1, "top": middle, "bottom": middle,
            "width": rule.x1 - rule.x0, "height": 0.0, "orientation": "h",
        }  # fmt: skip
    middle = (rule.x0 + rule.x1) / 2
    return {
        "x0": middle, "x1": middle, "top": rule.top, "bottom": rule.bottom,
        "width": 0.0, "height": rule.bottom - rule.top, "orientation": "v",
    }  # fmt: skip


def _missing_ends(edges: Sequence[dict[str, Any]]) -> Iterator[Rule]:
    """The borders that a page's end leaves out: upright rules go on beyond the last level one.

    Three rules at least must end together, all across one level rule, none of them at another.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for side in ("top", "bottom"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for edge in upright:
            ends.setdefault(round(edge[side] / _SNAP), []).append(edge)
        for group in ends.values():
            if len(group) < _FEWEST_ENDS or any(
                abs(one["top"] - edge[side]) <= _SNAP and _meets(one, edge)
                for one in level
                for edge in group
            ):
                continue
            if any(
                all(
                    _meets(one, edge) and edge["top"] < one["top"] < edge["bottom"]
                    for edge in group
                )
                for one in level
            ):
                xs = [edge["x0"] for edge in group]
                yield Rule(min(xs), group[0][side], max(xs), group[0][side])


def _meets(level: dict[str, Any], upright: dict[str, Any]) -> bool:
    return bool(level["x0"] - _SNAP <= upright["x0"] <= level["x1"] + _SNAP)


def _grid(boxes: Iterable[tuple[float, float, float, float]]) -> Grid:
    """Boxes (x0, top, x1, bottom) with their rows and columns."""
    cells = sorted(boxes, key=lambda box: (box[1], box[0]))
    tops = sorted({box[1] for box in cells})
    lefts = sorted({box[0] for box in cells})
    placed = tuple(
        GridBox(
            row=bisect_left(tops, top),
            column=bisect_left(lefts, x0),
            row_span=max(1, bisect_left(tops, bottom) - bisect_left(tops, top)),
            column_span=max(1, bisect_left(lefts, x1) - bisect_left(lefts, x0)),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
        )
        for x0, top, x1, bottom in cells
    )
    return Grid(boxes=placed, rows=len(tops))


def cell_lines(
    grid: Grid, glyphs: Iterable[Glyph]
) -> tuple[dict[tuple[int, int], list[Line]], list[Glyph]]:
    """The lines in each cell by row and column, and the characters in no cell."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    outside: list[Glyph] = []
    last = grid.boxes[0]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.3 * glyph.size
        if not _holds(last, x, y):  # most characters stand in the cell of the one before
            found = next((box for box in grid.boxes if _holds(box, x, y)), None)
            if found is None:
                outside.append(glyph)
                continue
            last = found
        inside.setdefault((last.row, last.column), []).append(glyph)
    return {place: build_lines(chars) for place, chars in inside.items()}, outside


def _holds(box: GridBox, x: float, y: float) -> bool:
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom


def cell_text(lines: Sequence[Line], box: GridBox) -> str:
    """What a cell says, its lines joined."""
    pieces = [joint(above, line, box) + line.text for above, line in pairwise(lines)]
    return "".join([*(line.text for line in lines[:1]), *pieces])


def joint(above: Line, below: Line, box: GridBox) -> str:
    """What stands between two lines of a cell: nothing inside a figure that was wrapped.

    A figure is wrapped when it fills its line from border to border, since a shorter one would
    have moved to the next line whole.
    """
    start = _FIGURE_START.match(below.text)
    if start is None or not _FIGURE.fullmatch(above.text):
        return word_joint(above)
    margin = above.x0 - box.x0
    digit = (above.x1 - above.x0) / len(above.text)
    full = box.x1 - above.x1 < margin + 0.9 * digit and margin < 2 * above.size
    return "" if full else " "
