"""Documents cited with their dates."""

from __future__ import annotations

import pytest

from extractors.relations.citations import Citation, CitationFinder
from models.relation import ClaimKind
from tests.extractors.claims import claims_of, extraction_of
from tests.extractors.documents import lexicon


def cited(text: str) -> list[Citation]:
    found = extraction_of(text)
    return CitationFinder(lexicon()).find(found.document, found.numerals)


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Kế hoạch số 45/KH-UBND ngày 12/3/2024 của UBND huyện.", "45/KH-UBND", "2024-03-12"),
        ("Kế hoạch số 45/KH - UBND ngày 12 tháng 3 năm 2024.", "45/KH-UBND", "2024-03-12"),
        ("Nghị định số 27/2022/NĐ-CP ngày 19/4/2022.", "27/2022/NĐ-CP", "2022-04-19"),
        ("Luật số 06/2022/QH15 ngày 15/6/2022.", "06/2022/QH15", "2022-06-15"),
        ("Nghị quyết số 37-NQ/HU, ngày 14/5/2022 của Huyện ủy.", "37-NQ/HU", "2022-05-14"),
        ("Quyết định số 12a/QĐ-UBND ngày 01/02/2024.", "12a/QĐ-UBND", "2024-02-01"),
        ("Công văn số 655/UBND-VP của UBND huyện ngày 18/6/2024.", "655/UBND-VP", "2024-06-18"),
    ],
)
def test_citation(text: str, name: str, day: str) -> None:
    (found,) = cited(text)
    assert (found.name, found.day.isoformat()) == (name, day)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 45/KH-UBND của UBND huyện.",
        "Họp ngày 12/3/2024 có 45 người dự.",
        "Kế hoạch số 45/KH-UBND ngày 31/02/2024.",
        "Gieo 45/50 ha ngô ngày 12/3/2024.",
    ],
)
def test_what_is_no_dated_citation(text: str) -> None:
    assert not cited(text)


def test_the_numerals_of_a_citation_are_rows_of_the_ledger() -> None:
    (found,) = cited("Theo Nghị định số 27/2022/NĐ-CP ngày 19/4/2022 của Chính phủ.")
    assert [row.text for row in found.numerals] == ["27", "2022", "19", "4", "2022"]


def notes(text: str) -> list[str]:
    return [claim.note for claim in claims_of(text, ClaimKind.DATE)]


def test_leading_zeros_do_not_make_another_document() -> None:
    text = "Kế hoạch số 0145/KH-UBND ngày 12/3/2024; Kế hoạch số 145/KH-UBND ngày 12/3/2024."
    assert "same_document" in notes(text)


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [
        ("Kế hoạch số 25/KH-UBND ngày 12/3/2024 của UBND tỉnh", "của UBND huyện", False),
        ("Kế hoạch số 325/KH-UBND ngày 12/3/2024 của UBND huyện", "của UBND huyện", True),
        ("Kế hoạch số 25/KH-UBND ngày 12/3/2024 của UBND huyện", "của UBND huyện", False),
    ],
)
def test_only_one_office_and_register_has_one_date_a_number(
    first: str, second: str, certain: bool
) -> None:
    number = first.split()[3]
    text = f"{first}.\n\nKế hoạch số {number} ngày 21/3/2024 {second}."
    (claim,) = (c for c in claims_of(text, ClaimKind.DATE) if c.note == "same_document")
    assert claim.certain is certain
