"""Shares of one whole: together they are 100%.

Each share may be rounded or cut off, so that three of one decimal may give 99,9% or 99,7%. A list
that words call a composition (`cơ cấu`, `tỷ trọng`) and that names all classes of the whole is an
error where it does not add up; a list that only its classes show to be whole is a warning.

Source: the guide to the annotated reports (§3, sum: shares that add to 100).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> farming, industry = example_fact("45,2", unit="%"), example_fact("30,1", unit="%", at=9)
>>> services = example_fact("23,7", unit="%", at=50)
>>> broken = judge(example_claim(ClaimKind.WHOLE, services, farming, industry))
>>> broken.formula
'45,2% + 30,1% + 23,7% = 99% ≠ 100%'
>>> broken.complaint.message
'Các tỷ lệ của một tổng (45,2% + 30,1% + 23,7%) cộng lại được 99%, không phải 100%.'

A holding one, of shares cut off to one decimal:

>>> services = example_fact("24,5", unit="%", at=50)
>>> judge(example_claim(ClaimKind.WHOLE, services, farming, industry)).formula
'45,2% + 30,1% + 24,5% = 99,8% ≈ 100%'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._compare import Case
from pipeline.checks._equation import Equation, judge_equation
from pipeline.checks._interval import ZERO, Interval, last_place, nominal, rounding
from pipeline.checks._judgement import Check, Judgement, facts_of
from pipeline.checks._notation import SIGNS, write_equation, write_fact, write_number

CHECK = Check(
    id="whole",
    kinds=(ClaimKind.WHOLE,),
    title_vi="Các tỷ lệ của một tổng cộng lại bằng 100%",
    title_en="The shares of a whole are 100% together",
    doc=__doc__,
)
ALL = Fraction(100)
WRITTEN = "100%"
PLACES = 4


def judge(claim: Claim) -> Judgement | None:
    """How the shares add up; None where one has no certain reading, or nothing can be said."""
    if facts_of(claim) is None:
        return None
    readings = (claim, *(replace(claim, operands=ops) for ops in claim.alternatives))
    cut_off = next((reading for reading in readings if _is_cut_off(reading)), None)
    if cut_off is not None:
        return _told(Judgement(claim=cut_off, verdict=Verdict.TRUNCATED, formula=""))
    judgement = judge_equation(claim, WHOLE)
    return _told(judgement) if judgement else None


def _is_cut_off(claim: Claim) -> bool:
    """Whether the shares fall short of the whole by no more than cutting off their digits does."""
    shares = _shares(claim)
    if not all(shares) or _rounded(shares).meets(Interval.point(ALL)):
        return False
    short = ALL - sum(map(nominal, shares))
    return 0 < short < sum(map(last_place, shares))


def _told(judgement: Judgement) -> Judgement:
    """The judgement in terms of the sum, as a reader would add the shares up."""
    shares = _shares(judgement.claim)
    left, total = _left(shares), _total(shares)
    sign = SIGNS[judgement.verdict]
    complaint = judgement.complaint
    if complaint is not None:
        known = complaint.cause is not Cause.UNKNOWN
        complaint = replace(
            complaint,
            expected=WRITTEN,
            suggestion=complaint.suggestion if known else "",
            suggestion_en=complaint.suggestion_en if known else "",
            mends=complaint.mends if known else (),
        )
    return replace(
        judgement,
        formula=write_equation(left, total, sign, WRITTEN),
        computed=_rounded(shares),
        stated=total,
        complaint=complaint,
    )


def _shares(claim: Claim) -> list[Fact]:
    """All shares, in the order of the text."""
    stated = (claim.stated,) if claim.stated else ()
    return sorted((*claim.operands, *stated), key=lambda fact: fact.span)


def _rounded(shares: Sequence[Fact]) -> Interval:
    return sum(map(rounding, shares), ZERO)


def _left(shares: Sequence[Fact]) -> str:
    return " + ".join(map(write_fact, shares))


def _total(shares: Sequence[Fact]) -> str:
    return f"{write_number(sum(map(nominal, shares), Fraction(0)), PLACES)}%"


def _compute(others: Sequence[Interval]) -> Interval:
    """What the other shares leave of the whole."""
    return Interval.point(ALL) - sum(others, ZERO)


def _fields(case: Case, value: Fraction, lang: str) -> dict[str, str]:
    shares = sorted(case.figures, key=lambda fact: fact.span)
    return {"left": _left(shares), "computed": _total(shares)}


WHOLE = Equation(texts="whole", compute=_compute, left=" + ".join, fields=_fields)
