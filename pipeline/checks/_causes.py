"""Slips that would explain a broken equation, each with the one change that reconciles it.

A slip is only told if the figures, taken as written, agree after it: no rounding of operands is
allowed for, since wide intervals make coincidences. Of those that chance would not make as well,
the cause is told that most likely made just these figures of the right ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from models.fact import Fact
from models.finding import Cause
from models.number import Reading
from models.relation import Verdict
from pipeline.checks._compare import Case, Given, is_far, plain_verdict, roughly
from pipeline.checks._interval import last_place, nominal
from pipeline.checks._misreadings import (
    count_digits,
    digit_doubled,
    digit_lost,
    digit_too_many,
    one_other_digit,
    read_as,
    resigned,
    scaled,
    swapped,
)
from pipeline.checks._notation import is_percent, write_fact, written_value
from pipeline.checks._slips import Slip, chance, standing

PRECISE = 4
THOUSANDS = (Decimal(1000), Decimal("0.001"))
SHIFTS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))
TOO_DOUBTFUL = 2.0
"""From here on a slip is not told: chance would give more than one that fits as well."""
SURE = 0.05
"""Up to here a slip convinces even where the claim itself is only inferred."""
CUT_OFF = 2.0
"""How much more doubtful a reading is that fits only if further digits were cut off."""
OF_OPERANDS = 1.25
"""How much more doubtful it is that an operand is wrong rather than the result."""
UNLIKELY_WAY = 4.0
"""How much more doubtful a slip is that goes the unusual way, such as đồng less by a thousand."""
RARE_PERCENT = 200
"""Few percentages are greater."""

TELLING = frozenset({Cause.UNIT_SLIP, Cause.MEAN_OF_PERCENTS})
"""Slips that leave a trace of their own, so that few digits are enough."""

FindSlip = Callable[[Case], Slip | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """One way of writing a figure wrongly."""

    cause: Cause
    readings: Callable[[Fact], Iterator[Reading]]
    """What the figure may have been before."""
    outcomes: Callable[[int], int]
    """How many wrong figures it can make of a right one with so many digits."""
    often: float = 1.0
    """How often it happens, next to one wrong digit."""
    of_percents: bool = True
    """Whether percentages are written so, too."""


MISREADINGS = (
    Misreading(
        cause=Cause.UNIT_SLIP,
        readings=partial(scaled, factors=THOUSANDS),
        outcomes=lambda _: 2,
        often=8.0,
        of_percents=False,
    ),
    Misreading(
        cause=Cause.DECIMAL_SIGN,
        readings=partial(resigned, factors=SHIFTS),
        outcomes=lambda _: 2,
        often=3.0,
    ),
    Misreading(
        cause=Cause.DIGITS_SWAPPED, readings=swapped, outcomes=lambda n: max(n - 1, 1), often=2.0
    ),
    Misreading(cause=Cause.DIGIT_DROPPED, readings=digit_doubled, outcomes=lambda n: n, often=2.0),
    Misreading(cause=Cause.DIGIT_DROPPED, readings=digit_too_many, outcomes=lambda n: 10 * n),
    Misreading(cause=Cause.DIGIT_DROPPED, readings=digit_lost, outcomes=lambda n: n),
    Misreading(cause=Cause.DIGIT_WRONG, readings=one_other_digit, outcomes=lambda n: 9 * n),
)
"""From the likeliest to the least."""


def find_slip(case: Case, own: Sequence[FindSlip] = ()) -> Slip | None:
    """The most plausible slip that reconciles the case; None if chance would do as well.

    `own` are the slips of the claim's own form.

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
    given = case.given()
    misread = (slip for how in MISREADINGS for slip in _misread(case, given, how))
    found = [*_own(case, own), *misread]
    told = [slip for slip in found if slip.doubt < TOO_DOUBTFUL]
    likely: defaultdict[Cause, float] = defaultdict(float)
    for slip in told:
        likely[slip.cause] += slip.likely
    return min(told, key=lambda slip: (-likely[slip.cause], slip.doubt), default=None)


def convincing(slip: Slip, case: Case) -> bool:
    """Whether the slip explains the break so well that even an inferred claim may be doubted."""
    if (slip.wrong or case.stated).fact_id in case.beside.accused:
        return True
    if slip.loose or slip.doubt > SURE:
        return False
    return slip.cause in TELLING or precise(case)


def precise(case: Case) -> bool:
    """Whether the figures have so many digits that they hardly fit by chance."""
    if is_percent(case.stated):
        return significant_digits(case.stated) >= PRECISE
    return max(map(significant_digits, case.figures)) >= PRECISE


