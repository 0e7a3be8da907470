"""What figures stand for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.number import Approximation
from pipeline.checks._examples import example_fact
from pipeline.checks._interval import Interval, counted, cuts_off, last_place, rounding, stated

F = Fraction
fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)


@st.composite
def intervals(draw):
    low, high = sorted((draw(fractions), draw(fractions)))
    return Interval(low, high)


@given(intervals(), intervals(), st.fractions(0, 1), st.fractions(0, 1))
def test_arithmetic_encloses_what_its_members_give(a, b, s, t):
    x, y = a.low + (a.high - a.low) * s, b.low + (b.high - b.low) * t
    assert (a + b).gap(x + y) == 0
    assert (a - b).gap(x - y) == 0
    assert (a * b).gap(x * y) == 0
    assert abs(a).gap(abs(x)) == 0
    if not b.low <= 0 <= b.high:
        assert (a / b).gap(x / y) == 0


def test_a_divisor_around_zero_has_no_quotient():
    with pytest.raises(ZeroDivisionError):
        Interval.point(F(1)) / Interval(F(0), F(1))


def test_intervals_are_closed_and_touching_ones_meet():
    assert Interval(F(1), F(2)).meets(Interval(F(2), F(3)))
    assert not Interval(F(1), F(2)).meets(Interval(F("2.0001"), F(3)))


@pytest.mark.parametrize(
    ("text", "unit", "exact"),
    [
        ("305", "con", True),
        ("4.554.965.000", "đồng", True),
        ("12.000", "đồng", True),
        ("258.000", "triệu đồng", False),
        ("35", "ha", False),
        ("2,5", "con", False),
        ("75", "%", False),
    ],
)
def test_whole_things_are_exact(text, unit, exact):
    fact = example_fact(text, unit=unit)
    assert counted(fact) is exact
    assert (rounding(fact).low == rounding(fact).high) is exact


@pytest.mark.parametrize(
    ("text", "unit", "place"),
    [
        ("258.000", "triệu đồng", 10**6),
        ("4,5", "tỷ đồng", 10**8),
        ("35,40", "ha", F(1, 100)),
        ("07", "triệu đồng", 10**6),
    ],
)
def test_trailing_zeros_do_not_make_a_figure_coarser(text, unit, place):
    assert last_place(example_fact(text, unit=unit)) == place


@pytest.mark.parametrize(
    ("approximation", "low", "high"),
    [
        (Approximation.OVER, 74_500_000, 74_600_000),
        (Approximation.UNDER, 74_400_000, 74_500_000),
        (Approximation.ABOUT, 74_400_000, 74_600_000),
        (Approximation.EXACT, 74_500_000, 74_500_000),
    ],
)
def test_approximate_figures_reach_one_of_their_last_digit_that_is_not_zero(
    approximation, low, high
):
    fact = example_fact("74.500.000", unit="đồng", approximation=approximation)
    assert stated(fact) == Interval(F(low), F(high))


def test_an_approximate_zero_has_bounds():
    fact = example_fact("0", approximation=Approximation.ABOUT)
    assert stated(fact) == Interval(F(-1), F(1))


@pytest.mark.parametrize(
    ("text", "value", "cut"),
    [
        ("77,18", "77.1857", True),
        ("77,18", "77.19", False),
        ("77,18", "77.1799", False),
        ("-12,3", "-12.39", True),
        ("-12,3", "-12.29", False),
        ("0", "0.9", True),
        ("0", "-0.9", True),
        ("0", "1", False),
    ],
)
def test_cutting_off_moves_towards_zero(text, value, cut):
    assert cuts_off(example_fact(text, unit="%"), Interval.point(F(value))) is cut


def test_counts_are_never_cut_off():
    assert not cuts_off(example_fact("12"), Interval.point(F("12.4")))
