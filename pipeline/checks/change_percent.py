"""Relative changes: `X so với Y, tăng Z%`, `giảm Z%`, `vượt Z%`.

Z is (X / Y - 1) · 100; a decrease is negative. `tăng 120%` for what rose to 120% is a common
slip of words and only a warning, `tăng` where the figures fall likewise.

Source: the guide to the annotated reports (§1, pct_change; §2, change).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> goats, before = example_fact("84", label="dê"), example_fact("42", at=3)
>>> claimed = example_fact("50", unit="%", at=15)
>>> broken = judge(example_claim(ClaimKind.CHANGE_PERCENT, claimed, goats, before))
>>> broken.formula, broken.complaint.cause.value
('84 / 42 - 1 = 100% ≠ 50%', 'inverse_ratio')
>>> broken.complaint.message
'Dê 84 so với 42 con: tăng 100%, không phải tăng 50%.'

Held against a plan:

>>> plan = replace(before, role=Role.PLAN)
>>> judge(example_claim(ClaimKind.CHANGE_PERCENT, claimed, goats, plan)).complaint.message
'Dê 84/42 con: bằng 200% kế hoạch, tức tăng 100%, không phải tăng 50%.'

A holding one:

>>> claimed = example_fact("-12,5", unit="%", at=15)
>>> less, before = example_fact("35"), example_fact("40", at=3)
>>> judge(example_claim(ClaimKind.CHANGE_PERCENT, claimed, less, before)).formula
'35 / 40 - 1 = -12,5%'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from models.fact import Role
from models.relation import OF_CHANGE, Claim, ClaimKind
from pipeline.checks._compare import Case
from pipeline.checks._equation import Equation, judge_equation, pair_fields
from pipeline.checks._forms import (
    change_for_level,
    inverse_ratio,
    wrong_base,
    wrong_direction,
)
from pipeline.checks._interval import Interval
from pipeline.checks._judgement import Check, Judgement
from pipeline.checks._notation import write_value
from pipeline.checks._words import change_fields

HUNDRED = 100

CHECK = Check(
    id="change_percent",
    kinds=(ClaimKind.CHANGE_PERCENT,),
    title_vi="Tỷ lệ tăng, giảm khớp với hai số đi kèm",
    title_en="A relative change fits its two figures",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the change fits its two operands; None without two or with a base of zero."""
    if len(claim.operands) != 2:
        return None
    if claim.note == OF_CHANGE:
        return judge_equation(claim, GROWTH)
    return judge_equation(claim, OF_PLAN if claim.operands[1].role is Role.PLAN else CHANGE)


def _compute(operands: Sequence[Interval]) -> Interval:
    ratio = (operands[0] / operands[1]).scaled(HUNDRED)
    return Interval(ratio.low - HUNDRED, ratio.high - HUNDRED)


def _left(texts: Sequence[str]) -> str:
    return f"{texts[0]} / {texts[1]} - 1"


def _fields(case: Case, value: Fraction, lang: str) -> dict[str, str]:
    level = write_value(value + HUNDRED, case.stated)
    return {**pair_fields(case.operands), **change_fields(case, value, lang), "level": level}


CHANGE = Equation(
    texts="change_percent",
    compute=_compute,
    left=_left,
    slips=(wrong_direction, inverse_ratio, change_for_level, wrong_base),
    one_dimension=False,
    names_base=True,
    fields=_fields,
)
OF_PLAN = replace(CHANGE, text="of_plan")


def _grown(operands: Sequence[Interval]) -> Interval:
    """The change in per cent of the level without it."""
    level, change = operands
    return (change / (level - change)).scaled(HUNDRED)


def _left_of_change(texts: Sequence[str]) -> str:
    level, change = texts
    sign = "+" if change.startswith("-") else "-"
    return f"{change} / ({level} {sign} {change.removeprefix('-')})"


GROWTH = Equation(
    texts="growth",
    compute=_grown,
    left=_left_of_change,
    one_dimension=False,
)
