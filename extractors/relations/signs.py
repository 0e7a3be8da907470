"""Signs left out or put for another: a percentage without %, decimals behind a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.fact import Fact
from models.number import Numeral, NumeralKind
from models.relation import Claim, ClaimKind

_SIGN_LEFT_OUT = "sign_left_out"
"""The rule of the ledger's rows that are percentages by their words alone."""
_CUSTOM = 4
"""What an office does less than so many times as often as the other way is a slip, else custom."""


def find_sign_claims(facts: Sequence[Fact], ledger: Sequence[Numeral]) -> Iterator[Claim]:
    """Percentages without their sign and decimals behind a point, unless that is the custom."""
    rules = {row.span: row.rule for row in ledger if row.kind is NumeralKind.PERCENT}
    percents = [fact for fact in facts if fact.span in rules]
    bare = [fact for fact in percents if rules[fact.span] == _SIGN_LEFT_OUT]
    if len(bare) * _CUSTOM <= len(percents):
        yield from (_claim("percent_sign", fact) for fact in bare)
    points = [fact for fact in facts if fact.decimals and "." in fact.text and "," not in fact.text]
    commas = sum(bool(fact.decimals) and "," in fact.text for fact in facts)
    if len(points) * _CUSTOM <= commas:
        yield from (_claim("decimal_point", fact) for fact in points)


def _claim(note: str, fact: Fact) -> Claim:
    return Claim(kind=ClaimKind.SIGN, stated=fact, rule=note, note=note, context=(fact.text,))
