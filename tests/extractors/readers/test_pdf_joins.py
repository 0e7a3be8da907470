"""Tables that go on over pages, in the manners in which offices print them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.extract import extract
from extractors.readers.pdf import read
from extractors.structure.build import build_document
from models.document import BlockKind
from models.lexicon import load
from models.text import RawTable, Source
from tests.extractors.readers.build import Pdf

XS = [50, 90, 250, 350, 500]
HEADER = ("TT", "Cây trồng", "Kế hoạch (ha)", "Thực hiện (ha)")
TOP, HEIGHT = 80, 24


def rows(first: int, last: int) -> list[tuple[str, ...]]:
    return [(str(n), f"Cây thứ {n}", f"{n},5", f"{n * 10},25") for n in range(first, last + 1)]


def draw(
    pdf: Pdf,
    lines: Sequence[Sequence[str]],
    *,
    y: float = TOP,
    xs: Sequence[float] = XS,
    height: float = HEIGHT,
) -> float:
    """Draws a ruled table of rows of one height; `|` breaks the line in a cell."""
    ys = [y + height * n for n in range(len(lines) + 1)]
    pdf.grid(list(xs), ys)
    for top, line in zip(ys, lines, strict=False):
        for x, text in zip(xs, line, strict=False):
            pdf.column(x + 4, top + 11, *text.split("|"), size=8, step=10)
    return ys[-1]


def fill(pdf: Pdf, upto: float, *, top: float = TOP) -> None:
    """Prose from the top of the page down to `upto`, so that the table below ends the page."""
    y = top
    while y < upto - 12:
        pdf.text(50, y, "Nội dung của phần này đã được nêu ở các mục trước của báo cáo.")
        y += 12


def cells(source: Source, table: RawTable) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.column): " ".join(
            part.of(source.text) for part in (cell.span, *cell.more) if part.of(source.text)
        )
        for cell in table.cells
    }


def grid_of(source: Source) -> list[tuple[str, ...]]:
    """The one table's cells as rows of texts."""
    (table,) = source.tables
    found = cells(source, table)
    width = 1 + max(column for _, column in found)
    height = 1 + max(row for row, _ in found)
    return [tuple(found.get((row, column), "") for column in range(width)) for row in range(height)]


