"""Claims of tables: totals of columns, groups of rows, SL and % columns, plan and actual columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.relations.index import FactIndex
from models.document import Cell
from models.fact import Fact, Role
from models.lexicon import Lexicon, fold
from models.number import NumeralKind
from models.relation import Claim, ClaimKind


@dataclass(frozen=True, slots=True)
class _Entry:
    """A body cell with exactly one figure."""

    cell: Cell
    fact: Fact
    percent: bool


class TableClaims:
    """Finds what tables claim by their headings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._totals = _words(lexicon, "total.row")

    def find(self, index: FactIndex) -> Iterator[Claim]:
        """The claims of all tables of a document."""
        for table in index.document.tables:
            entries: dict[tuple[int, int], _Entry] = {}
            for cell in table.cells:
                reading = index.readings.get(cell.block) if cell.block is not None else None
                if cell.header or reading is None or len(reading.figures) != 1:
                    continue
                figure = reading.figures[0]
                percent = figure.kind is NumeralKind.PERCENT
                entries[cell.row, cell.column] = _Entry(cell, index.of(reading, figure), percent)
            yield from self._percents(entries)
            yield from self._column_totals(entries)
            yield from self._row_totals(entries)

    def _percents(self, entries: Mapping[tuple[int, int], _Entry]) -> Iterator[Claim]:
        for (row, _), entry in entries.items():
            if not entry.percent:
                continue
            beside = [e for (r, _), e in entries.items() if r == row and not e.percent]
            yield from self._share(entry, beside)
            yield from self._against(entry, beside)

    def _share(self, percent: _Entry, row: Sequence[_Entry]) -> Iterator[Claim]:
        """`SL | %` under one heading: the part of the column of that heading's name."""
        heads = percent.cell.heads
        if len(heads) < 2:
            return
        parts = [e for e in row if e.cell.heads[:-1] == heads[:-1] and e.cell.column < percent.cell.column]
        wholes = [e for e in row if e.cell.heads and e.cell.heads[-1] == heads[-2] and len(e.cell.heads) < len(heads)]
        if not parts or len(heads) < 3:
            return
        certain = len(wholes) == 1
        if not wholes:
            wholes = [e for e in row if e.cell.column < parts[-1].cell.column and e is not parts[-1] and e.cell.heads[0] != heads[0]]
        if len(wholes) == 1:
            yield Claim(
                kind=ClaimKind.PERCENT,
                stated=percent.fact,
                operands=(parts[-1].fact, wholes[0].fact),
                certain=certain,
                rule="share_column",
            )

    def _against(self, percent: _Entry, row: Sequence[_Entry]) -> Iterator[Claim]:
        """Plan, actual and earlier columns with the percentage that compares them."""
        role = percent.fact.role
        base_role = Role.PLAN if role is Role.PCT_PLAN else Role.PRIOR
        if role not in (Role.PCT_PLAN, Role.PCT_PRIOR, Role.PCT_CHANGE):
            return
        group = percent.cell.heads[:-1]
        actual = _nearest([e for e in row if e.fact.role is Role.ACTUAL], group)
        base = _nearest([e for e in row if e.fact.role is base_role], group)
        if actual is None or base is None:
            return
        kind = ClaimKind.CHANGE_PERCENT if role is Role.PCT_CHANGE else ClaimKind.PERCENT
        yield Claim(
            kind=kind,
            stated=percent.fact,
            operands=(actual.fact, base.fact),
            rule="compared_columns",
        )

    def _column_totals(self, entries: Mapping[tuple[int, int], _Entry]) -> Iterator[Claim]:
        columns: dict[int, list[_Entry]] = {}
        for (_, column), entry in sorted(entries.items()):
            if not entry.percent:
                columns.setdefault(column, []).append(entry)
        for column in columns.values():
            totals = [e for e in column if len(e.cell.stubs) == 1 and self._is_total(e.cell.stubs[0])]
            if len(totals) != 1:
                continue
            total = totals[0]
            rows = [e for e in column if e is not total]
            tops = [e for e in rows if len(e.cell.stubs) == 1]
            parts = tops if tops and len(tops) == len({e.cell.stubs[0] for e in rows}) else _leaves(rows)
            if parts:
                yield Claim(
                    kind=ClaimKind.SUM,
                    stated=total.fact,
                    operands=tuple(e.fact for e in parts),
                    certain=bool(tops),
                    rule="total_row",
                )

    def _row_totals(self, entries: Mapping[tuple[int, int], _Entry]) -> Iterator[Claim]:
        """A column headed `Tổng số` and the columns beside it under the same heading."""
        rows: dict[int, list[_Entry]] = {}
        for (row, _), entry in sorted(entries.items()):
            if not entry.percent:
                rows.setdefault(row, []).append(entry)
        for row in rows.values():
            for total in row:
                heads = total.cell.heads
                if len(heads) < 2 or not self._is_total(heads[-1]):
                    continue
                parts = [e for e in row if e is not total and e.cell.heads[:-1] == heads[:-1]]
                if len(parts) >= 2:
                    yield Claim(
                        kind=ClaimKind.SUM,
                        stated=total.fact,
                        operands=tuple(e.fact for e in parts),
                        certain=False,
                        rule="total_column",
                    )

    def _is_total(self, text: str) -> bool:
        folded = fold(text).strip(" :.")
        return any(folded == word or folded.startswith((f"{word} ", f"{word}(")) for word in self._totals)


def _leaves(rows: Sequence[_Entry]) -> list[_Entry]:
    """The rows under which no other row with a figure in this column stands."""
    paths = [e.cell.stubs for e in rows]
    return [
        e
        for e in rows
        if not any(len(p) > len(e.cell.stubs) and p[: len(e.cell.stubs)] == e.cell.stubs for p in paths)
    ]


def _words(lexicon: Lexicon, group: str) -> tuple[str, ...]:
    return tuple(
        fold(word) for cue in lexicon.cues if cue.group == group for word in cue.pattern.split("|")
    )


def _nearest(entries: Sequence[_Entry], group: tuple[str, ...]) -> _Entry | None:
    """The only entry, or the only one under the same outer headings."""
    grouped = [e for e in entries if e.cell.heads[: len(group)] == group]
    for candidates in (grouped, entries):
        if len(candidates) == 1:
            return candidates[0]
    return None
