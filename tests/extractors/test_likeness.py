"""Misspelt names of indicators: what is recognised, and what only looks alike."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from models.lexicon import load
from models.text import Source


def codes(text: str) -> list[tuple[str, str]]:
    facts = extract(Source(text=text, media_type="text/plain"), load(), "r").facts
    rules = {s.said: s.rule for f in facts for s in f.evidence if s.aspect == "indicator"}
    return [(fact.indicator, rules[fact.indicator]) for fact in facts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tổng dàn trâu 350 con.", "herd.buffalo"),
        ("Tong dan gia cam 12.500 con.", "herd.poultry"),
        ("Dien tich tu nhien 3.125,4 ha.", "land.area.natural"),
    ],
)
def test_names_without_accents_or_with_a_letter_wrong(text: str, code: str) -> None:
    ((found, rule),) = codes(text)
    assert (found, rule) == (code, "misspelt")


@pytest.mark.parametrize(
    "text",
    [
        "Tiêm phòng uốn ván cho 120 người.",
        "Cấp phát ống dẫn nước cho 15 hộ.",
        "Xây dựng thôn Đông Chấn 12 km đường.",
    ],
)
def test_words_spelt_right_that_name_something_else(text: str) -> None:
    assert "misspelt" not in {rule for _, rule in codes(text)}
