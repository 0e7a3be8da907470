"""Slips that would explain a broken equation, each with the one change that reconciles it.

A slip is only told if the figures, taken as written, agree after it: no rounding of operands is
allowed for, since wide intervals make coincidences. Digits of an operand are only doubted where
the stated figure is precise enough (`PRECISE` significant digits) to make chance unlikely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause
from models.relation import Verdict
from pipeline.checks._compare import Case, agrees
from pipeline.checks._interval import nominal
from pipeline.checks._misreadings import (
    one_digit_more_or_less,
    one_other_digit,
    scaled,
    swapped,
)
from pipeline.checks._notation import is_percent, write_fact, write_value, written_value

PRECISE = 4
LONG = 3
THOUSANDS = (Decimal(1000), Decimal("0.001"))
SHIFTS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A likely slip and what to say of it."""

    cause: Cause
    fields: Mapping[str, str] = field(default_factory=dict)
    """For the text of the cause: `written` and `reading`, as a rule."""
    loose: bool = False
    """Whether it may as well come from a claim bound to the wrong figures."""
    soft: bool = False
    """Whether the figures are right and only the words around them, or the base, are not."""
    form: str = ""
    """The text that tells it, if not the cause's own."""

    @property
    def text(self) -> str:
        """The name of the text that tells it."""
        return self.form or self.cause.value


FindSlip = Callable[[Case], Slip | None]


def find_slip(case: Case, own: Sequence[FindSlip] = ()) -> Slip | None:
    """The most plausible slip that reconciles the case, or None.

    `own` are the slips of the claim's own form; they are tried first, but for the thousandfold
    slip, which no coincidence imitates.

    >>> from pipeline.checks._examples import example_fact
    >>> case = Case(
    ...     stated=example_fact("108.000.000", unit="đồng"),
    ...     operands=(example_fact("101.000.000", unit="đồng"), example_fact("7.000", unit="đồng")),
    ...     compute=lambda ops: ops[0] + ops[1],
    ... )
    >>> slip = find_slip(case)
    >>> slip.cause.value, slip.fields["written"], slip.fields["reading"]
    ('unit_slip', '7.000 đồng', '7.000.000 đồng')
    """
    general = (digits_swapped, decimal_sign, digit_dropped, digit_wrong)
    for find in (unit_slip, *own, *general):
        try:
            slip = find(case)
        except ZeroDivisionError:
            continue
        if slip:
            return slip
    return None


def unit_slip(case: Case) -> Slip | None:
    """A figure a thousand times too large or small: đồng for nghìn đồng."""
    indices = [
        index
        for index, fact in enumerate(case.figures)
        if not is_percent(fact) and nominal(fact) != 0
    ]
    return _first(Cause.UNIT_SLIP, case, indices, lambda fact: scaled(fact, THOUSANDS))


def decimal_sign(case: Case) -> Slip | None:
    """A decimal sign in the wrong place: 10 or 100 times too large or small."""
    every = range(len(case.figures))
    return _first(Cause.DECIMAL_SIGN, case, every, lambda fact: scaled(fact, SHIFTS))


def digits_swapped(case: Case) -> Slip | None:
    """Two neighbouring digits in the wrong order."""
    return _first(Cause.DIGITS_SWAPPED, case, _doubtful(case), swapped)


def digit_wrong(case: Case) -> Slip | None:
    """One digit that is another."""
    return _first(Cause.DIGIT_WRONG, case, _long(case), one_other_digit)


def digit_dropped(case: Case) -> Slip | None:
    """One digit lost or written twice."""
    return _first(Cause.DIGIT_DROPPED, case, _long(case), one_digit_more_or_less)


def change_for_level(case: Case) -> Slip | None:
    """`tăng Z%` where x is Z% of y, or `đạt Z%` where x is Z% more or less than y."""
    if len(case.operands) != 2:
        return None
    level = nominal(case.operands[0]) / nominal(case.operands[1]) * 100
    change = level - 100
    computed = case.value()
    for words, other in (("level", level), ("rise", change), ("fall", -change)):
        if other != computed and other > 0 and _gives(case, other):
            fields = {"written": _unsigned(case.stated)}
            form = f"{Cause.CHANGE_FOR_LEVEL}.{words}"
            return Slip(cause=Cause.CHANGE_FOR_LEVEL, fields=fields, form=form, soft=True)
    return None


