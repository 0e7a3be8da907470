"""Claims of measures at a price: `45 tấn, giá 8.500 đồng/kg, doanh thu 382,5 triệu đồng`.

Counts at a price stand in `amounts.py`. The measure, its price and the amount follow one another
in a sentence; the price may be by another unit of the same measure, and by days or months. Yields
of money (`350 triệu đồng/ha`) and incomes of so many people are such prices, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact
from models.relation import NORM, Claim, ClaimKind

_BACK = 2
"""So many figures may stand between the measure and its price, a percentage and a share."""


def find_rate_claims(index: FactIndex) -> Iterator[Claim]:
    """The amounts of money that a measure and its price before them give."""
    for reading in index.running():
        for amount in reading.figures[2:]:
            stated = index.of(reading, amount)
            if stated.dimension == "money":
                for price in _prices(index, reading, amount):
                    factors = _factors(index, reading, price)
                    if factors and _is_tied(index, reading, price, amount):
                        claim = _product(stated, factors, likely=True, rule="measure_at_price")
                        yield replace(claim, note=NORM) if len(factors) > 2 else claim
            elif index.measured(stated) == "count":
                yield from _days(index, reading, amount)


def _prices(index: FactIndex, reading: BlockReading, amount: Figure) -> Iterator[Figure]:
    """The price right before an amount, a length of time between the two left aside."""
    for figure in reversed(reading.figures[max(0, amount.position - 2) : amount.position]):
        fact = index.of(reading, figure)
        alone = figure.range_start is None and figure.range_end is None
        if fact.dimension == "rate" and index.measured(fact) == "money" and alone:
            yield figure
        if fact.dimension != "duration":
            return


def _factors(index: FactIndex, reading: BlockReading, price: Figure) -> tuple[Fact, ...]:
    """The measure, the price and for a price by day or month how many of them; else none."""
    each = index.of(reading, price)
    measure = _measure(index, reading, price)
    if measure is None:
        return ()
    behind = reading.doc.texts[price.stop : price.stop + 2]
    if behind[:1] != ["/"] or reading.cues.within("price.yearly", price.stop, price.stop + 2):
        return index.of(reading, measure), each
    times = [
        index.of(reading, figure)
        for figure in reading.figures
        if figure.sentence == price.sentence and index.of(reading, figure).dimension == "duration"
    ]
    fits = len(times) == 1 and [times[0].unit] == behind[1:]
    return (index.of(reading, measure), each, times[0]) if fits else ()


def _days(index: FactIndex, reading: BlockReading, amount: Figure) -> Iterator[Claim]:
    """`45 người trong 12 ngày, được 540 ngày công`; others may have come for fewer days."""
    worked = index.of(reading, amount)
    people, days = (index.of(reading, reading.figures[amount.position - n]) for n in (2, 1))
    counted = people.dimension == "count" and days.dimension == "duration"
    if counted and worked.unit in index.lexicon.names("labour.days"):
        claim = _product(worked, (people, days), likely=False, rule="people_and_days")
        if _multiplies(claim):
            yield claim


def _measure(index: FactIndex, reading: BlockReading, price: Figure) -> Figure | None:
    """The only level before the price in what it is by: tons of a price by kilogram."""
    by = index.of(reading, price).unit.partition("/")[2]
    before = [
        figure
        for figure in reading.figures[: price.position]
        if figure.sentence == price.sentence and _is_by(index, index.of(reading, figure), by)
    ]
    near = before and price.position - before[-1].position <= _BACK
    return before[0] if near and len(before) == 1 and index.is_level(reading, before[0]) else None


def _multiplies(claim: Claim) -> bool:
    """Whether the factors as written give the stated figure."""
    values = [fact.value for fact in claim.operands]
    known = [value for value in values if value is not None]
    return claim.stated is not None and prod(known) == claim.stated.value


def _product(stated: Fact, factors: tuple[Fact, ...], *, likely: bool, rule: str) -> Claim:
    return Claim(
        kind=ClaimKind.PRODUCT,
        stated=stated,
        operands=factors,
        certain=False,
        likely=likely,
        rule=rule,
    )


def _is_by(index: FactIndex, fact: Fact, by: str) -> bool:
    if fact.dimension in ("mass", "area", "volume"):
        return index.dimension_of(by) == fact.dimension
    return fact.unit == by != ""


def _is_tied(index: FactIndex, reading: BlockReading, price: Figure, amount: Figure) -> bool:
    """Whether words call the amount what all of it brings, and nothing ends the statement."""
    if amount.sentence != price.sentence or not index.is_level(reading, amount):
        return False
    between = reading.doc.texts[price.stop : amount.index]
    named = reading.cues.within("price.total", price.stop, amount.index)
    net = reading.cues.within("price.net", price.stop, amount.index)
    rates = [
        figure
        for figure in reading.figures
        if figure.sentence == price.sentence and index.of(reading, figure).dimension == "rate"
    ]
    alone = len(rates) == 1 and not net and ";" not in between
    return alone and bool(named or "=" in between)
