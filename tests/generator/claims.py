"""The claims that a phrasing's figures make, read off the way they were computed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tests.generator.phrases import Line
from tests.generator.records import Claim, Figure, Form

Shown = Mapping[str, Sequence[Figure]]
"""The figures of each name, in the order in which they stand."""

_SUM = re.compile(r"=\w(\+\w)+")
_DIFFERENCE = re.compile(r"=\w-\w")
_REST = re.compile(r"=100((-\w)+)")
_PRODUCT = re.compile(r"=(\w)\*(\w)(?:/(\d+))?")
_OTHER_BASES = ("p", "q")
YEAR_TWICE = ("ref", "date")
"""The roles of a year in a document's number and in its date."""


def claims_of(lines: Sequence[Line], shown: Shown, phrase: str) -> list[Claim]:
    """A claim for each computed figure all of whose operands are shown too."""
    found = []
    for line in lines:
        figures = shown.get(line.name, ())
        if line.roles == YEAR_TWICE and len(figures) == 2:
            of_number, of_date = figures
            found.append(
                Claim(form=Form.SAME, stated=of_date, operands=(of_number,), phrase=phrase)
            )
        elif "quiet" not in line.flags:
            first = figures[:1] if _SUM.fullmatch(line.how) else figures
            made = (_claim(line, figure, shown, phrase) for figure in first)
            found += [claim for claim in made if claim]
    return found


def _claim(line: Line, figure: Figure, shown: Shown, phrase: str) -> Claim | None:
    read = _read(line.how)
    if read is None:
        return None
    form, names, scale = read
    if not all(shown.get(name) for name in names):
        return None
    operands = tuple(shown[name][0] for name in names)
    others = [f for name in _OTHER_BASES if name not in names for f in shown.get(name, ())]
    return Claim(
        form=form,
        stated=figure,
        operands=operands,
        scale=scale,
        closed="open" not in line.flags,
        phrase=phrase,
        others=tuple(others),
    )


def _read(how: str) -> tuple[Form, tuple[str, ...], Decimal] | None:
    one = Decimal(1)
    if how[0] in "%^":
        above, below = how[1:].split("/")
        return Form.PERCENT if how[0] == "%" else Form.RISE, (above, below), one
    if _SUM.fullmatch(how):
        return Form.SUM, tuple(how[1:].split("+")), one
    if _DIFFERENCE.fullmatch(how):
        return Form.DIFFERENCE, (how[1], how[3]), one
    if rest := _REST.fullmatch(how):
        return Form.REST, tuple(rest[1].strip("-").split("-")), one
    if product := _PRODUCT.fullmatch(how):
        return Form.PRODUCT, (product[1], product[2]), one / Decimal(product[3] or 1)
    return None


def total_claims(whole: Shown, parts: Sequence[Shown], phrase: str, *, closed: bool) -> list[Claim]:
    """That the results and the plans of the parts give those of the whole."""
    found = []
    for name in ("a", "p"):
        operands = [shown[name][0] for shown in parts if shown.get(name)]
        if len(operands) == len(parts):
            one = Claim(form=Form.SUM, stated=operands[0], operands=tuple(operands), phrase=phrase)
            found += [replace(one, stated=f, closed=closed) for f in whole.get(name, ())]
    return found


def with_rates(claims: Sequence[Claim], whole: Figure, rates: Sequence[Figure]) -> list[Claim]:
    """The claims, the one about the whole's rate knowing the rates of its parts."""
    return [
        replace(claim, rates=tuple(rates))
        if claim.stated is whole and claim.form is Form.PERCENT
        else claim
        for claim in claims
    ]
