"""Percentages of a count whose part is not told: some whole number of it must make them.

Of 25 teachers 72% are 18, but no number of them is 70%. Where the count is so great that every
percentage of those digits can be had nothing is judged. Never more than a warning: the words may
mean another whole.

Source: the design ("Where only the whole N and a percentage are stated, some whole k must give
it").

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> teachers = example_fact("25", unit="người", label="giáo viên")
>>> broken = judge(example_claim(ClaimKind.GRANULAR, example_fact("70", unit="%", at=9), teachers))
>>> broken.formula
'17 / 25 = 68% ≠ 70%'
>>> broken.complaint.message
'Giáo viên: không có số nguyên nào trong 25 người cho 70%: 17 là 68%, 18 là 72%.'

A holding one, and a count that gives every percentage:

>>> judge(example_claim(ClaimKind.GRANULAR, example_fact("72", unit="%", at=9), teachers)).formula
'18 / 25 = 72%'
>>> people = example_fact("4.512", unit="người")
>>> judge(example_claim(ClaimKind.GRANULAR, example_fact("70", unit="%", at=9), people))
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from models.fact import Fact
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._compare import plain_verdict
from pipeline.checks._interval import Interval, counted, last_place, nominal
from pipeline.checks._judgement import (
    Check,
    Complaint,
    Judgement,
    complain,
    facts_of,
    naming,
    subject_of,
)
from pipeline.checks._notation import SIGNS, write_equation, write_fact, write_number

CHECK = Check(
    id="granularity",
    kinds=(ClaimKind.GRANULAR,),
    title_vi="Tỷ lệ phần trăm của một số đếm được phải ứng với một số nguyên",
    title_en="A percentage of a count is that of a whole number",
    doc=__doc__,
)
HUNDRED = Fraction(100)
PLACES = 2


def judge(claim: Claim) -> Judgement | None:
    """How the percentage can be had; None where every one can, or none need be."""
    facts = facts_of(claim)
    if facts is None or any(fact.approx for fact in facts):
        return None
    share, whole = facts
    count = nominal(whole)
    if not counted(whole) or count <= 0 or HUNDRED / count <= last_place(share):
        return None
    for part in _around(share, count):
        verdict = plain_verdict(share, part / count * HUNDRED)
        if verdict is not None:
            return _judgement(claim, share, whole, part, verdict)
    if not 0 < nominal(share) < HUNDRED or not (claim.certain or claim.likely):
        return None
    return _judgement(claim, share, whole, _below(share, count), Verdict.BROKEN)


def _around(share: Fact, count: Fraction) -> Iterator[Fraction]:
    """The whole numbers that come nearest to the share of the count."""
    below = _below(share, count)
    return (below + step for step in range(2) if 0 <= below + step <= count)


def _below(share: Fact, count: Fraction) -> Fraction:
    return Fraction(floor(nominal(share) * count / HUNDRED))


def _judgement(
    claim: Claim, share: Fact, whole: Fact, part: Fraction, verdict: Verdict
) -> Judgement:
    count = nominal(whole)
    left = f"{write_number(part, 0)} / {write_fact(whole, unit=False)}"
    computed = part / count * HUNDRED
    broken = verdict is Verdict.BROKEN
    return Judgement(
        claim=claim,
        verdict=verdict,
        formula=write_equation(left, _percent(computed), SIGNS[verdict], write_fact(share)),
        computed=Interval.point(computed),
        complaint=_complaint(share, whole, part) if broken else None,
    )


def _complaint(share: Fact, whole: Fact, part: Fraction) -> Complaint:
    count = nominal(whole)
    low, high = (_percent(one / count * HUNDRED) for one in (part, part + 1))
    fields = {
        **naming(subject_of(whole, share)),
        "whole": write_fact(whole),
        "stated": write_fact(share),
        "below": write_number(part, 0),
        "above": write_number(part + 1, 0),
        "low": low,
        "high": high,
        "expected": f"{low} / {high}",
    }
    return complain("granularity.broken", fields)


def _percent(value: Fraction) -> str:
    return f"{write_number(value, PLACES)}%"
