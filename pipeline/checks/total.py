"""Totals against the parts that the text lists for them.

After `gồm`, `cụ thể`, `chia ra` or in brackets the parts exhaust the total: any difference that
rounding does not explain is an error. After `trong đó` (an open list) they need not: a relation
is kept if they do add up, and only parts beyond the total are wrong, or a slip that explains the
difference to the last digit.

Source: the guide to the annotated reports (§2, sum), and the design on open and closed lists.

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> parts = example_fact("249", unit="liều", at=9), example_fact("139", unit="liều", at=20)
>>> doses = example_fact("274", unit="liều", label="tiêm phòng")
>>> broken = judge(example_claim(ClaimKind.SUM, doses, *parts))
>>> broken.formula
'249 + 139 = 388 ≠ 274'
>>> broken.complaint.message
'Tiêm phòng: ghi 274 liều, nhưng cộng các phần (249 + 139) được 388 liều.'

A holding one, and an open list that says nothing:

>>> judge(example_claim(ClaimKind.SUM, example_fact("388", unit="liều"), *parts)).formula
'249 + 139 = 388'
>>> judge(example_claim(ClaimKind.SUM, example_fact("400", unit="liều"), *parts, closed=False))
"""

from __future__ import annotations

from collections.abc import Sequence

from models.finding import Severity
from models.relation import Claim, ClaimKind
from pipeline.checks._bounds import judge_parts
from pipeline.checks._equation import Equation, judge_equation
from pipeline.checks._forms import part_counted_twice, part_left_out
from pipeline.checks._interval import ZERO, Interval
from pipeline.checks._judgement import Check, Judgement

CHECK = Check(
    id="total",
    kinds=(ClaimKind.SUM,),
    title_vi="Số chung bằng tổng các phần được kê",
    title_en="A total is the sum of its listed parts",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the total comes out; None where an open list leaves room for a rest."""
    judgement = judge_equation(claim, SUM, inferred=not claim.closed)
    if claim.closed or (judgement and judgement.holds):
        return judgement
    excess = judge_parts(claim)
    if excess is None or excess.complaint is None:
        return judgement
    if judgement and excess.complaint.severity is not Severity.ERROR:
        return judgement
    return excess


def _compute(operands: Sequence[Interval]) -> Interval:
    return sum(operands[1:], operands[0])


def _shorten(parts: Sequence[Interval], index: int) -> tuple[Sequence[Interval], int]:
    """One part and the sum of the others."""
    others = (*parts[:index], *parts[index + 1 :])
    return (parts[index], sum(others, ZERO)), 0


SUM = Equation(
    texts="total",
    compute=_compute,
    shorten=_shorten,
    left=" + ".join,
    slips=(part_left_out, part_counted_twice),
)
