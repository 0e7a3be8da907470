"""Planting one wrong figure in a claim: who slips how, so that the claim breaks for certain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.generator.numbers import stated, trimmed, write
from tests.generator.records import MEASURES, Break, Claim, Figure, Form, Report
from tests.generator.truth import Change, computed, holds, is_far, other_readings

HUNDRED = Decimal(100)
LEAST_DIGITS = 3
Candidates = Iterator[tuple[Figure, Decimal]]
"""Figures and the values they might wrongly have."""
Slip = Callable[[Claim, Report, Random], Candidates]


def plant(report: Report, cause: str, rng: Random) -> Break | None:
    """One break of this cause in the report; None where no claim of it offers one."""
    claims = [claim for claim in report.claims if claim.closed]
    rng.shuffle(claims)
    for claim in claims:
        if cause == "stale_year":
            if claim.form is Form.SAME:
                return _other_year(claim)
            continue
        if claim.form is Form.SAME:
            continue
        candidates = list(SLIPS[cause](claim, report, rng))
        rng.shuffle(candidates)
        for figure, value in candidates:
            now = _rewritten(figure, value, report)
            if now.text != figure.text and _breaks(claim, figure, now, cause):
                return Break(cause=cause, claim=claim, was=figure, now=now)
    return None


def _breaks(claim: Claim, was: Figure, now: Figure, cause: str) -> bool:
    """Whether the claim is broken beyond rounding, and by no other slip's measure right again."""
    changed = {was: now}
    if now.amount == 0 or holds(claim, changed):
        return False
    if claim.form in (Form.PERCENT, Form.RISE) and cause not in OF_WORDS:
        told = changed.get(claim.stated, claim.stated)
        return all(is_far(told, reading) for reading in other_readings(claim, changed))
    if cause == "mean_of_percents":
        return True
    if cause in OF_WORDS:
        return is_far(now, computed(claim, changed))
    told = changed.get(claim.stated, claim.stated)
    return is_far(told, computed(claim, changed), Fraction(0)) and not _is_prefix(claim, changed)


def _is_prefix(claim: Claim, changed: Change) -> bool:
    """Whether the first parts alone give the total: what follows may then be no part of it."""
    amounts = [changed.get(figure, figure).amount for figure in claim.operands]
    told = changed.get(claim.stated, claim.stated).amount
    sums = (sum(amounts[:count], Decimal(0)) for count in range(2, len(amounts)))
    return claim.form is Form.SUM and told in sums


def _rewritten(figure: Figure, value: Decimal, report: Report) -> Figure:
    """The figure with another value, in the report's own notation; signs stay in the words."""
    signed = -abs(value) if figure.amount < 0 else abs(value)
    padded = figure.kind == "quantity"
    return replace(figure, value=signed, text=write(value, report.notation, padded=padded))


def _other_year(claim: Claim) -> Break:
    was = claim.stated
    now = replace(was, text=str(int(was.text) - 1))
    return Break(cause="stale_year", claim=claim, was=was, now=now)


def _long(claim: Claim) -> Iterator[tuple[Figure, str]]:
    """The claim's figures of three digits or more, with their digits.

    One digit of a shorter figure makes quite another number: nobody could tell the slip.
    """
    for figure in claim.figures:
        digits = f"{abs(figure.amount):f}"
        if len(digits.replace(".", "")) >= LEAST_DIGITS:
            yield figure, digits


