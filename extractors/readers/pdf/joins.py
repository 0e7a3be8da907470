"""Tables that go on over pages: which piece goes on with which, on one grid of columns.

A piece goes on with the table of the page before where nothing but page furniture and notes
stands between, and their columns agree. A header that is repeated proves it; without one, the
table must have been cut by the page's end, and no row like a header may open the piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.readers.pdf.columns import fit_columns, fit_guessed, place_columns
from extractors.readers.pdf.layout import Content, Grid, GridBox, Line
from extractors.readers.pdf.tables import cell_text
from extractors.readers.pdf.zones import Zones

_Cells = dict[tuple[int, int], list[Line]]

_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.;:!?…]\W*\Z")
_SLACK = 20.0
"""Points that may stay empty below a table beside the height of the row that did not fit."""
_MOST = 0.8
"""Share of a table's rows that make its habit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The part of a table that stands on one page."""

    page: int
    grid: Grid
    cells: _Cells
    room: float
    """Points between its lower border and the lowest place for text on the page."""
    own: tuple[float, ...]
    """Its borders between columns."""
    edges: tuple[float, ...]
    """Its borders between columns, moved to where those of the table's first piece stand."""

    def rows(self) -> list[tuple[str, ...]]:
        """The texts of its cells, row by row."""
        texts: list[list[str]] = [[] for _ in range(self.grid.rows)]
        for box in self.grid.boxes:
            texts[box.row].append(self.text(box))
        return [tuple(row) for row in texts]

    def text(self, box: GridBox) -> str:
        """What the cell says."""
        return cell_text(self.cells.get((box.row, box.column), []), box)

    def border(self, x: float) -> float:
        """The border at `x` of its page, as it stands in the table's first piece."""
        return self.edges[_nearest(self.own, x)]


def join_tables(contents: Sequence[Content], zones: Sequence[Zones]) -> list[Content]:
    """The pages, tables that go on with one of the page before marked as such.

    All pieces of a table count their columns alike.
    """
    joined = list(contents)
    chain: list[_Piece] = []
    for number, content in enumerate(contents):
        opening = _opening(content, zones[number])
        piece = _continuation(chain, opening) if chain and opening else None
        if piece:
            chain.append(piece)
        closing = _closing(contents, zones, number)
        if piece and closing and len(content.tables) == 1:
            chain[-1] = replace(piece, room=closing.room)
            continue
        _settle(chain, joined)
        chain = [closing] if closing else []
    _settle(chain, joined)
    return joined


def _opening(content: Content, zones: Zones) -> _Piece | None:
    """The page's first table, if no text stands above it."""
    if not content.tables:
        return None
    grid, cells = content.tables[0]
    if any(line.baseline <= grid.top for line in zones.body):
        return None
    own = _edges(grid)
    return _Piece(page=content.page.number, grid=grid, cells=cells, room=0, own=own, edges=own)


def _closing(contents: Sequence[Content], zones: Sequence[Zones], number: int) -> _Piece | None:
    """The page's last table, if no text but notes stands below it."""
    content = contents[number]
    if not content.tables:
        return None
    grid, cells = content.tables[-1]
    if any(line.baseline > grid.bottom for line in zones[number].body):
        return None
    if zones[number].notes:
        floor = zones[number].notes[0].top
    else:
        floor = max(
            _lowest(one, zone)
            for one, zone in zip(contents, zones, strict=True)
            if round(one.page.height) == round(content.page.height)
        )
    room, own = floor - grid.bottom, _edges(grid)
    return _Piece(page=number, grid=grid, cells=cells, room=room, own=own, edges=own)


def _lowest(content: Content, zones: Zones) -> float:
    """Where the body of a page ends."""
    lines = [line.bottom for line in zones.body[-1:] + zones.notes[-1:]]
    return max([*lines, *(grid.bottom for grid, _ in content.tables)], default=0.0)


def _edges(grid: Grid) -> tuple[float, ...]:
    return place_columns([edge for box in grid.boxes for edge in (box.x0, box.x1)])


def _continuation(chain: Sequence[_Piece], below: _Piece) -> _Piece | None:
    """The piece with its place in the table, if it goes on with the chain's last one."""
    first, above = chain[0], chain[-1]
    repeated = _repeated(first, below)
    widest = max((piece.edges for piece in chain), key=len)
    if first.grid.ruled and below.grid.ruled:
        edges = fit_columns(widest, below.edges, stretch=repeated > 0)
    else:
        edges = fit_guessed(widest, below.edges, sure=repeated > 0)
    if edges is None:
        return None
    grid = replace(below.grid, continues=True, repeated=repeated)
    below = replace(below, grid=grid, edges=edges)
    split = repeated < grid.rows and _splits_row(above, below, repeated)
    if not (repeated or split or (_was_cut(above, below) and not _is_headed(first, below))):
        return None
    return replace(below, grid=replace(grid, splits_row=split))


