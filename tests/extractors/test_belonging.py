"""Places and projects: which figures are of a part, which only stand beside its name."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from models.fact import Fact
from models.lexicon import load
from models.text import Source

POVERTY, RURAL = (
    next(one.vi for one in load().programmes if one.code == code) for code in ("poverty", "nrd")
)
DISTRICT = "UBND HUYỆN TÂN LĨNH\n\nBÁO CÁO\nTình hình kinh tế - xã hội năm 2023\n\n"
COMMUNE = "UBND XÃ ĐỒNG XOAN\n\nBÁO CÁO\nTình hình kinh tế - xã hội năm 2023\n\n"


def facts_of(text: str) -> tuple[Fact, ...]:
    return extract(Source(text=text, media_type="text/plain"), load(), "r").facts


def places(text: str) -> list[tuple[str, str]]:
    """Each figure of a text with its place."""
    return [(fact.text, fact.place) for fact in facts_of(text)]


def projects(text: str) -> list[tuple[str, str]]:
    """Each figure of a text with its project."""
    return [(fact.text, fact.project) for fact in facts_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thôn Nà Lầu: 12 hộ; thôn Khau Cà: 7 hộ.", ["thôn Nà Lầu", "thôn Khau Cà"]),
        ("Hộ nghèo 19 hộ, trong đó thôn Nà Lầu 12 hộ, thôn Khau Cà 7 hộ.",
         ["", "thôn Nà Lầu", "thôn Khau Cà"]),
        ("Có 19 hộ nghèo (thôn Nà Lầu 12 hộ, thôn Khau Cà 7 hộ), 25 hộ cận nghèo.",
         ["", "thôn Nà Lầu", "thôn Khau Cà", ""]),
        ("Hộ nghèo ở các thôn: Nà Lầu 12 hộ, Khau Cà 7 hộ.", ["thôn Nà Lầu", "thôn Khau Cà"]),
        ("Hỗ trợ thôn Nà Lầu 12 con, thôn Khau Cà 7 con.", ["thôn Nà Lầu", "thôn Khau Cà"]),
        ("Có 12 hộ ở thôn Nà Lầu, 7 hộ ở thôn Khau Cà.", ["thôn Nà Lầu", "thôn Khau Cà"]),
        ("Làm 1.270 m đường, gồm thôn Nà Khoai 450 m, thôn Khe Lau 520 m và thôn Bản Chang 300 m.",
         ["", "thôn Nà Khoai", "thôn Khe Lau", "thôn Bản Chang"]),
        ("Tại ấp Hòa Lợi trồng được 12 ha lúa.", ["ấp Hòa Lợi"]),
        ("Khu phố 3 vận động 15 triệu đồng.", ["khu phố 3"]),
        ("Tổ dân phố số 5 có 120 hộ.", ["tổ dân phố số 5"]),
        ("Buôn Ea Tul có 87 hộ, 410 nhân khẩu.", ["buôn Ea Tul", "buôn Ea Tul"]),
        ("Sóc Bưng Cóc có 64 hộ Khmer.", ["sóc Bưng Cóc"]),
        ("Thôn Nà Lầu, thôn Khau Cà có 19 hộ nghèo.", ["thôn Nà Lầu, thôn Khau Cà"]),
        ("Bản Mới có 12 hộ nghèo. Toàn xã có 97 hộ nghèo.", ["bản Mới", ""]),
    ],
)  # fmt: skip
def test_places_that_govern(text: str, found: list[str]) -> None:
    assert [place for _, place in places(COMMUNE + text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức họp tại thôn Nà Lầu có 15 người tham gia.",
        "Ngày làm việc, họp tại thôn Nà Lầu 15 người.",
        "Mở mới đường từ thôn Nà Lầu đến thôn Khau Cà dài 2,5 km.",
        "Mở mới đường từ thôn Nà Lầu đến thôn Khau Cà 2,5 km.",
        "Cấp 150 bản cam kết; cấp bản đồ 12 hộ.",
        "Xã Đồng Xoan có 11 thôn.",
        "Đồng chí Trưởng thôn Nà Lầu báo cáo, toàn xã có 35 hộ.",
        "Trồng mới 12 ha rừng tại thôn Nà Lầu.",
        "Làng văn hóa đạt 12 làng.",
        "Mỗi thôn 12 hộ.",
    ],
)
def test_places_that_are_only_mentioned(text: str) -> None:
    assert {place for _, place in places(COMMUNE + text)} == {""}


def test_communes_are_parts_of_districts_only() -> None:
    text = "Xã Đồng Xoan: 12 ha; thị trấn Suối Mây: 7 ha."
    assert [place for _, place in places(DISTRICT + text)] == ["xã Đồng Xoan", "thị trấn Suối Mây"]
    assert [place for _, place in places(COMMUNE + text)] == ["", ""]


def test_a_list_head_holds_for_its_items() -> None:
    items = "- Hộ nghèo: 12 hộ.\n- Cận nghèo: 7 hộ.\n"
    text = f"1. Thôn Nà Lầu:\n{items}2. Tổng hợp:\n- Hộ nghèo: 97 hộ.\n"
    assert [place for _, place in places(COMMUNE + text)] == ["thôn Nà Lầu", "thôn Nà Lầu", ""]


def test_rows_and_columns_of_tables() -> None:
    rows = "TT\tTên thôn\tHộ nghèo (hộ)\n1\tNà Lầu\t12\n2\tThôn Khau Cà\t7\n\tTổng\t19\n"
    assert places(COMMUNE + rows) == [("12", "thôn Nà Lầu"), ("7", "thôn Khau Cà"), ("19", "")]
    columns = "Chỉ tiêu\tThôn Nà Lầu\tThôn Khau Cà\tCộng\nHộ nghèo (hộ)\t12\t7\t19\n"
    assert [place for _, place in places(COMMUNE + columns)] == ["thôn Nà Lầu", "thôn Khau Cà", ""]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dự án đường Nà Sầm - Khuổi Lùng: giải ngân 12,5/15 tỷ đồng.",
         ["Dự án đường Nà Sầm - Khuổi Lùng"] * 2),
        ("Chương trình MTQG giảm nghèo bền vững: 2,3 tỷ đồng. Chi khác 1,1 tỷ đồng.",
         [POVERTY, ""]),
        ("Vốn CTMTQG giảm nghèo bền vững 2,3 tỷ đồng; vốn CTMTQG xây dựng nông thôn mới 4 tỷ đồng.",
         [POVERTY,
          RURAL]),
        ("Công trình đường Bản Mới hoàn thành với 1,2 tỷ đồng.", ["Công trình đường Bản Mới"]),
        ("Xã được giao 12 dự án với 15 tỷ đồng.", ["", ""]),
        ("Công trình thủy lợi: sửa 12 đập.", [""]),
        ("Dự án đã giải ngân 5 tỷ đồng.", [""]),
        ("Ban Quản lý dự án huyện chi 5 tỷ đồng.", [""]),
    ],
)  # fmt: skip
def test_projects(text: str, found: list[str]) -> None:
    assert [project for _, project in projects(COMMUNE + text)] == found


def test_a_project_of_a_programme_is_told_with_it() -> None:
    text = (
        "1. Chương trình MTQG giảm nghèo bền vững\n"
        "- Tiểu dự án 1: 2,3 tỷ đồng.\n- Tiểu dự án 2: 1,4 tỷ đồng.\n"
    )
    assert [project for _, project in projects(COMMUNE + text)] == [
        f"{POVERTY} > Tiểu dự án 1", f"{POVERTY} > Tiểu dự án 2",
    ]  # fmt: skip
