"""What a stated figure stands for: exact closed intervals, after XBRL Calculations 1.1.

All arithmetic is on fractions, in the canonical unit of the figure's dimension (đồng, ha, tấn,
%), so that `4,5 tỷ đồng` and `4.500.000.000 đồng` compare without a rounding of our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from models.fact import Fact
from models.number import Approximation

HALF = Fraction(1, 2)
WHOLE_DIMENSIONS = frozenset({"count", "money"})
"""People, animals, households are whole, and so is the đồng: written without a magnitude word
or decimals, such a figure is exact."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both ends included.

    >>> Interval(Fraction(1), Fraction(2)) + Interval.point(Fraction(3))
    Interval(low=Fraction(4, 1), high=Fraction(5, 1))
    """

    low: Fraction
    high: Fraction

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval that holds `value` alone."""
        return cls(value, value)

    @classmethod
    def around(cls, value: Fraction, distance: Fraction) -> Interval:
        """All values at most `distance` from `value`."""
        return cls(value - distance, value + distance)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient.

        Raises:
            ZeroDivisionError: if zero lies in `other`: the quotient has no bounds.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        return self * Interval(1 / other.high, 1 / other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(Fraction(0), max(-self.low, self.high))

    def scaled(self, factor: Fraction | int) -> Interval:
        """Each value times a non-negative `factor`."""
        return Interval(self.low * factor, self.high * factor)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, value: Fraction) -> Fraction:
        """How far `value` lies outside; zero inside.

        >>> Interval(Fraction(1), Fraction(2)).gap(Fraction(5))
        Fraction(3, 1)
        """
        return max(self.low - value, value - self.high, Fraction(0))


ZERO = Interval.point(Fraction(0))


def nominal(fact: Fact) -> Fraction:
    """The figure as written, in its canonical unit.

    Raises:
        ValueError: if the figure has no certain reading.
    """
    if fact.value is None:
        msg = f"the figure at {fact.span.start} has no certain reading"
        raise ValueError(msg)
    return _product(fact.value, fact.scale)


def last_place(fact: Fact) -> Fraction:
    """What one unit of the last written digit is worth, in the canonical unit.

    Zeros before the decimal sign count as written digits: `258.000 triệu` is given to the triệu.
    """
    return _product(Decimal(1).scaleb(-fact.decimals), fact.scale)


@lru_cache(maxsize=1 << 14)  # every figure is asked for by many claims, and for many readings
def _product(value: Decimal, scale: Decimal) -> Fraction:
    return Fraction(value) * Fraction(scale)


def counted(fact: Fact) -> bool:
    """Whether the figure is a count of whole things and so exact.

    >>> from pipeline.checks._examples import example_fact
    >>> counted(example_fact("305", unit="con")), counted(example_fact("35,4", unit="ha"))
    (True, False)
    """
    return fact.dimension in WHOLE_DIMENSIONS and fact.decimals == 0 and fact.scale == 1


def rounding(fact: Fact) -> Interval:
    """What a figure stands for that was rounded to the last digit written.

    >>> from pipeline.checks._examples import example_fact
    >>> rounding(example_fact("35,4", unit="ha"))
    Interval(low=Fraction(707, 20), high=Fraction(709, 20))
    """
    if counted(fact):
        return Interval.point(nominal(fact))
    return Interval.around(nominal(fact), last_place(fact) * HALF)


def stated(fact: Fact) -> Interval:
    """What a figure stands for, its `khoảng`, `trên` or `gần` taken into account.

    `trên` reaches up, `gần` down and `khoảng` either way by one unit of the last digit that is
    not zero.

    >>> from models.number import Approximation
    >>> from pipeline.checks._examples import example_fact
    >>> over = example_fact("2.600", unit="con", approximation=Approximation.OVER)
    >>> stated(over)
    Interval(low=Fraction(2600, 1), high=Fraction(2700, 1))
    """
    value = nominal(fact)
    match fact.approximation:
        case Approximation.EXACT:
            return rounding(fact)
        case Approximation.OVER:
            return Interval(value, value + _looseness(fact))
        case Approximation.UNDER:
            return Interval(value - _looseness(fact), value)
        case Approximation.ABOUT:
            return Interval.around(value, _looseness(fact))


def cuts_off(fact: Fact, computed: Interval, unit: Fraction | None = None) -> bool:
    """Whether some computed value gives the figure when its further digits are cut off.

    Cutting moves towards zero. `unit` is the last place kept, if not the figure's own.
    Exact counts are never the result of cutting.
    """
    if counted(fact):
        return False
    value, reach = nominal(fact), unit or last_place(fact)
    if value < 0:
        value, computed = -value, -computed
    if value == 0:
        return computed.gap(value) < reach
    return computed.high >= value and computed.low < value + reach


def _looseness(fact: Fact) -> Fraction:
    """One unit of the last digit that is not zero."""
    place = last_place(fact)
    digits = abs(nominal(fact)) / place
    while digits and digits % 10 == 0:
        digits /= 10
        place *= 10
    return place
