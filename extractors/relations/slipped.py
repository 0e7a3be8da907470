"""Figures that stand one column from where they belong, as the share beside them shows.

Under `Số lượng: Tập thể | Cá nhân` and `Trong đó ở cơ sở: Cá nhân: SL | %` a row has 19 in the
column of groups, none in that of persons, and 9 persons at 47,37 %: that is 9 of the 19.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.relations.index import FactIndex
from models.document import Cell, Table
from models.fact import Fact
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_PAIRED = 3
"""Headings over a share: the whole group, whose it is, `%`."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A body cell with one figure."""

    cell: Cell
    fact: Fact
    percent: bool


def find_slipped_claims(index: FactIndex) -> Iterator[Claim]:
    """For each share without its whole, the figure of another column that is its whole exactly."""
    for table in index.document.tables:
        entries = list(_entries(index, table))
        rows: dict[int, list[_Entry]] = {}
        for entry in entries:
            rows.setdefault(entry.cell.row, []).append(entry)
        columns = {entry.cell.heads for entry in entries}
        for row in rows.values():
            for share in row:
                if share.percent and len(share.cell.heads) >= _PAIRED and share.fact.decimals:
                    yield from _slipped(share, row, columns)


def _entries(index: FactIndex, table: Table) -> Iterator[_Entry]:
    for cell, figure, fact in index.cells(table):
        if cell.heads:
            yield _Entry(cell, fact, figure.kind is NumeralKind.PERCENT)


def _slipped(
    share: _Entry, row: Sequence[_Entry], columns: set[tuple[str, ...]]
) -> Iterator[Claim]:
    group, whose = share.cell.heads[0], share.cell.heads[-2]
    parts = [e for e in row if not e.percent and e.cell.heads[:-1] == share.cell.heads[:-1]]
    wholes = [e for e in row if not e.percent and e.cell.heads[0] != group]
    if len(parts) != 1 or len(wholes) != 1:
        return
    outer, own = wholes[0].cell.heads[0], wholes[0].cell.heads[-1]
    has_column = any(heads[0] == outer and heads[-1] == whose for heads in columns)
    if own != whose and has_column and _is_share(share.fact, parts[0].fact, wholes[0].fact):
        yield Claim(
            kind=ClaimKind.COLUMN,
            stated=wholes[0].fact,
            operands=(share.fact,),
            rule="share_of_another_column",
            context=(own, whose),
        )


def _is_share(share: Fact, part: Fact, whole: Fact) -> bool:
    """Whether the share is that of the part in the whole, to the digits written."""
    if share.value is None or part.value is None or not whole.value:
        return False
    return abs(part.value / whole.value * 100 - share.value) < Decimal(1).scaleb(-share.decimals)
