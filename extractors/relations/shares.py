"""Claims of shares whose whole stands elsewhere: before the part, behind it, a paragraph above.

`Tiếp nhận 31 hồ sơ; đã giải quyết 28 hồ sơ, đạt 90,3%`, `13 trên tổng số 20 thôn, chiếm 65%`, and
rates of all whose parts have rates of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.nearly import is_share
from extractors.relations.told_plans import find_told_plan
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_OF_WHOLE = frozenset({Role.PCT_SHARE, Role.PCT_PLAN})
_CLOSE = 4
"""So many words may stand between a part and its percentage: `đạt tỷ lệ`, `chiếm`."""
_BACK = 2
"""So many paragraphs back the whole may stand."""
_ALL = 100
"""All of what was handled may have been handled in time: no share of what was received."""
_LEAST_DIGITS = 3
"""Percentages with fewer digits fit too many figures to tell of what they are."""


def find_share_claims(index: FactIndex) -> Iterator[Claim]:
    """What percentages claim of a whole that is named apart from the part."""
    earlier: list[BlockReading] = []
    for reading in index.running():
        for figure in reading.figures:
            if figure.kind is NumeralKind.PERCENT:
                yield from _overall(index, reading, figure, earlier)
                if figure.position:
                    yield from _share(index, reading, figure, earlier)
        earlier = [*earlier[1 - _BACK :], reading]


def _share(
    index: FactIndex, reading: BlockReading, figure: Figure, earlier: Sequence[BlockReading]
) -> Iterator[Claim]:
    """The percentage right behind a count, of the whole that fits the words or the arithmetic."""
    z = index.of(reading, figure)
    behind = reading.figures[figure.position - 1]
    if z.role not in _OF_WHOLE or behind.sentence != figure.sentence:
        return
    if behind.under is not None or behind.over is not None or not index.is_level(reading, behind):
        return
    before = [f for f in reading.figures[: behind.position] if f.sentence == figure.sentence]
    out_of = reading.cues.before("whole.out_of", behind, reach=0)
    if out_of and before and z.role is Role.PCT_SHARE:
        part, whole = before[-1], behind
        if _alike(index.of(reading, part), index.of(reading, whole), unnamed=True):
            yield _percent(z, index.of(reading, part), index.of(reading, whole), "out_of")
        return
    if _words(reading, behind, figure) > _CLOSE:
        return
    x = index.of(reading, behind)
    total = _whole_behind(index, reading, figure)
    if total is not None and z.role is Role.PCT_SHARE and _alike(x, total):
        yield _percent(z, x, total, "out_of")
        return
    received = [
        f for f in before
        if index.is_level(reading, f) and f.over is None
        and reading.cues.before("whole.received", f, reach=1)
    ]  # fmt: skip
    if len(received) == 1 and _alike(x, index.of(reading, received[0])):
        certain = z.value != _ALL and not _goes_on(reading, figure)
        y = index.of(reading, received[0])
        levels = index.levels(reading)
        beside = [index.of(reading, f) for f in levels if f.sentence == figure.sentence]
        other = None if _fits(z, x, y) else next(_fitting(z, x, beside), None)
        yield other or _percent(z, x, y, "share_of_received", certain=certain)
        return
    told = find_told_plan(index, reading, figure, behind)
    if told is not None:
        yield told
        return
    wholes = [index.of(one, f) for one in earlier for f in one.figures]
    wholes += [index.of(reading, f) for f in reading.figures[: behind.position]]
    yield from _fitting(z, x, wholes)


def _whole_behind(index: FactIndex, reading: BlockReading, percent: Figure) -> Fact | None:
    """`giải quyết 28 hồ sơ (đạt 90,3%) trong tổng số 31 hồ sơ`: the whole right behind."""
    for figure in reading.figures[percent.position + 1 : percent.position + 2]:
        out_of = reading.cues.before("whole.out_of", figure, reach=0)
        if out_of and out_of.tokens.start <= percent.stop + 1:
            return index.of(reading, figure)
    return None


def _fitting(z: Fact, x: Fact, wholes: Sequence[Fact]) -> Iterator[Claim]:
    """The nearest figure before that the percentage fits; inferred, so it only ever holds."""
    if z.value is None or len(z.text.strip("0,.")) <= _LEAST_DIGITS or x.value is None:
        return
    for y in reversed(wholes):
        if _alike(x, y) and _fits(z, x, y):
            yield _percent(z, x, y, "share_of_earlier", certain=False)
            return


def _fits(z: Fact, x: Fact, y: Fact) -> bool:
    """Whether a percentage is what two figures give as written; one may lack its unit."""
    return is_share(z, x.value, y.value)


def _overall(
    index: FactIndex, reading: BlockReading, figure: Figure, earlier: Sequence[BlockReading]
) -> Iterator[Claim]:
    """A rate of all: between the rates of the parts, and what their sums give."""
    z = index.of(reading, figure)
    if not reading.cues.before("overall", figure, reach=12):
        return
    same = [f for f in reading.figures[: figure.position] if f.sentence == figure.sentence]
    if same and reading.cues.within("overall.not", same[0].left, same[0].index):
        return
    rates = [index.of(reading, f) for f in same if f.kind is NumeralKind.PERCENT]
    parts = [rate for rate in rates if rate.role is z.role]
    if len(parts) >= 2:
        yield Claim(kind=ClaimKind.MEAN, stated=z, operands=tuple(parts), rule="overall_rate")
        return
    pairs = [pair for one in earlier for pair in _pairs(index, one)]
    if len(pairs) >= 2:
        operands = tuple(fact for pair in pairs for fact in pair)
        yield Claim(
            kind=ClaimKind.PERCENT, stated=z, operands=operands, certain=False, rule="overall_rate"
        )


def _pairs(index: FactIndex, reading: BlockReading) -> Iterator[tuple[Fact, Fact]]:
    """X and Y of the ratios of a paragraph."""
    for figure in reading.figures:
        if figure.over is not None:
            yield index.of(reading, figure), index.of(reading, figure.over)


def _alike(part: Fact, whole: Fact, *, unnamed: bool = False) -> bool:
    """Whether one can be a share of the other: the same things, and no more of them."""
    if part.value is None or whole.value is None or part.value > whole.value:
        return False
    return part.unit == whole.unit or (unnamed and not part.unit)


def _goes_on(reading: BlockReading, percent: Figure) -> bool:
    """Whether words right behind the percentage say of what it is: `98% đúng hạn`."""
    return percent.stop < len(reading.doc) and reading.doc[percent.stop].is_alpha


def _words(reading: BlockReading, part: Figure, percent: Figure) -> int:
    """How many words stand between a figure with its unit and the percentage."""
    between = reading.doc[part.stop : percent.index]
    return sum(token.is_alpha for token in between) - 2


def _percent(z: Fact, x: Fact, y: Fact, rule: str, *, certain: bool = True) -> Claim:
    return Claim(kind=ClaimKind.PERCENT, stated=z, operands=(x, y), certain=certain, rule=rule)
