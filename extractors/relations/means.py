"""Claims of rates of a total: they lie between those of the parts that give it.

`Thu ngân sách 12.450 triệu đồng, đạt 98% dự toán, gồm thu nội địa 9.850 triệu đồng, đạt 95%, thu bổ
sung 2.600 triệu đồng, đạt 110%`, and the percentages beside a total row of a table. Only of totals
that their parts do give, and of rates with one base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.document import Table
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_RATES = frozenset({Role.PCT_PLAN, Role.PCT_PRIOR, Role.PCT_CHANGE})
_FEWEST = 2

_Key = tuple[object, ...]
"""What rates must share: role and base, in a table the column."""


def find_mean_claims(index: FactIndex, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The rates of the totals that hold among the claims, between those of all their parts."""
    rates = {key: dict(found) for key, found in _rates(index)}
    for claim in claims:
        if claim.kind is not ClaimKind.SUM or claim.stated is None or not claim.adds_up:
            continue
        for key, overall in rates.get(claim.stated.fact_id, {}).items():
            parts = [rates.get(fact.fact_id, {}).get(key) for fact in claim.operands]
            known = tuple(part for part in parts if part is not None)
            if len(known) == len(parts) >= _FEWEST:
                yield Claim(
                    kind=ClaimKind.MEAN,
                    stated=overall,
                    operands=known,
                    certain=False,
                    likely=True,
                    rule="rates_of_a_sum",
                )


def _rates(index: FactIndex) -> Iterator[tuple[str, Mapping[_Key, Fact]]]:
    """The rates of each figure, by its fact_id."""
    for reading in index.running():
        for figure in reading.figures:
            if figure.kind is not NumeralKind.PERCENT and figure.under is None:
                yield index.of(reading, figure).fact_id, _behind(index, reading, figure)
    for table in index.document.tables:
        for row in _rows(index, table):
            found: dict[_Key, Fact] = {
                (column, fact.role): fact for column, fact in row.items() if _is_rate(fact)
            }
            for fact in row.values():
                if fact.role is Role.ACTUAL:
                    yield fact.fact_id, found


def _rows(index: FactIndex, table: Table) -> Iterable[Mapping[int, Fact]]:
    """The only figures of the cells of each row, by column."""
    rows: dict[int, dict[int, Fact]] = {}
    for cell, _, fact in index.cells(table):
        rows.setdefault(cell.row, {})[cell.column] = fact
    return rows.values()


def _is_rate(fact: Fact) -> bool:
    return fact.role in _RATES and fact.value is not None


def _behind(index: FactIndex, reading: BlockReading, level: Figure) -> Mapping[_Key, Fact]:
    """The percentages right behind a level, up to the next one."""
    found: dict[_Key, Fact] = {}
    for figure in reading.figures[level.position + 1 :]:
        fact = index.of(reading, figure)
        another = figure.under is None and index.is_level(reading, figure)
        if another or figure.sentence != level.sentence:
            break
        if _is_rate(fact):
            found.setdefault((fact.role, fact.base), fact)
    return found
