"""Claims of tables: totals of columns and rows, parts and shares, compared columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from extractors.relations.index import FactIndex
from extractors.relations.nearly import is_of_another
from models.document import Cell, Table
from models.fact import Fact, Role
from models.lexicon import Lexicon, fold
from models.number import NumeralKind
from models.relation import YIELD_TO_MASS, Claim, ClaimKind

_COMPARED = {
    Role.PCT_PLAN: Role.PLAN,
    Role.PCT_PRIOR: Role.PRIOR,
    Role.PCT_CHANGE: Role.PRIOR,
}
"""For each percentage of a base, the role of the column that holds the base."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A body cell with exactly one figure."""

    cell: Cell
    fact: Fact
    percent: bool


_MOST_COLUMNS = 8
"""Wider tables are not searched for columns that fit."""
_GREAT = 100
_HARVEST = ("mass", "area", "yield")
"""What output, area and yield are measured in."""
_ENOUGH_ROWS = 2
"""So many rows must fit before a column is taken for the share or product of two others."""

_ENOUGH_GROUPS = 2
"""So many groups must give their heads before the total of these is held for certain."""

_Line = list[_Entry]
"""The entries of one row or of one column, in order."""


class TableClaims:
    """Finds what tables claim by their headings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._totals = lexicon.phrases("total.row")

    def find(self, index: FactIndex) -> Iterator[Claim]:
        """The claims of all tables of a document."""
        for table in index.document.tables:
            entries = list(_entries(index, table))
            rows = _grouped(entries, key=lambda entry: entry.cell.row)
            columns = _grouped(entries, key=lambda entry: entry.cell.column)
            for row in rows:
                for percent in row:
                    if percent.percent:
                        yield from _shares(percent, row)
                        yield from _compared(percent, row)
            yield from _usual([claim for row in rows for claim in self._row_totals(index, row)])
            groups = [list(_groups(column)) for column in columns]
            yield from _usual(
                [
                    replace(claim, certain=_all_add_up(below))
                    for column, below in zip(columns, groups, strict=True)
                    for claim in self._column(index, column)
                ]
            )
            grouped = _usual([claim for below in groups for claim in below])
            yield from (claim for claim in grouped if claim.certain or claim.adds_up)
            yield from _fitting(rows)

    def _column(self, index: FactIndex, column: _Line) -> Iterator[Claim]:
        """The total row of a column: the sum of its top rows, else of its innermost ones."""
        counts = [entry for entry in column if not entry.percent]
        totals = [e for e in counts if e.cell.stubs and self._is_total(e.cell.stubs[-1])]
        if len(totals) != 1:
            return
        rows = [entry for entry in counts if entry is not totals[0]]
        tops = [entry for entry in rows if len(entry.cell.stubs) == 1]
        groups = {entry.cell.stubs[0] for entry in rows if entry.cell.stubs}
        parts = tops if tops and len(tops) == len(groups) else _leaves(rows)
        if parts and self._are_parts(index, totals[0], parts, totals[0].cell.stubs[-1]):
            yield _sum(totals[0], parts, rule="total_row")

    def _row_totals(self, index: FactIndex, row: _Line) -> Iterator[Claim]:
        """A column headed `Tổng số` and the columns that split it, under the same heading."""
        for total in row:
            heads = total.cell.heads
            if total.percent or not heads or not self._is_total(heads[-1]):
                continue
            beside = [e for e in row if e is not total and e.cell.heads[:-1] == heads[:-1]]
            parts = [e for e in beside if not e.percent and e.fact.role is total.fact.role]
            if len(parts) >= 2 and self._are_parts(index, total, parts, heads[-1]):
                yield _sum(total, parts, rule="total_column")

    def _are_parts(
        self, index: FactIndex, total: _Entry, parts: Sequence[_Entry], name: str
    ) -> bool:
        """Whether what a total is called, if more than `Tổng cộng`, may comprise its parts."""
        if fold(name).partition("(")[0].strip(" :.") in self._totals:
            return True
        return all(index.may_be_part(part.fact, total.fact) for part in parts)

    def _is_total(self, text: str) -> bool:
        folded = fold(text).strip(" :.")
        return any(folded == w or folded.startswith((f"{w} ", f"{w}(")) for w in self._totals)


def _entries(index: FactIndex, table: Table) -> Iterator[_Entry]:
    for cell, figure, fact in index.cells(table):
        yield _Entry(cell, fact, figure.kind is NumeralKind.PERCENT)


def _grouped(entries: Iterable[_Entry], key: Callable[[_Entry], int]) -> list[_Line]:
    """The entries by row or column, each line in order."""
    lines: dict[int, _Line] = {}
    for entry in sorted(entries, key=lambda e: (e.cell.row, e.cell.column)):
        lines.setdefault(key(entry), []).append(entry)
    return list(lines.values())


def _shares(percent: _Entry, row: _Line) -> Iterator[Claim]:
    """`SL | %` under one heading: a part of the column of that heading's name."""
    heads = percent.cell.heads
    if len(heads) < 3:
        return
    before = [e for e in row if e.cell.column < percent.cell.column and not e.percent]
    parts = [e for e in before if e.cell.heads[:-1] == heads[:-1]]
    if not parts:
        return
    outside = [e for e in before if e.cell.heads and e.cell.heads[0] != heads[0]]
    named = [e for e in outside if e.cell.heads[-1] == heads[-2]]
    wholes = named or outside
    if len(wholes) == 1:
        yield Claim(
            kind=ClaimKind.PERCENT,
            stated=percent.fact,
            operands=(parts[-1].fact, wholes[0].fact),
            certain=bool(named),
            likely=is_of_another(percent.fact, parts[-1].fact, wholes[0].fact),
            rule="share_column",
        )


