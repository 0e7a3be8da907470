"""Tables without rules, and text that looks a little like one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers.pdf import read
from extractors.structure.build import build_document
from models.text import Source, Span
from tests.extractors.readers.build import Pdf
from tests.extractors.readers.test_pdf import LINES, page_of_prose

XS = (50, 80, 330, 430)
"""Where the columns begin; the last two hold figures and end 60 points further right."""
ROWS = [
    ("1", "Ngô xuân", "12,5", "13"),
    ("2", "Lúa mùa chính vụ", "120,25", "98,5"),
    ("3", "Khoai lang", "7", "-"),
    ("4", "Sắn", "1.204", "1.310"),
]


def draw(
    pdf: Pdf, rows: Sequence[Sequence[str]], y: float = 200, *, right: bool = True, step: float = 14
) -> Pdf:
    """Rows of pieces; figures end at one place, or begin at one."""
    for number, row in enumerate(rows):
        for column, (x, text) in enumerate(zip(XS, row, strict=True)):
            end = x + 60 - 5 * len(text) if right and column > 1 else x
            if text:
                pdf.text(end, y + step * number, text)
    return pdf


def table_of(source: Source) -> list[str]:
    (table,) = source.tables
    return table.span.of(source.text).split("\n")


@pytest.mark.parametrize("right", [True, False])
def test_rows_under_a_header_are_a_table(*, right: bool) -> None:
    head = ("TT", "Loại cây", "Kế hoạch", "Thực hiện")
    pdf = draw(page_of_prose(), [head, *ROWS], right=right).column(50, 300, *LINES)
    source = read(pdf.build())
    assert table_of(source) == ["\t".join(row) for row in [head, *ROWS]]
    assert source.text.split("\n\n")[0] == source.text.split("\n\n")[2] == " ".join(LINES)
    (table,) = build_document(source).tables
    heads = {cell.heads for cell in table.cells if cell.column == 3 and not cell.header}
    assert heads == {("Thực hiện",)}
    box = source.box_of(Span(source.text.index("120,25"), source.text.index("120,25") + 6))
    assert box is not None
    assert (box.x0, box.x1) == ((360, 390) if right else (330, 360))


def test_a_header_of_two_lines_spans() -> None:
    pdf = page_of_prose().text(345, 186, "Diện tích gieo trồng (ha)")
    pdf.text(50, 186, "TT").text(80, 186, "Loại cây")
    pdf.text(350, 200, "Kế hoạch").text(445, 200, "Thực hiện")
    source = read(draw(pdf, ROWS, y=214).build())
    (table,) = build_document(source).tables
    heads = {cell.heads for cell in table.cells if cell.column == 2 and not cell.header}
    assert heads == {("Diện tích gieo trồng (ha)", "Kế hoạch")}


def test_groups_and_wrapped_names_keep_the_columns() -> None:
    pdf = draw(page_of_prose(), [("I", "Cây hằng năm", "", ""), *ROWS[:2]])
    pdf.text(80, 242, "trên đất dốc")
    rows = table_of(read(draw(pdf, ROWS[2:], y=256).build()))
    assert [row.split("\t")[1] for row in rows[-4:]] == [
        "Ngô xuân",
        "Lúa mùa chính vụ trên đất dốc",
        "Khoai lang",
        "Sắn",
    ]


@pytest.mark.parametrize(("line", "ends"), [("ăn củ", True), ("Ghi chú", False)])
def test_the_name_of_the_last_row_may_wrap(line: str, *, ends: bool) -> None:
    source = read(draw(page_of_prose(), ROWS).text(80, 254, line).build())
    assert table_of(source)[-1] == f"4\tSắn{' ' + line if ends else ''}\t1.204\t1.310"


def test_headings_and_names_of_several_lines_beside_their_middle() -> None:
    pdf = page_of_prose().text(430, 186, "Thực hiện").text(50, 192, "TT").text(80, 192, "Loại cây")
    pdf.text(340, 192, "Kế hoạch").text(430, 198, "nửa năm")
    pdf.text(80, 215, "Cây dược liệu").text(50, 221, "1").text(360, 221, "12,5").text(460, 221, "9")
    pdf.text(80, 227, "dưới tán rừng").text(80, 255, "Lê Đài Nông").text(50, 255, "2")
    pdf.text(360, 255, "30").text(460, 255, "31,5")
    pdf.text(50, 275, "3").text(80, 275, "Cây chè").text(360, 275, "8").text(460, 275, "7,5")
    assert table_of(read(pdf.build())) == [
        "TT\tLoại cây\tKế hoạch\tThực hiện nửa năm",
        "1\tCây dược liệu dưới tán rừng\t12,5\t9",
        "2\tLê Đài Nông\t30\t31,5",
        "3\tCây chè\t8\t7,5",
    ]


def test_a_line_above_the_headings_is_none_of_them() -> None:
    pdf = draw(page_of_prose(), [("TT", "Loại cây", "Kế hoạch", "Thực hiện"), *ROWS])
    source = read(pdf.text(400, 184, "Đơn vị tính: ha").build())
    assert table_of(source)[0] == "TT\tLoại cây\tKế hoạch\tThực hiện"
    assert source.text.split("\n\n")[1] == "Đơn vị tính: ha"


def prose(*lines: str) -> Pdf:
    return Pdf().page().column(50, 100, *lines)


def letterhead() -> Pdf:
    pdf = page_of_prose()
    for row in range(3):
        pdf.text(50, 30 + 14 * row, "ỦY BAN NHÂN DÂN").text(300, 30 + 14 * row, "CỘNG HÒA XÃ HỘI")
    return pdf.text(50, 75, "Số: 12/BC-UBND").text(300, 75, "Bản Mới, ngày 5 tháng 6 năm 2031")


def signature() -> Pdf:
    pdf = page_of_prose().text(50, 300, "Nơi nhận:").text(350, 300, "TM. ỦY BAN NHÂN DÂN")
    pdf.text(50, 314, "- UBND huyện;", size=8).text(350, 314, "KT. CHỦ TỊCH")
    return pdf.text(50, 328, "- Lưu: VT (05).", size=8).text(350, 328, "PHÓ CHỦ TỊCH")


def stretched() -> Pdf:
    """Lines of words far apart, some of which stand one below the other."""
    pdf = Pdf().page()
    for row, line in enumerate(LINES * 3):
        x = 50.0
        for word in line.split():
            pdf.text(x, 100 + 14 * row, word)
            x += 5 * len(word) + 12.5 + row % 3
    return pdf


LOOKALIKES = {
    "two rows only": draw(page_of_prose(), ROWS[:2]),
    "letterhead": letterhead(),
    "signature": signature(),
    "stretched prose": stretched(),
    "names without figures": draw(page_of_prose(), [("a", "b", "c", "d")] * 5),
    "rows far apart": draw(page_of_prose(), ROWS, step=40),
    "list of sums": prose(*[f"- Thôn {n}: {n * 12} triệu đồng, đạt {n}5%." for n in range(1, 7)]),
    "contents": prose(*[f"{n}. Kết quả phần {n} {'.' * 40} {n * 3}" for n in range(1, 7)]),
}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_lookalikes_stay_lines(name: str) -> None:
    assert read(LOOKALIKES[name].build()).tables == ()


NUMBERS = st.integers(0, 99_999).map(str) | st.just("-") | st.just("")


@given(st.lists(st.tuples(NUMBERS, st.text("abc ", max_size=30), NUMBERS, NUMBERS), max_size=12))
@settings(max_examples=40, deadline=None)
def test_no_digit_is_lost_and_each_has_a_box(rows: list[tuple[str, str, str, str]]) -> None:
    source = read(draw(page_of_prose(), rows).build())
    drawn = "".join(LINES) + "".join(map("".join, rows))
    assert sorted(filter(str.isdigit, source.text)) == sorted(filter(str.isdigit, drawn))
    covered = {at for run in source.glyphs for at in range(run.span.start, run.span.stop)}
    assert all(at in covered for at, char in enumerate(source.text) if char.isdigit())
    for run in source.glyphs:
        assert len(run.edges) == run.span.stop - run.span.start + 1