def inverse_ratio(case: Case) -> Slip | None:
    """The base divided by the result."""
    if len(case.operands) != 2:
        return None
    x, y = case.operands
    if not _gives(case, nominal(y) / nominal(x) * 100):
        return None
    fields = {"result": write_fact(x), "base": write_fact(y), "written": _unsigned(case.stated)}
    return Slip(cause=Cause.INVERSE_RATIO, fields=fields)


def wrong_direction(case: Case) -> Slip | None:
    """`tăng` where the figures fall, or the reverse."""
    turned = replace(case.stated, value=-(case.stated.value or Decimal(0)))
    if not agrees(turned, case.value()):
        return None
    return Slip(cause=Cause.UNKNOWN, form="direction", soft=True)


def mean_of_percents(case: Case) -> Slip | None:
    """The plain mean of the rates of pairs, where their sums should be divided."""
    pairs = list(zip(case.operands[::2], case.operands[1::2], strict=True))
    if len(pairs) < 2:
        return None
    rates = [nominal(x) / nominal(y) * 100 for x, y in pairs]
    if not _gives(case, sum(rates, Fraction(0)) / len(rates)):
        return None
    fields = {"written": write_fact(case.stated)}
    return Slip(cause=Cause.MEAN_OF_PERCENTS, fields=fields, soft=True)


def part_left_out(case: Case) -> Slip | None:
    """A total that is short of its parts by exactly one of them."""
    return _one_part(case, Cause.MISSING_PART, case.value() - nominal(case.stated))


def part_counted_twice(case: Case) -> Slip | None:
    """A total that exceeds its parts by exactly one of them."""
    return _one_part(case, Cause.COUNTED_TWICE, nominal(case.stated) - case.value())


def convincing(slip: Slip, case: Case) -> bool:
    """Whether the slip explains the break so well that even an inferred claim may be doubted."""
    if slip.loose:
        return False
    return slip.cause is Cause.UNIT_SLIP or _precise(case)


def significant_digits(fact: Fact) -> int:
    """How many digits carry information; zeros at the end of a whole number do not.

    >>> from pipeline.checks._examples import example_fact
    >>> significant_digits(example_fact("20,20")), significant_digits(example_fact("120.000"))
    (4, 2)
    """
    digits = "".join(filter(str.isdigit, fact.text)).lstrip("0")
    return len(digits if fact.decimals else digits.rstrip("0"))


def _precise(case: Case) -> bool:
    if is_percent(case.stated):
        return significant_digits(case.stated) >= PRECISE
    return max(map(significant_digits, case.figures)) >= PRECISE


def _doubtful(case: Case) -> Sequence[int]:
    """Which figures' digits may be doubted: the stated one's, others' if chance is unlikely."""
    return range(len(case.figures)) if _precise(case) else range(1)


def _long(case: Case) -> Sequence[int]:
    """The doubtful figures of which one other digit does not make quite another number."""
    return [i for i in _doubtful(case) if significant_digits(case.figures[i]) >= LONG]


def _first(
    cause: Cause, case: Case, indices: Iterable[int], readings: Callable[[Fact], Iterator[Fact]]
) -> Slip | None:
    """The first reading of a figure that reconciles the case, one that is cut off coming last."""
    cut_off = None
    for index in indices:
        figure = case.figures[index]
        for reading in readings(figure):
            verdict = case.with_figure(index, reading).reconciled()
            if verdict is None or (verdict is Verdict.TRUNCATED and cut_off):
                continue
            fields = {"written": write_fact(figure), "reading": written_value(reading)}
            slip = Slip(cause=cause, fields=fields)
            if verdict is not Verdict.TRUNCATED:
                return slip
            cut_off = slip
    return cut_off


def _one_part(case: Case, cause: Cause, difference: Fraction) -> Slip | None:
    for part in case.operands:
        if difference > 0 and nominal(part) == difference:
            fields = {"part": write_fact(part), "reading": write_value(case.value(), case.stated)}
            return Slip(cause=cause, fields=fields, loose=True)
    return None


def _gives(case: Case, value: Fraction) -> bool:
    """Whether `value` is what the case states, its sign aside."""
    return agrees(replace(case.stated, value=abs(case.stated.value or Decimal(0))), value)


def _unsigned(fact: Fact) -> str:
    return write_fact(fact).removeprefix("-")
