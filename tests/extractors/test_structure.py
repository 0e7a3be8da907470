"""The document as a whole: every digit in one block, links that lead somewhere, any input."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.document import BlockKind, Document
from models.text import Span
from tests.extractors.documents import document_of, markdown_document

PIECES = st.sampled_from(
    [
        "5",
        "12,5",
        " ha",
        " ở",
        ".",
        "\n",
        "\n\n",
        "\t",
        "¹",
        "\n¹ ",
        "(1)",
        "\n\n(1) ",
        "- ",
        "+ ",
        "* ",
        "\x0c",
        "\r\n",
        "\n1. ",
        "\n2.1. ",
        "\na) ",
        "A. ",
        "I. ",
        "Phần I",
        "| 5 | a |",
        "|---|---|",
        "#",
        "TT\tXã\tHộ\n1\tB\t6\n",
        "**",
        "thôn Một",
        "KẾT QUẢ NĂM",
        "<sup>2</sup>",
        "m²",
        "\n\n3\n\n",
        "- 4 -",
        "́",
        "\xad",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def digits_of(document: Document) -> Counter[int]:
    """How many blocks hold each digit of the source, by offset."""
    found: Counter[int] = Counter()
    for block in document.blocks:
        for index, sign in enumerate(block.text.view):
            if sign.isdecimal():
                found[block.text.raw_offset(index)] += 1
    return found


def check(document: Document) -> None:
    """Fails where a digit stands in two blocks or an index leads nowhere."""
    blocks = document.blocks
    assert set(digits_of(document).values()) <= {1}
    for index, block in enumerate(blocks):
        assert block.index == index
        assert block.parent is None or blocks[block.parent].index != index
        assert block.section is None or document.sections[block.section].block < len(blocks)
        assert (block.kind is BlockKind.CELL) == (block.table is not None)
        assert block.marker is None or 0 <= block.marker.start < block.marker.stop <= len(
            block.text.view
        )
    for section in document.sections:
        assert section.parent is None or document.sections[section.parent].level < section.level
    for note in document.notes:
        assert all(blocks[body].note == note.mark for body in note.blocks)
        assert note.host is None or note.anchor is not None
    for table in document.tables:
        indices = [cell.block for cell in table.cells if cell.block is not None]
        assert len(indices) == len(set(indices))
        assert all(blocks[index].kind is BlockKind.CELL for index in indices)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_has_a_sound_structure(text: str) -> None:
    check(document_of(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_markdown_has_a_sound_structure(text: str) -> None:
    check(markdown_document(f"Báo cáo {text}"))


def test_only_marks_and_rules_stand_outside_blocks() -> None:
    text = "Trồng 12 ha<sup>3</sup> rừng(4) ở\n\n(4) Thôn 5.\n\nhai xã.\n\nTT\tXã\tHộ\n1\tA\t6"
    document = document_of(text)
    inside = digits_of(document)
    outside = [index for index, sign in enumerate(text) if sign.isdecimal() and index not in inside]
    assert [text[index - 1 : index + 2] for index in outside] == [">3<", "(4)"]


def test_an_empty_text_is_an_empty_document() -> None:
    document = document_of(" \n\n\t\n")
    assert (document.blocks, document.sections, document.tables) == ((), (), ())


def test_blocks_stand_in_the_order_in_which_they_begin() -> None:
    text = "Trồng 14 ha¹ ở\n\n¹ Thôn A.\n\nhai xã.\n\nTT\tXã\tHộ\n1\tA\t6\n\nHết."
    starts = [block.text.raw(Span(0, 1)).start for block in document_of(text).blocks]
    assert starts == sorted(starts)
