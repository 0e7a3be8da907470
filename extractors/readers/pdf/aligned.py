"""Tables without rules: rows whose figures stand one below the other, found conservatively.

At least three lines near each other must each show three pieces with wide gaps between them, two
of them figures, and their words must fall into columns, about half of them of figures, between
which a gutter stays free from top to bottom. Prose, letterheads and signatures have none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.columns import Column, find_columns, is_figure, place_of
from extractors.readers.pdf.layout import Grid, GridBox, Line
from extractors.readers.pdf.lines import split_line

_FEWEST_ROWS, _FEWEST_PIECES, _FEWEST_FIGURES = 3, 3, 2
_GAP = 1.2
"""A gap of so many sizes parts two pieces of a line."""
_HEADER_GAP = 0.6
"""The same between headings, which fill their columns."""
_NEAR = 3.5
"""Lines of a table are at most so many sizes apart."""
_BETWEEN = 5
"""So many lines without figures may stand between two with: groups, names of several lines."""
_HEADER_LINES = 8
_TIGHT = 1.4
"""Lines of one cell are at most so many sizes apart."""
_OVERLAP = 1.05
"""Lines less than so many sizes apart stand in cells beside each other."""

_Place = tuple[int, int]
"""The first and the last column over which something stands."""
_Row = dict[_Place, list[Line]]
_Table = tuple[Grid, dict[tuple[int, int], list[Line]]]


def find_aligned(lines: Sequence[Line]) -> tuple[list[_Table], list[Line]]:
    """The tables that lines without rules form, and the lines that are left."""
    data = [_is_data(line) for line in lines]
    if sum(data) < _FEWEST_ROWS:
        return [], list(lines)
    tables: list[_Table] = []
    left: list[Line] = []
    done = 0
    for run in _runs(lines, data):
        start, stop = run
        columns = find_columns([lines[at] for at in range(start, stop) if data[at]])
        while columns and stop < len(lines) and _ends_name(lines[stop - 1], lines[stop], columns):
            stop += 1
        while start > done and _beside(*lines[start - 1 : start + 1]):
            start -= 1  # the first line of a name whose figures stand beside its middle
        rows = _rows(lines[start:stop], data[start:stop], columns) if columns else None
        if rows is None:
            continue
        first = _header_start(lines[done:start], lines[start], columns) + done
        limit = lines[first - 1].baseline if first else 0.0
        header = _header(lines[first:start], columns)
        tables.append(_table([*header, *rows], columns, limit))
        left.extend(lines[done:first])
        done = stop
    return tables, [*left, *lines[done:]]


def _is_data(line: Line) -> bool:
    """Whether a line has figures beside each other, far from what else it says."""
    if not line.text or line.x1 - line.x0 < _FEWEST_PIECES * line.size:
        return False
    pieces = split_line(line, _GAP)
    figures = sum(is_figure(piece.text) for piece in pieces)
    return len(pieces) >= _FEWEST_PIECES and figures >= _FEWEST_FIGURES


def _runs(lines: Sequence[Line], data: Sequence[bool]) -> list[tuple[int, int]]:
    """Ranges of lines that begin and end with rows of figures and hold enough of them."""
    found: list[list[int]] = []
    for index in (index for index, one in enumerate(data) if one):
        if found and _belong_together(lines[found[-1][-1] : index + 1]):
            found[-1].append(index)
        else:
            found.append([index])
    return [(run[0], run[-1] + 1) for run in found if len(run) >= _FEWEST_ROWS]


def _belong_together(lines: Sequence[Line]) -> bool:
    """Whether two rows of figures, with the lines between them, are of one table."""
    return len(lines) <= _BETWEEN + 2 and all(_near(*pair) for pair in pairwise(lines))


def _near(above: Line, below: Line) -> bool:
    return below.baseline - above.baseline <= _NEAR * max(above.size, below.size)


def _beside(line: Line, below: Line) -> bool:
    """Whether two lines overlap, as only those of neighbouring cells do."""
    return below.baseline - line.baseline < _OVERLAP * line.size


def _ends_name(above: Line, line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line under the last row of figures goes on with the name in that row."""
    at, end = place_of(line, columns)
    inside = at == end and columns[at].x0 - 2 <= line.x0 and line.x1 <= columns[at].x1 + 2
    tight = line.baseline - above.baseline <= _TIGHT * line.size
    return inside and (_beside(above, line) or (tight and line.text[:1].islower()))


