"""Claims of remainders: what is left of a whole once something is taken from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.nearly import nearly_adds_up
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind, adds_up

_REACH = 6
"""How many words may stand between `còn thiếu` and its figure."""
_OF_WHOLE = frozenset({Role.PCT_SHARE, Role.PCT_PLAN})
_FRAME = 3
"""And between what is left and the percentage that it, or what was taken, makes: `đạt tỷ lệ`."""


def find_remainder_claims(index: FactIndex) -> Iterator[Claim]:
    """Remainders: `còn thiếu`, `tiết kiệm`, `chuyển kỳ sau`.

    The two figures may stand in the sentence or, where it has none of the unit, in those before:
    `Được giao 60 ha. Đến nay trồng 45 ha. Còn lại 15 ha`. The latter is only inferred.
    """
    earlier: BlockReading | None = None
    for reading in index.running():
        for figure in index.levels(reading):
            if _is_rest(reading, figure) or _is_left(reading, figure):
                here = list(_in_sentence(index, reading, figure))
                yield from here or _over_sentences(index, earlier, reading, figure)
                for claim in here:
                    yield from _rate(index, reading, figure, claim)
            elif reading.cues.before("remainder.down", figure, reach=0):
                yield from _after_taking(index, reading, figure)
            elif reading.cues.before("cumulative", figure, reach=2 * _REACH):
                yield from _so_far(index, reading, figure)
        earlier = reading


def _in_sentence(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """What is left of the two figures of the same unit that the sentence names before."""
    rest = index.of(reading, figure)
    before = _told_before(index, reading, figure)
    if len(before) < 2:
        return
    first, second = (index.of(reading, f) for f in before[-2:])
    # The whole may be named first and come again as Y of X/Y: that is one figure.
    named = [f for f in before if f.under is None]
    again = [f for f in before if f.under is not None and _came(index, reading, f, named)]
    exactly_two = len(before) - len(again) == 2
    ratio = before[-1].under == before[-2].position
    if Role.ABS_CHANGE in (first.role, second.role):
        yield Claim(
            kind=ClaimKind.SUM,
            stated=rest,
            operands=(first, second),
            certain=exactly_two and reading.block.note is None,
            rule="after_change",
        )
        return
    larger_first = (second, first) if ratio or _size(second) > _size(first) else (first, second)
    yield Claim(
        kind=ClaimKind.CHANGE,
        stated=rest,
        operands=larger_first,
        certain=exactly_two or (ratio and before[-1].position == figure.position - 1),
        rule="remainder",
    )


def _told_before(index: FactIndex, reading: BlockReading, figure: Figure) -> list[Figure]:
    """The figures that the sentence names before and that can be taken together with this one."""
    fact = index.of(reading, figure)
    return [
        f
        for f in reading.figures[: figure.position]
        if _comparable(index.of(reading, f), fact) and f.sentence == figure.sentence
    ]


def _so_far(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """`Tiếp nhận mới 40 đơn, kỳ trước chuyển sang 22 đơn, lũy kế 62 đơn`: what both give.

    A cumulative figure need not be the sum of the two before it; so only what is, or is but for
    one digit, is claimed.
    """
    total = index.of(reading, figure)
    before = _told_before(index, reading, figure)
    parts = [index.of(reading, f) for f in before[-2:]]
    likely = len(before) == 2 and nearly_adds_up(total, parts)
    if likely or (len(parts) == 2 and adds_up(total, parts)):
        yield Claim(
            kind=ClaimKind.SUM,
            stated=total,
            operands=tuple(parts),
            certain=False,
            likely=likely,
            rule="so_far",
        )


def _rate(index: FactIndex, reading: BlockReading, figure: Figure, left: Claim) -> Iterator[Claim]:
    """The percentage right behind what is left: of the whole, it is that or what was taken.

    `Quy định 220 ngày, cắt giảm 66 ngày, sau khi cắt giảm 154 ngày, đạt 30%` means the 66.
    """
    behind = reading.figures[figure.position + 1 : figure.position + 2]
    z = index.of(reading, behind[0]) if behind else None
    if z is None or z.role not in _OF_WHOLE or behind[0].sentence != figure.sentence:
        return
    words = sum(token.is_alpha for token in reading.doc[figure.stop : behind[0].index])
    whole, taken = left.operands[:2]
    if words > _FRAME or left.stated is None or not whole.value or z.value is None:
        return
    rate = z.value / 100 * _size(whole)
    above = min((taken, left.stated), key=lambda fact: abs(_size(fact) - rate))
    yield Claim(
        kind=ClaimKind.PERCENT,
        stated=z,
        operands=(above, whole),
        certain=False,
        likely=left.certain,
        rule="rate_of_remainder",
    )


def _came(
    index: FactIndex, reading: BlockReading, figure: Figure, others: Sequence[Figure]
) -> bool:
    """Whether a figure's value was named by one of the others before it."""
    value = index.of(reading, figure).value
    return any(
        index.of(reading, other).value == value and other.position < figure.position - 1
        for other in others
    )


