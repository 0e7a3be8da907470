"""Tables without rules: rows whose figures stand one below the other, found conservatively.

At least three lines near each other must each show three pieces with wide gaps between them, two
of them figures, and the pieces must fall into columns, about half of them of figures, between
which a gutter stays free from top to bottom. Prose, letterheads and signatures have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.readers.pdf.layout import Grid, GridBox, Line

_FIGURE = re.compile(r"[(<+\-–]*\d[\d.,]*\s?(?:%|[^\W\d_]{1,4}[23²³]?)?\)?")
_EMPTY = frozenset({"-", "–", "x", "X"})
"""What stands in a cell without a figure."""
_SPACE = re.compile(r"\s+")
_GAP = 1.2
"""A gap of so many sizes parts two pieces of a line."""
_GUTTER = 0.5
"""A gutter is at least so many sizes wide."""
_NEAR = 2.6
"""Lines of a table are at most so many sizes apart."""
_FEWEST_ROWS, _FEWEST_COLUMNS, _FEWEST_FIGURES = 3, 3, 2
_BETWEEN = 2
"""So many lines without figures may stand between two with: groups, wrapped names."""
_HEADER_LINES = 5
_MOSTLY = 0.8

_Table = tuple[Grid, dict[tuple[int, int], list[Line]]]


@dataclass(slots=True)
class _Row:
    """A row on its way: its pieces by first and last column."""

    cells: dict[tuple[int, int], list[Line]] = field(default_factory=dict)

    def put(self, place: tuple[int, int], piece: Line) -> None:
        """Adds a piece to the cell at `place`, side by side or below what it has."""
        self.cells.setdefault(place, []).append(piece)


def find_aligned(lines: Sequence[Line]) -> tuple[list[_Table], list[Line]]:
    """The tables that lines without rules form, and the lines that are left."""
    pieces = [_pieces(line) for line in lines]
    tables: list[_Table] = []
    left: list[Line] = []
    done = 0
    for start, stop in _runs(lines, pieces):
        columns = _columns(pieces[start:stop])
        rows = _rows(pieces[start:stop], columns) if columns else None
        if rows is None:
            continue
        first = _header_start(lines, pieces, start, done, columns)
        header = [_header_row(one, columns) for one in pieces[first:start]]
        tables.append(_table([*header, *rows], columns))
        left.extend(lines[done:first])
        done = stop
    return tables, [*left, *lines[done:]]


def _pieces(line: Line) -> list[Line]:
    """The parts of a line between which wide gaps stand."""
    found, start = [], 0
    for space in _SPACE.finditer(line.text):
        if line.edges[space.end()] - line.edges[space.start()] >= _GAP * line.size:
            found.append(_part(line, start, space.start()))
            start = space.end()
    return [*found, _part(line, start, len(line.text))]


def _part(line: Line, start: int, stop: int) -> Line:
    edges = line.edges[start : stop + 1]
    return replace(line, text=line.text[start:stop], edges=edges, columns=False)


def _is_data(pieces: Sequence[Line]) -> bool:
    figures = sum(_FIGURE.fullmatch(piece.text) is not None for piece in pieces)
    return len(pieces) >= _FEWEST_COLUMNS and figures >= _FEWEST_FIGURES


def _runs(lines: Sequence[Line], pieces: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Ranges of lines that begin and end with rows of figures and hold enough of them."""
    found: list[list[int]] = []
    for index, parts in enumerate(pieces):
        if not _is_data(parts):
            continue
        if found and _belong_together(lines[found[-1][-1] : index + 1]):
            found[-1].append(index)
        else:
            found.append([index])
    return [(run[0], run[-1] + 1) for run in found if len(run) >= _FEWEST_ROWS]


