"""What the reporting unit is made up of: its villages and households are as many wherever named.

A ratio's base can be fewer (`12/40 hộ của dự án`), never more than the unit has; the sentence that
describes the unit gives all. Inhabitants are counted anew for each purpose, on different days; but
a rate of all inhabitants (`tỷ lệ người dân …`) whose base is not theirs must at least be explained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind

_PERSONS = "population.persons"
_RATE = 14
"""So many tokens may name what share of the inhabitants a rate is: `có sổ khám chữa bệnh`."""
_NEAR = Decimal("0.1")
"""By so much of all a count of inhabitants may differ and still be meant to be of all."""
_AGREEING = 2
"""So many other figures must agree before one that differs is doubted."""


def find_makeup_claims(index: FactIndex, facts: Sequence[Fact]) -> Iterator[Claim]:
    """A number of villages or households against the one that the rest of the report has."""
    for code in index.wholes:
        wholes = [fact for fact in facts if fact.indicator == code and not fact.place]
        units = {fact.unit for fact in wholes}
        named = Counter(f.value for f in facts if f.unit in units and not f.place)
        known = {value for value, times in named.items() if times >= _AGREEING}
        agreed = [fact for fact in wholes if fact.value in known]
        if len({fact.value for fact in agreed}) != 1:
            continue
        for fact in wholes:
            if named[fact.value] == 1 and _must_be_all(index, fact, agreed[0], facts):
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=fact,
                    operands=(agreed[0],),
                    certain=False,
                    likely=True,
                    rule="makeup_of_the_unit",
                )


def find_inhabitant_claims(index: FactIndex) -> Iterator[Claim]:
    """The bases of rates of all inhabitants, against the number that describes the unit."""
    described = _described(index)
    if described is None:
        return
    told: set[Decimal] = set()
    for reading in index.running():
        for figure in reading.figures:
            if figure.under is None or not _of_all(reading, reading.figures[figure.under]):
                continue
            base = index.of(reading, figure)
            if base.value in told or base.role is not Role.TOTAL:
                continue
            if base.value is not None and _may_be_all(base, described):
                told.add(base.value)
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=base,
                    operands=(described,),
                    certain=False,
                    likely=True,
                    rule="base_is_all_inhabitants",
                    note="inhabitants",
                )


def _described(index: FactIndex) -> Fact | None:
    """The inhabitants in the sentence that gives the unit's villages or households, too."""
    found: list[Fact] = []
    for reading in index.running():
        facts = [(index.of(reading, figure), figure) for figure in reading.figures]
        for fact, figure in facts:
            beside = {other.indicator for other, near in facts if near.sentence == figure.sentence}
            whole = fact.indicator == _PERSONS and fact.role is Role.ACTUAL and not fact.place
            if whole and beside & set(index.wholes):
                found.append(fact)
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _of_all(reading: BlockReading, figure: Figure) -> bool:
    """Whether words before a ratio say that it is of all inhabitants, none that it is of some."""
    cue = reading.cues.before("whole.inhabitants", figure, reach=_RATE)
    if cue is None:
        return False
    return not reading.cues.within("whole.some", cue.tokens.start, figure.index)


def _may_be_all(base: Fact, described: Fact) -> bool:
    """Whether a base is so near to the number of all that it must be meant to be it."""
    if base.value is None or not described.value or base.unit != described.unit:
        return False
    return abs(base.value - described.value) <= described.value * _NEAR


def _must_be_all(index: FactIndex, fact: Fact, agreed: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a figure counts all the unit has: a base beyond it, or its description."""
    if fact.value is None or agreed.value is None:
        return False
    if fact.role is Role.TOTAL:
        return fact.value > agreed.value
    described = {f.indicator for f in facts if f.block == fact.block} & set(index.wholes)
    return fact.role is Role.ACTUAL and len(described) > 1
