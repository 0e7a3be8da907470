"""The period of each figure: the report's, unless its own words or its heading name another."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract
from models.fact import Fact
from models.lexicon import load
from models.text import Source

HEAD = """UBND XÃ KHE LỚN

BÁO CÁO
Kết quả công tác 6 tháng đầu năm 2024

"""


def periods(body: str) -> dict[str, tuple[date | None, date | None]]:
    facts: tuple[Fact, ...] = extract(
        Source(text=HEAD + body, media_type="text/plain"), load(), "r"
    ).facts
    return {fact.text: (fact.period_start, fact.period_end) for fact in facts}


HALF = date(2024, 1, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("body", "figure", "expected"),
    [
        ("Đàn lợn 350 con.", "350", HALF),
        (
            "Kết nạp 12 đảng viên (cùng kỳ năm 2023: 9 đảng viên).",
            "9",
            (date(2023, 1, 1), date(2023, 12, 31)),
        ),
        (
            "Xảy ra 5 vụ cháy (cùng kỳ: 8 vụ).",
            "8",
            (date(2023, 1, 1), date(2023, 6, 30)),
        ),
        (
            "Tính đến ngày 31/5/2024 toàn xã còn 120 hộ nghèo.",
            "120",
            (date(2024, 1, 1), date(2024, 5, 31)),
        ),
        ("Năm 2022 toàn xã có 150 hộ nghèo.", "150", (date(2022, 1, 1), date(2022, 12, 31))),
        ("Trong năm 2024 toàn xã có 150 hộ nghèo.", "150", HALF),
        ("Đàn lợn 350 con, tăng 12% so với năm 2022.", "12", HALF),
        (
            "Phấn đấu đến năm 2025 có 15 tiêu chí.",
            "15",
            (date(2025, 1, 1), date(2025, 12, 31)),
        ),
        (
            "II. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024\n\n1. Trồng mới 25 ha rừng.",
            "25",
            (date(2024, 7, 1), date(2024, 12, 31)),
        ),
        (
            "Chỉ tiêu\tNăm 2023\tNăm 2024\nĐàn lợn (con)\t310\t350\n",
            "310",
            (date(2023, 1, 1), date(2023, 12, 31)),
        ),
        ("Theo Quyết định số 15/QĐ-UBND ngày 12/3/2022, cấp 35 giấy.", "35", HALF),
    ],
)
def test_periods(body: str, figure: str, expected: tuple[date, date]) -> None:
    assert periods(body)[figure] == expected
