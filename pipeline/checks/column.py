"""Figures in the wrong column of a table, as the share beside them shows.

The claim's stated figure is the whole of the share, its operand; the context names the column in
which it stands and the one to which the share belongs. Always a warning.

Source: the guide to the annotated reports (§2, other: a figure that has slipped to a neighbouring
column).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> whole, share = example_fact("19", unit=""), example_fact("47,37", unit="%", at=12)
>>> claim = example_claim(ClaimKind.COLUMN, whole, share, context=("Tập thể", "Cá nhân"))
>>> judge(claim).complaint.message
'Số 19 đứng ở cột “Tập thể” nhưng tỷ lệ 47,37% bên cạnh cho thấy là của cột “Cá nhân”.'

A figure in its own column is not complained of:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("Cá nhân", "Cá nhân")))
"""

from __future__ import annotations

from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain, facts_of
from pipeline.checks._notation import write_fact

CHECK = Check(
    id="column",
    kinds=(ClaimKind.COLUMN,),
    title_vi="Số liệu đứng đúng cột của bảng",
    title_en="Figures stand in their own columns",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """The warning for a figure in another's column; None if both columns are one."""
    facts = facts_of(claim)
    if facts is None or len(facts) != 2 or len(set(claim.context)) != 2:
        return None
    whole, share = facts
    fields = {
        "figure": whole.text,
        "share": write_fact(share),
        "column": claim.context[0],
        "expected": claim.context[1],
    }
    complaint = complain("column.broken", fields, slip="column")
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{whole.text}: {claim.context[0]} → {claim.context[1]} ({write_fact(share)})",
        stated=f"{whole.text} ({claim.context[0]})",
        complaint=complaint,
    )
