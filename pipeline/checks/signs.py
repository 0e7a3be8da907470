"""Signs left out or put for another: `đạt 96,3 kế hoạch`, `42.85%` beside `14,45%`.

`percent_sign`: a percentage by its words, without %. `decimal_point`: decimals behind a point in a
report that otherwise has them behind a comma. Only a word on form, and none where the report always
writes so.

Source: the guide to the annotated reports (§2, info: missing % sign, stray characters).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> figure = example_fact("96,3", unit="%")
>>> claim = example_claim(ClaimKind.SIGN, figure, note="percent_sign")
>>> judge(claim).complaint.message
'Sau “96,3” thiếu dấu %.'

A figure of which nothing is noted is not complained of:

>>> judge(example_claim(ClaimKind.SIGN, figure))
"""

from __future__ import annotations

from models.finding import Cause, Severity
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._judgement import Check, Judgement, complain
from pipeline.checks._notation import write_fact

NOTES = {"percent_sign": Cause.UNKNOWN, "decimal_point": Cause.DECIMAL_SIGN}

CHECK = Check(
    id="signs",
    kinds=(ClaimKind.SIGN,),
    title_vi="Dấu %, dấu phẩy thập phân viết đủ và đúng",
    title_en="Percent signs and decimal commas are there",
    doc=__doc__,
)


def judge(claim: Claim) -> Judgement | None:
    """The word on a sign that is missing or another; None for another note."""
    figure = claim.stated
    if figure is None or figure.value is None or claim.note not in NOTES:
        return None
    expected = write_fact(figure).replace(".", ",") if "." in figure.text else write_fact(figure)
    fields = {"written": figure.text, "expected": expected}
    key, cause = f"signs.{claim.note}", NOTES[claim.note]
    complaint = complain(key, fields, severity=Severity.INFO, cause=cause)
    return Judgement(
        claim=claim,
        verdict=Verdict.BROKEN,
        formula=f"{figure.text} → {expected}",
        complaint=complaint,
    )
