"""Claims of order: cumulative figures are no less than the latest, rates keep their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind


def find_order_claims(index: FactIndex) -> Iterator[Claim]:
    """`trồng 25 ha, lũy kế 36 ha` and `14,6% (quy định < 18%)`."""
    for reading in index.running():
        yield from _cumulative(index, reading)
        yield from _bounds(index, reading)


def _cumulative(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """The figure before `lũy kế` is at most the one behind it."""
    for figure in index.levels(reading):
        if not figure.position or reading.cues.before("cumulative", figure, reach=3) is None:
            continue
        before = reading.figures[figure.position - 1]
        latest, so_far = index.of(reading, before), index.of(reading, figure)
        same = latest.unit == so_far.unit and before.sentence == figure.sentence
        if same and index.is_level(reading, before):
            yield Claim(
                kind=ClaimKind.WITHIN,
                stated=latest,
                operands=(so_far,),
                certain=False,
                rule="cumulative",
            )


def _bounds(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """A rate against the bound that a bracket behind it names."""
    for before, figure in zip(reading.figures, reading.figures[1:], strict=False):
        bound, rate = index.of(reading, figure), index.of(reading, before)
        if bound.role is not Role.THRESHOLD or before.kind is not NumeralKind.PERCENT:
            continue
        if figure.kind is not NumeralKind.PERCENT or figure.index - before.stop > 12:
            continue
        signs = {token.text for token in reading.doc[before.stop : figure.index]}
        yield from _bound(rate, bound, signs)


def _bound(rate: Fact, bound: Fact, signs: set[str]) -> Iterator[Claim]:
    if signs & {"<", "≤"}:
        yield Claim(
            kind=ClaimKind.WITHIN, stated=rate, operands=(bound,), certain=False, rule="bound"
        )
    elif signs & {">", "≥"}:
        yield Claim(
            kind=ClaimKind.WITHIN, stated=bound, operands=(rate,), certain=False, rule="bound"
        )
