"""Tables as grids: cells in rows and columns, the rows that head them told from the body.

A table reaches us either with cells that its format declares (DOCX, ruled PDF) or as lines with
tabs. Offices repeat the header on every page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.normalise import make_text
from extractors.structure.lines import Line, LineKind
from models.text import Source, Span, Text

FIGURE = re.compile(r"[\s(<]*[\d.,]*\d[\d.,]*\s*(?:%|\)|[^\W\d_]{0,3})[\s>]*\Z")
"""A cell that holds a figure, with or without its unit."""

ROW_LETTER = re.compile(r"\(?([IVX]{1,5}|[A-Z])\)?[.)]?\Z")
"""What numbers a group of rows: I, II or A, B."""

ROW_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*\)?[.)]?\Z")
"""What numbers a row: 1, (2), 1.1."""


@dataclass(slots=True)
class RawCell:
    """A cell on its grid, before its headings are known."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Text

    @property
    def text(self) -> str:
        """What the cell says."""
        return self.content.view.rstrip()


@dataclass(slots=True)
class RawGrid:
    """One table as a grid of cells, the repeated headers of later pages marked."""

    span: Span
    cells: list[RawCell]
    header_rows: frozenset[int]

    @property
    def top_header(self) -> int:
        """How many rows head the table at its top."""
        count = 0
        while count in self.header_rows:
            count += 1
        return count


def find_grids(source: Source, lines: Sequence[Line]) -> list[RawGrid]:
    r"""The tables of a source, in order; pieces of one table that pages set apart are one grid.

    >>> from extractors.structure.lines import find_lines
    >>> text = "TT\tXã\tSố hộ\n1\tĐồng Xoan\t120\n2\tSuối Mây\t95"
    >>> source = Source(text=text, media_type="text/plain")
    >>> [grid.top_header for grid in find_grids(source, find_lines(source))]
    [1]
    """
    if source.tables:
        return [_declared(source, index) for index in range(len(source.tables))]
    return [_from_lines(source, rows) for rows in _row_groups(lines)]


def _row_groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of table lines between which only blank lines and rules stand."""
    groups: list[list[Line]] = []
    inside = False
    for line in lines:
        if line.kind is LineKind.TABLE:
            if not inside:
                groups.append([])
            groups[-1].append(line)
            inside = True
        elif line.kind in (LineKind.TEXT, LineKind.FURNITURE):
            inside = False
    return groups


def _from_lines(source: Source, rows: Sequence[Line]) -> RawGrid:
    cells: list[RawCell] = []
    for number, line in enumerate(rows):
        start = line.span.start
        for column, part in enumerate(line.span.of(source.reading).split("\t")):
            content = make_text(source.reading, [Span(start, start + len(part))])
            if content.view:
                cells.append(RawCell(number, column, 1, 1, content))
            start += len(part) + 1
    return _with_header(Span(rows[0].span.start, rows[-1].span.stop), cells)


def _declared(source: Source, index: int) -> RawGrid:
    table = source.tables[index]
    cells = []
    for cell in table.cells:
        content = make_text(source.reading, [cell.span, *cell.more])
        if content.view:
            shape = (cell.row, cell.column, cell.row_span, cell.column_span)
            cells.append(RawCell(*shape, content))
    return _with_header(table.span, cells)


def _with_header(span: Span, cells: list[RawCell]) -> RawGrid:
    """The grid with the rows that head its columns, wherever a page repeats them."""
    rows: dict[int, list[RawCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    header: set[int] = set()
    seen: set[tuple[str, ...]] = set()
    at_top = True
    for number in sorted(rows):
        texts = tuple(cell.text for cell in rows[number])
        if at_top and not _is_body(rows[number]):
            header.add(number)
            seen.add(texts)
        elif texts in seen:
            header.add(number)
        else:
            at_top = False
    if len(header) == len(rows):
        header = set()
    return RawGrid(span, cells, frozenset(header))


def _is_body(row: Sequence[RawCell]) -> bool:
    """Whether a row holds data: it is numbered, or has a figure beside its first cell."""
    if counts_columns(row):
        return False
    first = row[0]
    numbered = first.column == 0 and (ROW_NUMBER.match(first.text) or ROW_LETTER.match(first.text))
    return bool(numbered) or any(FIGURE.match(cell.text) for cell in row if cell.column > 0)


def counts_columns(row: Sequence[RawCell]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 … or (1) (2) (3) …, letters before them."""
    numbers = [cell.text.strip("()") for cell in row]
    digits = [text for text in numbers if text.isdecimal()]
    rising = [str(start) for start in range(1, len(digits) + 1)]
    letters = all(len(text) == 1 for text in numbers if not text.isdecimal())
    return len(digits) >= 3 and digits == rising and letters
