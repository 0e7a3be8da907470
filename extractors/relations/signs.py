"""Digits grouped as no number is; signs left out or put for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.fact import Fact, Flag
from models.number import Numeral, NumeralKind
from models.relation import Claim, ClaimKind

_SIGN_LEFT_OUT = "sign_left_out"
"""The rule of the ledger's rows that are percentages by their words alone."""
_CUSTOM = 4
"""What an office does less than so many times as often as the other way is a slip, else custom."""


_THOUSANDS = re.compile(r"[.,]\d{3}(?!\d)")
_NOT_MEASURED = frozenset({"count", "money"})


def find_malformed_claims(facts: Sequence[Fact]) -> Iterator[Claim]:
    """Figures that group their digits as no number is.

    Codes of goods and places in a text (`8708.29.13`, `điểm 5.7.1`) do so, too: it must have a
    group of thousands, or measure something.
    """
    for fact in facts:
        measures = fact.unit and fact.dimension not in _NOT_MEASURED
        grouped = measures or _THOUSANDS.search(fact.text)
        if Flag.MALFORMED in fact.flags and grouped:
            yield Claim(kind=ClaimKind.MALFORMED, stated=fact, rule="digit_groups")


def find_sign_claims(facts: Sequence[Fact], ledger: Sequence[Numeral]) -> Iterator[Claim]:
    """Percentages without their sign and decimals behind a point, unless that is the custom."""
    rules = {row.span: row.rule for row in ledger if row.kind is NumeralKind.PERCENT}
    percents = [fact for fact in facts if fact.span in rules]
    bare = [fact for fact in percents if rules[fact.span] == _SIGN_LEFT_OUT]
    if len(bare) * _CUSTOM <= len(percents):
        yield from (_claim("percent_sign", fact) for fact in bare)
    points = [
        fact
        for fact in facts
        if fact.unit and fact.decimals and "." in fact.text and "," not in fact.text
    ]
    commas = sum(bool(fact.decimals) and "," in fact.text for fact in facts)
    if len(points) * _CUSTOM <= commas:
        yield from (_claim("decimal_point", fact) for fact in points)


def _claim(note: str, fact: Fact) -> Claim:
    return Claim(kind=ClaimKind.SIGN, stated=fact, rule=note, note=note, context=(fact.text,))
