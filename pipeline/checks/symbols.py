"""Symbols of cited documents that are formed as none is.

`run_together`: 83/KHUBND for 83/KH-UBND. `letters`: 12/QD-UBND for 12/QĐ-UBND. `other_sort`: a
notice with the letters of a conclusion. `missing`: a decision with a bare number. The context has
the symbol as written and as it likely should be. Only a word on form; of symbols that are well
formed nothing is claimed.

Source: Decree 30/2020/NĐ-CP, annex I (number and symbol) and annex III (letters of the sorts).

A firing example:

>>> from models.relation import Claim, ClaimKind
>>> from pipeline.checks._examples import example_numerals
>>> claim = Claim(kind=ClaimKind.SYMBOL, stated=None, note="run_together",
...               numerals=example_numerals("83"), context=("83/KHUBND", "83/KH-UBND"))
>>> judge(claim).complaint.message
'Ký hiệu văn bản “83/KHUBND” viết chưa đúng thể thức; có thể là 83/KH-UBND.'

One without a form to hold it against is not judged:

>>> from dataclasses import replace
>>> judge(replace(claim, context=("83/KH-UBND",)))
"""

from __future__ import annotations

from models.finding import Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain

MISSING = "missing"

CHECK = Check(
    id="symbols",
    kinds=(ClaimKind.SYMBOL,),
    title_vi="Số, ký hiệu văn bản viết đúng thể thức",
    title_en="Symbols of documents are well formed",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """The word on a malformed symbol; None without the form that it should have."""
    if len(claim.context) != 2:
        return None
    written, expected = claim.context
    fields = {"written": written, "expected": expected}
    key = "symbols.missing" if claim.note == MISSING else "symbols.malformed"
    complaint = complain(key, fields, severity=Severity.INFO)
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{written} → {expected}",
        stated=written,
        complaint=complaint,
    )
