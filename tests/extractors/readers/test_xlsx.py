"""Workbooks: numbers as shown, merged cells, and what of a sheet is a table."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.readers import read_source
from extractors.readers.xlsx import read
from extractors.readers.xlsx.formats import show_number
from models.errors import InputError
from models.lexicon import load
from models.text import Source
from tests.extractors.readers.build import Xlsx, cell, docx, paragraph, table


def shown(value: object, code: str) -> str:
    book = Xlsx()
    return read(book.sheet({"A1": (value, book.style(code))}).build()).text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "General", "1234,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1945837841000, "General", "1945837841000"),
        (12345.678901234, "General", "12345,6789"),
        (-2.5, "General", "-2,5"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (1234567.895, "#,##0.00", "1.234.567,90"),
        (1.005, "0.00", "1,01"),
        (1234567, "#,##0", "1.234.567"),
        (0.4, "#,##0", "0"),
        (-0.4, "0", "0"),
        (12.5, "0.0##", "12,5"),
        (12, "0.0##", "12,0"),
        (12, "#.##", "12"),
        (0.9706, "0.00%", "97,06%"),
        (0.97, "0%", "97%"),
        (1.2, "0.0 %", "120,0 %"),
        (12.5, '0.0" ha"', "12,5 ha"),
        (12, '"Còn "0\\ \\c\\o\\n', "Còn 12 con"),
        (1234567, '#"."###"."##0', "1.234.567"),
        (12, '#"."###"."##0', "12"),
        (7, "000", "007"),
        (1234567, "#,##0,", "1.235"),
        (2500000, '#,##0.0,,"M"', "2,5M"),
        (-1234, "#,##0;(#,##0)", "(1.234)"),
        (-1234, "#,##0;[Red]-#,##0", "-1.234"),
        (-1234, "#,##0", "-1.234"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1234, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "1.234"),
        (1234, '#,##0\\ [$₫-42A]', "1.234 ₫"),
        (45473, "dd/mm/yyyy", "30/06/2024"),
        (45473, "d-mmm-yy", "30-06-24"),
        (45473.75, "dd/mm/yyyy h:mm", "30/06/2024 18:00"),
        (45473, "[$-F800]dddd, mmmm dd, yyyy", "30/06/2024"),
        (1.5, "[h]:mm", "36:00"),
        (45473.52, "h:mm AM/PM", "12:28 PM"),
        (59, "dd/mm/yyyy", "28/02/1900"),
        (1e-17, "0.00", "0,00"),
        (1e30, "0.00", "1e+30"),
        (0.5, "# ?/?", "0,5"),
        (1234567, "0.00E+00", "1234567"),
        (50, '[<100]"ít";[>=100]"nhiều"', "ít"),
        ("Ngô", '"Cây "@', "Cây Ngô"),
        ("12.345", "#,##0", "12.345"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_shown(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4))
def test_what_is_shown_is_the_number_rounded(number: Decimal, places: int) -> None:
    code = "#,##0" + ("." + "0" * places if places else "")
    text = show_number(str(number), code)
    value = Decimal(text.replace(".", "").replace(",", "."))
    assert abs(value - number) <= Decimal(1).scaleb(-places) / 2
    assert len(text.partition(",")[2]) == places


@given(st.text('#0?.,%;"\\[]_*@ E+-/dmyhsGeneral$', max_size=25), st.decimals(allow_nan=True))
def test_no_format_makes_reading_fail(code: str, number: Decimal) -> None:
    assert isinstance(show_number(str(number), code), str)


def test_days_may_be_counted_from_1904() -> None:
    book = Xlsx(since_1904=True)
    assert read(book.sheet({"A1": (44011, book.style("dd/mm/yyyy"))}).build()).text == "30/06/2024"


def test_formulas_show_their_last_value_and_errors_themselves() -> None:
    cells = {
        "A1": '<c r="A1"><f>SUM(B1:B9)</f><v>15</v></c>',
        "A2": '<c r="A2" t="str"><f>"a"</f><v>15 ha</v></c>',
        "A3": '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "A4": '<c r="A4" t="b"><v>1</v></c>',
        "A5": '<c r="A5" t="inlineStr"><is><t>ngô</t></is></c>',
    }
    source = read(Xlsx().sheet(cells).build())
    assert source.text.split("\n\n") == ["15", "15 ha", "#DIV/0!", "TRUE", "ngô"]
    assert source.detail == ""


def test_a_formula_that_was_never_computed_is_told() -> None:
    cells = {"A1": "Tổng", "B1": '<c r="B1"><f>SUM(B2:B9)</f></c>'}
    assert "chưa có kết quả" in read(Xlsx().sheet(cells).build()).detail


def test_formatted_strings_and_raised_marks() -> None:
    rich = (
        "<r><t>110 m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r>"
        "<rPh><t>bỏ</t></rPh>"
    )
    cells = {"A1": rich, "A2": "Ngô_x000D_\nlai"}
    assert read(Xlsx().sheet(cells).build()).text == "110 m²\n\nNgô lai"


def appendix(book: Xlsx) -> dict[str, object]:
    """An appendix as offices make it: issuer, title, unit, ruled table, who signed."""
    box = book.style(boxed=True)
    number = book.style("#,##0.0", boxed=True)
    percent = book.style("0.0%", boxed=True)
    return {
        "A1": "UBND HUYỆN TÂN LĨNH", "D1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A2": "UBND XÃ SUỐI MÂY", "D2": "Độc lập - Tự do - Hạnh phúc",
        "A4": "Phụ lục 1",
        "A5": "KẾT QUẢ GIEO TRỒNG",
        "E6": "Đơn vị tính: ha",
        "A7": ("TT", box), "B7": ("Cây trồng", box), "C7": ("Năm 2024", box),
        "C8": ("Kế hoạch", box), "D8": ("Thực hiện", box), "E8": ("Tỷ lệ", box),
        "A9": (1, box), "B9": ("Ngô", box), "C9": (50, number), "D9": (48.5, number),
        "E9": (0.97, percent),
        "A10": (2, box), "B10": ("Lúa", box), "C10": (1200, number), "D10": (1260, number),
        "E10": (1.05, percent),
        "D12": "NGƯỜI LẬP BIỂU",
    }  # fmt: skip


MERGED = "A7:A8 B7:B8 C7:E7 A4:E4 A5:E5"


def test_an_appendix_is_titles_a_table_and_a_signature() -> None:
    book = Xlsx()
    source = read(book.sheet(appendix(book), name="Biểu 01", merged=MERGED).build())
    assert source.text.split("\n\n") == [
        "Biểu 01",
        "UBND HUYỆN TÂN LĨNH", "UBND XÃ SUỐI MÂY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Phụ lục 1", "KẾT QUẢ GIEO TRỒNG", "Đơn vị tính: ha",
        (
            "TT\tCây trồng\tNăm 2024\n\t\tKế hoạch\tThực hiện\tTỷ lệ\n"
            "1\tNgô\t50,0\t48,5\t97,0%\n2\tLúa\t1.200,0\t1.260,0\t105,0%"
        ),
        "NGƯỜI LẬP BIỂU",
    ]  # fmt: skip
    (found,) = source.tables
    spans = {
        one.span.of(source.text): (one.row, one.column, one.row_span, one.column_span)
        for one in found.cells
    }
    assert spans["TT"] == (0, 0, 2, 1)
    assert spans["Năm 2024"] == (0, 2, 1, 3)
    assert spans["Tỷ lệ"] == (1, 4, 1, 1)
    assert [span.of(source.text) for span in source.headings] == ["Biểu 01"]


def facts_of(source: Source) -> list[tuple[object, ...]]:
    found = extract(source, load(), "r").facts
    return [(f.text, f.value, f.unit, f.role, f.indicator, f.label, f.season) for f in found]


def test_a_table_gives_the_same_facts_from_excel_and_from_word() -> None:
    book = Xlsx()
    workbook = read(book.sheet(appendix(book), merged=MERGED).build())
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    word = read_source(
        "a.docx",
        docx(
            *map(paragraph, ["UBND HUYỆN TÂN LĨNH", "UBND XÃ SUỐI MÂY"]),
            *map(paragraph, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]),
            *map(paragraph, ["Phụ lục 1", "KẾT QUẢ GIEO TRỒNG", "Đơn vị tính: ha"]),
            table(
                [cell("TT", down), cell("Cây trồng", down),
                 cell("Năm 2024", '<w:gridSpan w:val="3"/>')],
                [cell("", on), cell("", on), cell("Kế hoạch"), cell("Thực hiện"), cell("Tỷ lệ")],
                [cell("1"), cell("Ngô"), cell("50,0"), cell("48,5"), cell("97,0%")],
                [cell("2"), cell("Lúa"), cell("1.200,0"), cell("1.260,0"), cell("105,0%")],
            ),
            paragraph("NGƯỜI LẬP BIỂU"),
        ),
    )  # fmt: skip
    assert workbook.text == word.text
    facts = facts_of(workbook)
    assert facts == facts_of(word)
    assert len(facts) == 6


def test_without_lines_a_table_is_told_by_its_rows() -> None:
    cells = {
        "A1": "Phụ lục 2",
        "A2": "Chỉ tiêu", "B2": "Năm 2023", "C2": "Năm 2024",
        "A3": "I. Trồng trọt",
        "A4": "Ngô", "B4": 50, "C4": 48,
        "A5": "Lúa", "B5": 70, "C5": 75,
        "A6": "Ghi chú: số ước.",
    }  # fmt: skip
    source = read(Xlsx().sheet(cells, merged="A1:C1 A3:C3 A6:C6").build())
    assert source.text.split("\n\n") == [
        "Phụ lục 2",
        "Chỉ tiêu\tNăm 2023\tNăm 2024\nI. Trồng trọt\nNgô\t50\t48\nLúa\t70\t75",
        "Ghi chú: số ước.",
    ]


def test_empty_rows_and_columns_part_tables() -> None:
    cells = {
        "A1": "Xã", "B1": "Hộ", "D1": "Thôn", "E1": "Con",
        "A2": "Suối Mây", "B2": 12, "D2": "Nà Khoai", "E2": 31,
        "A3": "Đồng Xoan", "B3": 15, "D3": "Khe Lau", "E3": 27,
        "A5": "Cây", "B5": "ha",
        "A6": "Ngô", "B6": 5,
    }  # fmt: skip
    source = read(Xlsx().sheet(cells).build())
    assert [one.span.of(source.text) for one in source.tables] == [
        "Xã\tHộ\nSuối Mây\t12\nĐồng Xoan\t15",
        "Thôn\tCon\nNà Khoai\t31\nKhe Lau\t27",
        "Cây\tha\nNgô\t5",
    ]


def test_an_empty_column_before_figures_parts_nothing() -> None:
    cells = {
        "A1": "Xã", "C1": "2023", "D1": "2024",
        "A2": "Suối Mây", "C2": 12, "D2": 13,
        "A3": "Đồng Xoan", "C3": 15, "D3": 16,
    }  # fmt: skip
    assert read(Xlsx().sheet(cells).build()).text == (
        "Xã\t2023\t2024\nSuối Mây\t12\t13\nĐồng Xoan\t15\t16"
    )


def test_each_sheet_is_a_page_and_default_names_say_nothing() -> None:
    book = (
        Xlsx().sheet({"A1": "một"}, name="Phụ lục 1").sheet({}).sheet({"A1": "ba"}, name="Sheet3")
    )
    source = read(book.build())
    assert source.text == "Phụ lục 1\n\nmột\n\nba"
    assert source.page_starts == (0, source.text.index("ba"))


def test_what_is_hidden_is_read_and_told_but_not_what_excel_hides_for_good() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>'
    book = (
        Xlsx()
        .sheet({"A1": "một"}, name="Chung")
        .sheet({"A1": "hai"}, name="Nháp", state="hidden")
        .sheet({"A1": "a", "C1": "ba"}, name="Cột", before=columns)
        .sheet({"A1": "bốn"}, name="Hàng", hidden_row="1")
        .sheet({"A1": "năm"}, name="Kín", state="veryHidden")
    )
    source = read(book.build())
    assert all(word in source.text for word in ("một", "hai", "ba", "bốn"))
    assert "năm" not in source.text
    assert "Nháp, Cột, Hàng" in source.detail
    assert "Chung" not in source.detail


def test_text_boxes_are_read() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    book = Xlsx().sheet({"A1": "Bảng"})
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships><Relationship Id="d" Type="x/drawing" Target="../drawings/d.xml"/>'
        '<Relationship Id="e" Type="x/drawing" Target="http://a/" TargetMode="External"/>'
        "</Relationships>"
    )
    book.parts["xl/drawings/d.xml"] = (
        f'<d xmlns:a="{drawing}"><a:p><a:r><a:t>Ghi chú 1</a:t></a:r><a:r><a:t>2 ha</a:t></a:r>'
        "</a:p></d>"
    )
    assert read(book.build()).text == "Bảng\n\nGhi chú 12 ha"


def test_strict_workbooks_are_read() -> None:
    book = Xlsx(namespace="http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert read(book.sheet({"A1": 5}).build()).text == "5"


def test_cells_far_apart_do_not_blow_up() -> None:
    cells: dict[str, object] = {}
    for number in range(1, 2001):
        letters = chr(65 + number % 26) + chr(65 + number // 26 % 26)
        cells[f"{letters}{number}"] = number
    cells["XFD1"] = 1
    source = read(Xlsx().sheet(cells, merged="A1:XFD1048576 AB2:AB9").build())
    assert len(source.text) < 1_000_000
    assert "2000" in source.text


def test_entities_and_absurd_sizes_are_refused() -> None:
    book = Xlsx().sheet({"A1": 5})
    book.parts["xl/worksheets/sheet1.xml"] = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + book.parts["xl/worksheets/sheet1.xml"]
    )
    with pytest.raises(InputError, match="DTD"):
        read(book.build())


BOOK = Xlsx()
WHOLE = BOOK.sheet(appendix(BOOK), merged=MERGED).build()


@given(st.integers(3, len(WHOLE) - 1))
def test_a_truncated_workbook_is_refused(length: int) -> None:
    with pytest.raises(InputError):
        read_source("a.xlsx", WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(place: int, byte: int) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(
            read_source("a.xlsx", WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]), Source
        )
