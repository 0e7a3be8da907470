"""Counts of years, and spans of time, against the years that they name.

`anniversary`: 90 years from 1934 to 2024. `occasion`: 94 years of the Party in 2024, the year from
which a day is counted being known. `in_force`: five years of a decree of 2019. `plan`: five years
from 2021 to 2025. `school_year`: two years in a row. `phase`, `days`: from an earlier to a later.
The context of a claim names what it is about, then the number stated and those that would be
right, the likeliest first; of `phase` and `days` the two ends.

Source: the guide to the annotated reports (§3, anniversaries); for days that are celebrated the
lexicon (`occasions.toml`) names the source of each.

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.YEARS, stated=None, note="anniversary",
...               numerals=example_numerals("80", "1934", "2024"),
...               context=("80 - 1934 - 2024", "80", "90"))
>>> judge(claim).complaint.message
'Ghi 80 năm nhưng tính theo hai mốc thời gian nêu kèm (80 - 1934 - 2024) thì là 90 năm.'

A holding one:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("90 - 1934 - 2024", "90", "90"))).formula
'90 = 90'
"""

from __future__ import annotations

from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Complaint, Judgement, complain

COUNTED = ("anniversary", "occasion", "in_force", "plan", "school_year")
"""Notes of claims that the number stated is one of those computed."""
ORDERED = ("phase", "days")
"""Notes of claims that the first end is before the second, or the same day."""

CHECK = Check(
    id="years",
    kinds=(ClaimKind.YEARS,),
    title_vi="Số năm kỷ niệm, năm học, giai đoạn khớp với các mốc thời gian",
    title_en="Counts of years and spans of time fit the years they name",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the count or span fits; None for another note, or if a break is only inferred."""
    about, *values = claim.context or ("",)
    if len(values) < 2 or claim.note not in COUNTED + ORDERED:
        return None
    holds = _holds(claim.note, values)
    if not holds and not claim.certain:
        return None
    sign, broken = ("≤", ">") if claim.note in ORDERED else ("=", "≠")
    other = values[0] if holds and claim.note in COUNTED else values[1]
    return Judgement(
        claim=claim,
        verdict=Verdict.EXACT if holds else Verdict.BROKEN,
        formula=f"{values[0]} {sign if holds else broken} {other}",
        stated=values[0],
        complaint=None if holds else _complaint(claim.note, about, values),
    )


def _holds(note: str, values: list[str]) -> bool:
    if note in ORDERED:
        return values[0] <= values[1]
    return values[0] in values[1:]


def _complaint(note: str, about: str, values: list[str]) -> Complaint:
    first, second, *_ = values
    expected = "" if note in ORDERED else second
    fields = {"document": about, "first": first, "second": second, "expected": expected}
    slip = "stale_number" if expected else ""
    return complain(f"years.{note}", fields, cause=Cause.STALE_YEAR, slip=slip)