def _belong_together(lines: Sequence[Line]) -> bool:
    """Whether two rows of figures, with the lines between them, are of one table."""
    return len(lines) <= _BETWEEN + 2 and all(
        0 < below.baseline - above.baseline <= _NEAR * below.size
        for above, below in pairwise(lines)
    )


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Left and right ends of the columns, or none if the rows form no table."""
    data = [row for row in rows if _is_data(row)]
    spans = sorted((piece.x0, piece.x1) for row in data for piece in row)
    columns: list[tuple[float, float]] = []
    gutter = _GUTTER * data[0][0].size
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + gutter:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    figures = 0
    for column in columns:
        texts = [piece.text for row in data for piece in row if _place(piece, [column])]
        right = sum(text in _EMPTY or _FIGURE.fullmatch(text) is not None for text in texts)
        figures += right >= _MOSTLY * len(texts) and len(texts) >= _MOSTLY * len(data)
    words = len(columns) - figures
    enough = len(columns) >= _FEWEST_COLUMNS and figures >= max(_FEWEST_FIGURES, words - 1)
    return columns if enough else []


def _place(
    piece: Line, columns: Sequence[tuple[float, float]], slack: float = 0
) -> tuple[int, int] | None:
    """The first and the last column over which a piece stands; None if over none."""
    over = [
        index
        for index, (left, right) in enumerate(columns)
        if piece.x0 < right + slack and piece.x1 > left - slack
    ]
    return (over[0], over[-1]) if over else None


def _rows(
    lines: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]
) -> list[_Row] | None:
    """The rows of the table's body, names that wrap joined; None if a line breaks the columns."""
    rows: list[_Row] = []
    for pieces in lines:
        wraps = len(pieces) == 1 and rows and pieces[0].text[:1].islower()
        row = rows[-1] if wraps else _Row()
        for piece in pieces:
            place = _place(piece, columns)
            if place is None or (place[0] != place[1] and _is_data(pieces)):
                return None
            row.put(place, piece)
        if not wraps:
            rows.append(row)
    return rows


def _header_start(
    lines: Sequence[Line],
    pieces: Sequence[Sequence[Line]],
    start: int,
    earliest: int,
    columns: Sequence[tuple[float, float]],
) -> int:
    """The index of the first line that heads the columns."""
    first = start
    for index in range(start - 1, max(earliest, start - _HEADER_LINES) - 1, -1):
        near = lines[index + 1].baseline - lines[index].baseline <= _NEAR * lines[index].size
        if not near or not _heads(pieces[index], columns):
            break
        if len(pieces[index]) > 1:
            first = index
    return first


def _heads(pieces: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each piece stands over columns of its own, a single one over one column."""
    places = [_place(piece, columns, slack=piece.size) for piece in pieces]
    if len(pieces) == 1:
        return places[0] is not None and places[0][0] == places[0][1]
    taken = [place for place in places if place is not None]
    apart = all(one[1] < two[0] for one, two in pairwise(taken))
    return len(taken) == len(places) and apart


def _header_row(pieces: Sequence[Line], columns: Sequence[tuple[float, float]]) -> _Row:
    row = _Row()
    for piece in pieces:
        row.put(_place(piece, columns, slack=piece.size) or (0, 0), piece)
    return row


def _table(rows: Sequence[_Row], columns: Sequence[tuple[float, float]]) -> _Table:
    """Rows and columns as a grid, every cell with its box."""
    boxes: list[GridBox] = []
    cells: dict[tuple[int, int], list[Line]] = {}
    for number, row in enumerate(rows):
        lines = [line for cell in row.cells.values() for line in cell]
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        covered = {at for first, last in row.cells for at in range(first, last + 1)}
        empty = [(at, at) for at in range(len(columns)) if at not in covered]
        for first, last in sorted([*row.cells, *empty]):
            cells[number, first] = row.cells.get((first, last), [])
            box = GridBox(
                row=number,
                column=first,
                row_span=1,
                column_span=last - first + 1,
                x0=columns[first][0],
                top=top,
                x1=columns[last][1],
                bottom=bottom,
            )
            boxes.append(box)
    return Grid(boxes=tuple(boxes), rows=len(rows)), cells
