"""What came into question and was rejected is kept, and told by `explain`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.extract import extract
from models.fact import REJECTED
from models.lexicon import load
from models.text import Source
from pipeline.cli import main

TEXT = "Diện tích gieo trồng lúa 12 ha. Mít tinh ngày 27/7 trang trọng."


def test_other_indicators_are_kept_as_evidence() -> None:
    (fact, *_) = extract(Source(text=TEXT, media_type="text/plain"), load(), "r").facts
    rejected = {step.said for step in fact.evidence if step.rule == REJECTED}
    assert fact.indicator not in rejected
    assert rejected <= set(load().indicators)
    assert rejected


def test_other_kinds_are_kept_with_their_rules() -> None:
    text = "Phụ lục 1/2024: quy hoạch tỷ lệ 1/500 đã duyệt."
    numerals = extract(Source(text=text, media_type="text/plain"), load(), "r").numerals
    for numeral in numerals:
        kinds = [entry.partition(":")[0] for entry in numeral.rejected]
        assert str(numeral.kind) not in kinds
    assert any(numeral.rejected for numeral in numerals)


def test_explain_tells_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("xa.txt").write_text(TEXT, "utf-8")
    assert main(["ingest", "xa.txt"]) == 0
    capsys.readouterr()
    assert main(["explain", f"xa.txt:{TEXT.index('12')}"]) == 0
    assert "    bị loại: crop." in capsys.readouterr().out