def _unit_slip(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    for figure in claim.figures:
        if figure.kind == "quantity" and figure.unit in MEASURES:
            smaller = trimmed(abs(figure.amount) / 1000)
            if figure.unit == "đồng" and smaller == int(smaller):
                yield figure, smaller
            elif figure.unit != "đồng" and not figure.places:
                yield figure, abs(figure.amount) * 1000


def _swapped(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    for figure, digits in _long(claim):
        for i in range(len(digits) - 1):
            one, other = digits[i], digits[i + 1]
            if one.isdigit() and other.isdigit() and one != other and (i or other != "0"):
                yield figure, Decimal(digits[:i] + other + one + digits[i + 2 :])


def _wrong(claim: Claim, _report: Report, rng: Random) -> Candidates:
    for figure, digits in _long(claim):
        for i, old in enumerate(digits):
            new = rng.choice("123456789")
            if old.isdigit() and new != old:
                yield figure, Decimal(digits[:i] + new + digits[i + 1 :])


def _dropped(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    for figure, digits in _long(claim):
        whole = digits.partition(".")[0]
        for i in range(len(whole)):
            rest = digits[:i] + digits[i + 1 :]
            if len(whole) > 2 and rest[0] not in "0.":
                yield figure, Decimal(rest)


def _doubled(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    for figure, digits in _long(claim):
        for i, digit in enumerate(digits.partition(".")[0]):
            yield figure, Decimal(digits[:i] + digit + digits[i:])


def _decimal_sign(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    for figure in claim.figures:
        value = abs(figure.amount)
        if figure.places:
            yield figure, trimmed(value.scaleb(figure.places))
            yield figure, trimmed(value.scaleb(1))
        if figure.places and value >= 10:
            yield figure, value.scaleb(-1)


def _percentage(claim: Claim, report: Report, value: Decimal) -> tuple[Figure, Decimal]:
    """Another percentage, written as finely as the one stated."""
    places = claim.stated.places
    return claim.stated, stated(value, places, cut=report.notation.cut)


def _ratio(claim: Claim) -> Decimal:
    return claim.operands[0].amount / claim.operands[1].amount * HUNDRED


def _wrong_base(claim: Claim, report: Report, _rng: Random) -> Candidates:
    if claim.form is Form.PERCENT:
        for other in claim.others:
            yield _percentage(claim, report, claim.operands[0].amount / other.amount * HUNDRED)


def _change_for_level(claim: Claim, report: Report, _rng: Random) -> Candidates:
    if claim.form is Form.PERCENT and _ratio(claim) > 102:
        yield _percentage(claim, report, _ratio(claim) - HUNDRED)
    if claim.form is Form.RISE and _ratio(claim) > 102:
        yield _percentage(claim, report, _ratio(claim))


def _inverse(claim: Claim, report: Report, _rng: Random) -> Candidates:
    if claim.form is Form.PERCENT:
        yield _percentage(claim, report, HUNDRED * HUNDRED / _ratio(claim))


def _missing_part(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    if claim.form is Form.SUM and len(claim.operands) > 2:
        for part in claim.operands:
            yield claim.stated, trimmed(claim.stated.amount - part.amount)


def _counted_twice(claim: Claim, _report: Report, _rng: Random) -> Candidates:
    if claim.form is Form.SUM and len(claim.operands) > 2:
        for part in claim.operands:
            yield claim.stated, trimmed(claim.stated.amount + part.amount)


def _mean(claim: Claim, report: Report, _rng: Random) -> Candidates:
    if claim.rates:
        total = sum((rate.amount for rate in claim.rates), Decimal(0))
        yield _percentage(claim, report, total / len(claim.rates))


def _neighbour(claim: Claim, report: Report, _rng: Random) -> Candidates:
    for other in report.claims:
        is_like = other.form is claim.form and other.stated.unit == claim.stated.unit
        if is_like and other.phrase != claim.phrase:
            yield claim.stated, abs(other.stated.amount)


def _column(claim: Claim, report: Report, _rng: Random) -> Candidates:
    if "table" in claim.stated.flags and claim.form is Form.PERCENT:
        column = [
            other.stated
            for other in report.claims
            if other.phrase == claim.phrase and other.stated.name == claim.stated.name
        ]
        at = column.index(claim.stated)
        yield from ((claim.stated, figure.amount) for figure in column[at + 1 : at + 2])


def _off(claim: Claim, _report: Report, rng: Random) -> Candidates:
    share = Decimal(rng.choice((*range(620, 880), *range(1130, 1600)))) / 1000
    value = abs(claim.stated.amount) * share
    yield claim.stated, stated(value, claim.stated.places, cut=False)


SLIPS: dict[str, Slip] = {
    "unit_slip": _unit_slip,
    "digits_swapped": _swapped,
    "digit_wrong": _wrong,
    "digit_dropped": _dropped,
    "digit_doubled": _doubled,
    "decimal_sign": _decimal_sign,
    "wrong_base": _wrong_base,
    "change_for_level": _change_for_level,
    "inverse_ratio": _inverse,
    "missing_part": _missing_part,
    "counted_twice": _counted_twice,
    "mean_of_percents": _mean,
    "neighbour": _neighbour,
    "column_slip": _column,
    "off_by_much": _off,
}
CAUSES = (*SLIPS, "stale_year")
OF_WORDS = frozenset(("wrong_base", "change_for_level", "inverse_ratio"))
"""Slips after which the figure is right by another reading; that is what they are."""
NAMED: dict[str, Sequence[str]] = {
    "digit_doubled": ("digit_dropped",),
    "neighbour": ("neighbour", "column_slip"),
    "column_slip": ("column_slip", "neighbour"),
    "off_by_much": ("unknown",),
}
"""The product's names of causes, where they are not ours. What copied a figure from elsewhere, or
got it wrong by much, cannot be told from the claim: `unknown` is an honest answer."""


def names_of(cause: str) -> Sequence[str]:
    """What the product may call the cause."""
    return NAMED.get(cause, (cause,))
