"""The ledger accounts for every digit: of any text, and of every file at hand.

No sentence is too broken for it. What a reader hands over may hold control characters, notes
without a host or letters with loose accents; each digit still has one row and only one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.readers import markdown, plain, read_source
from models.lexicon import Lexicon, load
from models.report import Extraction
from models.text import Source

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "reports"
SAMPLES = sorted(path for path in (ROOT / "data" / "samples").iterdir() if path.is_file())
REPORTS = sorted(
    path for form in ("text", "docx", "pdf") for path in SHARED.glob(f"{form}/*") if path.is_file()
)

SIGNS = st.sampled_from(
    list("0123456789") * 2
    + list(".,;:/-–+*%()[]|_#\t\n ")
    + list("¹²³⁴⁽⁾½٣७０")
    + list("aăâđeêoơuưyABĐXVI")
    + ["\r\n", "\f", "\x0b", "\x85", "\u2028", "\u00a0", "\u00ad", "\u200b", "\ufeff"]
    + ["<sup>1</sup>", "<sup>", "</sup>", "<b>", "**", "m²", "e\u0302\u0301", "\u0301", "İ", "ǅ"]
)
PHRASES = st.sampled_from(
    [
        "\n\n",
        "\n- ",
        "\n+ ",
        "\n1. ",
        "\n2.1. ",
        "\na) ",
        "\n\n¹ ",
        "\n\n⁽²⁾ - ",
        "\n(1) ",
        "\n3- ",
        "TT\tTên\tSố lượng\n",
        "1\tTrồng ngô\t12,5\n",
        "(1)\t(2)\t(3)\n",
        "| a | 5 |\n|---|---|\n| 1 | 2 |\n",
        "đạt 96,5% kế hoạch",
        " 90/120 ha",
        " 1.250.000đ",
        " ngày 12/6/2024",
        " số 45/KH-UBND",
        " trong đó: ",
        " gồm 3 hộ và 4 hộ",
        "BÁO CÁO\n\n",
        "Phần thứ nhất\n",
        "I. KẾT QUẢ\n",
        " tăng 12% so với cùng kỳ",
        " năm 2024",
        " giảm 1,5 điểm %",
        " khoảng ",
        "²⁾",
        " Điều 12",
        " Covid-19",
        "“100 ngày”",
        "280.000.00đ",
        "1,2,3",
        "5.000,5.000",
    ]
)
NOISE = st.lists(SIGNS | PHRASES, max_size=25).map("".join)
LONG = st.lists(SIGNS | PHRASES, min_size=150, max_size=400).map("".join)
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    return load()


def extraction_of(source: Source) -> Extraction:
    """All that the program reads in a source."""
    return extract(source, lexicon(), "r")


def check_ledger(source: Source, extraction: Extraction) -> None:
    """Fails unless each digit has exactly one row, and each fact's figure is a row."""
    text, rows = source.text, extraction.numerals
    covered: set[int] = set()
    previous_stop = 0
    for row in rows:
        assert row.span.start >= previous_stop, f"{row.text!r} lies over the row before it"
        assert row.span.of(text) == row.text
        assert row.text
        assert row.page == source.page_of(row.span.start)
        assert -1 <= row.block < len(extraction.document.blocks)
        covered.update(range(row.span.start, row.span.stop))
        previous_stop = row.span.stop
    missing = [
        offset for offset, sign in enumerate(text) if sign.isdecimal() and offset not in covered
    ]
    assert not missing, f"no row for {text[missing[0] - 10 : missing[0] + 10]!r}"
    figures = {row.span for row in rows}
    assert {fact.span for fact in extraction.facts} <= figures
    assert len({fact.fact_id for fact in extraction.facts}) == len(extraction.facts)


@EXAMPLES
@given(NOISE)
@example("")
@example("\n\n¹ 5\n\n5")
@example("12<sup>3</sup>4")
@example("a\u0301 1\u03012")
@example("1.\r\n2,\f3")
def test_every_digit_of_any_text_has_one_row(text: str) -> None:
    source = Source(text=text, media_type="text/plain")
    check_ledger(source, extraction_of(source))


@settings(EXAMPLES, max_examples=10)
@given(LONG)
def test_every_digit_of_a_long_text_has_one_row(text: str) -> None:
    source = Source(text=text, media_type="text/plain")
    check_ledger(source, extraction_of(source))


@settings(EXAMPLES, max_examples=60)
@given(NOISE)
def test_every_digit_of_a_file_has_one_row(text: str) -> None:
    """Through the readers, which point out pages, headings and tables."""
    for reader in (plain, markdown):
        source = reader.read(f"Báo cáo {text}".encode())
        check_ledger(source, extraction_of(source))


@settings(EXAMPLES, max_examples=30)
@given(NOISE)
def test_the_same_text_gives_the_same_extraction(text: str) -> None:
    source = Source(text=text, media_type="text/plain")
    first, second = extraction_of(source), extraction_of(source)
    assert first == second


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_digit_of_the_samples_has_one_row(path: Path) -> None:
    source = read_source(path.name, path.read_bytes())
    extraction = extraction_of(source)
    check_ledger(source, extraction)
    assert extraction.facts


@pytest.mark.skipif(not REPORTS, reason="reports stand in ../shared/reports, which is not here")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem[:3]}")
def test_every_digit_of_the_reports_has_one_row(path: Path) -> None:
    source = read_source(path.name, path.read_bytes())
    extraction = extraction_of(source)
    check_ledger(source, extraction)
    assert len(extraction.facts) > 200
