"""Figures laid out: units, partners in ratios and ranges, sentences."""

from __future__ import annotations

import pytest

from extractors.figures import find_sentences
from extractors.language import make_doc
from tests.extractors.claims import read_block


def ratios(text: str) -> list[tuple[str, str]]:
    figures = read_block(text).figures
    return [
        (figure.token.text, figures[figure.over].token.text)
        for figure in figures
        if figure.over is not None
    ]


def ranges(text: str) -> list[tuple[str, str]]:
    figures = read_block(text).figures
    return [
        (figure.token.text, figures[figure.range_end].token.text)
        for figure in figures
        if figure.range_end is not None
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gieo cấy 48/50 ha lúa.", [("48", "50")]),
        ("Gieo cấy 48 ha/50 ha lúa.", [("48", "50")]),
        ("Gieo cấy 48ha / 50ha lúa.", [("48", "50")]),
        pytest.param(
            "Gieo cấy 48/KH 50 ha lúa.",
            [("48", "50")],
            marks=pytest.mark.xfail(reason="taken for the symbol of a document", strict=True),
        ),
        ("Đạt 7/9 thôn và 4/5 trường.", [("7", "9"), ("4", "5")]),
        ("Giá heo hơi 62.000 đồng/kg, bán 15 con.", []),
        ("Có 48 ha lúa, 50 ha ngô.", []),
    ],
)
def test_ratios(text: str, found: list[tuple[str, str]]) -> None:
    assert ratios(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Năng suất 45 - 48 tạ/ha.", [("45", "48")]),
        ("Năng suất từ 45 đến 48 tạ/ha.", [("45", "48")]),
        ("Giá 50.000đ => 60.000đ.", [("50.000", "60.000")]),
        ("Cấp cho 12 nhân khẩu - 180 kg gạo.", []),
        ("Có 45 hộ và 48 hộ.", []),
    ],
)
def test_ranges(text: str, found: list[tuple[str, str]]) -> None:
    assert ranges(text) == found


def test_the_unit_of_a_ratio_holds_for_both_figures() -> None:
    figures = read_block("Gieo cấy 48/50 ha lúa.").figures
    assert [figure.measure.name for figure in figures] == ["ha", "ha"]


def test_figures_of_a_ratio_may_have_units_of_their_own() -> None:
    figures = read_block("Giải ngân 2,4 tỷ đồng/3.200 triệu đồng.").figures
    assert [figure.measure.name for figure in figures] == ["tỷ đồng", "triệu đồng"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Đàn bò 46 con. Đàn dê 12 con.", 2),
        ("Đàn bò 2.460 con.", 1),
        ("Thực hiện tại TP. Lạng Sơn 12 hộ.", 1),
        ("Đạt 95%. Còn lại 5 hộ.", 2),
        ("Có 3 thôn. 12 hộ nghèo.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(find_sentences(make_doc(text), text)) == count


def test_words_before_a_figure_end_at_the_clause() -> None:
    reading = read_block("Trâu giảm 5 con; bò 46 con.")
    cows = reading.figures[1]
    assert reading.doc[cows.left : cows.index].text == "bò"