def significant_digits(fact: Fact) -> int:
    """How many digits carry information; zeros at the end of a whole number do not.

    >>> from pipeline.checks._examples import example_fact
    >>> significant_digits(example_fact("20,20")), significant_digits(example_fact("120.000"))
    (4, 2)
    """
    digits = "".join(filter(str.isdigit, fact.text)).lstrip("0")
    return len(digits if fact.decimals else digits.rstrip("0"))


def _own(case: Case, own: Iterable[FindSlip]) -> Iterator[Slip]:
    for find in own:
        try:
            slip = find(case)
        except ZeroDivisionError:
            continue
        if slip:
            yield slip


def _misread(case: Case, given: Sequence[Given], how: Misreading) -> Iterator[Slip]:
    """The figures which, written right, reconcile the case."""
    tried = [
        (index, figure, tuple(how.readings(figure)))
        for index, figure in enumerate(case.figures)
        if nominal(figure) and (how.of_percents or not is_percent(figure))
    ]
    ways = sum(len(readings) for _, _, readings in tried)
    suspect = _suspect(case, given)
    for index, figure, readings in tried:
        for right, verdict in _fitting(case, index, given[index], readings):
            odds = chance(case, index, right, given[index])
            against = standing(case, figure) / how.often
            against *= OF_OPERANDS if index else 1
            against *= UNLIKELY_WAY if suspect is not None and suspect == bool(index) else 1
            against *= UNLIKELY_WAY if _is_odd(how.cause, figure, right) else 1
            against *= CUT_OFF if verdict is Verdict.TRUNCATED else 1
            yield Slip(
                cause=how.cause,
                fields={"written": write_fact(figure), "reading": written_value(right)},
                doubt=ways * odds * against,
                likely=(1 - odds) / (how.outcomes(count_digits(right)) * against),
                form=_form(how.cause, figure, right),
                wrong=figure,
                right=right,
            )


def _suspect(case: Case, given: Sequence[Given]) -> bool | None:
    """Whether the stated percentage is the one that can hardly be, or what the operands give.

    None if neither is, or both are.
    """
    if not is_percent(case.stated):
        return None
    stated, computed = abs(nominal(case.stated)), abs(given[0](Fraction(0)))
    return stated > RARE_PERCENT if (stated > RARE_PERCENT) != (computed > RARE_PERCENT) else None


def _is_odd(cause: Cause, figure: Fact, reading: Fact) -> bool:
    """Whether a reading goes against the usual slip: nghìn đồng as đồng, 15,000 as 15.000.

    Decimal signs are lost or misplaced; they seldom come into a figure that had none. What looks
    like a percentage of 999 is hardly one.
    """
    if cause is Cause.DECIMAL_SIGN:
        is_rare = is_percent(figure) and abs(nominal(reading)) > RARE_PERCENT
        return is_rare or (figure.decimals > 0 and reading.decimals == 0)
    if cause is not Cause.UNIT_SLIP:
        return False
    is_more = nominal(reading) > nominal(figure)
    return is_more != (figure.dimension == "money" and figure.scale == 1)


def _form(cause: Cause, figure: Fact, reading: Fact) -> str:
    """Which text tells the slip: a digit dropped may be one too many or one too few."""
    if cause is not Cause.DIGIT_DROPPED:
        return ""
    shorter = abs(nominal(reading)) < abs(nominal(figure)) or reading.decimals < figure.decimals
    return f"{cause}.{'more' if shorter else 'less'}"


def _fitting(
    case: Case, index: int, given: Given, readings: Iterable[Reading]
) -> Iterator[tuple[Fact, Verdict]]:
    """The figure at `index` as it must have been to reconcile the case, and how it then agrees."""
    figure = case.figures[index]
    scale = Fraction(figure.scale)
    for reading in _near(case, index, given, readings):
        stated = case.stated if index else read_as(figure, reading)
        try:
            verdict = plain_verdict(stated, given(Fraction(reading.value or 0) * scale))
        except ZeroDivisionError:
            continue
        if verdict is not None:
            yield read_as(figure, reading), verdict


def _near(case: Case, index: int, given: Given, readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings with which the case comes near to being reconciled, by quick arithmetic."""
    scale = float(case.figures[index].scale)
    stated, place = roughly(nominal(case.stated)), roughly(last_place(case.stated))
    for reading in readings:
        operand = float(reading.value or 0) * scale
        try:
            value = given.rough(operand)
        except ZeroDivisionError:
            continue
        if index == 0:
            stated, place = operand, scale * 10.0**-reading.decimals
        if not is_far(value, stated, place):
            yield reading
