"""The claims that a phrasing's figures make, read off the way they were computed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.generator.phrases import Line
from tests.generator.records import Claim, Figure, Form

Shown = Mapping[str, Sequence[Figure]]
"""The figures of each name, in the order in which they stand."""

_SUM = re.compile(r"=\w(\+\w)+")
_DIFFERENCE = re.compile(r"=\w-\w")
_PRODUCT = re.compile(r"=(\w)\*(\w)(?:/(\d+))?")
_OTHER_BASES = ("p", "q")


def claims_of(lines: Sequence[Line], shown: Shown, phrase: str) -> list[Claim]:
    """A claim for each computed figure all of whose operands are shown too."""
    found = []
    for line in lines:
        if "quiet" not in line.flags:
            found += [claim for figure in shown.get(line.name, ()) if (claim := _claim(line, figure, shown, phrase))]
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
    if product := _PRODUCT.fullmatch(how):
        return Form.PRODUCT, (product[1], product[2]), one / Decimal(product[3] or 1)
    return None


def total_claims(
    whole: Shown, parts: Sequence[Shown], phrase: str, *, closed: bool
) -> list[Claim]:
    """That results, plans of parts give the whole's; and the rate of a whole with rates of parts."""
    found = []
    for name in ("a", "p"):
        operands = [shown[name][0] for shown in parts if shown.get(name)]
        if len(operands) == len(parts):
            found += [
                Claim(form=Form.SUM, stated=f, operands=tuple(operands), closed=closed, phrase=phrase)
                for f in whole.get(name, ())
            ]
    return found


def with_rates(claims: Sequence[Claim], whole: Figure, rates: Sequence[Figure]) -> list[Claim]:
    """The claims, the one about the whole's rate knowing the rates of its parts."""
    return [
        Claim(
            form=claim.form,
            stated=claim.stated,
            operands=claim.operands,
            closed=claim.closed,
            phrase=claim.phrase,
            rates=tuple(rates),
            others=claim.others,
        )
        if claim.stated is whole and claim.form is Form.PERCENT
        else claim
        for claim in claims
    ]
