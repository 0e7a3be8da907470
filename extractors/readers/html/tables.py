"""Tables of a page: where each cell stands, and which tables only arrange the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from extractors.readers._writer import GridCell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_MOST_COLUMNS = 1_000
"""As many columns as browsers let a cell span."""


def is_layout(table: Element) -> bool:
    """Whether a table arranges parts of the page: it holds other tables, or but one cell."""
    if any(inner is not table for inner in table.iter("table")):
        return True
    cells = [cell for row in rows_of(table) for cell in row]
    return len(cells) < 2


def rows_of(table: Element) -> Iterator[list[Element]]:
    """The cells of each row, in file order."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in _CELLS]
        elif child.tag in _GROUPS:
            yield from rows_of(child)


def lay_out(
    table: Element, texts: Mapping[Element, str]
) -> tuple[list[list[GridCell | None]], dict[Element, tuple[int, int]]]:
    """The table's lines, and row and column of each cell; None where a cell reaches down.

    A cell reaches no further down than the table.
    """
    rows = [row for row in rows_of(table) if row]
    lines: list[list[GridCell | None]] = []
    places: dict[Element, tuple[int, int]] = {}
    above: dict[int, tuple[int, int]] = {}  # by column: first row no longer covered, and width
    for number, row in enumerate(rows):
        line: list[GridCell | None] = []
        column = 0
        for cell in row:
            column = _pass_covered(line, above, column, number)
            width = min(_span(cell, "colspan"), _MOST_COLUMNS)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            grid = GridCell(
                row=number, column=column, row_span=height, column_span=width, text=texts[cell]
            )
            line.append(grid)
            places[cell] = number, column
            above[column] = number + height, width
            column += width
        _pass_covered(line, above, column, number)
        lines.append(line)
    return lines, places


def _pass_covered(
    line: list[GridCell | None], above: Mapping[int, tuple[int, int]], column: int, row: int
) -> int:
    """The next column that no cell from above covers; the line gets a gap for each that does."""
    while column in above and row < above[column][0]:
        line.append(None)
        column += above[column][1]
    return column


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else 1
