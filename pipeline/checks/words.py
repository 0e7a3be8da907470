"""Numbers against their words in brackets: `trong 10 (mười) ngày làm việc`.

The context of a claim has both as written, the number in digits and what the words say. Amounts of
money in words are figures of their own: see `same`. Always a warning, for either may be right.

Source: the guide to the annotated reports (§2, words against a figure).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.WORDS, stated=None, numerals=example_numerals("15"),
...               context=("15 (mười)", "15", "10"))
>>> judge(claim).complaint.message
'“15 (mười)”: số ghi 15 nhưng chữ ghi 10.'

A holding one:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("10 (mười)", "10", "10"))).formula
'10 = 10'
"""

from __future__ import annotations

from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain

CHECK = Check(
    id="words",
    kinds=(ClaimKind.WORDS,),
    title_vi="Số và chữ ghi kèm trong ngoặc khớp nhau",
    title_en="A number and its words in brackets agree",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """Whether number and words agree; None without both, or if a break is only inferred."""
    if len(claim.context) != 3:
        return None
    written, number, words = claim.context
    holds = number == words
    if not holds and not claim.certain:
        return None
    fields = {"written": written, "stated": number, "expected": words}
    complaint = complain("words.broken", fields, cause=Cause.STALE_COPY, slip=Cause.UNKNOWN)
    return Judgement(
        claim=claim,
        verdict=Verdict.EXACT if holds else Verdict.BROKEN,
        formula=f"{number} {'=' if holds else '≠'} {words}",
        stated=number,
        complaint=None if holds else complaint,
    )