def _rows(
    lines: Sequence[Line], data: Sequence[bool], columns: Sequence[Column]
) -> list[_Row] | None:
    """The rows of the table's body; None if a line does not keep to the columns."""
    rows: list[_Row] = []
    links = _links(lines, data)
    for index, line in enumerate(lines):
        if not (index and (links[index] == index - 1 or links[index - 1] == index)):
            rows.append({})
        for piece in split_line(line, _GAP, [column.x0 for column in columns]):
            place = place_of(piece, columns)
            if data[index] and place[0] != place[1]:
                return None
            _put(rows[-1], (place[0], place[0]), piece)
    return rows


def _put(row: _Row, place: _Place, piece: Line) -> None:
    """Adds a piece to a row; cells over which it reaches become one."""
    over = [one for one in row if one[0] <= place[1] and place[0] <= one[1]]
    known = [line for one in over for line in row.pop(one)]
    both = [*over, place]
    row[min(one[0] for one in both), max(one[1] for one in both)] = [*known, piece]


def _links(lines: Sequence[Line], data: Sequence[bool]) -> list[int]:
    """For each line the one of whose row it is: itself, or the nearer of its neighbours.

    A name of several lines has its figures beside the first, the last or the middle.
    """
    links: list[int] = []
    for index, line in enumerate(lines):
        link = index
        if not data[index]:
            over = line.baseline - lines[index - 1].baseline if index else math.inf
            last = index + 1 == len(lines)
            under = math.inf if last else lines[index + 1].baseline - line.baseline
            if over < under - 1 or (over <= under + 1 and line.text[:1].islower()):
                link = index - 1
            elif under < over - 1:
                link = index + 1
        links.append(link)
    return links


def _header_start(above: Sequence[Line], first: Line, columns: Sequence[Column]) -> int:
    """The index of the first line that heads the columns."""
    start, below = len(above), first
    for index in range(len(above) - 1, max(-1, len(above) - 1 - _HEADER_LINES), -1):
        places = [place_of(piece, columns) for piece in split_line(above[index], _HEADER_GAP)]
        apart = all(one[1] < two[0] for one, two in pairwise(places))
        alone = len(places) == 1 and places[0][0] != places[0][1]
        if not _near(above[index], below) or not apart or alone:
            break
        start, below = index, above[index]
    while start < len(above) and _stands_alone([*above, first][start : start + 2]):
        start += 1
    return start


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether a line of one piece is no heading but a line above them."""
    line, below = lines
    return not _beside(line, below) and len(split_line(line, _HEADER_GAP)) == 1


def _header(lines: Sequence[Line], columns: Sequence[Column]) -> list[_Row]:
    """The headings: one row, or two where some span columns."""
    pieces = [
        (place_of(piece, columns), piece)
        for line in lines
        for piece in split_line(line, _HEADER_GAP)
    ]
    spans = [place for place, _ in pieces if place[0] != place[1]]
    rows: list[_Row] = [{}, {}]
    for place, piece in pieces:
        under = place not in spans and any(one[0] <= place[0] <= one[1] for one in spans)
        _put(rows[under], place, piece)
    return [row for row in rows if row]


def _table(rows: Sequence[_Row], columns: Sequence[Column], limit: float) -> _Table:
    """Rows and columns as a grid below `limit`, every cell with its box."""
    inner = [(one.x1 + two.x0) / 2 for one, two in pairwise(columns)]
    borders = [columns[0].x0, *inner, columns[-1].x1]
    boxes: list[GridBox] = []
    cells: dict[tuple[int, int], list[Line]] = {}
    for number, row in enumerate(rows):
        lines = [line for cell in row.values() for line in cell]
        covered = {at for first, last in row for at in range(first, last + 1)}
        empty = [(at, at) for at in range(len(columns)) if at not in covered]
        for first, last in sorted([*row, *empty]):
            cells[number, first] = row.get((first, last), [])
            box = GridBox(
                row=number,
                column=first,
                row_span=1,
                column_span=last - first + 1,
                x0=borders[first],
                top=max(limit, min(line.top for line in lines)),
                x1=borders[last + 1],
                bottom=max(line.bottom for line in lines),
            )
            boxes.append(box)
    return Grid(boxes=tuple(boxes), rows=len(rows), ruled=False), cells
