"""Scores against the hand-made annotations do not fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.ocr.engine import find_engine
from tests.corpus.scoring import GOLD, names, score_format

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
LEAST = {name: floor for name, floor in FLOORS["text"].items() if name != "most"}
MOST = FLOORS["text"]["most"]

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the annotated reports of ../shared are not at hand"
)


@pytest.fixture(scope="module")
def text_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    assert len(names()) >= 3
    return score_format("text", tmp_path_factory.mktemp("text"))


@pytest.mark.parametrize("figure", LEAST)
def test_score_is_at_least(figure: str, text_scores: dict[str, float]) -> None:
    assert text_scores[figure] >= LEAST[figure]


@pytest.mark.parametrize("figure", MOST)
def test_score_is_at_most(figure: str, text_scores: dict[str, float]) -> None:
    assert text_scores[figure] <= MOST[figure]


@pytest.mark.parametrize("folder", ["docx", "pdf"])
def test_other_formats_say_the_same(
    folder: str, text_scores: dict[str, float], tmp_path: Path
) -> None:
    scores = score_format(folder, tmp_path)
    assert scores["aligned"] >= FLOORS["formats"]["aligned"]
    assert scores["role"] >= text_scores["role"] - FLOORS["formats"]["role_loss"]


@pytest.fixture(scope="module")
def tcvn3_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return score_format("tcvn3", tmp_path_factory.mktemp("tcvn3"))


@pytest.mark.parametrize("figure", FLOORS["tcvn3"])
def test_a_report_in_tcvn3_scores_at_least(figure: str, tcvn3_scores: dict[str, float]) -> None:
    assert tcvn3_scores[figure] >= FLOORS["tcvn3"][figure]


@pytest.mark.skipif(find_engine() is None, reason="Tesseract with Vietnamese is not installed")
def test_scans_say_nearly_the_same(text_scores: dict[str, float], tmp_path: Path) -> None:
    scores = score_format("scan", tmp_path)
    assert scores["aligned"] >= FLOORS["scan"]["aligned"]
    assert scores["value"] >= FLOORS["scan"]["value_share"] * text_scores["value"]
    assert scores["false"] <= FLOORS["scan"]["false"]
