"""Figures whose digits are grouped as no number is: `280.000.00đ`.

Always a warning. Where the context makes the reading certain, the finding says it.

Source: the guide to the annotated reports (§1, value; §2, malformed).

A firing example:

>>> from models.fact import Flag
>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> figure = example_fact("350.000.000", unit="đồng", flags=frozenset({Flag.MALFORMED}))
>>> from dataclasses import replace
>>> judge(example_claim(ClaimKind.MALFORMED, replace(figure, text="350.000.00"))).complaint.message
'Số “350.000.00” viết sai cách chia nhóm chữ số; theo nội dung thì là 350.000.000 đồng.'

A figure that is well formed is not complained of:

>>> judge(example_claim(ClaimKind.MALFORMED, example_fact("350.000.000", unit="đồng")))
"""

from __future__ import annotations

from models.fact import Flag
from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain
from pipeline.checks._notation import written_value

CHECK = Check(
    id="malformed",
    kinds=(ClaimKind.MALFORMED,),
    title_vi="Chữ số được chia nhóm đúng cách",
    title_en="Digits are grouped as numbers are",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """The warning for a malformed figure; None if it is well formed."""
    figure = claim.stated
    if figure is None or Flag.MALFORMED not in figure.flags:
        return None
    reading = "" if figure.value is None else written_value(figure)
    fields = {"written": figure.text, "reading": reading, "expected": reading}
    key = "malformed.read" if reading else "malformed.unread"
    cause = Cause.DIGIT_DROPPED if reading else Cause.UNKNOWN
    complaint = complain(key, fields, cause=cause, slip=Cause.UNKNOWN if reading else "")
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{figure.text} → {reading or '?'}",
        complaint=complaint,
    )
