"""Columns: their borders, whether those of two tables agree, and where words alone make them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf.layout import Line
from extractors.readers.pdf.lines import split_line

_SNAP = 4.0
"""Borders closer than this, in points, are one."""
_NEAR_GUESS = 15.0
"""Guessed borders of two pieces of one table lie apart by so many points at most."""

_FIGURE = re.compile(r"[(<+\-–]*\d[\d.,]*\s?(?:%|[^\W\d_]{1,4}[23²³]?)?\)?")
_EMPTY = frozenset({"-", "–", "x", "X"})
"""What stands in a cell without a figure."""
_GUTTER = 1.35
"""A gutter is at least so many spaces wide in every row."""
_WIDEST_SPACE = 0.5
"""The space between two words of a cell takes so many sizes at most."""
_FEWEST, _FEWEST_FIGURES = 3, 2
_MOSTLY = 0.8
"""Share of a column's cells that must be figures, and of the rows that must have one."""


@dataclass(slots=True)
class Column:
    """Where the words of a column without rules stand."""

    x0: float
    x1: float


def is_figure(text: str) -> bool:
    """Whether a piece of a line is a figure, perhaps with its unit.

    >>> is_figure("1.204,5"), is_figure("(12%)"), is_figure("Thôn 3")
    (True, True, False)
    """
    return _FIGURE.fullmatch(text) is not None


def find_columns(rows: Sequence[Line]) -> list[Column]:
    """The columns in which the words of all rows stand, or none if they make no table.

    Args:
        rows: Lines that have figures beside each other.
    """
    words = [split_line(row, 0) for row in rows]
    gaps = [two.x0 - one.x1 for row in words for one, two in pairwise(row)]
    gutter = _GUTTER * min([*gaps, _WIDEST_SPACE * rows[0].size])
    columns: list[Column] = []
    for word in sorted((word for row in words for word in row), key=lambda word: word.x0):
        if columns and not _is_gutter(words, columns[-1].x1, word.x0, gutter):
            columns[-1].x1 = max(columns[-1].x1, word.x1)
        else:
            columns.append(Column(word.x0, word.x1))
    figures = sum(_holds_figures(words, column) for column in columns)
    plenty = figures >= max(_FEWEST_FIGURES, len(columns) - figures - 1)
    return columns if len(columns) >= _FEWEST and plenty else []


def _is_gutter(rows: Sequence[Sequence[Line]], left: float, right: float, least: float) -> bool:
    """Whether no word stands between, and in no row two stand beside it as close as words do."""
    return right - left > 0 and all(
        two.x0 - one.x1 > least
        for row in rows
        for one, two in pairwise(row)
        if one.x1 <= left and two.x0 >= right
    )


def _holds_figures(rows: Sequence[Sequence[Line]], column: Column) -> bool:
    texts = [
        " ".join(word.text for word in row if column.x0 <= word.x0 < column.x1) for row in rows
    ]
    filled = [text for text in texts if text]
    figures = sum(text in _EMPTY or is_figure(text) for text in filled)
    return len(filled) >= _MOSTLY * len(rows) and figures >= _MOSTLY * len(filled)


def place_of(piece: Line, columns: Sequence[Column]) -> tuple[int, int]:
    """The first and the last column over which a piece stands: over none, the nearest one's."""
    over = [
        index
        for index, column in enumerate(columns)
        if piece.x0 < column.x1 and piece.x1 > column.x0
    ]
    if over:
        return over[0], over[-1]
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(
        range(len(columns)),
        key=lambda at: min(abs(columns[at].x0 - middle), abs(columns[at].x1 - middle)),
    )
    return nearest, nearest


def place_columns(edges: Iterable[float]) -> tuple[float, ...]:
    """The borders between columns, ascending, close ones taken for one.

    >>> place_columns([50, 120.5, 50.2, 120, 300])
    (50, 120, 300)
    """
    placed: list[float] = []
    for edge in sorted(edges):
        if not placed or edge - placed[-1] > _SNAP:
            placed.append(edge)
    return tuple(placed)


def fit_columns(
    above: Sequence[float], below: Sequence[float], *, stretch: bool
) -> tuple[float, ...] | None:
    """The borders of a lower piece, moved to where those of the upper piece stand.

    None where they are not of one table. A piece may stand further left or right, and may lack
    borders that only some rows have.

    Args:
        above: Borders of the piece above, ascending.
        below: Those of the piece below.
        stretch: Whether it may be wider or narrower too, as a table that fills its page is.

    >>> fit_columns((50, 120, 300), (60, 130, 310), stretch=False)
    (50, 120, 300)
    >>> fit_columns((50, 120, 200, 300), (50, 120, 300), stretch=False)
    (50, 120, 300)
    >>> fit_columns((50, 120, 300), (50, 150, 300), stretch=False) is None
    True
    >>> fit_columns((50, 120, 300), (50, 190, 550), stretch=True)
    (50, 120, 300)
    """
    if min(len(above), len(below)) < 3:
        return None
    moved = [edge - below[0] + above[0] for edge in below]
    if abs(moved[-1] - above[-1]) > _SNAP:
        if not stretch:
            return None
        scale = (above[-1] - above[0]) / (below[-1] - below[0])
        moved = [(edge - below[0]) * scale + above[0] for edge in below]
    fewer, more = sorted((above, moved), key=len)
    if all(min(abs(one - edge) for one in more) <= _SNAP for edge in fewer):
        return tuple(_nearest(above, edge) for edge in moved)
    return tuple(above) if stretch and len(above) == len(below) else None


def fit_guessed(
    above: Sequence[float], below: Sequence[float], *, sure: bool
) -> tuple[float, ...] | None:
    """The same for borders that are guessed from words, which differ a little from page to page.

    >>> fit_guessed((50, 120, 300), (55, 125, 290), sure=False)
    (50, 120, 300)
    """
    pairs = zip(above[1:-1], below[1:-1], strict=False)
    near = all(abs(one - two) <= _NEAR_GUESS for one, two in pairs)
    return tuple(above) if len(above) == len(below) and (sure or near) else None


def _nearest(edges: Sequence[float], edge: float) -> float:
    """The border that is meant, or the edge itself where none is near."""
    nearest = min(edges, key=lambda one: abs(one - edge))
    return nearest if abs(nearest - edge) <= _SNAP else edge
