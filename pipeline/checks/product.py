"""Products: a count times a rate is an amount, an area times a yield is an output.

`34 suất quà, mỗi suất 300.000đ = 10.200.000đ`. Four or more operands in pairs are a sum of
products: the outputs of two crops from their areas and yields. Groups that get the same amount a
head are compared with each other where the report does not name the rate. A price in whole triệu
that is set for each (`mỗi nhà 40 triệu đồng`) is exact: an amount that only fits a rounded one is a
warning. A price may be by another unit than the measure is in: tấn at đồng/kg.

Source: the guide to the annotated reports (§2, product: count × rate = amount).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> gifts, each = example_fact("34", unit="suất"), example_fact("300.000", unit="đồng", at=9)
>>> paid = example_fact("12.000.000", unit="đồng", at=20, label="tặng quà")
>>> judge(example_claim(ClaimKind.PRODUCT, paid, gifts, each)).complaint.message
'Tặng quà: 34 suất × 300.000 đồng = 10.200.000 đồng, không phải 12.000.000 đồng.'

A holding one, from tạ to tấn:

>>> rice = example_fact("11,2", unit="ha"), example_fact("40", unit="tạ/ha", at=9)
>>> output = example_fact("44,8", unit="tấn", at=20)
>>> judge(example_claim(ClaimKind.PRODUCT, output, *rice)).formula
'11,2 ha × 40 tạ/ha = 44,8 tấn'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, reduce
from operator import mul

from models.fact import Fact
from models.finding import Severity
from models.lexicon import load
from models.relation import NORM, YIELD_TO_MASS, Claim, ClaimKind
from pipeline.checks._equation import Equation, judge_equation
from pipeline.checks._interval import Interval
from pipeline.checks._judgement import Check, Judgement

YIELD = "yield"
RATE = "rate"
MEASURES = frozenset({"mass", "area", "volume"})
"""What may be sold by another unit than it is stated in."""

CHECK = Check(
    id="product",
    kinds=(ClaimKind.PRODUCT, ClaimKind.PROPORTION),
    title_vi="Số lượng nhân đơn giá (diện tích nhân năng suất) bằng tổng",
    title_en="A count times its rate is the amount",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the product comes out; None with fewer operands than its form has."""
    if claim.kind is ClaimKind.PROPORTION:
        return judge_equation(claim, SHARE) if len(claim.operands) == 3 else None
    if len(claim.operands) < 2:
        return None
    as_read = claim.operands
    claim = replace(claim, operands=_factors(as_read))
    of_yields = any(fact.dimension == YIELD for fact in claim.operands)
    judged = judge_equation(claim, OUTPUT if of_yields else AMOUNT)
    if judged is not None and judged.holds and claim.note == NORM:
        judged = _broken_norm(claim) or judged
    return _as_read(judged, as_read) if judged else None


def _broken_norm(claim: Claim) -> Judgement | None:
    """What to say if the amount fits only a price that was rounded, which norms are not."""
    figures = (claim.stated, *claim.operands)
    if any(fact is None or fact.approx or fact.decimals for fact in figures):
        return None
    judged = judge_equation(claim, OF_NORM)
    if judged is None or judged.complaint is None:
        return None
    return replace(judged, complaint=replace(judged.complaint, severity=Severity.WARN))


def _factors(operands: Sequence[Fact]) -> tuple[Fact, ...]:
    """The operands as they are multiplied: a measure in the unit that its price is by.

    Months and days count as many as they are, not what they are in another unit.
    """
    by = {fact.unit.partition("/")[2] for fact in operands if fact.dimension == RATE}
    one = _scales().get(by.pop(), Decimal(1)) if len(by) == 1 else Decimal(1)

    def factor(fact: Fact) -> Fact:
        if fact.dimension == "duration":
            return replace(fact, scale=Decimal(1))
        return replace(fact, scale=fact.scale / one) if fact.dimension in MEASURES else fact

    return tuple(map(factor, operands))


def _as_read(judged: Judgement, operands: Sequence[Fact]) -> Judgement:
    """The judgement with the scales of the figures as the report has them."""
    scales = {fact.fact_id: fact.scale for fact in operands}

    def read(fact: Fact) -> Fact:
        return replace(fact, scale=scales.get(fact.fact_id, fact.scale))

    complaint = judged.complaint
    if complaint is not None:
        mends = tuple((read(wrong), read(right)) for wrong, right in complaint.mends)
        complaint = replace(complaint, mends=mends)
    claim = replace(judged.claim, operands=tuple(operands))
    return replace(judged, claim=claim, complaint=complaint)


@cache
def _scales() -> Mapping[str, Decimal]:
    """What each measure is in its canonical unit, by name."""
    return {unit.name: unit.scale for unit in load().units if unit.dimension in MEASURES}


def _terms(count: int) -> list[slice]:
    """Which operands are multiplied with one another: all, or from four on each pair."""
    size = 2 if count >= 4 and count % 2 == 0 else count
    return [slice(start, start + size) for start in range(0, count, size)]


def _compute(operands: Sequence[Interval]) -> Interval:
    first, *others = (reduce(mul, operands[term]) for term in _terms(len(operands)))
    return sum(others, first)


def _compute_of_norm(operands: Sequence[Interval]) -> Interval:
    """The product of the factors as written, between the bounds of their rounding."""
    middles = ((operand.low + operand.high) / 2 for operand in operands)
    return _compute([Interval.point(middle) for middle in middles])


def _compute_output(operands: Sequence[Interval]) -> Interval:
    return _compute(operands).scaled(Fraction(YIELD_TO_MASS))


def _left(texts: Sequence[str]) -> str:
    return " + ".join(" × ".join(texts[term]) for term in _terms(len(texts)))


def _compute_share(operands: Sequence[Interval]) -> Interval:
    heads, given, others = operands
    return heads * given / others


def _left_share(texts: Sequence[str]) -> str:
    heads, given, others = texts
    return f"{heads} × {given} / {others}"


AMOUNT = Equation(texts="product", compute=_compute, left=_left, one_dimension=False)
OF_NORM = replace(AMOUNT, compute=_compute_of_norm)
OUTPUT = replace(AMOUNT, compute=_compute_output)
SHARE = replace(AMOUNT, compute=_compute_share, left=_left_share)
