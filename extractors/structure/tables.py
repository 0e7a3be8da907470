"""What a table's figures are of: the headings above them, their rows, and the rows' numbers.

Offices print wide forms whose headings span columns; groups of rows are numbered I, II and the
items under them 1, 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.structure.grids import (
    FIGURE,
    ROW_LETTER,
    ROW_NUMBER,
    RawCell,
    RawGrid,
    counts_columns,
)


def column_heads(grid: RawGrid) -> dict[int, tuple[str, ...]]:
    r"""For each column the headings above it, outermost first.

    A heading without cells of its own beside it reaches over the empty cells to its right, as
    far as the heading above it reaches.

    >>> from extractors.structure.grids import find_grids
    >>> from extractors.structure.lines import find_lines
    >>> from models.text import Source
    >>> text = "Loại\tSố lượng\t\n\tXuân\tMùa\nLúa\t12\t9"
    >>> source = Source(text=text, media_type="text/plain")
    >>> column_heads(find_grids(source, find_lines(source))[0])
    {0: ('Loại',), 1: ('Số lượng', 'Xuân'), 2: ('Số lượng', 'Mùa')}
    """
    width = 1 + max((cell.column + cell.column_span - 1 for cell in grid.cells), default=0)
    heads: dict[int, list[str]] = {column: [] for column in range(width)}
    rows = [row for row in _header_rows(grid) if not counts_columns(list(row.values()))]
    group_starts: set[int] = set()
    for number, row in enumerate(rows):
        below = set().union(*rows[number + 1 :])
        current: RawCell | None = None
        for column in range(width):
            if column in row:
                current = row[column]
            elif column in group_starts or not _reaches(current, column, below):
                current = None
            if current is not None:
                heads[column].append(" ".join(current.text.split()))
        group_starts |= set(row)
    return {column: tuple(names) for column, names in heads.items()}


def _header_rows(grid: RawGrid) -> list[dict[int, RawCell]]:
    """The cells of the rows at the table's top, by column."""
    rows: list[dict[int, RawCell]] = [{} for _ in range(grid.top_header)]
    for cell in grid.cells:
        if cell.row < len(rows):
            rows[cell.row][cell.column] = cell
    return rows


def _reaches(heading: RawCell | None, column: int, below: set[int]) -> bool:
    """Whether a heading heads a column to its right in which its own row is empty.

    A heading of several columns has parts below it, one of them in its own column.
    """
    if heading is None:
        return False
    if heading.column_span > 1:
        return column < heading.column + heading.column_span
    return column not in below or heading.column in below


def row_stubs(grid: RawGrid) -> dict[int, tuple[str, ...]]:
    r"""For each body row the rows it belongs to, outermost first, its own text last.

    >>> from extractors.structure.grids import find_grids
    >>> from extractors.structure.lines import find_lines
    >>> from models.text import Source
    >>> text = "TT\tTên\tSL\nI\tCấp xã\t\n1\tGiấy khen\t4\n-\tĐột xuất\t1"
    >>> source = Source(text=text, media_type="text/plain")
    >>> row_stubs(find_grids(source, find_lines(source))[0])[3]
    ('Cấp xã', 'Giấy khen', 'Đột xuất')
    """
    stubs: dict[int, tuple[str, ...]] = {}
    path: list[tuple[int, str]] = []
    rows: dict[int, list[RawCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    numbered = any(_stub_level(row[0], numbered=False) < 9 for row in rows.values())
    for number in sorted(rows):
        if number in grid.header_rows:
            continue
        words = [cell.text for cell in rows[number] if not _is_value(cell)]
        level = _stub_level(rows[number][0], numbered=numbered)
        if numbered and number == max(rows) and rows[number][0].column > 0:
            level = 1  # the last row of a numbered table, itself without number, totals it
        own = " ".join(" ".join(words).split())
        path = [step for step in path if step[0] < level]
        if own:
            path.append((level, own))
        stubs[number] = tuple(text for _, text in path)
    return stubs


def row_words(grid: RawGrid) -> dict[int, tuple[str, ...]]:
    """For each body row its cells that hold words, each for itself: the item, its unit."""
    words: dict[int, list[str]] = {}
    for cell in grid.cells:
        if cell.row not in grid.header_rows and not _is_value(cell):
            words.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return {row: tuple(texts) for row, texts in words.items()}


def _is_value(cell: RawCell) -> bool:
    """Whether a cell holds a figure or the row's number rather than words."""
    number = cell.column == 0 and (ROW_NUMBER.match(cell.text) or ROW_LETTER.match(cell.text))
    return bool(number or FIGURE.match(cell.text) or cell.text in "-–+*")


def _stub_level(first: RawCell, *, numbered: bool) -> int:
    """1 for rows numbered I, A; 2 for 1, 2; 3 for 1.1; 9 for rows without number.

    Words in the column of the numbers, and capitals, head or total the table: they are of the
    first level.
    """
    if first.column == 0 and ROW_LETTER.match(first.text):
        return 1
    if first.column == 0 and ROW_NUMBER.match(first.text):
        return 2 + first.text.strip("().").count(".")
    if numbered and (
        first.text.isupper() or (first.column == 0 and any(map(str.isalpha, first.text)))
    ):
        return 1
    return 9


def find_row_numbers(grid: RawGrid) -> set[tuple[int, int]]:
    r"""Row and column of the cells that number their row or count the columns.

    The first column numbers the rows if it counts on from row to row, or starts anew.

    >>> from extractors.structure.grids import find_grids
    >>> from extractors.structure.lines import find_lines
    >>> from models.text import Source
    >>> text = "TT\tXã\tSố hộ\n1\tĐồng Xoan\t120\n2\tSuối Mây\t95"
    >>> source = Source(text=text, media_type="text/plain")
    >>> sorted(find_row_numbers(find_grids(source, find_lines(source))[0]))
    [(1, 0), (2, 0)]
    """
    rows: dict[int, list[RawCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    found = {
        (cell.row, cell.column)
        for number in grid.header_rows
        if counts_columns(rows[number])
        for cell in rows[number]
    }
    numbers = [
        row[0]
        for number, row in sorted(rows.items())
        if number not in grid.header_rows
        and row[0].column == 0
        and ROW_NUMBER.match(row[0].text)
        and not all(map(_is_value, row))
    ]
    if _count_on([cell.text.strip("(). ") for cell in numbers]):
        found |= {(cell.row, cell.column) for cell in numbers}
    return found


def _count_on(numbers: Sequence[str]) -> bool:
    """Whether most numbers follow the one before, start anew at 1 or are parts (2.1).

    >>> _count_on(["1", "2", "2.1", "3", "1"]), _count_on(["12", "45", "7"])
    (True, False)
    """
    regular = 0
    previous = 0
    for text in numbers:
        whole = int(text.split(".")[0])
        regular += "." in text or whole in (1, previous + 1)
        previous = whole
    return 4 * regular >= 3 * len(numbers) - 3 and regular > 0
