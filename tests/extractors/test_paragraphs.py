"""Sentences that pages, notes and margins break, and notes in every style, told apart."""

from __future__ import annotations

import pytest

from extractors.structure import build_document
from models.document import BlockKind
from models.text import RawNote, Source, Span
from tests.extractors.documents import block_of, body, document_of, notes, parent_of, views

MARKS = {
    "raised": ("¹", "¹ "),
    "raised in brackets": ("⁽¹⁾", "⁽¹⁾ "),
    "tag": ("<sup>1</sup>", "<sup>1</sup> "),
    "tag in brackets": ("<sup>(1)</sup>", "<sup>(1)</sup> "),
    "raised, note with hyphen": ("¹", "1- "),
    "raised, note in plain brackets": ("¹", "(1) "),
    "raised with hyphen": ("¹", "¹- "),
}


@pytest.mark.parametrize("style", MARKS)
def test_a_note_at_the_end_of_a_page_does_not_break_its_sentence(style: str) -> None:
    mark, start = MARKS[style]
    text = (
        f"Toàn xã trồng 14 ha rừng{mark} ở\n\n{start}Kế hoạch số 9/KH-UBND.\n\nhai thôn vùng cao."
    )
    document = document_of(text)
    assert body(document) == ["Toàn xã trồng 14 ha rừng ở hai thôn vùng cao."]
    ((number, host, paragraphs),) = notes(document)
    assert number == "1"
    assert host == "Toàn xã trồng 14 ha rừng ở hai thôn vùng cao."
    assert paragraphs[0].endswith("Kế hoạch số 9/KH-UBND.")


def test_a_bracketed_mark_glued_to_a_word_is_cut_out_once_its_note_is_found() -> None:
    document = document_of(
        "Trồng 14 ha rừng(1), đạt 70%(2).\n\n(1) Thôn Một 14 ha.\n\n(2) Thôn Hai."
    )
    assert body(document) == ["Trồng 14 ha rừng, đạt 70%."]
    assert [mark for mark, _, _ in notes(document)] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "Có ba việc: (1) trồng rừng, (2) nuôi cá.\n\n(1) Trồng rừng 14 ha.",
        "Xã có 3 thôn(3) và 2 bản.\n\n(1) Trồng rừng 14 ha.",
        "Hộ nghèo(15) giảm.\n\nHộ cận nghèo 12.",
    ],
)
def test_bracketed_numbers_that_no_note_answers_stay(text: str) -> None:
    document = document_of(text)
    assert notes(document) == []
    assert body(document)[0] == text.split("\n\n", maxsplit=1)[0]


def test_two_notes_on_one_page_each_hang_on_their_own_mark() -> None:
    text = (
        "Trồng 14 ha rừng¹ và 3 ha chè² ở\n¹ Thôn Một 8 ha; thôn Hai 6 ha.\n² Thôn Ba.\nbốn thôn."
    )
    document = document_of(text)
    assert body(document) == ["Trồng 14 ha rừng và 3 ha chè ở bốn thôn."]
    assert [paragraphs for _, _, paragraphs in notes(document)] == [
        ["Thôn Một 8 ha; thôn Hai 6 ha."],
        ["Thôn Ba."],
    ]


def test_a_note_goes_on_in_the_note_zone_of_the_next_page() -> None:
    text = (
        "Trồng 14 ha rừng¹ ở\n\n¹ Thôn Một 7 ha; thôn Hai 5\n\nhai thôn. Chăn nuôi² khá.\n\n"
        "ha và thôn Ba 2 ha.\n\n² Đàn lợn 30 con.\n\nVăn hóa tốt."
    )
    document = document_of(text)
    assert notes(document)[0][2] == ["Thôn Một 7 ha; thôn Hai 5 ha và thôn Ba 2 ha."]
    assert body(document) == ["Trồng 14 ha rừng ở hai thôn. Chăn nuôi khá.", "Văn hóa tốt."]


def test_a_capital_after_a_note_without_full_stop_begins_the_running_text() -> None:
    text = "Ban hành 4 văn bản¹.\n\n¹ Kế hoạch số 9/KH-UBND ngày 2/5/2024\n\nChăn nuôi có 30 con."
    document = document_of(text)
    assert body(document) == ["Ban hành 4 văn bản.", "Chăn nuôi có 30 con."]


def test_paragraphs_of_a_note_with_bullets_belong_to_it_and_later_items_do_not() -> None:
    text = (
        "- Thu 15 triệu đồng⁽³⁾ đạt\n\n⁽³⁾ + Thu phí: 12 triệu đồng;\n\n"
        "+ Thu khác: 3 triệu đồng\n\n80% kế hoạch.\n\n+ Chi 9 triệu đồng."
    )
    document = document_of(text)
    assert notes(document)[0][2] == ["+ Thu phí: 12 triệu đồng;", "+ Thu khác: 3 triệu đồng"]
    assert body(document) == ["- Thu 15 triệu đồng đạt 80% kế hoạch.", "+ Chi 9 triệu đồng."]


def test_numbering_that_starts_anew_makes_two_notes_with_hosts_of_their_own() -> None:
    text = "Trồng 5 ha ngô¹.\n\n¹ Thôn A.\n\nTrồng 6 ha sắn¹.\n\n¹ Thôn B.\n\nHết."
    assert notes(document_of(text)) == [
        ("1", "Trồng 5 ha ngô.", ["Thôn A."]),
        ("1", "Trồng 6 ha sắn.", ["Thôn B."]),
    ]


def test_a_mark_on_a_figure_leaves_the_figure_whole() -> None:
    text = "Giải ngân 812⁽⁷⁾/1.140 triệu đồng.\n\n⁽⁷⁾ Vốn tỉnh 500 triệu đồng."
    assert body(document_of(text)) == ["Giải ngân 812/1.140 triệu đồng."]


