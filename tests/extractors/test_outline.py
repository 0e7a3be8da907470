"""Markers, items and sections in the ways in which offices number."""

from __future__ import annotations

import pytest

from extractors.structure.outline import read_marker
from models.document import BlockKind
from tests.extractors.documents import (
    block_of,
    document_of,
    markdown_document,
    parent_of,
    sections,
)


@pytest.mark.parametrize(
    ("view", "sort", "number"),
    [
        ("Phần thứ nhất", "part", "Phần thứ nhất"),
        ("PHẦN II: KẾT QUẢ", "part", "PHẦN II"),
        ("A. KẾT QUẢ", "capital", "A"),
        ("IV. KẾT QUẢ", "roman", "IV"),
        ("2. Kết quả", "arabic", "2"),
        ("2.2.1. Kinh tế", "arabic", "2.2.1"),
        ("1.4.1 Chương trình", "arabic", "1.4.1"),
        ("3- Văn hóa", "arabic", "3"),
        ("1) Trồng trọt", "arabic", "1"),
        ("(2) Chăn nuôi", "paren", "2"),
        ("a) Thu ngân sách", "letter", "a"),
        ("đ) Chi ngân sách", "letter", "đ"),
        ("- Trâu 46 con", "dash", ""),
        ("– Trâu 46 con", "dash", ""),
        ("• Trâu 46 con", "dash", ""),
        ("+ Nghé 3 con", "plus", ""),
        ("- + Nghé 3 con", "plus", ""),
    ],
)
def test_markers_that_are(view: str, sort: str, number: str) -> None:
    marker = read_marker(view)
    assert marker is not None
    assert (marker.sort, marker.number) == (sort, number)


@pytest.mark.parametrize(
    "view",
    [
        "12 hộ nghèo",
        "2.302,47 ha rừng",
        "1.250 con",
        "30 tháng 6",
        "5.5 ha lúa",
        "15/6/1993",
        "90%",
        "I/2024",
        "Xã có 3 thôn",
        "Anh A.",
        "",
    ],
)
def test_beginnings_that_are_no_markers(view: str) -> None:
    assert read_marker(view) is None


def test_the_section_tree_follows_the_sorts_of_numbering() -> None:
    text = (
        "Phần thứ nhất\n\nI. KẾT QUẢ\n\n1. Kinh tế\n\n1.1. Trồng trọt\n\n2. Văn hóa\n\n"
        "II. TỒN TẠI\n\nPhần thứ hai\n\nI. MỤC TIÊU"
    )
    document = document_of(text)
    above = {
        section.title or section.number: section.parent is not None
        and document.sections[section.parent].number
        for section in document.sections
    }
    assert above == {
        "Phần thứ nhất": False,
        "KẾT QUẢ": "Phần thứ nhất",
        "Kinh tế": "I",
        "Trồng trọt": "1",
        "Văn hóa": "I",
        "TỒN TẠI": "Phần thứ nhất",
        "Phần thứ hai": False,
        "MỤC TIÊU": "Phần thứ hai",
    }


def test_capital_letters_head_roman_sections() -> None:
    document = document_of("A. KẾT QUẢ\n\nI. KINH TẾ\n\nB. NHIỆM VỤ\n\nI. CHỈ TIÊU")
    assert [section.parent for section in document.sections] == [None, 0, None, 2]


def test_items_hang_on_the_item_or_paragraph_that_they_elaborate() -> None:
    text = (
        "1. Chăn nuôi\n\nTổng đàn gồm:\n\n- Trâu 46 con\n\n+ Nghé 3 con\n\n+ Cái 20 con\n\n"
        "- Bò 12 con\n\nThủy sản:\n\n- Cá 5 tấn"
    )
    document = document_of(text)
    assert parent_of(document, "- Trâu") == "Tổng đàn gồm:"
    assert parent_of(document, "+ Nghé") == "- Trâu 46 con"
    assert parent_of(document, "+ Cái") == "- Trâu 46 con"
    assert parent_of(document, "- Bò") == "Tổng đàn gồm:"
    assert parent_of(document, "- Cá") == "Thủy sản:"


def test_a_run_in_heading_opens_a_section_but_stays_a_paragraph() -> None:
    document = document_of("1. Trồng trọt: Trồng 14 ha ngô. Năng suất 40 tạ/ha; sản lượng 56 tấn.")
    assert sections(document) == [(3, "1", "Trồng trọt")]
    assert document.blocks[0].kind is BlockKind.PARAGRAPH


def test_capitals_without_number_head_a_section_and_abbreviations_do_not() -> None:
    document = document_of("KẾT QUẢ THỰC HIỆN\n\nUBND\n\nTrồng 14 ha.")
    assert sections(document) == [(1, "", "KẾT QUẢ THỰC HIỆN")]


def test_stars_head_small_sections_but_star_items_that_end_in_semicolons_do_not() -> None:
    document = document_of("1. Kinh tế\n\n* Lâm nghiệp\n\nTrồng 14 ha.\n\n* Trồng 5 ha;")
    assert sections(document) == [(3, "1", "Kinh tế"), (10, "", "Lâm nghiệp")]


def test_headings_of_markdown_lose_their_signs_and_keep_their_numbers() -> None:
    document = markdown_document(
        "# BÁO CÁO\n\n## II. KẾT QUẢ\n\n### Chăn nuôi\n\n**1. Lợn** 5 con."
    )
    assert sections(document)[:3] == [
        (1, "", "BÁO CÁO"),
        (2, "II", "KẾT QUẢ"),
        (3, "", "Chăn nuôi"),
    ]
    assert block_of(document, "II. KẾT QUẢ").kind is BlockKind.HEADING
