"""Roles of columns by their headings."""

from __future__ import annotations

import pytest

from extractors.columns import ColumnRoles
from tests.extractors.claims import roles_of
from tests.extractors.documents import lexicon


@pytest.mark.parametrize(
    ("heads", "sort"),
    [
        (("Kế hoạch năm 2024",), "plan"),
        (("KH 2024",), "plan"),
        (("Huyện giao",), "plan"),
        (("Dự toán giao đầu năm",), "plan"),
        (("Thực hiện 6 tháng",), "actual"),
        (("Ước TH cả năm",), "actual"),
        (("Cùng kỳ năm 2023",), "prior"),
        (("Diện tích (ha)", "Kế hoạch"), "plan"),
        (("Kế hoạch", "Thôn"), "plan"),
        (("Tên thôn",), ""),
        ((), ""),
    ],
)
def test_sort(heads: tuple[str, ...], sort: str) -> None:
    assert ColumnRoles(lexicon()).sort_of(heads) == sort


HEAD = "TT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\t{}\n"
ROWS = "1\tLúa\tha\t120\t117\t97,5\n2\tNgô\tha\t80\t60\t75\n"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Tỷ lệ %", "pct_plan"),
        ("So với KH (%)", "pct_plan"),
        ("% so với cùng kỳ", "pct_prior"),
        ("Tăng (%)", "pct_change"),
        ("Cơ cấu (%)", "pct_share"),
    ],
)
def test_percentages_by_their_heading(heading: str, role: str) -> None:
    found = dict(roles_of(HEAD.format(heading) + ROWS))
    assert found["97,5"] == role
    assert (found["120"], found["117"]) == ("plan", "actual")
