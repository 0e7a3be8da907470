"""What `explain` says of how a figure was read: plain words in both languages, no rules by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.extract import extract
from models.fact import Fact
from models.lexicon import load
from models.messages import messages
from models.text import Source
from pipeline.report.reading import reading_lines

SAMPLES = sorted(Path(__file__).parents[2].glob("data/samples/*.txt"))
NAMES_OF_RULES = re.compile(r"(quy tắc|rule) \w+")


def _facts(text: str) -> tuple[Fact, ...]:
    return extract(Source(text=text, media_type="text/plain"), load(), "r").facts


def _said(text: str, figure: str, lang: str = "vi") -> list[str]:
    fact = next(one for one in _facts(text) if one.text == figure)
    return list(reading_lines(fact, messages(lang)))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_figure_of_a_report_is_explained_by_the_name_of_a_rule(sample: Path, lang: str) -> None:
    told = [
        line
        for fact in _facts(sample.read_text("utf-8"))
        for line in reading_lines(fact, messages(lang))
    ]
    assert told
    assert [line for line in told if NAMES_OF_RULES.search(line)] == []


def test_a_place_is_explained_by_where_it_is_named() -> None:
    lines = _said("Đã làm 900 m kênh, gồm: thôn Nà Lẹng 400 m, thôn Khau Mu 500 m.", "400")
    assert "  nơi: thôn Nà Lẹng · nêu trong câu" in lines


def test_a_base_is_explained_by_its_words() -> None:
    lines = _said("Trồng 32 ha quế, đạt 64% kế hoạch huyện giao.", "64")
    (base,) = [line for line in lines if line.startswith("  so với: ")]
    assert "kế hoạch" in base.partition("căn cứ")[2]


def test_what_is_of_the_whole_unit_has_no_place_nor_project() -> None:
    lines = _said("Trồng 32 ha quế.", "32")
    assert not [line for line in lines if line.startswith(("  nơi:", "  dự án"))]
    assert [line for line in lines if line.startswith("  vai trò: số thực hiện (actual)")]
