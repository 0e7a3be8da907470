"""Letterheads of offices of every level, dates with gaps, periods in every wording, signers."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest

from extractors.periods import find_period
from tests.extractors.documents import header_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
RUN_TOGETHER = f"""UBND XÃ ĐỒNG XOAN          {MOTTO}
Số: 15/BC-UBND          Độc lập - Tự do - Hạnh phúc
          Đồng Xoan, ngày 5 tháng 6 năm 2024

BÁO CÁO
Tình hình phát triển kinh tế - xã hội
6 tháng đầu năm 2024

Thực hiện Công văn số 3/UBND-VP của UBND huyện, xã báo cáo như sau:"""


def test_two_columns_run_together_on_one_line() -> None:
    header = header_of(RUN_TOGETHER)
    assert (header.level, header.unit_name) == ("xã", "xã Đồng Xoan")
    assert (header.symbol, header.place) == ("15/BC-UBND", "Đồng Xoan")
    assert header.report_date == date(2024, 6, 5)
    assert header.title == "Tình hình phát triển kinh tế - xã hội 6 tháng đầu năm 2024"
    assert header.kind == "socio_economic"


@pytest.mark.parametrize(
    ("letterhead", "level", "unit", "district", "province"),
    [
        (
            f"ỦY BAN NHÂN DÂN\t{MOTTO}\nHUYỆN TÂN LĨNH\tĐộc lập-Tự do-Hạnh phúc",
            "huyện",
            "huyện Tân Lĩnh",
            "Tân Lĩnh",
            "",
        ),
        (
            (
                f"UỶ BAN NHÂN DÂN {MOTTO}\n\n".replace("HÒA", "HOÀ")
                + "XÃ ĐỒNG XOAN Độc lập – Tự do – Hạnh phúc"
            ),
            "xã",
            "xã Đồng Xoan",
            "",
            "",
        ),
        ("UBND HUYỆN TÂN LĨNH\nUBND XÃ ĐỒNG XOAN", "xã", "xã Đồng Xoan", "Tân Lĩnh", ""),
        (
            "ĐẢNG BỘ HUYỆN TÂN LĨNH\tĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ ĐỒNG XOAN",
            "xã",
            "xã Đồng Xoan",
            "Tân Lĩnh",
            "",
        ),
        (
            "TỈNH ỦY KHÁNH LĨNH\nHUYỆN ỦY TÂN LĨNH",
            "huyện",
            "huyện Tân Lĩnh",
            "Tân Lĩnh",
            "Khánh Lĩnh",
        ),
        ("HỘI ĐỒNG NHÂN DÂN\nTHỊ TRẤN SUỐI MÂY", "xã", "thị trấn Suối Mây", "", ""),
        ("UBND HUYỆN TÂN LĨNH\nPHÒNG NÔNG NGHIỆP", "huyện", "huyện Tân Lĩnh", "Tân Lĩnh", ""),
        (
            "UBND HUYỆN TÂN LĨNH\nPHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
            "huyện",
            "huyện Tân Lĩnh",
            "Tân Lĩnh",
            "",
        ),
        ("BẢO HIỂM XÃ HỘI HUYỆN TÂN LĨNH", "huyện", "huyện Tân Lĩnh", "Tân Lĩnh", ""),
        ("ỦY BAN NHÂN DÂN\nXÃ HỘI SƠN", "xã", "xã Hội Sơn", "", ""),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ NAM SƠN", "huyện", "thành phố Nam Sơn", "Nam Sơn", ""),
        ("UBND THÀNH PHỐ HẢI PHÒNG\nSỞ NỘI VỤ", "tỉnh", "thành phố Hải Phòng", "", "Hải Phòng"),
        ("ỦY BAN NHÂN DÂN\nTHỊ XÃ PHÚ LƯƠNG", "huyện", "thị xã Phú Lương", "Phú Lương", ""),
        ("UBND QUẬN 12\nUBND PHƯỜNG 07", "xã", "phường 7", "12", ""),
        ("ỦY BAN NHÂN DÂN\nHUYỆN ỨNG AN", "huyện", "huyện Ứng An", "Ứng An", ""),
        ("ỦY BAN NHÂN DÂN XÃ ĐỒNG XOAN HUYỆN TÂN LĨNH", "xã", "xã Đồng Xoan", "Tân Lĩnh", ""),
        ("UBND xã Đồng Xoan", "xã", "xã Đồng Xoan", "", ""),
    ],
)
def test_issuers(letterhead: str, level: str, unit: str, district: str, province: str) -> None:
    header = header_of(f"{letterhead}\n\nSố: 5/BC-UBND\n\nBÁO CÁO\n\nKết quả công tác năm 2023")
    assert (header.level, header.unit_name) == (level, unit)
    assert (header.district, header.province) == (district, province)


def test_an_addressee_is_not_the_issuer() -> None:
    header = header_of("Kính gửi: UBND huyện Tân Lĩnh\n\nTrong năm có 5 hộ.")
    assert (header.level, header.unit_name) == ("", "")


def test_without_letterhead_the_place_of_issue_tells_the_issuer() -> None:
    body = "Xã Đồng Xoan thuộc huyện Tân Lĩnh. UBND huyện Tân Lĩnh giao 5 chỉ tiêu."
    header = header_of(f"Đồng Xoan, ngày 5 tháng 6 năm 2024\n\nBÁO CÁO\n\nNăm 2024\n\n{body}")
    assert (header.unit_name, header.district) == ("xã Đồng Xoan", "Tân Lĩnh")


@pytest.mark.parametrize(("year", "district"), [(2024, "Tân Lĩnh"), (2025, "")])
def test_communes_have_no_district_after_the_districts_ended(year: int, district: str) -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ ĐỒNG XOAN\n\nĐồng Xoan, ngày 5 tháng 12 năm {year}\n\nBÁO CÁO\n\n"
        f"Kết quả năm {year}\n\nXã Đồng Xoan trước đây thuộc huyện Tân Lĩnh, tỉnh Khánh Lĩnh."
    )
    header = header_of(text)
    assert (header.district, header.province) == (district, "Khánh Lĩnh")


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: 15/BC-UBND", "15/BC-UBND"),
        ("Số: 15 /BC- UBND", "15/BC-UBND"),
        ("Số:      /BC-UBND", "/BC-UBND"),
        ("Số: ..../BC-HĐTĐKT", "/BC-HĐTĐKT"),
        ("Số: 45-BC/ĐU", "45-BC/ĐU"),
        ("Số 7/TTr-UBND", "7/TTr-UBND"),
        ("Số: 52/BC-UBND Tân Lĩnh, ngày 3 tháng 5 năm 2024", "52/BC-UBND"),
        ("Số 12 thôn", ""),
        ("Số: 15", ""),
    ],
)
def test_symbols(line: str, symbol: str) -> None:
    assert header_of(f"UBND XÃ ĐỒNG XOAN\n\n{line}\n\nBÁO CÁO\n\nNăm 2023").symbol == symbol


def test_the_number_of_a_cited_document_is_not_the_symbol() -> None:
    header = header_of(
        "UBND XÃ ĐỒNG XOAN\n\nBÁO CÁO\n\nNăm 2023\n\nThực hiện văn bản số 9/KH-UBND."
    )
    assert header.symbol == ""


@pytest.mark.parametrize(
    ("line", "issued", "place"),
    [
        ("Tân Lĩnh, ngày 3 tháng 5 năm 2024", date(2024, 5, 3), "Tân Lĩnh"),
        ("Ứng An, ngày 3/5/2024", date(2024, 5, 3), "Ứng An"),
        ("Tân Lĩnh, ngày     tháng 6 năm 2024", date(2024, 6, 30), "Tân Lĩnh"),
        ("Tân Lĩnh, ngày … tháng 6 năm 2024", date(2024, 6, 30), "Tân Lĩnh"),
        ("Tân Lĩnh, ngày     tháng     năm 2024", None, "Tân Lĩnh"),
        ("Tân Lĩnh, ngày 3 tháng 5 năm 20224", None, "Tân Lĩnh"),
        ("Tân Lĩnh, ngày 31 tháng 02 năm 2024", None, "Tân Lĩnh"),
        ("Tân Lĩnh, ngày 3 tháng 15 năm 2024", None, "Tân Lĩnh"),
        ("Phường 7, ngày 3 tháng 5 năm 2024", date(2024, 5, 3), "Phường 7"),
    ],
)
def test_dates_and_places_of_issue(line: str, issued: date | None, place: str) -> None:
    header = header_of(f"UBND HUYỆN TÂN LĨNH\n\n{line}\n\nBÁO CÁO\n\nKết quả")
    assert (header.report_date, header.place) == (issued, place)


def test_the_date_of_a_law_in_the_report_is_not_its_own() -> None:
    text = "BÁO CÁO\n\nNăm 2024\n\nThi hành Luật ban hành ngày 15 tháng 11 năm 2010, xã có 5 vụ."
    assert header_of(text).report_date is None


@pytest.mark.parametrize(
    ("title", "label", "start", "stop"),
    [
        ("Kết quả năm 2023", "năm 2023", (2023, 1, 1), (2023, 12, 31)),
        ("Sơ kết 6 tháng đầu năm 2024", "6 tháng đầu năm 2024", (2024, 1, 1), (2024, 6, 30)),
        ("Sơ kết 06 tháng cuối năm 2024", "6 tháng cuối năm 2024", (2024, 7, 1), (2024, 12, 31)),
        ("Hoạt động 9 tháng năm 2023", "9 tháng đầu năm 2023", (2023, 1, 1), (2023, 9, 30)),
        ("Tình hình quý I năm 2024", "quý 1 năm 2024", (2024, 1, 1), (2024, 3, 31)),
        ("Tình hình quý II/2024", "quý 2 năm 2024", (2024, 4, 1), (2024, 6, 30)),
        ("Tình hình quí III năm 2024", "quý 3 năm 2024", (2024, 7, 1), (2024, 9, 30)),
        ("Tình hình quý IV-2024", "quý 4 năm 2024", (2024, 10, 1), (2024, 12, 31)),
        ("Công tác tháng 5 năm 2023", "tháng 5 năm 2023", (2023, 5, 1), (2023, 5, 31)),
        (
            "Công tác tháng 02/2024, nhiệm vụ tháng 3/2024",
            "tháng 2 năm 2024",
            (2024, 2, 1),
            (2024, 2, 29),
        ),
        (
            "Số liệu từ 01/01/2023 đến 30/6/2023",
            "từ 01/01/2023 đến 30/6/2023",
            (2023, 1, 1),
            (2023, 6, 30),
        ),
        ("Tổng kết năm 2023, nhiệm vụ quý I năm 2024", "năm 2023", (2023, 1, 1), (2023, 12, 31)),
        (
            "Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2023",
            "6 tháng đầu năm 2023",
            (2023, 1, 1),
            (2023, 6, 30),
        ),
        ("Chương trình giai đoạn 2021-2025, năm 2024", "năm 2024", (2024, 1, 1), (2024, 12, 31)),
        ("Sơ kết giai đoạn 2021 - 2023", "giai đoạn 2021 - 2023", (2021, 1, 1), (2023, 12, 31)),
        (
            "Kết quả thực hiện Nghị quyết ngày 12/7/2022 quý I năm 2024",
            "quý 1 năm 2024",
            (2024, 1, 1),
            (2024, 3, 31),
        ),
        (
            "Kết quả thực hiện Kế hoạch ngày 12 tháng 7 năm 2022 năm 2024",
            "năm 2024",
            (2024, 1, 1),
            (2024, 12, 31),
        ),
    ],
)
def test_periods(
    title: str, label: str, start: tuple[int, int, int], stop: tuple[int, int, int]
) -> None:
    period = find_period(title, None)
    assert (period.label, period.start, period.stop) == (label, date(*start), date(*stop))


@pytest.mark.parametrize("title", ["Kết quả công tác", "Tổng kết 35 tháng", ""])
def test_titles_without_period(title: str) -> None:
    assert find_period(title, None).start is None


def test_a_year_left_out_is_that_of_issue_and_a_school_year_has_no_days() -> None:
    assert find_period("Sơ kết quý II", date(2024, 7, 3)).start == date(2024, 4, 1)
    school_year = find_period("Tổng kết năm học 2023-2024", date(2024, 6, 1))
    assert (school_year.label, school_year.start) == ("năm học 2023-2024", None)


@pytest.mark.parametrize(
    ("tail", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nHồ Kim Lan", "Hồ Kim Lan"),
        ("- Lưu: VT.\tKT. CHỦ TỊCH Hồ Kim Lan", "Hồ Kim Lan"),
        ("- Như trên;\n- HĐND xã;", ""),
    ],
)
def test_signers(tail: str, signer: str) -> None:
    text = f"UBND XÃ ĐỒNG XOAN\n\nBÁO CÁO\n\nNăm 2023\n\nCó 5 hộ.\n\nNơi nhận:\n{tail}"
    assert header_of(text).signer == signer


def test_a_name_in_the_report_does_not_sign_it() -> None:
    assert header_of("BÁO CÁO\n\nNăm 2023\n\nHồ Kim Lan\n\nCó 5 hộ.").signer == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tổng kết công tác thi đua, khen thưởng năm 2023", "emulation"),
        ("Kết quả xây dựng nông thôn mới quý I năm 2024", "new_rural"),
        ("Tình hình thu, chi ngân sách năm 2023", "budget"),
        ("Công tác nội vụ năm 2023", ""),
    ],
)
def test_kinds_of_reports(title: str, kind: str) -> None:
    assert header_of(f"UBND XÃ ĐỒNG XOAN\n\nBÁO CÁO\n\n{title}").kind == kind


def test_loose_accents_are_read_like_composed_ones() -> None:
    assert header_of(normalize("NFD", RUN_TOGETHER)) == header_of(RUN_TOGETHER)