def _is_rest(reading: BlockReading, figure: Figure) -> bool:
    """Whether words before the figure, or right behind it, say that it is what is left.

    Those in a bracket that closes before it are about another: `(05 đơn kỳ trước chuyển sang), 46`.
    """
    if reading.cues.after("remainder.behind", figure, reach=0):
        return True
    if reading.cues.before("cumulative", figure, reach=2 * _REACH):
        return False  # `lũy kế đã và đang giải quyết 62 đơn` is all there is
    cue = reading.cues.before("remainder", figure, reach=_REACH)
    return cue is not None and ")" not in reading.doc.texts[cue.tokens.end : figure.index]


def _is_left(reading: BlockReading, figure: Figure) -> bool:
    """Whether `còn` right before the figure says what a ratio before it leaves over."""
    if reading.cues.before("left_over", figure, reach=0) is None:
        return False
    return any(
        other.under is not None and other.sentence == figure.sentence
        for other in reading.figures[: figure.position]
    )


def _size(fact: Fact) -> Decimal:
    return abs(fact.canonical_value or Decimal(0))


def _comparable(fact: Fact, rest: Fact) -> bool:
    """Whether a figure can be what the rest is taken from."""
    levels = (Role.ACTUAL, Role.PLAN, Role.TOTAL, Role.THRESHOLD, Role.ABS_CHANGE)
    return fact.role in levels and fact.dimension == rest.dimension and fact.unit == rest.unit


def _over_sentences(
    index: FactIndex, earlier: BlockReading | None, reading: BlockReading, figure: Figure
) -> Iterator[Claim]:
    """What is left of the plan that the block, or the one before it, names: all spent is taken."""
    rest = index.of(reading, figure)
    if rest.dimension == "count" and not rest.unit:
        return
    before = _levels_before(index, reading, figure)
    plans = [number for number, fact in enumerate(before) if fact.role is Role.PLAN]
    if plans:
        plan, taken = before[plans[-1]], before[plans[-1] + 1 :]
    elif earlier is not None and earlier.block.section == reading.block.section:
        levels = [index.of(earlier, f) for f in index.levels(earlier)]
        named = [fact for fact in levels if fact.role is Role.PLAN and fact.unit == rest.unit]
        if len(named) != 1:
            return
        plan, taken = named[0], before
    else:
        return
    if taken and all(fact.role is Role.ACTUAL for fact in taken):
        yield Claim(
            kind=ClaimKind.CHANGE,
            stated=rest,
            operands=(plan, *taken),
            certain=False,
            rule="rest_of_the_plan",
        )


def _after_taking(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """`Có 460 thửa. Có 60 thửa không thể kê khai. Vì vậy giảm xuống còn 400 thửa`."""
    before = _levels_before(index, reading, figure)
    if len(before) != 2 or _size(before[1]) >= _size(before[0]):
        return
    taken = next(f for f in reading.figures if index.of(reading, f) is before[1])
    if reading.cues.within("remainder.taken", *taken.sentence):
        yield Claim(
            kind=ClaimKind.CHANGE,
            stated=index.of(reading, figure),
            operands=tuple(before),
            certain=False,
            likely=True,
            rule="after_taking",
        )


def _levels_before(index: FactIndex, reading: BlockReading, figure: Figure) -> list[Fact]:
    """The levels of the block before the figure, in its unit."""
    unit = index.of(reading, figure).unit
    levels = (index.of(reading, f) for f in index.levels(reading) if f.index < figure.index)
    return [fact for fact in levels if fact.unit == unit]
