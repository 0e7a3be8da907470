"""PDF pages drawn for one feature each. In `Pdf` every character is half as wide as its size."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers import read_source
from extractors.readers.pdf import read
from models.errors import InputError
from models.text import Source, Span
from tests.extractors.readers.build import Pdf

FULL = "Trong kỳ báo cáo toàn xã đã trồng mới được 12,5 ha rừng các loại"
"""A line that reaches from x = 50 to the right margin at 370 in size 10."""
LINES = [FULL, "trên tổng số 15 ha, đạt 83,3% kế hoạch huyện giao và bằng 96,2%", "so với cùng kỳ."]


def page_of_prose() -> Pdf:
    return Pdf().page().column(50, 100, *LINES)


def box_text(source: Source, figure: str) -> tuple[float, float, float]:
    start = source.text.index(figure)
    box = source.box_of(Span(start, start + len(figure)))
    assert box is not None
    return box.x0, box.x1, box.bottom


def test_lines_of_a_paragraph_are_joined() -> None:
    source = read(page_of_prose().build())
    assert source.text == " ".join(LINES)
    assert source.page_starts == (0,)
    assert source.detail == ""


def test_every_figure_knows_its_box() -> None:
    source = read(page_of_prose().build())
    x0, x1, bottom = box_text(source, "83,3%")
    at = LINES[1].index("83,3%")
    assert (x0, x1) == (50 + 5 * at, 50 + 5 * (at + 5))
    assert bottom == pytest.approx(112 + 2.5)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
@settings(max_examples=25)
def test_no_digit_is_lost_and_each_has_a_box(figures: list[int]) -> None:
    pdf = Pdf().page()
    for row, figure in enumerate(figures):
        pdf.text(50 + 17 * (row % 5), 100 + 14 * row, f"mục {figure} đồng")
    source = read(pdf.build())
    assert [int(word) for word in source.text.split() if word.isdigit()] == figures
    covered = {at for run in source.glyphs for at in range(run.span.start, run.span.stop)}
    assert all(at in covered for at, char in enumerate(source.text) if char.isdigit())
    for run in source.glyphs:
        assert len(run.edges) == run.span.stop - run.span.start + 1
        assert list(run.edges) == sorted(run.edges)


def test_a_short_line_an_indent_a_gap_and_a_marker_end_a_paragraph() -> None:
    pdf = Pdf().page().text(70, 100, FULL).text(50, 112, "đạt 83%.")
    pdf.text(70, 124, FULL).text(50, 136, FULL).text(70, 148, "- Trâu: 31 con;").text(
        70, 160, "- Bò: 20 con."
    )
    source = read(pdf.build())
    assert source.text.split("\n\n") == [
        f"{FULL} đạt 83%.",
        f"{FULL} {FULL}",
        "- Trâu: 31 con;",
        "- Bò: 20 con.",
    ]


def test_a_dash_that_opens_a_line_in_mid_sentence_is_no_marker() -> None:
    first = FULL[:60]
    pdf = Pdf().page().text(70, 100, first).text(50, 112, FULL).text(50, 124, "- 2025 là 7 ha.")
    pdf.text(70, 150, "Hết năm còn 3 ha.").text(70, 170, "Hết.")
    assert read(pdf.build()).text.split("\n\n")[0] == f"{first.strip()} {FULL} - 2025 là 7 ha."


def test_a_symbol_broken_behind_its_hyphen_is_glued() -> None:
    first = "Thực hiện các nội dung tại Quyết định giao kế hoạch số 12/QĐ-"
    pdf = Pdf().page().column(50, 100, first, "UBND ngày 05/01/2031.")
    assert read(pdf.build()).text == f"{first}UBND ngày 05/01/2031."


def test_the_two_sides_of_a_letterhead_stay_lines() -> None:
    pdf = page_of_prose()
    pdf.text(50, 40, "ỦY BAN NHÂN DÂN").text(250, 40, "CỘNG HÒA XÃ HỘI")
    pdf.text(50, 52, "XÃ BẢN MỚI").text(250, 52, "Độc lập - Tự do")
    assert read(pdf.build()).text.split("\n\n")[:2] == [
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI",
        "XÃ BẢN MỚI Độc lập - Tự do",
    ]


def test_exponents_and_marks_are_told_from_figures_on_the_line() -> None:
    pdf = Pdf().page().text(50, 100, "Nạo vét 250 m").text(115, 96, "2", size=6)
    pdf.text(120, 100, " năm 2024").text(165, 96, "(12)", size=6).text(177, 100, "/30 m H")
    pdf.text(212, 102, "2", size=6).text(215, 100, "O")
    assert read(pdf.build()).text == "Nạo vét 250 m² năm 2024⁽¹²⁾/30 m H2O"


def test_combining_marks_stay_behind_their_letters() -> None:
    decomposed = "Đa\u0323t 5 ha"
    assert read(Pdf().page().text(50, 100, decomposed).build()).text == decomposed


def with_notes(*, ruled: bool, mark: str = "1", size: float = 8) -> Pdf:
    pdf = page_of_prose().text(365, 120, mark, size=5)
    pdf.text(50, 160, "Diện tích nạo vét 40 m").text(160, 156, mark, size=6)
    if ruled:
        pdf.rule(50, 690, 150, 690)
    pdf.text(50, 697, mark, size=5).text(55, 700, "Gồm lúa 10 ha, ngô 2,5 ha.", size=size)
    return pdf


@pytest.mark.parametrize(("ruled", "size"), [(True, 8), (False, 8), (True, 10)])
def test_notes_at_the_foot_are_found_by_rule_or_by_size(*, ruled: bool, size: float) -> None:
    source = read(with_notes(ruled=ruled, size=size).build())
    (note,) = source.notes
    assert note.mark == "1"
    assert note.span.of(source.text) == "¹ Gồm lúa 10 ha, ngô 2,5 ha."
    assert note.span.stop == len(source.text)
    assert note.anchor is not None
    assert source.text[note.anchor] == "¹"
    assert note.anchor < note.span.start


def test_an_exponent_is_no_anchor() -> None:
    pdf = page_of_prose().text(50, 160, "Nạo vét 40 m").text(110, 156, "2", size=6)
    pdf.text(50, 190, "Trồng cây").text(95, 186, "2", size=6)
    pdf.rule(50, 690, 150, 690).text(50, 697, "2", size=5).text(55, 700, "Gồm 9 cây.", size=8)
    source = read(pdf.build())
    assert source.text[: source.notes[0].anchor].endswith("Trồng cây")


def test_a_note_goes_on_over_the_page() -> None:
    pdf = with_notes(ruled=True).page().column(50, 100, *LINES)
    pdf.rule(50, 690, 150, 690).text(50, 700, "phần còn lại 3 ha.", size=8)
    source = read(pdf.build())
    assert [one.mark for one in source.notes] == ["1", "1"]
    assert source.notes[0].anchor == source.notes[1].anchor
    assert source.notes[1].span.of(source.text) == "phần còn lại 3 ha."
    assert source.page_of(source.notes[1].span.start) == 2


def test_small_print_without_rule_or_mark_is_no_note() -> None:
    pdf = page_of_prose().text(50, 700, "Nơi nhận: 5 bản.", size=8)
    assert read(pdf.build()).notes == ()


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pdf = Pdf()
    for number in range(1, 5):
        pdf.page().text(300, 40, str(number)).column(50, 100, *LINES)
        pdf.text(50, 780, f"Báo cáo năm 2031 - trang {number}/4", size=8)
    source = read(pdf.build())
    assert [span.of(source.text) for span in source.furniture][:2] == [
        "1",
        "Báo cáo năm 2031 - trang 1/4",
    ]
    assert len(source.furniture) == 8
    assert source.text.count(" ".join(LINES)) == 4
    assert [source.text[at:][0] for at in source.page_starts] == ["1", "2", "3", "4"]


def test_a_sentence_that_opens_two_pages_is_no_running_head() -> None:
    pdf = Pdf()
    for number in range(1, 7):
        opening = "Đạt 5 ha." if number in {2, 5} else f"Mục {'abcdef'[number - 1]}."
        pdf.page().text(50, 80, opening).column(50, 120, *LINES)
    assert read(pdf.build()).furniture == ()


def test_empty_pages_are_counted() -> None:
    pdf = page_of_prose().page().page().text(50, 100, "Trang ba có 7 ha.").page()
    source = read(pdf.build())
    assert len(source.page_starts) == 4
    assert source.page_of(source.text.index("7 ha")) == 3


def test_scanned_pages_are_named() -> None:
    pdf = page_of_prose().page().picture().text(50, 100, "Ký số 01/02/2031")
    assert read(pdf.build()).detail.startswith("Trang 2 là bản quét")


@pytest.mark.parametrize("stamp", ["", "Ký số 01/02/2031"])
def test_a_scan_without_text_layer_is_refused(stamp: str) -> None:
    pdf = Pdf().page().picture()
    with pytest.raises(InputError, match="bản quét"):
        read((pdf.text(50, 100, stamp) if stamp else pdf).build())


def test_a_watermark_is_kept_out_of_sentences() -> None:
    source = read(page_of_prose().text(200, 300, "BẢN NHÁP 7", turned=True).build())
    assert source.text == f"{' '.join(LINES)}\n\nBẢN NHÁP 7"
    assert [span.of(source.text) for span in source.furniture] == ["BẢN NHÁP 7"]


@pytest.mark.parametrize(("size", "matrix"), [(-10, "-1 0 0 -1"), (1, "10 0 0 10")])
def test_the_size_that_shows_counts_however_it_is_set(size: float, matrix: str) -> None:
    pdf = Pdf().page().drawn(50, 100, "Nạo vét 40 m", size=size, matrix=matrix)
    source = read(pdf.text(110, 96, "2", size=6).build())
    assert source.text == "Nạo vét 40 m²"
    assert source.furniture == ()
    assert box_text(source, "40")[:2] == (90, 100)


def test_a_lying_page_is_read_upright() -> None:
    pdf = Pdf().page(rotate=90).text(300, 400, "Phụ lục 12 ha", turned=True)
    source = read(pdf.build())
    assert source.text == "Phụ lục 12 ha"
    assert box_text(source, "12")[0] == pytest.approx(400 + 5 * 8)


def test_ruled_tables_are_lines_with_tabs_and_cells_with_boxes() -> None:
    pdf = page_of_prose().grid([50, 100, 200, 300], [200, 220, 240, 280])
    pdf.text(55, 212, "TT").text(105, 212, "Cây").text(205, 212, "Số lượng (ha)")
    pdf.text(55, 232, "1").text(105, 232, "Ngô").text(205, 232, "12,5")
    pdf.text(55, 252, "2").column(105, 252, "Lúa xuân", "và lúa mùa").text(50, 300, "Hết 3.")
    source = read(pdf.build())
    assert source.text.split("\n\n")[1:] == [
        "TT\tCây\tSố lượng (ha)\n1\tNgô\t12,5\n2\tLúa xuân và lúa mùa\t",
        "Hết 3.",
    ]
    (table,) = source.tables
    assert [(one.row, one.column) for one in table.cells] == [
        (row, column) for row in range(3) for column in range(3)
    ]
    assert table.cells[5].span.of(source.text) == "12,5"
    assert box_text(source, "12,5\n")[0] == 205


def test_cells_over_rows_and_columns_have_spans() -> None:
    pdf = page_of_prose()
    for y, x0 in ((200, 50), (220, 100), (240, 50), (260, 50)):
        pdf.rule(x0, y, 300, y)
    for x, y0 in ((50, 200), (100, 200), (200, 220), (300, 200)):
        pdf.rule(x, y0, x, 260)
    pdf.text(55, 225, "TT").text(105, 212, "Số lượng").text(105, 232, "Tập thể")
    pdf.text(205, 232, "Cá nhân").text(55, 252, "1").text(105, 252, "16").text(205, 252, "9")
    source = read(pdf.build())
    (table,) = source.tables
    assert table.span.of(source.text) == "TT\tSố lượng\n\tTập thể\tCá nhân\n1\t16\t9"
    assert [(one.row_span, one.column_span) for one in table.cells[:3]] == [(2, 1), (1, 2), (1, 1)]


def test_a_figure_wrapped_in_a_narrow_cell_is_one_and_two_figures_are_two() -> None:
    pdf = page_of_prose().grid([50, 116, 190], [200, 240, 260])
    pdf.column(52, 212, "1.945.837.84", "1").column(120, 212, "12", "15")
    pdf.text(52, 252, "7").text(120, 252, "8")
    table = read(pdf.build()).text.split("\n\n")[1]
    assert table == "1.945.837.841\t12 15\n7\t8"


def test_one_box_alone_is_no_table() -> None:
    source = read(page_of_prose().grid([40, 560], [90, 140]).build())
    assert source.tables == ()
    assert source.text == " ".join(LINES)


def test_a_password_is_told() -> None:
    pdf = Pdf(locked=True).page().text(50, 100, "Mật 7")
    with pytest.raises(InputError, match="mật khẩu"):
        read(pdf.build())


WHOLE = with_notes(ruled=True).grid([50, 100, 200], [400, 420, 440]).text(55, 412, "12").build()


@given(st.integers(5, len(WHOLE) - 7))
def test_a_truncated_file_is_refused(length: int) -> None:
    with pytest.raises(InputError, match="cắt cụt"):
        read_source("a.pdf", WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
@settings(deadline=None)
def test_a_damaged_file_is_read_or_refused(place: int, byte: int) -> None:
    data = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    with contextlib.suppress(InputError):
        assert isinstance(read_source("a.pdf", data), Source)


def test_rules_that_hang_down_from_a_bar_are_no_table() -> None:
    pdf = page_of_prose().rule(50, 300, 350, 300)
    for x in (50, 200, 350):
        pdf.rule(x, 290, x, 330).grid([x - 20, x + 20], [330, 350]).text(x - 15, 344, "Tổ 1")
    assert read(pdf.build()).tables == ()


def test_a_double_rule_makes_no_row() -> None:
    pdf = page_of_prose().grid([50, 100, 200], [200, 220, 225, 245])
    pdf.text(55, 212, "Cây").text(105, 212, "Số lượng").text(55, 237, "Ngô").text(105, 237, "12,5")
    source = read(pdf.build())
    assert source.text.split("\n\n")[1] == "Cây\tSố lượng\nNgô\t12,5"
    assert max(cell.row for cell in source.tables[0].cells) == 1


@pytest.mark.parametrize(
    ("matrix", "shift"),
    [("0 1 -1 0 800 0", 0), ("0 -1 1 0 -200 700", 100), ("-1 0 0 -1 600 800", 0)],
)
def test_a_page_printed_along_its_side_is_read_upright(matrix: str, shift: int) -> None:
    pdf = page_of_prose().page().grid([50, 100, 200, 300], [200, 220, 240])
    pdf.text(55, 212, "TT").text(105, 212, "Loại cây trồng").text(205, 212, "Số lượng")
    pdf.text(55, 232, "1").text(105, 232, "Ngô lai").text(205, 232, "12,5")
    pdf.pages[-1] = [f"q {matrix} cm", *pdf.pages[-1], "Q"]
    source = read(pdf.build())
    assert source.text.split("\n\n")[1] == "TT\tLoại cây trồng\tSố lượng\n1\tNgô lai\t12,5"
    assert source.furniture == ()
    assert box_text(source, "Ngô lai")[0] == 105 + shift


def test_a_remark_along_the_side_stays_apart() -> None:
    source = read(
        page_of_prose().text(30, 500, "Mẫu số 05/BC, ban hành năm 2031", turned=True).build()
    )
    assert source.text.startswith(" ".join(LINES))
    assert [span.of(source.text) for span in source.furniture] == [
        "Mẫu số 05/BC, ban hành năm 2031"
    ]
