"""Borders between columns: those of one table, and whether those of two agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SNAP = 4.0
"""Borders closer than this, in points, are one."""


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


def _nearest(edges: Sequence[float], edge: float) -> float:
    """The border that is meant, or the edge itself where none is near."""
    nearest = min(edges, key=lambda one: abs(one - edge))
    return nearest if abs(nearest - edge) <= _SNAP else edge
