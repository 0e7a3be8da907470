"""Numbering that skips or repeats a number, or does not belong under its heading.

`sections`, `rows`, `notes`: numbers of one list count on. `first`: a list of sections begins with
1. `under`: a section's number begins with that of the section above. The context has the numbers as
written; of `first` and `under` the number and the one it is held against. Only a word on form.

Source: Decree 30/2020/NĐ-CP, annex I (numbering of parts, items and points); the guide to the
annotated reports (§2, numbering).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.NUMBERING, stated=None, note="sections",
...               numerals=example_numerals("3.2", "3.4"), context=("3.2", "3.4"))
>>> judge(claim).complaint.message
'Đánh số không liên tục: sau 3.2 là 3.4.'

A holding one:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("3.2", "3.3"))).formula
'3.2, 3.3'
"""

from __future__ import annotations

from itertools import pairwise

from models.finding import Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain

FIRST = "first"
UNDER = "under"

CHECK = Check(
    id="numbering",
    kinds=(ClaimKind.NUMBERING,),
    title_vi="Đánh số mục, danh sách, dòng bảng liên tục",
    title_en="Sections, lists and rows are numbered without gaps",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """Whether the numbers count on; None for fewer than two."""
    numbers = claim.context
    if len(numbers) < 2:
        return None
    if claim.note in (FIRST, UNDER):
        return _broken(claim, claim.note)
    counted = [int(number.rpartition(".")[2]) for number in numbers]
    if all(second == first + 1 for first, second in pairwise(counted)):
        return Judgement(
            claim=claim,
            verdict=Verdict.EXACT,
            formula=_listed(numbers),
            stated=_listed(numbers),
        )
    return _broken(claim, "repeated" if counted[-1] == counted[0] else "gap")


def _broken(claim: Claim, key: str) -> Judgement:
    first, second = claim.context[0], claim.context[-1]
    expected = second if key == FIRST else ""
    fields = {"first": first, "second": second, "expected": expected}
    complaint = complain(f"numbering.{key}", fields, severity=Severity.INFO)
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{first} → {second}",
        stated=f"{first}, {second}",
        complaint=complaint,
    )


def _listed(numbers: tuple[str, ...]) -> str:
    """The numbers, those in the middle of a long list left out."""
    return ", ".join(numbers if len(numbers) <= 3 else (numbers[0], "…", numbers[-1]))
