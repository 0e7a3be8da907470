"""Claims of remainders and of prices times counts."""

from __future__ import annotations

import pytest

from models.relation import ClaimKind
from tests.extractors.claims import claims_of, equations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Biên chế giao 23 người, hiện có 19 người, còn thiếu 04 người.", ["04 < 23 19"]),
        ("Đã giải quyết 128/145 đơn, còn lại 17 đơn.", ["17 < 145 128"]),
        ("Đề nghị 41 tỷ đồng, phê duyệt 39 tỷ đồng, tiết kiệm được 2 tỷ đồng.", ["2 < 41 39"]),
        ("Đã tiêm 128 con, còn lại 17 con chưa tiêm.", []),
        ("Có 23 người, 19 máy tính, còn thiếu 04 máy tính.", []),
        ("Giao 23 người. Hiện có 19 người. Còn thiếu 04 người.", []),
    ],
)
def test_remainders(text: str, found: list[str]) -> None:
    assert equations(text, ClaimKind.CHANGE) == found


def test_a_remainder_among_three_figures_is_not_certain() -> None:
    text = "Giao 23 người, hiện có 19 người, hợp đồng 02 người, còn thiếu 04 người."
    assert [claim.certain for claim in claims_of(text, ClaimKind.CHANGE)] == [False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tặng 34 suất quà, mỗi suất 300.000đ = 10.200.000đ.", ["10.200.000 < 34 300.000"]),
        (
            "Tặng 34 suất quà, mỗi suất 300.000 đồng, tổng trị giá 10.200.000 đồng.",
            ["10.200.000 < 34 300.000"],
        ),
        ("Tặng 34 suất quà, mỗi suất 300.000 đồng.", []),
        ("Tặng 34 suất quà, mỗi suất 300.000 đồng, thu quỹ 5.000.000 đồng.", []),
        ("Mỗi suất 300.000 đồng, tổng trị giá 10.200.000 đồng.", []),
    ],
)
def test_products(text: str, found: list[str]) -> None:
    assert equations(text, ClaimKind.PRODUCT) == found