def full_page(pdf: Pdf, first: int, *, header: bool = True, y: float = TOP) -> int:
    """Fills the page from `y` on with rows; gives the number of the next."""
    count = int((750 - y) // HEIGHT) - header
    draw(pdf, [*([HEADER] if header else []), *rows(first, first + count - 1)], y=y)
    return first + count


def header_repeated() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    draw(pdf.page(), [HEADER, *rows(following, 40)])
    return pdf


def header_not_repeated() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    draw(pdf.page(), rows(following, 40))
    return pdf


def three_pages() -> Pdf:
    pdf = Pdf().page()
    second = full_page(pdf, 1)
    third = full_page(pdf.page(), second, header=False)
    draw(pdf.page(), rows(third, 60))
    return pdf


def page_numbers_between() -> Pdf:
    pdf = Pdf().page().text(300, 40, "1")
    following = full_page(pdf, 1)
    pdf.text(50, 785, "Báo cáo năm 2031", size=7)
    pdf.page().text(300, 40, "2")
    draw(pdf, [HEADER, *rows(following, 40)])
    pdf.text(50, 785, "Báo cáo năm 2031", size=7)
    return pdf


def notes_below_the_first_piece() -> Pdf:
    pdf = Pdf().page()
    count = 20
    draw(pdf, [HEADER, *rows(1, count)], y=200)
    pdf.text(50, 150, "Kết quả trồng trọt").text(140, 146, "1", size=6)
    pdf.rule(50, 725, 150, 725)
    pdf.text(50, 733, "1", size=5).text(55, 736, "Số liệu tính đến ngày 15/6/2031.", size=8)
    draw(pdf.page(), rows(count + 1, 40))
    return pdf


def wider_page_with_the_table_further_right() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    pdf.page(size=(900, 600))
    draw(pdf, [HEADER, *rows(following, 40)], xs=[x + 120 for x in XS], height=15)
    return pdf


def table_that_fills_a_wider_page() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    pdf.page(size=(900, 600))
    draw(pdf, [HEADER, *rows(following, 40)], xs=[x * 1.6 for x in XS], height=15)
    return pdf


def header_of_two_rows_with_spans(*, repeated: bool) -> Pdf:
    pdf = Pdf()
    following = 1
    for page in range(2):
        pdf.page()
        y: float = TOP
        if repeated or not page:
            pdf.rule(50, y, 500, y).rule(250, y + 20, 500, y + 20)
            for x, start in ((50, y), (90, y), (250, y), (350, y + 20), (500, y)):
                pdf.rule(x, start, x, y + 40)
            pdf.text(54, y + 24, "TT", size=8).text(94, y + 24, "Cây trồng", size=8)
            pdf.text(300, y + 12, "Diện tích (ha)", size=8)
            pdf.text(254, y + 32, "Kế hoạch", size=8).text(354, y + 32, "Thực hiện", size=8)
            y += 40
        if page:
            draw(pdf, rows(following, 40), y=y)
        else:
            following = full_page(pdf, 1, header=False, y=y)
    return pdf


def row_split_in_mid_sentence(*, repeated: bool) -> Pdf:
    pdf = Pdf().page()
    xs = [50, 90, 350, 500]
    head = ("TT", "Nội dung", "Số hộ")
    body = [(str(n), f"Nội dung thứ {n}", f"{n * 3}") for n in range(1, 27)]
    body.append(("27", "Hỗ trợ giống cây trồng cho các hộ thuộc|diện khó khăn của xã và các", "85"))
    draw(pdf, [head, *body], xs=xs)
    after = [("", "thôn vùng cao", ""), ("28", "Hỗ trợ phân bón", "64")]
    draw(pdf.page(), [*([head] if repeated else []), *after], xs=xs)
    return pdf


def row_split_without_rules_at_the_break() -> Pdf:
    pdf = Pdf().page()
    xs = [50, 90, 350, 500]
    body = [(str(n), f"Nội dung thứ {n}", f"{n * 3}") for n in range(1, 27)]
    end = draw(pdf, [("TT", "Nội dung", "Số hộ"), *body], xs=xs)
    pdf.text(54, end + 11, "27", size=8).text(354, end + 11, "85", size=8)
    pdf.text(94, end + 11, "Hỗ trợ giống cây trồng cho các", size=8)
    for x in xs:
        pdf.rule(x, end, x, end + 20)
    pdf.page().text(94, TOP + 8, "thôn vùng cao", size=8)
    for x in xs:
        pdf.rule(x, TOP, x, TOP + 14)
    draw(pdf, [("28", "Hỗ trợ phân bón", "64")], y=TOP + 14, xs=xs)
    return pdf


def group_row_opens_the_second_page() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    draw(pdf.page(), [("II", "Cây lâu năm", "", ""), *rows(following, 40)])
    return pdf


def table_begins_low_on_the_page() -> Pdf:
    pdf = Pdf().page()
    fill(pdf, 640)
    draw(pdf, [HEADER, *rows(1, 3)], y=640)
    draw(pdf.page(), rows(4, 9))
    pdf.text(50, 400, "Các nội dung khác được nêu ở phần sau của báo cáo này.")
    return pdf


def third_page_lacks_a_border() -> Pdf:
    pdf = Pdf().page()
    following = full_page(pdf, 1)
    pdf.page()
    end = draw(pdf, rows(following, 40))
    pdf.rule(50, end + HEIGHT, 500, end + HEIGHT)
    for x in (50, 250, 350, 500):
        pdf.rule(x, end, x, end + HEIGHT)
    pdf.text(54, end + 11, "Tổng cộng", size=8).text(254, end + 11, "99,5", size=8)
    pdf.text(354, end + 11, "880,25", size=8)
    return pdf


JOINED = {
    "header repeated": (header_repeated(), 42),
    "header not repeated": (header_not_repeated(), 41),
    "three pages": (three_pages(), 61),
    "page numbers between": (page_numbers_between(), 42),
    "notes below the first piece": (notes_below_the_first_piece(), 41),
    "wider page, further right": (wider_page_with_the_table_further_right(), 42),
    "wider page, filled": (table_that_fills_a_wider_page(), 42),
    "two header rows, repeated": (header_of_two_rows_with_spans(repeated=True), 44),
    "two header rows, once": (header_of_two_rows_with_spans(repeated=False), 42),
    "row split, header once": (row_split_in_mid_sentence(repeated=False), 29),
    "row split, header repeated": (row_split_in_mid_sentence(repeated=True), 30),
    "row split, no rules": (row_split_without_rules_at_the_break(), 29),
    "group row first": (group_row_opens_the_second_page(), 42),
    "begins low": (table_begins_low_on_the_page(), 10),
    "a total without inner border": (third_page_lacks_a_border(), 42),
}


@pytest.mark.parametrize("name", JOINED)
def test_joined(name: str) -> None:
    pdf, height = JOINED[name]
    source = read(pdf.build())
    table = grid_of(source)
    assert len(table) == height
    assert len(source.tables[0].parts) == len(pdf.pages)
    numbers = [row[0] for row in table if row[0].isdecimal()]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert "".join(source.tables[0].pieces[0].of(source.text)).startswith("TT\t")


@pytest.mark.parametrize("name", JOINED)
def test_every_body_figure_has_its_headings(name: str) -> None:
    source = read(JOINED[name][0].build())
    document = build_document(source)
    (table,) = document.tables
    figures = [
        cell
        for cell in table.cells
        if cell.column >= 2
        and not cell.header
        and cell.block is not None
        and document.blocks[cell.block].text.view[:1].isdigit()
    ]
    assert len(figures) > 8
    first = {cell.column: cell.heads for cell in figures[:2]}
    assert all(first.values())
    assert all(cell.heads == first[cell.column] for cell in figures)


@pytest.mark.parametrize("repeated", [False, True])
def test_the_text_of_a_split_row_is_one(*, repeated: bool) -> None:
    source = read(row_split_in_mid_sentence(repeated=repeated).build())
    (text,) = (row[1] for row in grid_of(source) if row[0] == "27")
    assert text == (
        "Hỗ trợ giống cây trồng cho các hộ thuộc diện khó khăn của xã và các thôn vùng cao"
    )
    document = build_document(source)
    (block,) = (one for one in document.blocks if "vùng cao" in one.text.view)
    assert block.text.view == text
    assert source.page_of(block.text.raw_offset(len(text) - 1)) == 2


def test_what_stands_between_stays_out_of_cells() -> None:
    source = read(notes_below_the_first_piece().build())
    (note,) = source.notes
    assert note.span.of(source.text).endswith("15/6/2031.")
    document = build_document(source)
    kinds = {b.kind for b in document.blocks if "15/6" in b.text.view}
    assert kinds == {BlockKind.NOTE}
    numbered = read(page_numbers_between().build())
    assert [span.of(numbered.text) for span in numbered.furniture] == [
        "1",
        "Báo cáo năm 2031",
        "2",
        "Báo cáo năm 2031",
    ]
    assert not any("Báo cáo" in text for text in cells(numbered, numbered.tables[0]).values())


def test_numerals_of_a_repeated_header_are_what_they_are_in_the_first() -> None:
    pdf = Pdf().page()
    head = ("TT", "Cây", "Năm 2030 (ha)", "Năm 2031 (ha)")
    draw(pdf, [head, *rows(1, 26)])
    draw(pdf.page(), [head, *rows(27, 30)])
    extraction = extract(read(pdf.build()), load(), "a.pdf")
    kinds = {str(one.kind) for one in extraction.numerals if one.text in {"2030", "2031"}}
    assert kinds == {"date"}
    values = [fact for fact in extraction.facts if fact.text in {"28,5", "280,25"}]
    assert [str(fact.unit) for fact in values] == ["ha", "ha"]


def apart_by_a_caption() -> Pdf:
    pdf = Pdf().page()
    full_page(pdf, 1)
    pdf.page().text(50, 60, "Biểu 2. Kết quả thực hiện tại các thôn trong xã")
    draw(pdf, [HEADER, *rows(1, 5)])
    return pdf


def apart_by_a_line_below() -> Pdf:
    pdf = Pdf().page()
    draw(pdf, [HEADER, *rows(1, 25)])
    pdf.text(50, 740, "Số liệu trên do các thôn cung cấp và đã được đối chiếu.")
    draw(pdf.page(), [HEADER, *rows(26, 30)])
    return pdf


def other_columns() -> Pdf:
    pdf = Pdf().page()
    full_page(pdf, 1)
    draw(pdf.page(), rows(28, 33), xs=[50, 150, 300, 420, 500])
    return pdf


def another_number_of_columns() -> Pdf:
    pdf = Pdf().page()
    full_page(pdf, 1)
    xs = [50, 110, 200, 280, 360, 500]
    draw(pdf.page(), [("TT", "Thôn", "Hộ", "Khẩu", "Nghèo"), ("1", "Na", "9", "8", "7")], xs=xs)
    return pdf


def another_header_over_the_same_columns() -> Pdf:
    pdf = Pdf().page()
    full_page(pdf, 1)
    draw(pdf.page(), [("STT", "Thôn", "Số hộ nghèo", "Số hộ cận nghèo"), *rows(1, 6)])
    return pdf


def header_that_differs_in_a_year() -> Pdf:
    pdf = Pdf().page()
    full_page(pdf, 1)
    draw(pdf.page(), [("TT", "Cây trồng", "Năm 2030", "Năm 2031"), *rows(1, 6)])
    return pdf


def a_page_left_half_empty() -> Pdf:
    pdf = Pdf().page()
    draw(pdf, [HEADER, *rows(1, 5)])
    pdf.page()
    draw(pdf, rows(1, 4))
    pdf.column(50, 400, *["Các nội dung khác được nêu ở phần sau của báo cáo này."] * 25)
    return pdf


APART = [
    apart_by_a_caption(),
    apart_by_a_line_below(),
    other_columns(),
    another_number_of_columns(),
    another_header_over_the_same_columns(),
    header_that_differs_in_a_year(),
    a_page_left_half_empty(),
]


@pytest.mark.parametrize("pdf", APART)
def test_apart(pdf: Pdf) -> None:
    source = read(pdf.build())
    assert len(source.tables) == 2
    assert all(not table.parts for table in source.tables)


def test_a_row_without_number_that_opens_the_page_is_no_rest_of_a_row() -> None:
    pdf = Pdf().page()
    count = full_page(pdf, 1)
    draw(pdf.page(), [("", "Trong đó: cây giống", "7,5", "8,25"), *rows(count, 40)])
    table = grid_of(read(pdf.build()))
    assert table[count] == ("", "Trong đó: cây giống", "7,5", "8,25")
    assert len(table) == 42
