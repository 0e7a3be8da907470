"""What one wrong digit leaves behind: shares and sums that would fit but for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.relations.nearly import (
    is_nearly_share,
    is_share,
    misread,
    nearly_adds_up,
    telling_digits,
)
from pipeline.checks._examples import example_fact


@pytest.mark.parametrize(("text", "digits"), [("45,3", 3), ("0,45", 2), ("100", 0), ("7", 1)])
def test_digits_that_tell(text: str, digits: int) -> None:
    assert telling_digits(example_fact(text, unit="%")) == digits


def test_readings_have_one_other_digit_and_as_many() -> None:
    readings = set(misread(example_fact("27", unit="con")))
    assert readings >= {Decimal(17), Decimal(97), Decimal(20), Decimal(29)}
    assert not readings & {Decimal(27), Decimal(7), Decimal(72), Decimal(38)}


def test_decimals_keep_their_place() -> None:
    assert Decimal("3.5") in set(misread(example_fact("2,5", unit="ha")))


@pytest.mark.parametrize(
    ("percent", "part", "fits"),
    [("27,59", 8, True), ("27,58", 8, True), ("27,6", 8, True), ("27,57", 8, False)],
)
def test_shares_are_rounded_or_cut_off(percent: str, part: int, *, fits: bool) -> None:
    assert is_share(example_fact(percent, unit="%"), Decimal(part), Decimal(29)) is fits


@pytest.mark.parametrize(
    ("percent", "part", "near"),
    [("47,59", "8", True), ("27,59", "4", True), ("41,38", "8", False), ("57,49", "8", False)],
)
def test_share_with_one_wrong_digit(percent: str, part: str, *, near: bool) -> None:
    share, whole = example_fact(percent, unit="%"), example_fact("29")
    assert is_nearly_share(share, example_fact(part), whole) is near


@pytest.mark.parametrize(
    ("whole", "parts", "near"),
    [
        ("990", ("182", "209", "199"), True),
        ("32", ("12", "18"), False),
        ("595", ("182", "209", "199"), False),
        ("12.000", ("7.000", "3.000"), False),
        ("12.340", ("7.140", "3.200"), True),
    ],
)
def test_sum_with_one_wrong_leading_digit(
    whole: str, parts: tuple[str, ...], *, near: bool
) -> None:
    assert nearly_adds_up(example_fact(whole), [example_fact(part) for part in parts]) is near
