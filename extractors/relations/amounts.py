"""Claims of products and differences: what things at a price cost, harvests, changes."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.figures import Figure
from extractors.indicators import OTHER
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.relation import NORM, Claim, ClaimKind

TIMES = frozenset({"x", "×", "*"})
"""Signs of multiplication, as tokens."""


def find_amount_claims(index: FactIndex) -> Iterator[Claim]:
    """Prices times counts, harvests, and changes between two values."""
    for reading in index.running():
        for figure in reading.figures:
            role = index.of(reading, figure).role
            if role is Role.PRICE:
                yield from _product(index, reading, figure)
            elif index.of(reading, figure).dimension == "mass":
                yield from _harvest(index, reading, figure)
            elif role is Role.ABS_CHANGE:
                yield from _change(index, reading, figure)


def _change(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """`từ 140 hộ xuống còn 98 hộ, giảm 42 hộ`: both values and the change in one sentence."""
    change = index.of(reading, figure)
    if "/" in reading.doc.texts[figure.index : figure.stop + 1]:
        return  # by the year: `tức là giảm trên 1,1%/năm`
    same = [
        f
        for f in reading.figures
        if f.sentence == figure.sentence and index.of(reading, f).unit == change.unit
    ]
    now = [f for f in same if index.of(reading, f).role in (Role.ACTUAL, Role.PCT_SHARE)]
    before = [f for f in same if index.of(reading, f).role is Role.PRIOR]
    if len(now) == 1 and len(before) == 1:
        yield Claim(
            kind=ClaimKind.CHANGE,
            stated=change,
            operands=(index.of(reading, now[0]), index.of(reading, before[0])),
            rule="change_of_two_values",
        )


def _product(index: FactIndex, reading: BlockReading, price: Figure) -> Iterator[Claim]:
    """The count before, the amount behind or before.

    `34 hộ, mỗi suất 300.000đ = 10.200.000đ`; `4 nhà, tổng kinh phí 220 triệu đồng (mỗi nhà 55 triệu
    đồng)`; `2.565 kg gạo cho 171 khẩu, mỗi khẩu 15 kg`.
    """
    each = index.of(reading, price)
    amount = _amount_after(index, reading, price) or _amount_before(index, reading, price)
    counts = [
        f
        for f in reading.figures[: price.position]
        if index.of(reading, f).dimension == "count" and index.is_level(reading, f)
    ]
    if (
        amount is None
        or reading.doc.texts[price.index - 1] in TIMES
        or index.measured(each) != index.measured(amount)
    ):
        return
    named = [f for f in counts if _dealt_to(reading, price, f)]
    by = each.unit.partition("/")[2]
    if by and reading.doc.texts[price.stop : price.stop + 1] == ["/"]:
        return  # a day or a month, and nobody says how many
    if by:
        named = [f for f in counts if index.of(reading, f).unit == by]
        counts = named
    if not counts or (not named and reading.cues.before("price.each", price, reach=3)):
        return
    counted = (named or counts)[-1]
    count = index.of(reading, counted)
    prices = [
        f
        for f in reading.figures
        if f.sentence == price.sentence and index.of(reading, f).role is Role.PRICE
    ]
    several = bool(by) and len(prices) > 1
    near = counted.sentence == price.sentence and not several
    yield Claim(
        kind=ClaimKind.PRODUCT,
        stated=amount,
        operands=(count, each),
        certain=near,
        rule="count_times_price",
        note="" if reading.cues.within("price.mean", *price.sentence) else NORM,
    )


def _harvest(index: FactIndex, reading: BlockReading, output: Figure) -> Iterator[Claim]:
    """`462,7 ha lúa, năng suất 57 tạ/ha, sản lượng 2.637,39 tấn`: all three of one crop."""
    mass = index.of(reading, output)
    if not index.is_level(reading, output):
        return
    same = [
        f
        for f in reading.figures[: output.position]
        if f.sentence == output.sentence and index.is_level(reading, f)
    ]
    areas = [f for f in same if index.of(reading, f).dimension == "area"]
    yields = [f for f in same if index.of(reading, f).dimension == "yield"]
    if not areas or len(yields) != 1 or areas[-1].index > yields[0].index:
        return
    area, rate = index.of(reading, areas[-1]), index.of(reading, yields[0])
    subjects = {fact.indicator.rpartition(".")[2] for fact in (area, rate, mass)}
    if len(subjects) == 1 and OTHER not in subjects:
        yield Claim(
            kind=ClaimKind.PRODUCT,
            stated=mass,
            operands=(area, rate),
            certain=len(areas) == 1,
            rule="area_times_yield",
        )


def _dealt_to(reading: BlockReading, price: Figure, count: Figure) -> bool:
    """Whether the noun behind `mỗi` is what the figure counts: `mỗi khẩu` of `171 nhân khẩu`."""
    each = reading.cues.before("price.each", price, reach=3)
    if each is None:
        return False
    noun = set(reading.doc.texts[each.tokens.end : price.index])
    counted = set(reading.doc.texts[count.index + 1 : count.right])
    return bool(noun & counted)


def _amount_before(index: FactIndex, reading: BlockReading, price: Figure) -> Fact | None:
    """The amount that a price in brackets, or a ration, explains: of the same dimension."""
    each = index.of(reading, price)
    for figure in reversed(reading.figures[: price.position]):
        fact = index.of(reading, figure)
        if figure.sentence != price.sentence:
            return None
        if fact.dimension == index.measured(each) and index.is_level(reading, figure):
            between = reading.doc.texts[figure.stop : price.index]
            explains = "(" in between or each.dimension != "money"
            return fact if explains and ";" not in between else None
    return None


def _amount_after(index: FactIndex, reading: BlockReading, price: Figure) -> Fact | None:
    """The amount of money that `=` or `tổng` joins to the price."""
    if price.position + 1 >= len(reading.figures):
        return None
    following = reading.figures[price.position + 1]
    between = set(reading.doc.texts[price.stop : following.index])
    fact = index.of(reading, following)
    joined = "=" in between or "tổng" in between or {"thành", "tiền"} <= between
    same = following.sentence == price.sentence and ";" not in between
    return fact if joined and same and fact.dimension == "money" else None