def _repeated(first: _Piece, below: _Piece) -> int:
    """How many rows the piece has in common with the table's top: its header."""
    count = 0
    for ours, theirs in zip(first.rows()[:-1], below.rows(), strict=False):
        if ours != theirs or not any(ours):
            break
        count += 1
    return count


def _was_cut(above: _Piece, below: _Piece) -> bool:
    """Whether the next row would not have fitted on the page before."""
    next_row = max(box.bottom - box.top for box in below.grid.boxes if box.row == 0)
    return above.room <= next_row + _SLACK


def _is_headed(first: _Piece, below: _Piece) -> bool:
    """Whether the piece has a header of its own: it is another table."""
    header, *body = first.rows()
    top = below.rows()[0]
    if top[0] and top[0] == header[0] and not _DIGIT.search(top[0]):
        return True
    figures = [any(map(_DIGIT.search, row)) for row in body]
    words = len(top) > 1 and all(top) and not any(map(_DIGIT.search, top))
    return words and sum(figures) >= _MOST * max(1, len(figures))


def _splits_row(above: _Piece, below: _Piece, number: int) -> bool:
    """Whether the page's end cut a row, the rest of which opens the piece.

    Every text goes on with the one above it, or stands under an empty cell.
    """
    last = {above.border(box.x0): box for box in above.grid.boxes if box.row == above.grid.rows - 1}
    rest = {
        below.border(box.x0): box
        for box in below.grid.boxes
        if box.row == number and below.text(box)
    }
    pairs = [(last[at], box) for at, box in rest.items() if at in last and above.text(last[at])]
    left = above.edges[0]
    numbered = left in last and bool(above.text(last[left]))
    if not pairs or (numbered and left in rest):
        return False
    going_on = all(_goes_on(above, one, below, box) for one, box in pairs)
    return going_on or (numbered and _is_paragraph_under_number(above, pairs, below))


def _goes_on(above: _Piece, one: GridBox, below: _Piece, box: GridBox) -> bool:
    """Whether a cell's text goes on in the one below: in mid-sentence, from a full line."""
    last = above.cells[one.row, one.column][-1]
    first = below.cells[box.row, box.column][0]
    if _SENTENCE_END.search(last.text):
        return False
    if first.text[:1].islower() or first.text[:1] in ",;.)%":
        return True
    space = first.text.find(" ")
    word = (first.edges[space] if space > 0 else first.x1) - first.x0
    margin = min(last.x0 - one.x0, 2 * last.size)
    return last.x1 + 0.2 * last.size + word > one.x1 - margin


def _is_paragraph_under_number(
    above: _Piece, pairs: Sequence[tuple[GridBox, GridBox]], below: _Piece
) -> bool:
    """Whether words stand below words in a row without number, where every row has one."""
    firsts = [above.text(box) for box in above.grid.boxes if box.column == 0 and box.row > 0]
    figures: Callable[[str], object] = re.compile(r"[\d.,%\s]+").fullmatch
    wordy = all(
        len(below.text(box).split()) > 2 and not figures(above.text(one)) for one, box in pairs
    )
    return wordy and len(firsts) > 1 and all(_DIGIT.match(text) for text in firsts)


def _settle(chain: Sequence[_Piece], joined: list[Content]) -> None:
    """Writes the pieces of a finished table back to their pages, their columns counted alike."""
    if len(chain) < 2:
        return
    columns = max((piece.edges for piece in chain), key=len)
    for piece in chain:
        content = joined[piece.page]
        at = 0 if piece.grid.continues else len(content.tables) - 1
        tables = list(content.tables)
        tables[at] = _counted(piece, columns)
        joined[piece.page] = replace(content, tables=tuple(tables))


def _counted(piece: _Piece, columns: Sequence[float]) -> tuple[Grid, _Cells]:
    """A piece's grid and cells, its columns counted as the whole table's are."""
    boxes = tuple(
        replace(box, column=start, column_span=max(1, stop - start))
        for box in piece.grid.boxes
        for start, stop in [[_nearest(columns, piece.border(x)) for x in (box.x0, box.x1)]]
    )
    places = zip(piece.grid.boxes, boxes, strict=True)
    cells = {
        (new.row, new.column): piece.cells[old.row, old.column]
        for old, new in places
        if (old.row, old.column) in piece.cells
    }
    return replace(piece.grid, boxes=boxes), cells


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
