"""The value of figures as written, in either notation, and of those that spell no number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("0", "0", 0),
        ("05", "5", 0),
        ("12000", "12000", 0),
        ("1.056", "1056", 0),
        ("2.302,47", "2302.47", 2),
        ("1.945.837.841", "1945837841", 0),
        ("35,4", "35.4", 1),
        ("3,807", "3.807", 3),
        ("42.85", "42.85", 2),
        ("7.5", "7.5", 1),
        ("0.125", "0.125", 3),
        ("0,5", "0.5", 1),
        ("1,250,000", "1250000", 0),
        ("1,250.75", "1250.75", 2),
        ("99,60", "99.60", 2),
    ],
)
def test_values(text: str, value: str, decimals: int) -> None:
    reading = parse_numeral(text)
    assert (reading.value, reading.decimals, reading.malformed) == (Decimal(value), decimals, False)


@pytest.mark.parametrize("text", ["280.000.00", "1.2.3", "12.34.567", "1,2,3.4", "5.000,5.000"])
def test_broken_figures_have_no_value(text: str) -> None:
    reading = parse_numeral(text)
    assert (reading.value, reading.malformed) == (None, True)


@given(st.integers(0, 10**12), st.integers(0, 999), st.integers(0, 3))
def test_vietnamese_notation_is_read_back(whole: int, fraction: int, decimals: int) -> None:
    digits = f"{fraction:03d}"[:decimals]
    text = f"{whole:,}".replace(",", ".") + (f",{digits}" if decimals else "")
    reading = parse_numeral(text)
    assert reading.value == Decimal(f"{whole}.{digits or '0'}")
    assert reading.decimals == decimals


@given(st.lists(st.sampled_from("0123456789"), min_size=1, max_size=4).map("".join), st.data())
def test_any_run_of_digits_is_read_or_called_malformed(first: str, data: st.DataObject) -> None:
    rest = data.draw(st.lists(st.tuples(st.sampled_from(".,"), st.text("0123456789", min_size=1))))
    reading = parse_numeral(first + "".join(sign + digits for sign, digits in rest))
    assert (reading.value is None) == reading.malformed
