"""An overall rate must lie between the rates of its parts.

However the parts are weighted, `tỷ lệ chung` cannot exceed the highest of them nor fall below the
lowest. Where a total is the sum of its parts the same is so of their percentages of plan and year
before, as a warning.

Source: the design ("a total's percentage must lie between those of its parts").

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> parts = example_fact("89,4", unit="%", at=9), example_fact("86,2", unit="%", at=20)
>>> overall = example_fact("91,5", unit="%", label="hồ sơ trực tuyến")
>>> judge(example_claim(ClaimKind.MEAN, overall, *parts)).complaint.message
'Hồ sơ trực tuyến: tỷ lệ chung 91,5% phải nằm giữa các tỷ lệ thành phần (86,2% đến 89,4%).'

A holding one:

>>> judge(example_claim(ClaimKind.MEAN, example_fact("87,8", unit="%"), *parts)).formula
'86,2% ≤ 87,8% ≤ 89,4%'
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from models.fact import Fact
from models.finding import Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._bounds import AT_MOST, at_most
from pipeline.checks._interval import Interval, last_place, nominal, rounding
from pipeline.checks._judgement import (
    Check,
    Complaint,
    Judgement,
    complain,
    facts_of,
    naming,
    subject_of,
)
from pipeline.checks._notation import write_fact

CHECK = Check(
    id="mean",
    kinds=(ClaimKind.MEAN,),
    title_vi="Tỷ lệ chung nằm giữa các tỷ lệ thành phần",
    title_en="An overall rate lies between those of its parts",
    doc=__doc__,
)
SLACK = Fraction(1)
"""So many points a rate may lie outside where its base need not be the sum of the parts' bases:
plans are set for the whole and for the parts apart."""
STRICTNESS = (Verdict.EXACT, Verdict.ROUNDED, Verdict.APPROXIMATE, Verdict.BROKEN)


def judge(claim: Claim) -> Judgement | None:
    """How the rate lies among its parts; None with fewer than two, or if inferred and broken.

    A claim that is only likely is a warning at worst.
    """
    facts = facts_of(claim)
    if facts is None or len(facts) < 3:
        return None
    overall = facts[0]
    parts = sorted(facts[1:], key=nominal)
    low, high = parts[0], parts[-1]
    verdict = max(at_most((low,), overall), at_most((overall,), high), key=STRICTNESS.index)
    judgement = Judgement(
        claim=claim,
        verdict=verdict,
        formula=_formula(low, overall, high),
        computed=Interval(rounding(low).low, rounding(high).high),
    )
    if judgement.holds:
        return judgement
    if not (claim.certain or claim.likely):
        return None
    outside = Interval(nominal(low), nominal(high)).gap(nominal(overall))
    if not claim.certain and outside <= SLACK:
        return None
    near = outside <= last_place(overall) * 2
    lenient = near or not claim.certain or any(fact.approx for fact in (low, overall, high))
    return replace(judgement, complaint=_complaint(low, overall, high, lenient=lenient))


def _complaint(low: Fact, overall: Fact, high: Fact, *, lenient: bool) -> Complaint:
    fields = {
        **naming(subject_of(overall)),
        "stated": write_fact(overall),
        "low": write_fact(low),
        "high": write_fact(high),
        "expected": f"{write_fact(low)} - {write_fact(high)}",
    }
    return complain("mean.broken", fields, severity=Severity.WARN if lenient else Severity.ERROR)


def _formula(low: Fact, overall: Fact, high: Fact) -> str:
    signs = [
        AT_MOST if at_most((a,), b) is not Verdict.BROKEN else ">"
        for a, b in ((low, overall), (overall, high))
    ]
    return f"{write_fact(low)} {signs[0]} {write_fact(overall)} {signs[1]} {write_fact(high)}"
