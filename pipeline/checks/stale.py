"""Years left from an earlier report: in headings, themes, plans and the closing sentence.

Claims are made only where a report speaks of its own period and compares nothing: `heading`
(parts and chapters), `closing` (the sentence that ends the report), `theme` (the motto of a year
that is being carried out), `school` (the school year whose tasks are being done), `during` (awards
of the year), `plan` (a percentage of the plan of a year). The context has the words, the year
stated and the report's. Always a warning: an office may mean the earlier year.

Source: the guide to the annotated reports (§2, stale years).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.STALE, stated=None, note="theme",
...               numerals=example_numerals("2021"),
...               context=("thực hiện chủ đề năm 2021", "2021", "2023"))
>>> judge(claim).complaint.message
'“thực hiện chủ đề năm 2021”: báo cáo của năm 2023 nhưng ở đây ghi 2021.'

A holding one:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("thực hiện chủ đề năm 2023", "2023", "2023"))).formula
'2023 = 2023'
"""

from __future__ import annotations

from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Complaint, Judgement, complain

CHECK = Check(
    id="stale",
    kinds=(ClaimKind.STALE,),
    title_vi="Năm ghi trong báo cáo là năm của kỳ báo cáo",
    title_en="The years of a report are its own",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """Whether the year is one of the report's; None without both years."""
    if len(claim.context) != 3:
        return None
    written, stated, expected = claim.context
    holds = stated == expected
    return Judgement(
        claim=claim,
        verdict=Verdict.EXACT if holds else Verdict.BROKEN,
        formula=f"{stated} {'=' if holds else '≠'} {expected}",
        stated=stated,
        complaint=None if holds else _complaint(written, stated, expected),
    )


def _complaint(written: str, stated: str, expected: str) -> Complaint:
    fields = {"written": written, "stated": stated, "expected": expected}
    return complain("stale.year", fields, cause=Cause.STALE_YEAR, slip="stale_number")
