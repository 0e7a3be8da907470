"""Which slips would explain a broken claim as well as the one that was planted.

By arithmetic alone some slips cannot be told apart: `116.000.000` without one of its zeros is a
digit dropped and a decimal sign misplaced, and where a percentage has two digits, many a digit of
its base could be another one. Naming any of those is as right as naming the one that was planted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.generator.breaks import names_of
from tests.generator.numbers import last_place
from tests.generator.records import MEASURES, Break, Claim, Figure, Form
from tests.generator.truth import Change, allowed, computed, holds, meet

DIGITS = "0123456789"
COPIES = frozenset(("neighbour", "column_slip"))
PAIR = 2
"""The copy and its original."""
Mends = Callable[[Figure], Iterator[Decimal]]
"""The values that a figure may have had before the slip."""


def as_good(one: Break, written: Sequence[Figure]) -> frozenset[str]:
    """The product's names of all causes that one change of the broken claim would confirm.

    `unknown` is as good where the text itself hides the cause: the figure that was copied stands
    nowhere (any more), or the report calls a figure of the claim approximate.
    """
    if one.claim.form is Form.SAME:
        return frozenset(names_of(one.cause))
    changed = {one.was: one.now}
    hidden = any(figure.approx for figure in one.claim.figures) or (
        one.cause in COPIES and sum(_is_copy(figure, one.now) for figure in written) < PAIR
    )
    found = {cause for cause in MENDS if _mended(one.claim, changed, MENDS[cause])}
    found |= {cause for cause, said in SAID.items() if said(one.claim, changed)}
    names = {name for cause in (one.cause, *found) for name in names_of(cause)}
    return frozenset({*names, "unknown"} if hidden else names)


def _is_copy(figure: Figure, now: Figure) -> bool:
    return figure.kind == now.kind and figure.value == now.value and figure.unit == now.unit


def _mended(claim: Claim, changed: Change, mends: Mends) -> bool:
    for figure in claim.figures:
        now = changed.get(figure, figure)
        if any(_holds_with(claim, changed, figure, value) for value in mends(now)):
            return True
    return False


def _holds_with(claim: Claim, changed: Change, figure: Figure, value: Decimal) -> bool:
    now = changed.get(figure, figure)
    signed = -value if now.amount < 0 else value
    if not signed:
        return False
    mended = replace(now, text=f"{value:f}", value=signed)
    return holds(claim, {**changed, figure: mended})


def _thousandfold(figure: Figure) -> Iterator[Decimal]:
    if figure.unit in MEASURES:
        yield from (abs(figure.amount) * 1000, abs(figure.amount) / 1000)


def _shifted(figure: Figure) -> Iterator[Decimal]:
    yield from (abs(figure.amount).scaleb(places) for places in (-2, -1, 1, 2))


def _swapped(figure: Figure) -> Iterator[Decimal]:
    whole, places = _digits(figure)
    for i in range(len(whole) - 1):
        turned = whole[:i] + whole[i + 1] + whole[i] + whole[i + 2 :]
        yield Decimal(turned).scaleb(-places)


def _wrong(figure: Figure) -> Iterator[Decimal]:
    whole, places = _digits(figure)
    for i in range(len(whole)):
        for digit in DIGITS:
            yield Decimal(whole[:i] + digit + whole[i + 1 :]).scaleb(-places)


def _dropped(figure: Figure) -> Iterator[Decimal]:
    whole, places = _digits(figure)
    for i in range(len(whole) - places + 1):
        for digit in DIGITS:
            yield Decimal(whole[:i] + digit + whole[i:]).scaleb(-places)


def _doubled(figure: Figure) -> Iterator[Decimal]:
    whole, places = _digits(figure)
    for i in range(len(whole) - 1):
        if whole[i] == whole[i + 1]:
            yield Decimal(whole[:i] + whole[i + 1 :]).scaleb(-places)


def _digits(figure: Figure) -> tuple[str, int]:
    return str(int(abs(figure.amount).scaleb(figure.places))), figure.places


MENDS: dict[str, Mends] = {
    "unit_slip": _thousandfold,
    "digits_swapped": _swapped,
    "digit_wrong": _wrong,
    "digit_dropped": _dropped,
    "digit_doubled": _doubled,
    "decimal_sign": _shifted,
}


def _is_level_or_change(claim: Claim, changed: Change) -> bool:
    if claim.form not in (Form.PERCENT, Form.RISE):
        return False
    other = Form.RISE if claim.form is Form.PERCENT else Form.PERCENT
    return _is_stated(claim, changed, other, claim.operands)


def _is_inverse(claim: Claim, changed: Change) -> bool:
    return _is_stated(claim, changed, claim.form, claim.operands[::-1])


def _is_of_another_base(claim: Claim, changed: Change) -> bool:
    pairs = [(claim.operands[0], other) for other in claim.others]
    return any(_is_stated(claim, changed, claim.form, pair) for pair in pairs)


def _is_stated(claim: Claim, changed: Change, form: Form, operands: tuple[Figure, ...]) -> bool:
    if claim.form not in (Form.PERCENT, Form.RISE):
        return False
    again = Claim(form=form, stated=claim.stated, operands=operands, phrase=claim.phrase)
    return holds(again, changed)


def _lacks_a_part(claim: Claim, changed: Change) -> bool:
    return claim.form is Form.SUM and _differs_by_a_part(claim, changed, 1)


def _has_one_twice(claim: Claim, changed: Change) -> bool:
    return claim.form is Form.SUM and _differs_by_a_part(claim, changed, -1)


def _differs_by_a_part(claim: Claim, changed: Change, sign: int) -> bool:
    stated = changed.get(claim.stated, claim.stated)
    low, high = computed(claim, changed)
    short = (sign * (low - Fraction(stated.amount)), sign * (high - Fraction(stated.amount)))
    parts = [changed.get(figure, figure) for figure in claim.operands]
    return any(meet((min(short), max(short)), allowed(part)) for part in parts)


def _is_plain_mean(claim: Claim, changed: Change) -> bool:
    if not claim.rates:
        return False
    stated = changed.get(claim.stated, claim.stated)
    mean = Fraction(sum(rate.amount for rate in claim.rates)) / len(claim.rates)
    room = Fraction(last_place(stated.amount))
    return abs(mean - Fraction(stated.amount)) <= room


SAID: dict[str, Callable[[Claim, Change], bool]] = {
    "change_for_level": _is_level_or_change,
    "inverse_ratio": _is_inverse,
    "wrong_base": _is_of_another_base,
    "missing_part": _lacks_a_part,
    "counted_twice": _has_one_twice,
    "mean_of_percents": _is_plain_mean,
}
