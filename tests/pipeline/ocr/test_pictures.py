"""Ink, slant, borders and raised marks in pictures drawn here; no engine is needed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.ocr.hocr import TextLine, Word
from pipeline.ocr.marks import find_raised
from pipeline.ocr.picture import (
    Place,
    even,
    find_ink,
    find_slant,
    level,
    lies_sideways,
    upright,
    without_dust,
)
from pipeline.ocr.sheet import make_sheet
from pipeline.ocr.strokes import find_strokes
from tests.pipeline.ocr.drawn import DPI, Drawing, needs_font, report_page


def askew(degrees: float) -> np.ndarray:
    image = report_page().image
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250))


@needs_font
@settings(max_examples=12, deadline=None)
@given(st.floats(min_value=-4.5, max_value=4.5))
def test_the_slant_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    assert find_slant(find_ink(askew(degrees), DPI)) == pytest.approx(degrees, abs=0.15)


def test_an_empty_page_has_no_slant_and_lies_no_way() -> None:
    ink = np.zeros((400, 300), bool)
    assert find_slant(ink) == 0
    assert not lies_sideways(ink)


@needs_font
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_that_lies_sideways_is_told(quarters: int) -> None:
    assert lies_sideways(find_ink(upright(report_page().grey(), quarters), DPI)) == bool(
        quarters % 2
    )


@needs_font
@pytest.mark.parametrize("degrees", [0.0, 1.7, -3.0])
def test_the_cells_of_a_table_are_found_on_a_slanted_page(degrees: float) -> None:
    grey = askew(degrees)
    straight = level(grey, find_slant(find_ink(grey, DPI)))
    sheet = make_sheet(straight, DPI)
    assert len(sheet.cells) == 12
    assert sum(sheet.inked(cell) is not None for cell in sheet.cells) == 12
    assert len(sheet.tables) == 1


@needs_font
def test_lines_of_bold_capitals_are_no_rules() -> None:
    drawing = Drawing()
    for row in range(20):
        drawing.text(200, 200 + 60 * row, "TỔNG HỢP KẾT QUẢ THỰC HIỆN NHIỆM VỤ QUÝ", 40)
    assert find_strokes(find_ink(drawing.grey(), DPI), DPI) == ()


def test_a_shaded_field_is_no_rule_and_the_border_beside_it_is() -> None:
    ink = np.zeros((400, 800), bool)
    ink[100:160, 100:700] = True
    ink[300:303, 100:700] = True
    assert find_strokes(ink, DPI) == (Place(100, 299, 700, 303),)


@needs_font
def test_uneven_light_is_made_even() -> None:
    grey = report_page().grey()
    light = np.linspace(0.4, 1.0, grey.shape[1])[None, :]
    shaded = (grey * light).astype(np.uint8)
    evened = even(shaded, DPI)
    assert np.percentile(evened, 30) > 225
    assert (find_ink(evened, DPI) ^ find_ink(even(grey, DPI), DPI)).mean() < 0.005


def test_an_even_white_page_stays_without_ink() -> None:
    assert not find_ink(even(np.full((300, 300), 230, np.uint8), DPI), DPI).any()


def test_dust_goes_and_thin_strokes_stay() -> None:
    ink = np.zeros((50, 50), bool)
    ink[5, 5] = ink[20, 30] = True
    ink[30:32, 10:40] = True
    clean = without_dust(ink)
    assert not clean[:25].any()
    assert clean[30:32, 11:39].all()


def line_of(x0: float, x1: float, baseline: float) -> TextLine:
    word = Word(text="x", edges=(x0, x1), top=0, bottom=0, confidence=90)
    return TextLine(words=(word,), baseline=baseline, size=34.0)


@needs_font
@pytest.mark.parametrize(
    ("text", "raised", "count"),
    [
        ("đồng", "1", 1),
        ("đồng", "12", 1),
        ("“đồng”, ở xã - thôn = 3", "", 0),
        ("Hội, nghị: ổn định; ĐẾ", "", 0),
    ],
)
def test_raised_digits_are_found_and_quotes_dashes_and_accents_are_not(
    text: str, raised: str, count: int
) -> None:
    drawing = Drawing().text(300, 240, text)
    if raised:
        drawing.text(302 + drawing.width(text), 238, raised, 20)
    baseline = 240 + 32.0
    found = find_raised(find_ink(drawing.grey(), DPI), line_of(300, 700, baseline))
    assert len(found) == count
