"""Parts that must not exceed their whole, and a count that must not exceed its base.

`trong đó` lists parts of a total without exhausting it; `7/19 tiêu chí` counts some of nineteen.
One part beyond the whole is an error. Parts that only together exceed it may overlap (women,
young people), which is a warning; so is a share of more than all: `300% người dân`.

Source: the guide to the annotated reports (§2: parts greater than the whole; §3, range).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> homes = example_fact("91", unit="hộ")
>>> poor = example_fact("119", unit="hộ", at=9, label="hộ nghèo")
>>> judge(example_claim(ClaimKind.PARTS, homes, poor)).complaint.message
'Hộ nghèo: phần 119 hộ lớn hơn số chung 91 hộ.'

A holding one:

>>> met, criteria = example_fact("7", unit="tiêu chí"), example_fact("19", unit="tiêu chí", at=2)
>>> judge(example_claim(ClaimKind.WITHIN, met, criteria)).formula
'7 ≤ 19'
"""

from __future__ import annotations

from models.relation import Claim, ClaimKind
from pipeline.checks._bounds import judge_parts, judge_within
from pipeline.checks._judgement import Check, Judgement

CHECK = Check(
    id="parts",
    kinds=(ClaimKind.PARTS, ClaimKind.WITHIN),
    title_vi="Phần không lớn hơn số chung",
    title_en="A part is not greater than its whole",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the parts, or the count, keep within the whole."""
    return judge_parts(claim) if claim.kind is ClaimKind.PARTS else judge_within(claim)
