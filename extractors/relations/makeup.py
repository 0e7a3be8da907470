"""What the reporting unit is made up of: its villages and households are as many wherever named.

A ratio's base can be fewer (`12/40 hộ của dự án`), never more than the unit has; the sentence that
describes the unit gives all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind

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


def _must_be_all(index: FactIndex, fact: Fact, agreed: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a figure counts all the unit has: a base beyond it, or its description."""
    if fact.value is None or agreed.value is None:
        return False
    if fact.role is Role.TOTAL:
        return fact.value > agreed.value
    described = {f.indicator for f in facts if f.block == fact.block} & set(index.wholes)
    return fact.role is Role.ACTUAL and len(described) > 1
