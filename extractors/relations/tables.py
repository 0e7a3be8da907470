"""Claims of tables: totals of columns and rows, parts and shares, compared columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.relations.index import FactIndex
from models.document import Cell, Table
from models.fact import Fact, Role
from models.lexicon import Lexicon, fold
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

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


_Line = list[_Entry]
"""The entries of one row or of one column, in order."""


class TableClaims:
    """Finds what tables claim by their headings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._totals = tuple(
            fold(word)
            for cue in lexicon.cues
            if cue.group == "total.row"
            for word in cue.pattern.split("|")
        )

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
            yield from _usual([claim for row in rows for claim in self._row_totals(row)])
            yield from _usual([claim for column in columns for claim in self._column(column)])

    def _column(self, column: _Line) -> Iterator[Claim]:
        """The total row of a column: the sum of its top rows, else of its innermost ones."""
        counts = [entry for entry in column if not entry.percent]
        totals = [e for e in counts if len(e.cell.stubs) == 1 and self._is_total(e.cell.stubs[0])]
        if len(totals) != 1:
            return
        rows = [entry for entry in counts if entry is not totals[0]]
        tops = [entry for entry in rows if len(entry.cell.stubs) == 1]
        groups = {entry.cell.stubs[0] for entry in rows if entry.cell.stubs}
        parts = tops if tops and len(tops) == len(groups) else _leaves(rows)
        if parts:
            yield _sum(totals[0], parts, rule="total_row")

    def _row_totals(self, row: _Line) -> Iterator[Claim]:
        """A column headed `Tổng số` and the columns that split it, under the same heading."""
        for total in row:
            heads = total.cell.heads
            if total.percent or not heads or not self._is_total(heads[-1]):
                continue
            beside = [e for e in row if e is not total and e.cell.heads[:-1] == heads[:-1]]
            parts = [e for e in beside if not e.percent and e.fact.role is total.fact.role]
            if len(parts) >= 2:
                yield _sum(total, parts, rule="total_column")

    def _is_total(self, text: str) -> bool:
        folded = fold(text).strip(" :.")
        return any(folded == w or folded.startswith((f"{w} ", f"{w}(")) for w in self._totals)


def _entries(index: FactIndex, table: Table) -> Iterator[_Entry]:
    for cell in table.cells:
        reading = index.readings.get(cell.block) if cell.block is not None else None
        if not cell.header and reading is not None and len(reading.figures) == 1:
            figure = reading.figures[0]
            percent = figure.kind is NumeralKind.PERCENT
            yield _Entry(cell, index.of(reading, figure), percent)


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
    against one that does not show how the table is meant.
    """
    agreeing = sum(map(_agrees, claims))
    certain = agreeing >= 2 and agreeing > len(claims) - agreeing
    return [replace(claim, certain=certain) for claim in claims]


def _agrees(claim: Claim) -> bool:
    values = [fact.canonical_value for fact in claim.operands]
    total = sum((value for value in values if value is not None), Decimal(0))
    return claim.stated is not None and total == claim.stated.canonical_value
