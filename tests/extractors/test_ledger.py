"""The ledger fills what no block accounts for, and nothing else."""

from __future__ import annotations

from extractors.ledger import close_ledger
from models.number import Numeral, NumeralKind
from models.text import Source, Span


def row(text: str, start: int, stop: int) -> Numeral:
    """A figure found in the text."""
    return Numeral(
        span=Span(start, stop), text=text[start:stop], page=1, kind=NumeralKind.QUANTITY, block=0,
        rule="default",
    )  # fmt: skip


def closed(text: str, *rows: Numeral) -> list[tuple[str, str]]:
    """Text and kind of the rows of the closed ledger."""
    source = Source(text=text, media_type="text/plain")
    return [(found.text, str(found.kind)) for found in close_ledger(source, rows)]


def test_digits_that_no_row_covers_become_labels_in_their_place() -> None:
    text = "1) Trồng 12,5 ha<sup>3</sup> 4"
    assert closed(text, row(text, 9, 13)) == [
        ("1", "label"),
        ("12,5", "quantity"),
        ("3", "label"),
        ("4", "label"),
    ]


def test_rows_come_out_by_offset() -> None:
    text = "5 và 6"
    assert closed(text, row(text, 5, 6), row(text, 0, 1)) == [("5", "quantity"), ("6", "quantity")]


def test_of_rows_that_overlap_the_first_stays() -> None:
    text = "12,5 ha"
    assert closed(text, row(text, 0, 4), row(text, 3, 4)) == [("12,5", "quantity")]


def test_a_row_that_covers_part_of_a_run_leaves_the_rest_covered() -> None:
    text = "1234"
    assert closed(text, row(text, 1, 3)) == [("1", "label"), ("23", "quantity"), ("4", "label")]


def test_superscripts_are_no_digits_and_other_scripts_are() -> None:
    assert closed("m² ٣ ७") == [("٣", "label"), ("७", "label")]


def test_a_text_without_digits_has_an_empty_ledger() -> None:
    assert closed("Không có số liệu.") == []
