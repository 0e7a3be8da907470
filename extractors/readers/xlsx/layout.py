"""A sheet as text: which of its cells make tables, which are titles, notes and signatures.

Offices set the whole page into cells: the issuer beside the motto, the title, the unit of
measure, then the table, then who signed. Empty rows part these; lines are drawn around the cells
of tables only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.readers._writer import GridCell, SourceWriter
from extractors.readers.xlsx.sheet import Cell, Place, Sheet

_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng[ _]?tính)[ _]?\d*(?: ?\(\d+\))?", re.I)
"""Names that Excel gives by itself: they say nothing."""
_WIDE = 3
"""A row of so many cells is one of a table, where no lines are drawn."""
_FIGURE = re.compile(r"[-(]?\d[\d.,]*\s?%?\)?")
_HOLLOW = 50
"""A table with so many times more fields than cells is written without its empty fields."""

Row = list[tuple[Place, Cell]]


@dataclass(frozen=True, slots=True)
class _Area:
    """Rows of cells without an empty row between, and how far merged cells reach."""

    sheet: Sheet
    rows: list[Row]

    def reach(self, place: Place) -> Place:
        return self.sheet.reach.get(place, place)


def write_sheet(sheet: Sheet, writer: SourceWriter) -> None:
    """Writes the sheet's name as a heading, then what it shows, text boxes last."""
    if sheet.name and not _DEFAULT_NAME.fullmatch(sheet.name):
        writer.headings.append(writer.paragraph(sheet.name))
    for area in _areas(sheet):
        first, last = _table_rows(area)
        _write_lines(area.rows[:first], writer)
        for columns in _side_by_side(area, first, last):
            _write_table(area, area.rows[first:last], columns, writer)
        _write_lines(area.rows[last:], writer)
    for paragraph in sheet.boxes:
        writer.paragraph(paragraph)


def _areas(sheet: Sheet) -> Iterator[_Area]:
    rows: dict[int, Row] = {}
    for place, cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
        rows.setdefault(place[0], []).append((place, cell))
    found: list[Row] = []
    bottom = -1
    for number, row in rows.items():
        if found and number > bottom + 1:
            yield _Area(sheet, found)
            found = []
        found.append(row)
        bottom = max(bottom, *(sheet.reach.get(place, place)[0] for place, _ in row))
    if found:
        yield _Area(sheet, found)


def _table_rows(area: _Area) -> tuple[int, int]:
    """The first of the rows that make a table and the one behind the last; equal for none."""
    rows = area.rows
    ruled = [
        index for index, row in enumerate(rows) if len(row) > 1 and any(c.boxed for _, c in row)
    ]
    if ruled:
        first, last = ruled[0], ruled[-1] + 1
        while first and all(cell.boxed for _, cell in rows[first - 1]):
            first -= 1
        while last < len(rows) and all(cell.boxed for _, cell in rows[last]):
            last += 1
        return first, last
    widest = max(len(row) for row in rows)
    figures = any(_FIGURE.fullmatch(cell.text) for row in rows for _, cell in row)
    if widest < 2 or len(rows) < 2 or not figures:  # names side by side, to sign or to head
        return 0, 0
    wide = [index for index, row in enumerate(rows) if len(row) >= min(widest, _WIDE)]
    first = wide[0]
    while first and len(rows[first - 1]) > 1 and _spans(area, rows[first - 1]):
        first -= 1
    last = max(index for index, row in enumerate(rows) if len(row) > 1) + 1
    return first, last


def _spans(area: _Area, row: Row) -> bool:
    """Whether cells of the row are merged, as headings are."""
    return any(area.reach(place) != place for place, _ in row)


def _write_lines(rows: Sequence[Row], writer: SourceWriter) -> None:
    """Writes rows that are no table; what stands side by side in several rows, side by side.

    The issuer and the motto are two blocks, not lines of both.
    """
    blocks: list[dict[int, list[str]]] = []
    many = False
    for row in rows:
        goes_on = len(row) > 1 and many
        many = len(row) > 1
        if not goes_on:
            blocks.append({})
        for (_, column), cell in row:
            near = min(blocks[-1], key=lambda other: abs(other - column), default=column)
            key = near if goes_on else column
            blocks[-1].setdefault(key, []).append(cell.text)
    for block in blocks:
        for column in sorted(block):
            for text in block[column]:
                writer.paragraph(text)


def _side_by_side(area: _Area, first: int, last: int) -> list[list[int]]:
    """The columns of each table in these rows: an empty column may part two.

    Columns in which no cell begins are left out, as those are that only merged cells cover.
    """
    rows = area.rows[first:last]
    columns = sorted({place[1] for row in rows for place, _ in row})
    covered = {
        column
        for row in rows
        for place, _ in row
        for column in range(place[1], min(area.reach(place)[1], columns[-1]) + 1)
    }
    groups: list[list[int]] = []
    for column in columns:
        if not groups or (column - 1 not in covered and _begins_table(rows, column)):
            groups.append([])
        groups[-1].append(column)
    return groups if all(len(group) > 1 for group in groups) else [columns] if columns else []


def _begins_table(rows: Sequence[Row], column: int) -> bool:
    """Whether most cells of the column hold words, as the first one of a table does."""
    cells = [cell for row in rows for place, cell in row if place[1] == column]
    words = sum(not cell.numeric and any(map(str.isalpha, cell.text)) for cell in cells)
    return len(cells) > 2 and 2 * words > len(cells)


def _write_table(
    area: _Area, rows: Sequence[Row], columns: Sequence[int], writer: SourceWriter
) -> None:
    """Writes the given columns of the rows; rows and columns are counted anew."""
    order = {column: index for index, column in enumerate(columns)}
    kept = [row for row in ([one for one in row if one[0][1] in order] for row in rows) if row]
    numbers = [row[0][0][0] for row in kept]
    hollow = len(kept) * len(columns) > _HOLLOW * sum(map(len, kept))
    above: dict[int, tuple[int, int]] = {}  # by column: first row no longer covered, and width
    lines: list[list[GridCell | None]] = []
    for index, row in enumerate(kept):
        here = {order[place[1]]: (place, cell) for place, cell in row}
        line: list[GridCell | None] = []
        column = 0
        while column < len(columns):
            covered_to, width = above.get(column, (0, 1))
            if index < covered_to:
                line.append(None)
            elif column in here:
                place, cell = here[column]
                grid = _grid_cell(area, place, cell.text, (index, column), (numbers, columns))
                above[column] = index + grid.row_span, grid.column_span
                line.append(grid)
                width = grid.column_span
            else:
                width = 1
                if not hollow:
                    line.append(GridCell(row=index, column=column))
            column += width
        lines.append(line)
    writer.table(lines)


def _grid_cell(
    area: _Area,
    place: Place,
    text: str,
    at: tuple[int, int],
    kept: tuple[Sequence[int], Sequence[int]],
) -> GridCell:
    """The cell at its new place; of a merged one only the rows and columns that were kept count."""
    (top, left), (bottom, right) = place, area.reach(place)
    rows, columns = kept
    return GridCell(
        row=at[0],
        column=at[1],
        row_span=max(1, bisect_right(rows, bottom) - bisect_left(rows, top)),
        column_span=max(1, bisect_right(columns, right) - bisect_left(columns, left)),
        text=text,
    )
