"""Claims of percentages whose plan was told sentences before, under the same words.

`Kế hoạch vốn được giao 86.450 triệu đồng, trong đó huyện quản lý 86.000 triệu đồng. … Giải ngân
40.678 triệu đồng, đạt 47,1% kế hoạch vốn giao`: the base is the plan that the words name, not that
of its parts which happens to fit. The text binds the two by words alone, so a break is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind

_TELLING = 3
"""So many words name a plan apart from others: `kế hoạch vốn`; `kế hoạch` alone may be any."""
_LONGEST = 6
"""So many words behind a percentage may name its base."""


def find_told_plan(
    index: FactIndex, reading: BlockReading, percent: Figure, result: Figure
) -> Claim | None:
    """The claim of a percentage of the one plan that earlier sentences name in its words.

    The plan's parts are kept as other bases, so that the percentage of a part is told as such.
    None if no plan, or several, have the words.
    """
    z, x = index.of(reading, percent), index.of(reading, result)
    words = _base_words(reading, percent)
    if z.role is not Role.PCT_PLAN or x.dimension != "money" or len(words) < _TELLING:
        return None
    told = [f for f in _plans(index, reading, percent, x) if words <= _naming(reading, f)]
    parts = {part for one in reading.parts for part in one.parts}
    wholes = [f for f in told if f.position not in parts]
    if len({index.of(reading, f).canonical_value for f in wholes}) != 1:
        return None
    plan = wholes[-1]
    others = _parts_of(reading, plan)
    return Claim(
        kind=ClaimKind.PERCENT,
        stated=z,
        operands=(x, index.of(reading, plan)),
        certain=False,
        likely=True,
        alternatives=tuple((x, one) for one in _comparable(index, reading, others, x)),
        rule="plan_told_before",
    )


def _base_words(reading: BlockReading, percent: Figure) -> frozenset[str]:
    """The words right behind a percentage, up to the next sign or figure."""
    found: list[str] = []
    for token in reading.doc[percent.stop : percent.sentence[1]]:
        if not token.is_alpha:
            break
        found.append(token.text)
    return frozenset(found) if len(found) <= _LONGEST else frozenset()


def _plans(
    index: FactIndex, reading: BlockReading, percent: Figure, result: Fact
) -> Iterator[Figure]:
    """The plans of the sentences before, in the result's measure and with room for it."""
    for figure in reading.figures[: percent.position]:
        fact = index.of(reading, figure)
        before = figure.sentence != percent.sentence and figure.under is None
        if before and fact.role is Role.PLAN and fact.dimension == result.dimension:
            yield figure


def _naming(reading: BlockReading, plan: Figure) -> frozenset[str]:
    """The words of a plan's sentence before it, no other figure's words but times between."""
    return frozenset(reading.doc.texts[plan.left : plan.index])


def _parts_of(reading: BlockReading, plan: Figure) -> Sequence[int]:
    """The positions of what is listed as parts of a plan."""
    return [part for one in reading.parts if one.whole == plan.position for part in one.parts]


def _comparable(
    index: FactIndex, reading: BlockReading, positions: Sequence[int], result: Fact
) -> Iterator[Fact]:
    """The facts at positions that have the result's measure."""
    for position in positions:
        fact = index.of(reading, position)
        if fact.dimension == result.dimension:
            yield fact
