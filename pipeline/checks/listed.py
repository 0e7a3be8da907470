"""Counts against the names that the text lists for them.

`03 xã (xã Tân Lập, xã Tân Bình, xã Tân An)` counts what it names. A list that falls short or names
more is a warning, and only where each member plainly is one of the things counted.

Source: the guide to the annotated reports (§3: a count against the things it lists).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> count = example_fact("03", unit="xã")
>>> short = {"context": ("xã Tân Lập", "xã Tân An"), "certain": False, "likely": True}
>>> judge(example_claim(ClaimKind.LISTED, count, **short)).complaint.message
'Ghi 03 xã nhưng kê ra 2: xã Tân Lập, xã Tân An.'

A holding one:

>>> judge(example_claim(ClaimKind.LISTED, count, context=("Tân Lập", "Tân Bình", "Tân An"))).formula
'03 xã: Tân Lập, Tân Bình, Tân An'
"""

from __future__ import annotations

from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain
from pipeline.checks._notation import write_fact

CHECK = Check(
    id="listed",
    kinds=(ClaimKind.LISTED,),
    title_vi="Số đếm bằng số tên được kê",
    title_en="A count is the number of the names listed",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """How the count and the names agree; None for an inferred list that does not."""
    if claim.stated is None or claim.stated.value is None:
        return None
    count, names = write_fact(claim.stated), ", ".join(claim.context)
    formula = f"{count}: {names}"
    if claim.stated.value == len(claim.context):
        return Judgement(claim=claim, verdict=Verdict.EXACT, formula=formula)
    if not claim.likely:
        return None
    fields = {"stated": count, "expected": str(len(claim.context)), "names": names}
    complaint = complain("listed.broken", fields)
    return Judgement(claim=claim, verdict=Verdict.BROKEN, formula=formula, complaint=complaint)
