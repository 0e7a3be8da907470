"""Claims of wholes and parts, in sentences, items and notes."""

from __future__ import annotations

import pytest

from models.relation import ClaimKind
from tests.extractors.claims import claims_of, equations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đàn gia súc 52 con, gồm: trâu 31 con, bò 21 con.", ["52 < 31 21"]),
        (
            "Kinh phí 1,2 tỷ đồng, gồm: tỉnh 900 triệu đồng, huyện 300 triệu đồng.",
            ["1,2 < 900 300"],
        ),
        ("Cấp 450 kg giống (ngô 180 kg, lúa 270 kg).", ["450 < 180 270"]),
        ("Cấp 3 loại giống, gồm: 180 kg ngô, 35 lít thuốc.", []),
        ("Họp 3 cuộc, gồm: 45 người dự, 12 ý kiến.", []),
    ],
)
def test_lists(text: str, found: list[str]) -> None:
    assert equations(text, ClaimKind.SUM) == found


def test_items_under_an_announcing_line_are_closed() -> None:
    text = "Tổng đàn gia súc: 52 con, gồm:\n- Trâu: 31 con\n- Bò: 21 con\n"
    (claim,) = claims_of(text, ClaimKind.SUM)
    assert claim.closed
    assert claim.certain


def test_items_under_a_line_that_opens_a_list_are_not() -> None:
    text = "Tổng đàn gia súc 92 con, trong đó:\n- Trâu: 31 con\n- Bò: 21 con\n"
    assert not any(claim.closed for claim in claims_of(text, ClaimKind.SUM))


def test_items_of_other_things_are_no_parts() -> None:
    text = "Tổng đàn gia súc: 52 con, gồm:\n- Trâu: 31 con\n- Đất trồng cỏ: 21 ha\n"
    assert equations(text, ClaimKind.SUM) == []


def test_a_note_splits_the_figure_at_its_mark() -> None:
    text = "Kiểm tra 23 cuộc.\n\nTập huấn 30 người¹ về na.\n\n¹ Gồm: nam 18 người, nữ 12 người.\n"
    assert "30 < 18 12" in equations(text, ClaimKind.SUM)
    assert not any(e.startswith("23") for e in equations(text, ClaimKind.SUM))


def test_one_part_is_at_most_its_whole() -> None:
    text = "Có 86 hộ nghèo, trong đó hộ dân tộc 78 hộ."
    assert equations(text, ClaimKind.WITHIN) == ["78 < 86"]


def test_the_parts_of_a_bare_bracket_have_the_noun_of_the_whole() -> None:
    text = "Có 318 học sinh (nữ 152, nam 166), 14 lớp."
    assert equations(text, ClaimKind.SUM) == ["318 < 152 166"]


def test_members_are_counted_by_their_own_noun() -> None:
    """Cases and persons side by side: neither are parts of the other."""
    text = "14 vụ, 19 người, gồm: trộm 6 vụ, 8 người; cờ bạc 5 vụ, 7 người; ma túy 3 vụ, 4 người."
    assert equations(text, ClaimKind.SUM) == ["14 < 6 5 3", "19 < 8 7 4"]
