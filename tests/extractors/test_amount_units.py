"""Amounts in several units, and units that are not the same everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.extract import extract
from models.lexicon import load
from models.report import Extraction
from models.text import Source


def read(text: str, province: str = "") -> Extraction:
    head = f"UBND TỈNH {province}\nUBND XÃ ĐỒNG XOAN\n\nBÁO CÁO\nKết quả năm 2023\n\n"
    text = (head if province else "") + text
    return extract(Source(text=text, media_type="text/plain"), load(), "r")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Tổng thu 1 tỷ 500 triệu đồng.", "1500000000", "đồng"),
        ("Tổng thu 1 tỷ 500 triệu 200 nghìn đồng.", "1500200000", "đồng"),
        ("Đường dài 12 km 500 m.", "12500", "m"),
        ("Thu hoạch 3 tấn 2 tạ ngô.", "3.2", "tấn"),
        ("Tổng thu 1 tỷ đồng, 500 triệu đồng tiền phạt.", "1000000000", "đồng"),
        ("Tổng thu 1,5 tỷ 500 triệu đồng.", "1500000000", "đồng"),
        ("Thu 5 triệu 7 tỷ đồng.", "5000000", "đồng"),
    ],
)
def test_the_first_figure_has_the_whole_amount(text: str, amount: str, unit: str) -> None:
    first = read(text).facts[0]
    assert (first.canonical_value, first.canonical_unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng chi 1 tỷ 500 triệu đồng/2 tỷ đồng, đạt 75% dự toán.",
        "Tổng thu 1 tỷ 500 triệu đồng, đạt 75% kế hoạch (2 tỷ đồng).",
        "Kinh phí 2 tỷ 400 triệu đồng (tỉnh 1 tỷ 900 triệu đồng, dân góp 500 triệu đồng).",
        "Trồng 2 ha 5 sào ngô, đạt 71,4% kế hoạch (3,5 ha).",
    ],
)
def test_no_claim_rests_on_part_of_an_amount(text: str) -> None:
    assert not read(text).claims


def test_an_amount_has_one_role_and_one_indicator() -> None:
    facts = read("Chi ngân sách 1,2 tỷ đồng/1 tỷ 500 triệu đồng, đạt 80% dự toán.").facts
    assert [str(fact.role) for fact in facts] == ["actual", "plan", "plan", "pct_plan"]
    assert len({fact.indicator for fact in facts}) == 1


@pytest.mark.parametrize(
    ("province", "hectares", "unit"),
    [
        ("LẠNG SƠN", "0.432", "ha"),
        ("NGHỆ AN", "0.6", "ha"),
        ("ĐẮK LẮK", "1.2", "ha"),
        ("", "12", "sào"),
    ],
)
def test_a_sao_is_as_large_as_in_its_region(province: str, hectares: str, unit: str) -> None:
    (fact,) = (f for f in read("Trồng 12 sào rau an toàn.", province).facts if f.unit == "sào")
    assert (fact.canonical_value, fact.canonical_unit) == (Decimal(hectares), unit)
    assert fact.indicator == "crop.area.vegetables"


@pytest.mark.parametrize(
    ("text", "unit", "canonical"),
    [
        ("Hỗ trợ 5 yến gạo.", "yến", Decimal("0.05")),
        ("Thu hoạch 250 giạ lúa.", "giạ", Decimal(250)),
        ("Xuống giống 40 công lúa.", "công đất", Decimal(4)),
        ("Bán 15 chục trứng gia cầm.", "chục", Decimal(15)),
        ("Tặng học sinh 5 tá vở.", "tá", Decimal(5)),
        ("Quyên góp 12 thúng thóc.", "thúng", Decimal(12)),
        ("Cắt 40 gánh cỏ.", "gánh", Decimal(40)),
        ("Lấy 12 mẫu nước xét nghiệm.", "mẫu", Decimal(12)),
        ("Huy động 40 công lao động.", "công", Decimal(40)),
    ],
)
def test_local_units(text: str, unit: str, canonical: Decimal) -> None:
    fact = read(text).facts[0]
    assert (fact.unit, fact.canonical_value) == (unit, canonical)