def test_exponents_of_units_are_no_marks() -> None:
    text = "Nhà 45m², kênh 12 m³, xã rộng 23 km² và ruộng 900 m2; xóm¹ cũ."
    assert body(document_of(text)) == [
        "Nhà 45m², kênh 12 m³, xã rộng 23 km² và ruộng 900 m2; xóm cũ."
    ]


def test_a_note_stands_in_the_section_of_its_host_wherever_it_is_printed() -> None:
    text = "1. Trồng trọt\n\nTrồng 5 ha¹.\n\n2. Phương hướng\n\nTrồng 9 ha.\n\n¹ Thôn A."
    document = document_of(text)
    note = block_of(document, "Thôn A")
    assert note.section == block_of(document, "Trồng 5 ha").section
    assert parent_of(document, "Thôn A") == "Trồng 5 ha."


def test_the_format_tells_where_a_note_hangs_and_goes_on() -> None:
    text = "Ngô 5 ha¹.\n\nSắn 6 ha¹.\n\n¹ Thôn A có\n\nChè 7 ha.\n\nba ha."
    first, later = text.index("¹ Thôn"), text.index("ba ha.")
    anchor = text.index("¹")
    known = (
        RawNote(mark="1", span=Span(first, first + 10), anchor=anchor),
        RawNote(mark="1", span=Span(later, later + 6), anchor=anchor),
    )
    document = build_document(Source(text=text, media_type="application/pdf", notes=known))
    assert notes(document) == [("1", "Ngô 5 ha.", ["Thôn A có ba ha."])]
    assert body(document) == ["Ngô 5 ha.", "Sắn 6 ha.", "Chè 7 ha."]


WRAPPED = """1. Trồng trọt: Trong năm toàn xã đã gieo trồng được tổng diện tích là 164 ha,
trong đó lúa xuân 90 ha, lúa mùa 74 ha. Năng suất bình quân ước đạt được là
45 tạ/ha, sản lượng đạt 738 tấn, tăng 12 tấn so với cùng kỳ năm trước và đạt
100% kế hoạch.
2. Chăn nuôi
Tổng đàn lợn 350 con; đàn trâu 46 con.
- Thú y: 5 ca bệnh
- Thủy sản: 12 ha."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_wrapped_at_the_margin_are_one_paragraph(line_end: str) -> None:
    document = document_of(WRAPPED.replace("\n", line_end))
    assert [view[:14] for view in views(document)] == [
        "1. Trồng trọt:",
        "2. Chăn nuôi",
        "Tổng đàn lợn 3",
        "- Thú y: 5 ca ",
        "- Thủy sản: 12",
    ]
    assert "đạt được là 45 tạ/ha, sản lượng" in views(document)[0]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_that_are_paragraphs_stay_apart(line_end: str) -> None:
    lines = [
        "I. KẾT QUẢ",
        "Toàn xã trồng 164 ha lúa, đạt 100% kế hoạch",
        "Đàn lợn có 350 con",
        "Trong năm " + "tổ chức tuyên truyền, vận động nhân dân " * 3 + "được 12 buổi",
        "Công tác y tế được quan tâm",
    ]
    assert views(document_of(line_end.join(lines))) == [line.strip() for line in lines]


@pytest.mark.parametrize("number", ["3", "- 3 -", "– 3 –", "\f3", "3\f"])
def test_a_page_number_does_not_break_the_sentence(number: str) -> None:
    document = document_of(f"Năm 2024 xã trồng rừng ở hai\n\n{number}\n\nthôn Bản Mới và Nà Cà.")
    assert body(document) == ["Năm 2024 xã trồng rừng ở hai thôn Bản Mới và Nà Cà."]
    assert len(views(document, BlockKind.FURNITURE)) == 1


def test_numbers_of_pages_that_follow_each_other_are_furniture() -> None:
    page = "Công tác dân số được quan tâm. " * 60
    document = document_of(f"{page}\n\n2\n\n{page}\n\n3\n\n{page}")
    assert views(document, BlockKind.FURNITURE) == ["2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số hộ:\n\n120\n\nTrong đó hộ nghèo:\n\n12",
        "Kết quả năm trước.\n\n41\n\nChăn nuôi phát triển.",
        "Số thôn\n\n11\n\n12\n\n13",
    ],
)
def test_figures_alone_on_their_line_are_no_page_numbers(text: str) -> None:
    assert views(document_of(text), BlockKind.FURNITURE) == []


def test_a_form_feed_in_a_sentence_does_not_break_it() -> None:
    document = document_of("Toàn xã trồng rừng ở hai\n\fthôn Bản Mới và Nà Cà.")
    assert body(document) == ["Toàn xã trồng rừng ở hai thôn Bản Mới và Nà Cà."]


def test_running_text_before_a_note_that_goes_on_is_no_part_of_it() -> None:
    first, heading = "¹ Lúa 40 ha; khoai tây 7,5", "b) Thương mại, dịch vụ"
    half, rest, end = "Hàng hóa Tết được bày bán các", "ha/9 ha.", "điểm trong xã."
    text = f"Trồng trọt¹ ổn định.\n\n{first}\n\n{heading}\n\n{half}\n\n{rest}\n\n{end}"
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (first, rest)]
    known = tuple(RawNote(mark="1", span=span, anchor=text.index("¹")) for span in spans)
    document = build_document(Source(text=text, media_type="application/pdf", notes=known))
    assert notes(document) == [("1", "Trồng trọt ổn định.", [f"{first[2:]} {rest}"])]
    assert body(document)[-1] == f"{half} {end}"
