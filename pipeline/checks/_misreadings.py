"""What a figure might have been before a slip of the pen: the readings that other digits give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from models.fact import Fact
from models.number import Reading
from pipeline.checks._interval import counted

DIGITS = "0123456789"
LOOK_ALIKES = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "589",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "124",
    "8": "0356",
    "9": "034",
}
"""By digit those that Tesseract takes it for on a poor scan."""


def read_as(fact: Fact, reading: Reading) -> Fact:
    """The figure with the number of a reading.

    >>> from pipeline.checks._examples import example_fact
    >>> figure = example_fact("76,9", unit="ha")
    >>> [str(read_as(figure, reading).value) for reading in swapped(figure)]
    ['67.9', '79.6']
    """
    return replace(fact, value=reading.value, decimals=reading.decimals)


def scaled(fact: Fact, factors: Sequence[Decimal]) -> Iterator[Reading]:
    """The figure times each factor, with as many decimals as that needs.

    Things that are counted stay whole.

    >>> from pipeline.checks._examples import example_fact
    >>> [str(reading.value) for reading in scaled(example_fact("70"), (Decimal("0.1"),))]
    ['7.0']
    """
    for factor in factors:
        value = (fact.value or Decimal(0)) * factor
        decimals = max(0, -int(value.normalize().as_tuple().exponent))
        if decimals == 0 or not counted(fact):
            yield Reading(value=value, decimals=decimals)


def resigned(fact: Fact, factors: Sequence[Decimal]) -> Iterator[Reading]:
    """The figure with its decimal sign elsewhere, or with several zeros more or less.

    Where there is a sign all digits are kept. One zero of a whole number is a digit like others.

    >>> from pipeline.checks._examples import example_fact
    >>> tenths = (Decimal("0.1"), Decimal("10"))
    >>> [reading.decimals for reading in resigned(example_fact("84,00", unit="ha"), tenths)]
    [3, 1]
    >>> list(resigned(example_fact("1.340", unit="ha"), tenths))
    []
    """
    for factor in factors:
        shift = factor.adjusted()
        for reading in scaled(fact, (factor,)):
            kept = max(fact.decimals - shift, 0) if fact.decimals else reading.decimals
            if kept or fact.decimals or abs(shift) > 1:
                yield replace(reading, decimals=kept)


def swapped(fact: Fact) -> Iterator[Reading]:
    """The figure with two neighbouring digits in the other order.

    >>> from pipeline.checks._examples import example_fact
    >>> [str(reading.value) for reading in swapped(example_fact("76,9", unit="ha"))]
    ['67.9', '79.6']
    """
    digits = _digits(fact)
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1] and (i or digits[1] != "0"):
            yield _respelled(fact, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def one_other_digit(fact: Fact) -> Iterator[Reading]:
    """The figure with one of its digits replaced."""
    digits = _digits(fact)
    for i, old in enumerate(digits):
        for new in DIGITS:
            if new != old:
                yield _respelled(fact, digits[:i] + new + digits[i + 1 :])


def look_alikes(fact: Fact) -> Iterator[Reading]:
    """The figure as it may stand on the paper, if one of its signs was misread on the scan.

    One digit is one that looks like it, or a comma was lost or taken for a point.

    >>> from pipeline.checks._examples import example_fact
    >>> [str(reading.value) for reading in look_alikes(example_fact("27", unit="%"))]
    ['77', '21', '22', '24', '2.7', '0.27']
    """
    digits = _digits(fact)
    for i, old in enumerate(digits):
        for new in LOOK_ALIKES[old]:
            yield _respelled(fact, digits[:i] + new + digits[i + 1 :])
    if fact.decimals:
        yield from scaled(fact, (Decimal(10) ** fact.decimals,))
    elif len(digits) > 1 and "." not in fact.text:
        yield from scaled(fact, (Decimal("0.1"), Decimal("0.01")))


def digit_doubled(fact: Fact) -> Iterator[Reading]:
    """The figure with one of two equal neighbours taken out, or one of its digits twice.

    >>> from pipeline.checks._examples import example_fact
    >>> [str(reading.value) for reading in digit_doubled(example_fact("11,5", unit="ha"))]
    ['1.5', '111.5', '11.55']
    """
    digits = _digits(fact)
    for i, digit in enumerate(digits):
        if digits[i + 1 : i + 2] == digit:
            yield _without(fact, digits, i)
            continue
        yield _with(fact, digits, i + 1, digit)


def digit_too_many(fact: Fact) -> Iterator[Reading]:
    """The figure with one of its digits taken out, unless its neighbour is the same.

    The only decimal stays: without it the sign would stand idle.
    """
    digits = _digits(fact)
    last = len(digits) - (fact.decimals == 1)
    for i, digit in enumerate(digits[:last]):
        if len(digits) > 1 and digits[i + 1 : i + 2] != digit:
            yield _without(fact, digits, i)


def digit_lost(fact: Fact) -> Iterator[Reading]:
    """The figure with one digit put in, other than the one before."""
    digits = _digits(fact)
    for i in range(len(digits) + 1):
        for new in DIGITS:
            if new != digits[:i][-1:] and (i or new != "0"):
                yield _with(fact, digits, i, new)


def count_digits(fact: Fact) -> int:
    """How many digits the figure has, zeros before it not counted."""
    return len(_digits(fact))


def _digits(fact: Fact) -> str:
    return str(int(abs(fact.value or Decimal(0)).scaleb(fact.decimals)))


def _respelled(fact: Fact, digits: str, decimals: int | None = None) -> Reading:
    """The reading with other digits, its decimal sign and minus kept."""
    places = fact.decimals if decimals is None else decimals
    value = Decimal(digits).scaleb(-places)
    return Reading(value=-value if (fact.value or 0) < 0 else value, decimals=places)


def _with(fact: Fact, digits: str, at: int, digit: str) -> Reading:
    """The figure with a digit put in before position `at`, the decimal sign where it was."""
    behind = at > len(digits) - fact.decimals
    return _respelled(fact, digits[:at] + digit + digits[at:], fact.decimals + behind)


def _without(fact: Fact, digits: str, at: int) -> Reading:
    """The figure without the digit at position `at`, the decimal sign where it was."""
    behind = at >= len(digits) - fact.decimals
    return _respelled(fact, digits[:at] + digits[at + 1 :], fact.decimals - behind)
