"""What is printed: excerpts with marked figures, tables that line up, JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.finding import Severity
from models.messages import messages
from models.text import Span
from pipeline.report.excerpt import BRACKETS, render_excerpt
from pipeline.report.json import render_json
from pipeline.report.notation import render_number, render_value
from pipeline.report.table import display_width, one_line, render_table
from pipeline.report.text import render_counts, render_severities
from tests.pipeline.build import fact

TEXT = (
    "Về chăn nuôi. Tổng đàn trâu 120/150 con, đạt 80% kế hoạch; đàn bò 35 con.\n"
    + "Câu đệm không có số liệu nào. " * 20
    + "\nTổng đàn trâu cuối kỳ là 125 con."
)


def span(text: str, digits: str) -> Span:
    start = text.index(digits)
    return Span(start, start + len(digits))


def test_an_excerpt_is_the_sentence_with_every_figure_marked() -> None:
    spans = [span(TEXT, "80"), span(TEXT, "120"), span(TEXT, "150")]
    assert render_excerpt(TEXT, spans) == "Tổng đàn trâu ⟦120⟧/⟦150⟧ con, đạt ⟦80⟧% kế hoạch;"


def test_figures_far_apart_are_shown_each_in_its_sentence() -> None:
    shown = render_excerpt(TEXT, [span(TEXT, "120"), span(TEXT, "125")])
    assert shown == (
        "Tổng đàn trâu ⟦120⟧/150 con, đạt 80% kế hoạch; … Tổng đàn trâu cuối kỳ là ⟦125⟧ con."
    )


def test_no_figures_no_excerpt() -> None:
    assert render_excerpt(TEXT, []) == ""


def test_a_point_inside_a_number_does_not_end_the_sentence() -> None:
    text = "Thu 1.250.000 đồng. Hết."
    assert render_excerpt(text, [span(text, "1.250.000")]) == "Thu ⟦1.250.000⟧ đồng."


@given(
    st.text(alphabet="ab 1.,;\n", min_size=1, max_size=600),
    st.lists(st.tuples(st.integers(0, 599), st.integers(1, 9)), min_size=1, max_size=5),
)
def test_an_excerpt_never_changes_the_words(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(a, min(len(text), a + n)) for a, n in places if a < len(text)]
    shown = render_excerpt(text, spans)
    assert shown.count(BRACKETS[0]) == shown.count(BRACKETS[1]) == len(set(spans))
    words = shown.replace(BRACKETS[0], "").replace(BRACKETS[1], "")
    bare = "".join(text.split())
    overlapping = any(a.overlaps(b) for a in set(spans) for b in set(spans) if a != b)
    if not overlapping:
        assert all("".join(piece.split()) in bare for piece in words.split(" … "))


def test_columns_line_up_with_decomposed_letters_and_wide_signs() -> None:
    import unicodedata

    rows = [[unicodedata.normalize("NFD", "Đường bộ"), "1"], ["漢字", "22"]]
    lines = render_table(["tên", "số"], rows, right={1}).splitlines()
    assert {display_width(line) for line in lines} == {12}
    assert lines[2].endswith(" 1")


def test_a_table_without_rows_still_has_its_heads() -> None:
    assert render_table(["a", "bb"], []).splitlines() == ["a  bb", "-  --"]


def test_one_line_cuts_and_joins() -> None:
    assert one_line("a\n  b", 10) == "a b"
    assert one_line("abcdef", 4) == "abc…"


def test_numbers_are_written_as_the_language_does() -> None:
    assert render_number(Decimal("1234567.50"), "vi") == "1.234.567,5"
    assert render_number(Decimal("1234567.50"), "en") == "1,234,567.5"
    assert render_number(Decimal("1E+3"), "vi") == "1.000"
    assert render_number(Decimal("-0.005"), "vi", 2) == "-0,01"
    assert render_number(None, "vi") == ""


def test_a_figure_keeps_the_decimals_it_was_written_with() -> None:
    made = fact("r", "20,20", "20,20")
    assert render_value(made, "vi") == "20,20"
    assert render_value(replace(made, value=Decimal("20.2")), "en") == "20.20"
    assert render_value(replace(made, value=Decimal(12345), decimals=0), "vi") == "12.345"
    assert render_value(replace(made, value=None), "vi") == "? 20,20"


def test_json_keeps_whole_numbers_whole_and_vietnamese_readable() -> None:
    value = {"b": Decimal("2"), "c": Decimal("2.25"), "d": date(2024, 1, 2), "e": Severity.ERROR}
    text = render_json({"tên": "Đàn lợn", **value})
    assert "Đàn lợn" in text
    assert json.loads(text) == {
        "tên": "Đàn lợn", "b": 2, "c": 2.25, "d": "2024-01-02", "e": "error",
    }  # fmt: skip


def test_the_closing_table_counts_in_words() -> None:
    counts = {"read": 1200, "new": 2, "figures": 0}
    findings = {Severity.WARN: 3, Severity.ERROR: 1}
    lines = render_counts(counts, findings, messages("vi")).splitlines()
    assert lines == [
        "Đã đọc     1.200",
        "Mới        2",
        "Số liệu    0",
        "Phát hiện  4 (1 sai, 3 ngờ)",
    ]
    assert render_severities({}, messages("en")) == ""
