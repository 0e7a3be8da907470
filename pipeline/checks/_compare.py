"""Whether what a claim computes and what it states can be the same number, and how."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from models.fact import Fact
from models.relation import ALONE, Beside, Verdict
from pipeline.checks._interval import (
    Interval,
    counted,
    cuts_off,
    last_place,
    nominal,
    rounding,
    stated,
)

Compute = Callable[[Sequence[Interval]], Interval]
"""The arithmetic of a claim on its operands, in canonical units; may raise ZeroDivisionError."""
Shorten = Callable[[Sequence[Interval], int], tuple[Sequence[Interval], int]]
"""Fewer operands that give the same, all but one of them taken together; and where that one is."""
FAR = 1.5
"""From so many last places on a value is told apart from a figure without exact arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the operands give, by the value of one of them; may raise ZeroDivisionError."""

    exact: Callable[[Fraction], Fraction]
    rough: Callable[[float], float]
    """The same ten times as fast, for sorting out what is far off."""

    def __call__(self, operand: Fraction) -> Fraction:
        return self.exact(operand)


def unshortened(operands: Sequence[Interval], index: int) -> tuple[Sequence[Interval], int]:
    """The operands as they are, for an arithmetic of a few."""
    return operands, index


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One equation put to the test: the stated figure, the operands and the arithmetic."""

    stated: Fact
    operands: tuple[Fact, ...]
    compute: Compute
    shorten: Shorten = unshortened
    """What saves computing all of a long list anew for each reading of one figure."""
    beside: Beside = ALONE
    """What the report's other claims say of the figures."""

    @property
    def figures(self) -> tuple[Fact, ...]:
        """The stated figure and the operands."""
        return (self.stated, *self.operands)

    def value(self) -> Fraction:
        """What the operands give, taken as written."""
        return self.compute([Interval.point(nominal(fact)) for fact in self.operands]).low

    def reconciled(self) -> Verdict | None:
        """How the operands, taken as written, give the stated figure; None if they do not."""
        return plain_verdict(self.stated, self.value())

    def given(self) -> list[Given]:
        """By figure, what the operands give when it alone has another value.

        The stated figure, the first, is not among them and changes nothing.
        """
        values = [nominal(fact) for fact in self.operands]
        exact = self._with_one_open(values)
        # all arithmetic of intervals does on floats, too; only the types don't say so
        floats = [cast("Fraction", roughly(value)) for value in values]
        rough = cast("list[Callable[[float], float]]", self._with_one_open(floats))
        return [Given(exact=one, rough=two) for one, two in zip(exact, rough, strict=True)]

    def _with_one_open(self, values: Sequence[Fraction]) -> list[Callable[[Fraction], Fraction]]:
        """By figure, the arithmetic with that figure's value left open."""
        points = [Interval.point(value) for value in values]
        value = self.compute(points).low
        return [lambda _: value, *(self._opened(points, i) for i in range(len(points)))]

    def _opened(self, points: Sequence[Interval], index: int) -> Callable[[Fraction], Fraction]:
        shorter, at = self.shorten(points, index)
        before, behind = shorter[:at], shorter[at + 1 :]
        return lambda operand: self.compute([*before, Interval.point(operand), *behind]).low


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a case came out."""

    verdict: Verdict
    value: Fraction
    """What the operands give, taken as written."""
    computed: Interval
    """What they give, each figure's rounding (and approximation, if needed) allowed for."""
    near: bool = False
    """Broken, but by at most one unit of the last digit written."""
    padded: bool = False
    """Broken, but cut off earlier and filled up with zeros: 86,30 for 86,3112."""


def compare(case: Case) -> Comparison:
    """How the stated figure agrees with what the operands give.

    The strictest reading that agrees decides: figures as written, then the rounding of each
    operand, then the looseness of figures that the report itself calls approximate.

    >>> from pipeline.checks._examples import example_fact
    >>> ratio = lambda ops: (ops[0] / ops[1]).scaled(Fraction(100))
    >>> x, y = example_fact("190"), example_fact("150")
    >>> claimed = example_fact("126,6", unit="%")
    >>> compare(Case(stated=claimed, operands=(x, y), compute=ratio)).verdict.value
    'truncated'

    Raises:
        ZeroDivisionError: if the operands have no quotient.
    """
    value = case.value()
    computed = case.compute([rounding(fact) for fact in case.operands])
    plain = _plain_verdict(case.stated, Interval.point(value))
    verdict = plain or _plain_verdict(case.stated, computed)
    if verdict:
        return Comparison(verdict=verdict, value=value, computed=computed)
    if any(fact.approx for fact in case.figures):
        computed = case.compute([stated(fact) for fact in case.operands])
        if computed.meets(stated(case.stated)):
            return Comparison(verdict=Verdict.APPROXIMATE, value=value, computed=computed)
    near = not counted(case.stated) and (
        computed.gap(nominal(case.stated)) <= last_place(case.stated)
    )
    return Comparison(
        verdict=Verdict.BROKEN,
        value=value,
        computed=computed,
        near=near,
        padded=_padded(case.stated, computed),
    )


def agrees(fact: Fact, value: Fraction) -> bool:
    """Whether `value` gives the figure, exactly, rounded or cut off.

    >>> from pipeline.checks._examples import example_fact
    >>> agrees(example_fact("77,18", unit="%"), Fraction("77.1857"))
    True
    """
    return plain_verdict(fact, value) is not None


def plain_verdict(fact: Fact, value: Fraction) -> Verdict | None:
    """How `value` gives the figure; None if it does not.

    >>> from pipeline.checks._examples import example_fact
    >>> plain_verdict(example_fact("77,18", unit="%"), Fraction("77.1857")).value
    'truncated'
    """
    if abs(value - nominal(fact)) > last_place(fact):
        return None  # neither rounding nor cutting off moves a figure so far
    return _plain_verdict(fact, Interval.point(value))


def roughly(value: Fraction) -> float:
    """The value as a float; infinite where it is too large for one, so that nothing is sure."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def is_far(value: float, figure: float, place: float) -> bool:
    """Whether a value differs from a figure by far more than its last place or a float's error.

    >>> is_far(77.1857, 77.18, 0.01), is_far(77.1, 77.18, 0.01)
    (False, True)
    """
    return abs(value - figure) > FAR * place


def _plain_verdict(fact: Fact, computed: Interval) -> Verdict | None:
    value = nominal(fact)
    if computed == Interval.point(value):
        return Verdict.EXACT
    if rounding(fact).meets(computed):
        return Verdict.ROUNDED
    if cuts_off(fact, computed):
        return Verdict.TRUNCATED
    return None


def _padded(fact: Fact, computed: Interval) -> bool:
    """Whether the figure is the computed one cut off earlier, its zeros written idly."""
    zeros = len(fact.text) - len(fact.text.rstrip("0"))
    kept = last_place(fact) * 10 ** min(zeros, fact.decimals)
    return kept != last_place(fact) and cuts_off(fact, computed, kept)
