"""Percentages of a base: `X/Y, đạt Z%`, `chiếm Z%`, `bằng Z%`.

Z is X / Y · 100, rounded or cut off to the digits written. A percentage that only fits another
customary base is a warning; so is `đạt` for what is a change. Operands in pairs (x1, y1, x2, y2 …)
are pooled: their sums are divided, since the mean of two rates is not the rate of both.

Source: the guide to the annotated reports (§2, percent) and the rules for stated figures in the
design, after XBRL Calculations 1.1.

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> pigs, plan = example_fact("305", label="lợn"), example_fact("300", at=4)
>>> claimed = example_fact("116", unit="%", at=13)
>>> broken = judge(example_claim(ClaimKind.PERCENT, claimed, pigs, plan))
>>> broken.formula
'305 / 300 = 101,67% ≠ 116%'
>>> broken.complaint.message
'Lợn 305/300 con: tính ra 101,67%, nhưng lại ghi 116%.'

A holding one, cut off instead of rounded:

>>> claimed = example_fact("101,6", unit="%", at=13)
>>> judge(example_claim(ClaimKind.PERCENT, claimed, pigs, plan)).verdict.value
'truncated'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from models.fact import Fact
from models.relation import Claim, ClaimKind
from pipeline.checks._compare import Case
from pipeline.checks._equation import Equation, judge_equation, pair_fields
from pipeline.checks._forms import (
    change_for_level,
    inverse_ratio,
    mean_of_percents,
    wrong_base,
)
from pipeline.checks._interval import ZERO, Interval, counted
from pipeline.checks._judgement import Check, Judgement
from pipeline.checks._messages import has, say

HUNDRED = 100

CHECK = Check(
    id="percent",
    kinds=(ClaimKind.PERCENT,),
    title_vi="Tỷ lệ phần trăm khớp với hai số đi kèm",
    title_en="A percentage fits its two figures",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the percentage fits its operands; None without pairs or with a base of zero."""
    if len(claim.operands) % 2:
        return None
    claim = replace(claim, operands=tuple(_alike(claim.operands)))
    return judge_equation(claim, POOLED if len(claim.operands) > 2 else RATIO)


def _alike(operands: Sequence[Fact]) -> Iterator[Fact]:
    """The pairs, what has no unit counted in whole things like what it is compared with."""
    for pair in zip(operands[::2], operands[1::2], strict=True):
        for one, other in (pair, pair[::-1]):
            is_bare = not one.unit and not one.dimension
            yield replace(one, dimension=other.dimension) if is_bare and counted(other) else one


def _pooled(operands: Sequence[Interval]) -> Interval:
    """The quotient of sizes: what fell by 63 of 201 fell by 31 %, not by -31 %."""
    sizes = list(map(abs, operands))
    numerator, denominator = (sum(sizes[i + 2 :: 2], sizes[i]) for i in (0, 1))
    return (numerator / denominator).scaled(HUNDRED)


def _shorten(operands: Sequence[Interval], index: int) -> tuple[Sequence[Interval], int]:
    """Numerators and denominators, each summed up but for one of them, and the pair of that one."""
    sizes = [*map(abs, operands)]
    sizes[index] = ZERO
    pair = [ZERO, ZERO]
    pair[index % 2] = operands[index]
    return (sum(sizes[::2], ZERO), sum(sizes[1::2], ZERO), *pair), 2 + index % 2


def _left(texts: Sequence[str]) -> str:
    sizes = [text.removeprefix("-") for text in texts]
    above, below = (" + ".join(sizes[i::2]) for i in (0, 1))
    return f"{above} / {below}" if len(texts) == 2 else f"({above}) / ({below})"


def _fields(case: Case, value: Fraction, lang: str) -> dict[str, str]:
    of = f"of.{case.stated.role}"
    return {**pair_fields(case.operands), "of": say(of, lang, {}) if has(of) else ""}


RATIO = Equation(
    texts="percent",
    compute=_pooled,
    left=_left,
    slips=(inverse_ratio, change_for_level, wrong_base, mean_of_percents),
    one_dimension=False,
    names_base=True,
    fields=_fields,
)
POOLED = Equation(
    texts="percent",
    compute=_pooled,
    shorten=_shorten,
    left=_left,
    slips=(mean_of_percents,),
    one_dimension=False,
    names_base=True,
    text="pooled",
    fields=_fields,
)
