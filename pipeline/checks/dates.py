"""Dates of the documents a report cites.

`same_document`: one document has one date wherever it is cited. `year_in_symbol`: 15/2021/NQ-HĐND
is of 2021. `not_after_report`, `not_after_period`: nothing cited is younger than the report;
`not_after_implementing`: nor than the document that carries it out. `register_order`: a higher
number is no older, where the report cites enough of a register to show its order.
`year_of_register`: a plan for the report's year, dated a year earlier, whose number and day stand
in the register of the report's year. The claim's note says which; its context names the document
and the ISO dates (or years) compared, in that order: in `year_in_symbol` the symbol's year first,
in claims of order the earlier date first. A date whose day is blank (`2024-06`) stands for its
whole month. What rests on a second document is a warning.

Source: the guide to the annotated reports (§2, date: a document dated twice, after the report or
in another year than its number; numbers out of order with their dates).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> numerals = example_numerals("31", "2020", "14", "12", "2023")
>>> context = ("31/2020/NQ-HĐND", "2020", "2023-12-14")
>>> claim = Claim(kind=ClaimKind.DATE, stated=None, numerals=numerals,
...               note="year_in_symbol", context=context)
>>> judge(claim).complaint.message
'Văn bản 31/2020/NQ-HĐND mang số hiệu năm 2020 nhưng lại ghi ngày 14/12/2023.'

A holding one:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("31/2020/NQ-HĐND", "2020", "2020-12-14"))).formula
'2020 = 14/12/2020'
"""

from __future__ import annotations

from itertools import combinations

from models.finding import Cause, Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Complaint, Judgement, complain

SAME_DOCUMENT = "same_document"
YEAR_IN_SYMBOL = "year_in_symbol"
YEAR_OF_REGISTER = "year_of_register"
NOT_AFTER_REPORT = "not_after_report"
NOT_AFTER_PERIOD = "not_after_period"
NOT_AFTER_IMPLEMENTING = "not_after_implementing"
REGISTER_ORDER = "register_order"
ORDERED = (NOT_AFTER_REPORT, NOT_AFTER_PERIOD, NOT_AFTER_IMPLEMENTING, REGISTER_ORDER)
"""Notes of claims that the first date is no later than the second."""
NOTES = (SAME_DOCUMENT, YEAR_IN_SYMBOL, YEAR_OF_REGISTER, *ORDERED)
ONLY_PROBABLE = (YEAR_OF_REGISTER, NOT_AFTER_IMPLEMENTING, REGISTER_ORDER)
"""Notes of claims in which another document may be the one that is wrong."""
YEAR = 4
"""Characters of an ISO date that are its year."""

CHECK = Check(
    id="dates",
    kinds=(ClaimKind.DATE,),
    title_vi="Ngày của văn bản được dẫn là hợp lý",
    title_en="Dates of cited documents agree",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the dates agree; None for another note or fewer than two dates."""
    _, *dates = claim.context or ("",)
    if len(dates) < 2 or claim.note not in NOTES:
        return None
    holds = _holds(claim.note, dates)
    if not holds and not claim.certain:
        return None
    sign, broken = ("≤", ">") if claim.note in ORDERED else ("=", "≠")
    return Judgement(
        claim=claim,
        verdict=Verdict.EXACT if holds else Verdict.BROKEN,
        formula=f" {sign if holds else broken} ".join(map(_written, dates)),
        stated=", ".join(map(_written, dict.fromkeys(dates))),
        complaint=None if holds else _complaint(claim, dates),
    )


def _holds(note: str, dates: list[str]) -> bool:
    if note == YEAR_IN_SYMBOL:
        return len({date[:YEAR] for date in dates}) == 1
    if note in ORDERED:
        known = min(map(len, dates))
        return all(date[:known] <= dates[-1][:known] for date in dates)
    return all(_one_date(a, b) for a, b in combinations(dates, 2))


def _one_date(first: str, second: str) -> bool:
    """Whether the two may be one date, as far as the vaguer of them goes."""
    known = min(len(first), len(second))
    return first[:known] == second[:known]


def _complaint(claim: Claim, dates: list[str]) -> Complaint:
    distinct = list(dict.fromkeys(dates))
    fields = {
        "document": claim.context[0],
        "dates": ", ".join(map(_written, distinct)),
        "first": _written(dates[0]),
        "second": _written(dates[-1]),
        "expected": _expected(claim.note, dates),
    }
    stale = claim.note != SAME_DOCUMENT or len({date[YEAR:] for date in distinct}) == 1
    return complain(
        f"dates.{claim.note}",
        fields,
        severity=Severity.WARN if claim.note in ONLY_PROBABLE else Severity.ERROR,
        cause=Cause.STALE_YEAR if stale else Cause.UNKNOWN,
        slip=Cause.STALE_YEAR if stale else "check_document",
    )


def _expected(note: str, dates: list[str]) -> str:
    """The date that would be right, where one can be told."""
    if note == YEAR_IN_SYMBOL:
        return _written(dates[0][:YEAR] + dates[-1][YEAR:])
    if note == YEAR_OF_REGISTER:
        return _written(dates[-1])
    if note in ORDERED:
        return f"≤ {_written(dates[-1])}"
    return ""


def _written(date: str) -> str:
    """An ISO date, month or year as reports write it.

    >>> _written("2024-06-05"), _written("2024-06"), _written("2024")
    ('05/06/2024', '06/2024', '2024')
    """
    return "/".join(reversed(date.split("-")))
