"""Claims of order: what is part of a total, of a longer time or of an older group is no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_NAMED = 18
"""So many words may name what a total counts."""
_ROW = 3


def find_order_claims(index: FactIndex) -> Iterator[Claim]:
    """`trồng 25 ha, lũy kế 36 ha`, `14,6% (quy định < 18%)`, `trẻ dưới 6 tuổi 39, dưới 15 tuổi 43`.

    That figures behind a total are part of it is only inferred.
    """
    rows: dict[tuple[str, ...], list[_Row]] = {}
    for reading in index.running():
        yield from _cumulative(index, reading)
        yield from _bounds(index, reading)
        yield from _ages(index, reading)
        yield from _of_total(index, reading)
        for row in _rows(index, reading):
            rows.setdefault(tuple(fact.unit for fact in row.facts), []).append(row)
    yield from _of_totals(rows)


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
        signs = set(reading.doc.texts[before.stop : figure.index])
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


def _ages(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """Children under one age are among those under a higher one, counted in the same words."""
    found: dict[tuple[object, ...], tuple[int, Fact]] = {}
    for figure in index.levels(reading):
        cue = reading.cues.before("age.under", figure, reach=2)
        if cue is None:
            continue
        age = int(next((word.text for word in cue.tokens.numerals if word.text.isdecimal()), 0))
        start = cue.tokens.start
        before = reading.doc.texts[figure.left : start]
        signs = [i for i, word in enumerate(before) if not word.isalpha()]
        words = tuple(before[signs[-1] + 1 :] if signs else before)
        fact = index.of(reading, figure)
        key = (figure.sentence, cue.tokens.texts[-1], words, fact.unit, fact.role)
        other_age, other = found.get(key, (age, fact))
        if other_age != age:
            young, old = (other, fact) if other_age < age else (fact, other)
            yield Claim(
                kind=ClaimKind.WITHIN,
                stated=young,
                operands=(old,),
                certain=False,
                likely=True,
                rule="ages",
            )
        found[key] = (age, fact)


def _of_total(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """The figures behind a total in its unit, to the first one of the next sentence."""
    total: Figure | None = None
    for figure in reading.figures:
        if not index.is_level(reading, figure):
            continue
        if reading.cues.before("parts.whole", figure, reach=_NAMED):
            total = figure
        elif total is not None:
            part, whole = index.of(reading, figure), index.of(reading, total)
            if figure.sentence != total.sentence:
                total = None
            same = part.unit == whole.unit or (not part.unit and whole.dimension == "count")
            if same and part.role == whole.role and index.may_be_part(part, whole):
                yield _inferred(part, whole, rule="part_of_total")


@dataclass(frozen=True, slots=True)
class _Row:
    """Neighbouring figures of several units, and whether words before call them totals."""

    facts: tuple[Fact, ...]
    total: bool


def _rows(index: FactIndex, reading: BlockReading) -> Iterator[_Row]:
    """Rows of three counts by three nouns: `354 tin, 128 bài, 256 chuyên mục`."""
    for start in range(len(reading.figures) - _ROW + 1):
        figures = reading.figures[start : start + _ROW]
        facts = tuple(index.of(reading, figure) for figure in figures)
        units = {fact.unit for fact in facts}
        one = figures[0].sentence == figures[-1].sentence and len(units) == _ROW
        if one and "" not in units and all(index.is_level(reading, f) for f in figures):
            total = reading.cues.before("parts.whole", figures[0], reach=_NAMED) is not None
            yield _Row(facts, total)


def _of_totals(rows: Mapping[tuple[str, ...], Sequence[_Row]]) -> Iterator[Claim]:
    """Rows of one indicator against the only row of the report that words call a total."""
    for same in rows.values():
        totals = [row for row in same if row.total]
        parts = [row for row in same if not row.total]
        if len(totals) != 1:
            continue
        for row in parts:
            for part, whole in zip(row.facts, totals[0].facts, strict=True):
                if part.indicator == whole.indicator:
                    yield _inferred(part, whole, rule="part_of_totals")


def _inferred(part: Fact, whole: Fact, *, rule: str) -> Claim:
    return Claim(kind=ClaimKind.WITHIN, stated=part, operands=(whole,), certain=False, rule=rule)
