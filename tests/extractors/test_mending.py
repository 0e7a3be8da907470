"""Malformed numerals are put right where the arithmetic leaves one reading only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mending import mend_ratio


@pytest.mark.parametrize(
    ("text", "other", "share", "value"),
    [
        ("280.000.00", 280_000_000, 100, 280_000_000),
        ("1.250.0", 625_000, 50, 1_250_000),
        ("45.0000", 9_000, 20, 45_000),
    ],
)
def test_lost_and_doubled_digits_are_put_right(
    text: str, other: int, share: int, value: int
) -> None:
    assert mend_ratio(text, Decimal(other), Decimal(share)) == value


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        ("280.000.00", 280_000_000, 99),
        ("280.000.00", 279_000_000, 100),
        ("28.00.000", 2_800_000, 100),
        ("2800.000.00", 2_800_000_000, 100),
        ("..", 100, 100),
        ("1.a", 1_000, 100),
        ("000.00", 0, 100),
    ],
)
def test_what_the_percentage_does_not_confirm_stays_open(text: str, other: int, share: int) -> None:
    assert mend_ratio(text, Decimal(other), Decimal(share)) is None


@given(text=st.text("0123456789.", min_size=1, max_size=12), other=st.integers(1, 10**9))
def test_a_mended_value_gives_exactly_the_stated_percentage(text: str, other: int) -> None:
    for share in (Decimal(50), Decimal(100), Decimal(120)):
        value = mend_ratio(text, Decimal(other), share)
        assert value is None or Decimal(other) * 100 / value == share
