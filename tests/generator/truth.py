"""Judging claims by the arithmetic alone, with exact fractions and no help from the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.generator.numbers import last_place
from tests.generator.records import MEASURES, Claim, Figure, Form

Range = tuple[Fraction, Fraction]
Change = Mapping[Figure, Figure]
WORDINGS = ("exact", "rounded", "cut off", "over", "under", "about")
"""How a true claim may be told: `trên` is over, `gần` under, `khoảng` about."""


def allowed(figure: Figure) -> Range:
    """What the figure may stand for, however it was rounded: one unit of its last place about.

    Whole things that are counted stand for themselves; `trên 90` for all up to 100, `gần 90` for
    all from 80.
    """
    value = Fraction(figure.amount)
    unit = Fraction(last_place(figure.amount, zeros=bool(figure.approx)))
    if figure.approx:
        below = unit if figure.approx in ("under", "about") else 0
        above = unit if figure.approx in ("over", "about") else 0
        return value - below, value + above
    if figure.kind == "quantity" and not figure.places and figure.unit not in MEASURES:
        return value, value
    return value - unit, value + unit


def computed(claim: Claim, changed: Change | None = None) -> Range:
    """What the operands give, as widely as their rounding allows."""
    figures = [(changed or {}).get(figure, figure) for figure in claim.operands]
    return _given(claim, [allowed(figure) for figure in figures])


def _given(claim: Claim, operands: Sequence[Range]) -> Range:
    """What a claim's arithmetic makes of these ranges of its operands."""
    if claim.form in (Form.SUM, Form.REST):
        least = sum((low for low, _ in operands), Fraction(0))
        most = sum((high for _, high in operands), Fraction(0))
        return (least, most) if claim.form is Form.SUM else (100 - most, 100 - least)
    (low, high), (least, most) = operands
    if claim.form is Form.DIFFERENCE:
        return low - most, high - least
    if claim.form is Form.PRODUCT:
        scale = Fraction(claim.scale)
        return low * least * scale, high * most * scale
    least = max(least, Fraction(1, 10**6))
    shift = 100 if claim.form is Form.RISE else 0
    return low / most * 100 - shift, high / least * 100 - shift


def holds(claim: Claim, changed: Change | None = None) -> bool:
    """Whether the claim is true under some customary rounding."""
    stated = (changed or {}).get(claim.stated, claim.stated)
    if claim.form is Form.SAME:
        operand = claim.operands[0]
        return stated.text == (changed or {}).get(operand, operand).text
    return meet(allowed(stated), computed(claim, changed))


def meet(one: Range, other: Range) -> bool:
    """Whether two ranges have a number in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def wording(claim: Claim) -> str:
    """How a true claim's figure is told: exact, rounded, cut off, or over, under or about."""
    approximate = next((figure.approx for figure in claim.figures if figure.approx), "")
    if approximate or claim.form is Form.SAME:
        return approximate or "exact"
    told, place = claim.stated.amount, last_place(claim.stated.amount)
    written = [Fraction(figure.amount) for figure in claim.operands]
    exact, _ = _given(claim, [(value, value) for value in written])
    gap = abs(Fraction(told) - exact)
    return "exact" if not gap else "rounded" if gap <= Fraction(place) / 2 else "cut off"


def is_far(stated: Figure, wanted: Range, share: Fraction = Fraction(1, 100)) -> bool:
    """Whether the figure lies beyond the range, by that share of it at least."""
    low, high = allowed(stated)
    gap = max(wanted[0] - high, low - wanted[1])
    return gap > 0 and gap >= share * max(abs(wanted[0]), abs(wanted[1]))


def other_readings(claim: Claim, changed: Change) -> Sequence[Range]:
    """What a percentage would be of the sentence's other bases, or as level instead of change."""
    if claim.form not in (Form.PERCENT, Form.RISE):
        return ()
    forms = (Form.PERCENT, Form.RISE)
    pairs = [claim.operands, claim.operands[::-1]]
    pairs += [(claim.operands[0], other) for other in claim.others]
    return [
        computed(Claim(form=form, stated=claim.stated, operands=pair, phrase=""), changed)
        for pair in pairs
        for form in forms
    ]
