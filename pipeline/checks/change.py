"""Differences: `năm nay X, năm trước Y, tăng Z`, `còn lại Z`, `còn thiếu Z`.

Z is the first operand less all others. A rise or fall (role abs_change) must have the right
direction; a remainder is the difference whichever of two figures is named first.

Source: the guide to the annotated reports (§2, change: change = difference).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> asked = example_fact("68.194", unit="triệu đồng")
>>> settled = example_fact("67.998", unit="triệu đồng", at=20)
>>> saved = example_fact("206", unit="triệu đồng", at=40, label="tiết kiệm cho ngân sách")
>>> judge(example_claim(ClaimKind.CHANGE, saved, asked, settled)).complaint.message
'Tiết kiệm cho ngân sách: 68.194 - 67.998 = 196 triệu đồng, nhưng lại ghi 206 triệu đồng.'

A holding one:

>>> days, cut = example_fact("201", unit="ngày"), example_fact("63", unit="ngày", at=9)
>>> judge(example_claim(ClaimKind.CHANGE, example_fact("138", unit="ngày", at=20), days, cut)).holds
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.fact import Role
from models.relation import Claim, ClaimKind
from pipeline.checks._equation import Equation, judge_equation
from pipeline.checks._forms import wrong_direction
from pipeline.checks._interval import Interval
from pipeline.checks._judgement import Check, Judgement
from pipeline.checks._words import change_fields

CHECK = Check(
    id="change",
    kinds=(ClaimKind.CHANGE,),
    title_vi="Mức tăng, giảm, còn lại đúng bằng hiệu của các số",
    title_en="A change or remainder is the difference of its figures",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the difference comes out; None without two operands."""
    if claim.stated is None or len(claim.operands) < 2:
        return None
    directed = claim.stated.role is Role.ABS_CHANGE
    if not directed and len(claim.operands) == 2:
        turned = claim.operands[::-1]
        claim = replace(claim, alternatives=(*claim.alternatives, turned))
    return judge_equation(claim, DIRECTED if directed else REMAINDER)


def _compute(operands: Sequence[Interval]) -> Interval:
    rest = operands[0]
    for operand in operands[1:]:
        rest = rest - abs(operand)
    return rest


def _left(texts: Sequence[str]) -> str:
    """The difference as written; what is taken away as a decrease has no sign of its own."""
    return " - ".join((texts[0], *(text.removeprefix("-") for text in texts[1:])))


REMAINDER = Equation(texts="change", compute=_compute, left=_left)
DIRECTED = replace(REMAINDER, slips=(wrong_direction,), fields=change_fields)