def _compared(percent: _Entry, row: _Line) -> Iterator[Claim]:
    """Plan, actual and earlier columns with the percentage that compares them."""
    role = percent.fact.role
    if role not in _COMPARED:
        return
    group = percent.cell.heads[:-1]
    actual = _nearest([e for e in row if e.fact.role is Role.ACTUAL], group)
    base = _nearest([e for e in row if e.fact.role is _COMPARED[role]], group)
    if actual is not None and base is not None:
        change = role is Role.PCT_CHANGE
        yield Claim(
            kind=ClaimKind.CHANGE_PERCENT if change else ClaimKind.PERCENT,
            stated=percent.fact,
            operands=(actual.fact, base.fact),
            rule="compared_columns",
        )


def _nearest(entries: Sequence[_Entry], group: tuple[str, ...]) -> _Entry | None:
    """The only entry under the same outer headings, or the only one at all."""
    grouped = [e for e in entries if e.cell.heads[: len(group)] == group]
    return next((found[0] for found in (grouped, entries) if len(found) == 1), None)


def _groups(column: _Line) -> Iterator[Claim]:
    """Rows that head a group (I, II) and the rows right under them."""
    for head in column:
        depth = len(head.cell.stubs)
        parts = [
            entry
            for entry in column
            if len(entry.cell.stubs) == depth + 1 and entry.cell.stubs[:depth] == head.cell.stubs
        ]
        if not head.percent and len(parts) >= 2 and not any(part.percent for part in parts):
            yield _sum(head, parts, rule="row_group")


def _all_add_up(groups: Sequence[Claim]) -> bool:
    """Whether all groups of a column, two or more, give their heads: then its total does, too."""
    return len(groups) >= _ENOUGH_GROUPS and all(group.adds_up for group in groups)


def _fitting(rows: Sequence[_Line]) -> Iterator[Claim]:
    """Columns that most rows show to be a share of, or the product of, two others.

    Headings such as `Tổng số hộ | Hộ nghèo | Tỷ lệ (%)` and `Số lượng | Đơn giá | Thành tiền` leave
    it to the reader; where most rows fit, the row that does not is wrong.
    """
    table = [{entry.cell.column: entry for entry in row} for row in rows]
    columns = sorted({column for row in table for column in row})
    if len(columns) > _MOST_COLUMNS:
        return
    for result in columns:
        pairs = permutations([column for column in columns if column != result], 2)
        for x, y in pairs:
            full = [row for row in table if {result, x, y} <= row.keys()]
            claims = [_fit(row[result], row[x], row[y]) for row in full]
            found = [claim for claim in claims if claim is not None]
            agreeing = sum(map(_fits, found))
            if agreeing >= _ENOUGH_ROWS and agreeing >= 2 * (len(found) - agreeing):
                yield from found
                break


def _fit(result: _Entry, x: _Entry, y: _Entry) -> Claim | None:
    """The claim that `result` is x as a percentage of y, or x times y; None for other columns."""
    if x.percent or y.percent or not y.fact.value or not x.fact.value:
        return None
    if result.percent and result.fact.role is Role.PCT_SHARE and x.fact.value <= y.fact.value:
        kind = ClaimKind.PERCENT
    elif (
        result.fact.dimension == y.fact.dimension == "money" != x.fact.dimension
        or (result.fact.dimension, x.fact.dimension, y.fact.dimension) == _HARVEST
    ):
        kind = ClaimKind.PRODUCT
    else:
        return None
    return Claim(kind=kind, stated=result.fact, operands=(x.fact, y.fact), rule="fitting_columns")


def _fits(claim: Claim) -> bool:
    """Whether the figures agree to the digits written."""
    stated = claim.stated.value if claim.stated else None
    x, y = (fact.value for fact in claim.operands)
    if stated is None or x is None or y is None or claim.stated is None:
        return False
    computed = x / y * 100 if claim.kind is ClaimKind.PERCENT else x * y
    if claim.operands[-1].dimension == "yield":
        computed *= YIELD_TO_MASS
    return abs(computed - stated) < Decimal(1).scaleb(-claim.stated.decimals)


def _leaves(rows: Sequence[_Entry]) -> list[_Entry]:
    """The rows under which no other row with a figure in this column stands."""
    paths = [entry.cell.stubs for entry in rows]
    return [
        entry
        for entry in rows
        if not any(
            len(path) > len(entry.cell.stubs) and path[: len(entry.cell.stubs)] == entry.cell.stubs
            for path in paths
        )
    ]


def _sum(total: _Entry, parts: Sequence[_Entry], *, rule: str) -> Claim:
    return Claim(
        kind=ClaimKind.SUM,
        stated=total.fact,
        operands=tuple(entry.fact for entry in parts),
        certain=False,
        rule=rule,
    )


def _usual(claims: list[Claim]) -> list[Claim]:
    """The claims, certain where most of the table's totals do give their sums.

    One total proves little: a column headed `Tổng số` may total something else. Two that agree
    against one that does not show how the table is meant; so does one great total that three rows
    or more give exactly.
    """
    agreeing = [claim for claim in claims if claim.adds_up]
    telling = any(_is_telling(claim) for claim in agreeing)
    others = len(claims) - len(agreeing)
    certain = (len(agreeing) >= 2 and len(agreeing) > others) or (telling and others == 1)
    return [replace(claim, certain=certain or claim.certain) for claim in claims]


def _is_telling(claim: Claim) -> bool:
    """Whether a sum that agrees can hardly do so by chance."""
    total = claim.stated.value if claim.stated else None
    return total is not None and total >= _GREAT and len(claim.operands) >= 3
