"""Tables laid out with tabs, with bars, or by the format: headings, groups, numbering, captions."""

from __future__ import annotations

from extractors.structure import build_document
from models.document import Document
from models.text import RawTable, Source, Span, TableCell
from tests.extractors.documents import body_cells, document_of, markdown_document, row_numbers

WIDE = """Biểu 1: Kết quả giảm nghèo
(Đơn vị tính: hộ)

TT\tXã\tSố hộ\t\tGhi chú
\t\tNghèo\tCận nghèo\t
(1)\t(2)\t(3)\t(4)\t(5)
1\tĐồng Xoan\t12\t15\t
2\tSuối Mây\t9\t7\t
TT\tXã\tSố hộ\t\tGhi chú
\t\tNghèo\tCận nghèo\t
3\tTân Lĩnh\t41\t42\t

4\tBản Mới\t53\t54\t
\tTỔNG CỘNG\t115\t118\t"""


def cells_of(document: Document) -> dict[str, tuple[str, ...]]:
    """The body of the one table of a document."""
    (table,) = document.tables
    return body_cells(document, table)


def test_headings_span_columns_and_are_not_lost_where_a_page_repeats_them() -> None:
    cells = cells_of(document_of(WIDE))
    assert cells["12"] == ("Số hộ", "Nghèo", "|", "Đồng Xoan")
    assert cells["42"] == ("Số hộ", "Cận nghèo", "|", "Tân Lĩnh")
    assert cells["54"] == ("Số hộ", "Cận nghèo", "|", "Bản Mới")
    assert list(cells).count("Nghèo") == 0


def test_a_row_of_totals_in_capitals_belongs_to_no_other_row() -> None:
    assert cells_of(document_of(WIDE))["118"] == ("Số hộ", "Cận nghèo", "|", "TỔNG CỘNG")


def test_numbers_of_rows_and_of_columns_are_told_from_figures() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)", "1", "2", "3", "4"]
    assert row_numbers(document_of(WIDE)) == numbers


def test_the_caption_holds_the_unit() -> None:
    document = document_of(WIDE)
    caption = [document.blocks[index].text.view for index in document.tables[0].caption]
    assert caption == ["Biểu 1: Kết quả giảm nghèo", "(Đơn vị tính: hộ)"]


def test_a_long_paragraph_above_is_no_caption() -> None:
    document = document_of(f"{'Công tác dân số được quan tâm. ' * 12}\n\nThôn\tHộ\nBản Mới\t45")
    assert document.tables[0].caption == ()


def test_a_second_table_does_not_take_the_first_for_its_caption() -> None:
    document = document_of("Biểu 1\n\nThôn\tHộ\nA\t45\n\nBiểu 2\n\nThôn\tHộ\nB\t38")
    captions = [[document.blocks[i].text.view for i in t.caption] for t in document.tables]
    assert captions == [["Biểu 1"], ["Biểu 2"]]


def test_a_header_that_an_empty_line_splits_heads_its_columns() -> None:
    text = (
        "TT\tChỉ tiêu\tĐVT\n\n\t\t\tKế hoạch\tThực hiện\n1\tLúa\tha\t164\t160\n2\tNgô\tha\t20\t18"
    )
    cells = cells_of(document_of(text))
    assert cells["164"][:2] == ("Kế hoạch", "|")
    assert cells["18"][:2] == ("Thực hiện", "|")


def test_groups_items_and_parts_of_rows() -> None:
    text = (
        "TT\tNội dung\tSố lượng\nI\tCấp xã\t10\n1\tGiấy khen\t6\n-\tĐột xuất\t21\n"
        "-\tThường xuyên\t43\n2\tDanh hiệu\t4\nII\tCấp huyện\t3\nTỔNG CỘNG\t\t13"
    )
    cells = cells_of(document_of(text))
    assert cells["43"] == ("Số lượng", "|", "Cấp xã", "Giấy khen", "Thường xuyên")
    assert cells["4"] == ("Số lượng", "|", "Cấp xã", "Danh hiệu")
    assert cells["3"] == ("Số lượng", "|", "Cấp huyện")
    assert cells["13"] == ("Số lượng", "|", "TỔNG CỘNG")


def test_a_table_without_numbering_has_no_row_numbers() -> None:
    document = document_of("Thôn\tSố hộ\tSố khẩu\nBản Mới\t45\t180\nNà Cà\t38\t150\nTổng\t83\t330")
    assert row_numbers(document) == []
    assert cells_of(document)["330"] == ("Số khẩu", "|", "Tổng")


def test_a_first_column_of_figures_is_no_numbering() -> None:
    document = document_of("Số hộ\tThôn\n45\tBản Mới\n38\tNà Cà\n12\tSuối Mây")
    assert row_numbers(document) == []


def test_numbering_that_skips_a_row_is_still_numbering() -> None:
    rows = "".join(f"{number}\tThôn {number}\t{number * 7}\n" for number in (1, 2, 3, 5, 6, 7))
    assert row_numbers(document_of(f"TT\tThôn\tHộ\n{rows}")) == ["1", "2", "3", "5", "6", "7"]


def test_years_as_headings_head_their_columns() -> None:
    cells = cells_of(document_of("Thôn\tNăm 2023\tNăm 2024\nBản Mới\t45\t180"))
    assert cells["180"] == ("Năm 2024", "|", "Bản Mới")


def test_rows_without_any_header_are_all_body() -> None:
    document = document_of("Trước bảng.\n1\tLúa\t164\n2\tNgô\t20")
    assert document.tables[0].header_rows == 0
    assert cells_of(document)["20"] == ("|", "Ngô")


def test_a_table_of_markdown() -> None:
    document = markdown_document("| TT | Cây | ha |\n|--|--|--|\n| 1 | Ngô | **12,5** |\n")
    assert cells_of(document)["12,5"] == ("ha", "|", "Ngô")
    assert row_numbers(document) == ["1"]


def test_spans_that_the_format_declares_count_and_empty_cells_do_not() -> None:
    parts = ["Xã", "Số hộ", "Nghèo", "Khá", "Bản Mới", "12", "15"]
    text = "\t".join(parts)
    places = [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    places += [(2, column, 1, 1) for column in range(3)]
    offset, cells = 0, []
    for part, (row, column, row_span, column_span) in zip(parts, places, strict=True):
        span = Span(offset, offset + len(part))
        cells.append(
            TableCell(row=row, column=column, row_span=row_span, column_span=column_span, span=span)
        )
        offset = span.stop + 1
    table = RawTable(span=Span(0, len(text)), cells=tuple(cells))
    document = build_document(Source(text=text, media_type="x", tables=(table,)))
    assert cells_of(document)["15"] == ("Số hộ", "Khá", "|", "Bản Mới")
    assert cells_of(document)["12"] == ("Số hộ", "Nghèo", "|", "Bản Mới")
