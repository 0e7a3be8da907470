"""The notation of the cases itself: what is well formed, and that slips in it are told."""

from __future__ import annotations

import pytest

from tests.specs.cases import parse_annotated


def test_fields_left_out_or_starred_are_not_tested() -> None:
    _, (figure,) = parse_annotated("Trồng ⟦1,5|quantity|1.5|*|plan⟧ sào.")
    assert figure.wanted == {"kind": "quantity", "value": "1.5", "role": "plan"}


def test_an_empty_unit_is_wanted_empty() -> None:
    _, (figure,) = parse_annotated("Chỉ số ⟦81|quantity|81||actual⟧.")
    assert figure.wanted["unit"] == ""


def test_a_silent_numeral_may_be_anything_but_a_figure() -> None:
    _, (figure,) = parse_annotated("Lúc ⟦9|silent⟧ giờ sáng")
    assert [figure.allows(kind) for kind in ("date", "name", "quantity", "percent")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_untested_kind_says_nothing_of_a_fact() -> None:
    _, (figure,) = parse_annotated("Rừng ⟦3|*⟧ loại")
    assert figure.is_figure is None
    assert figure.allows("quantity")


@pytest.mark.parametrize(
    "annotated",
    [
        "Có 5 xã",
        "Có ⟦5⟧ xã",
        "Có ⟦năm|quantity⟧ xã",
        "Có ⟦5|count⟧ xã",
        "Có ⟦5|date|5⟧ xã",
        "Có ⟦5|quantity|năm⟧ xã",
        "Có ⟦5|quantity|5|xã|result⟧ xã",
        "Có ⟦5|quantity|5|xã|actual|other||approx|more⟧ xã",
        "Có ⟦5|quantity xã",
    ],
)
def test_a_slip_in_the_notation_is_told(annotated: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_annotated(annotated)
