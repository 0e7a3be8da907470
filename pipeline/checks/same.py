"""The same thing stated twice: in text and footnote, text and table, two sections.

The two must agree as far as their rounding goes: `4,5 tỷ đồng` and `4.512.000.000 đồng` do; the
coarser figure is the one put to the test, so that the finer may have been cut off to it. Stock
figures that may be of different dates come as uncertain claims and are not called broken.

Source: the guide to the annotated reports (§2, contradiction), and the design ("the same thing
stated twice must agree").

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> here = example_fact("11", unit="cụm", label="cụm thi đua")
>>> there = example_fact("10", unit="cụm", at=90, page=4)
>>> judge(example_claim(ClaimKind.SAME, here, there)).complaint.message
'Cụm thi đua: cùng một số liệu nhưng nơi ghi 11 cụm (trang 1), nơi ghi 10 cụm (trang 4).'

A holding one:

>>> amounts = example_fact("4,5", unit="tỷ đồng"), example_fact("4.512.000.000", unit="đồng", at=9)
>>> judge(example_claim(ClaimKind.SAME, *amounts)).formula
'4.512.000.000 đồng = 4,512 tỷ đồng ≈ 4,5 tỷ đồng'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from models.relation import Claim, ClaimKind
from pipeline.checks._compare import Case
from pipeline.checks._equation import Equation, judge_equation
from pipeline.checks._interval import Interval, last_place
from pipeline.checks._judgement import Check, Judgement
from pipeline.checks._notation import write_fact

CHECK = Check(
    id="same",
    kinds=(ClaimKind.SAME,),
    title_vi="Cùng một số liệu ghi ở nhiều nơi phải như nhau",
    title_en="The same thing stated twice agrees",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the two statements agree; None without exactly one operand."""
    if claim.stated is None or len(claim.operands) != 1:
        return None
    finer = claim.operands[0]
    if last_place(finer) > last_place(claim.stated):
        claim = replace(claim, stated=finer, operands=(claim.stated,))
    return judge_equation(claim, replace(SAME, text=claim.note) if claim.note else SAME)


def _compute(operands: Sequence[Interval]) -> Interval:
    return operands[0]


def _left(texts: Sequence[str]) -> str:
    return texts[0]


def _fields(case: Case, value: Fraction, lang: str) -> dict[str, str]:
    other = case.operands[0]
    return {
        "page": str(case.stated.page),
        "other": write_fact(other),
        "other_page": str(other.page),
    }


SAME = Equation(texts="same", compute=_compute, left=_left, fields=_fields)
