"""Dates that no calendar has: 31/6, 30/02, month 13, a year of five digits.

A date with its year is an error. Without a year, with a year of five digits, and in a scan it is a
warning.

Source: the Gregorian calendar; the guide to the annotated reports (§2, malformed).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.CALENDAR, stated=None, note="day", context=("31/6/2024",),
...               numerals=example_numerals("31", "6", "2024"))
>>> judge(claim).complaint.message
'Không có ngày 31/6/2024 trên lịch.'

A date that is on the calendar makes no claim; one whose note is another check's is not judged:

>>> from dataclasses import replace
>>> judge(replace(claim, note="same_document"))
"""

from __future__ import annotations

from models.finding import Cause, Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain

DAY = "day"
LONG_YEAR = "long_year"

CHECK = Check(
    id="calendar",
    kinds=(ClaimKind.CALENDAR,),
    title_vi="Ngày, tháng, năm có trên lịch",
    title_en="Dates are on the calendar",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """The complaint about an impossible date; None for another note."""
    if claim.note not in (DAY, LONG_YEAR) or not claim.context:
        return None
    fields = {"written": claim.context[0]}
    complaint = complain(
        f"calendar.{claim.note}",
        fields,
        severity=Severity.ERROR if claim.certain else Severity.WARN,
        cause=Cause.DIGIT_WRONG if claim.note == DAY else Cause.DIGIT_DROPPED,
        slip="check_document",
    )
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{claim.context[0]} → ?",
        stated=claim.context[0],
        complaint=complaint,
    )
