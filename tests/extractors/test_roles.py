"""Roles of figures in their sentences, as the annotation guide defines them."""

from __future__ import annotations

import pytest

from tests.extractors.claims import extraction_of, roles_of


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Gieo cấy 48/50 ha lúa, đạt 96% kế hoạch.", "actual plan pct_plan"),
        ("Có 39/91 hộ là hộ nghèo, chiếm 42,85%.", "actual total pct_share"),
        ("Xã đạt 7/19 tiêu chí.", "actual total"),
        ("Tiêm 249 liều, bằng 95% so với cùng kỳ.", "actual pct_prior"),
        ("Đàn lợn 305 con, tăng 15% so với cùng kỳ.", "actual pct_change"),
        ("Đàn lợn 305 con, giảm 20 con so với năm trước.", "actual abs_change"),
        ("Tỷ lệ hộ nghèo 8,6%, giảm 2,4%.", "pct_share abs_change"),
        ("Hỗ trợ giống với giá 12.000 đồng/kg.", "price"),
        ("Phấn đấu năm tới trồng 60 ha quế.", "target"),
        ("Tỷ lệ trẻ thấp còi 14% (quy định < 18%).", "pct_share threshold"),
        ("Trong tháng xảy ra 12 vụ (cùng kỳ: 15 vụ).", "actual prior"),
        ("Đàn dê 136 con, kế hoạch 160 con, đạt 85%.", "actual plan pct_plan"),
        ("Đề nghị huyện hỗ trợ 30 tấn xi măng.", "plan"),
        ("Có 12 hộ đăng ký thoát nghèo.", "actual"),
    ],
)
def test_role(text: str, roles: str) -> None:
    assert [role for _, role in roles_of(text)] == roles.split()


def test_parts_of_a_plan_are_plans() -> None:
    found = dict(
        roles_of(
            "Kế hoạch vốn được giao 900 triệu đồng, gồm: tỉnh 600 triệu đồng, huyện 300 triệu đồng."
        )
    )
    assert set(found.values()) == {"plan"}


def test_parts_of_a_result_are_none() -> None:
    found = dict(roles_of("Đã thu 900 triệu đồng, gồm: thuế 600 triệu đồng, phí 300 triệu đồng."))
    assert set(found.values()) == {"actual"}


def test_a_decrease_is_negative() -> None:
    facts = extraction_of("Đàn trâu 120 con, giảm 15 con so với cùng kỳ.").facts
    assert [str(fact.value) for fact in facts] == ["120", "-15"]
