"""The real reports: every format of one report says the same figures."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from extractors.readers import read_source

SHARED = Path(__file__).parents[4] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.numbers.tsv"))
pytestmark = pytest.mark.skipif(not GOLD, reason="needs the annotated reports in ../shared")


def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("gold_file", GOLD, ids=lambda path: path.name[:3])
def test_figures_are_where_the_text_has_them(gold_file: Path, form: str) -> None:
    name = gold_file.name.removesuffix(".numbers.tsv")
    (text_file,) = (SHARED / "reports" / "text").glob(f"{name}*")
    text = read_source(text_file.name, text_file.read_bytes()).text
    with gold_file.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    gold = [{"start": int(row["offset"]), "text": row["text"]} for row in rows]
    assert all(text.startswith(one["text"], one["start"]) for one in gold)
    report = SHARED / "reports" / form / f"{name}.{form}"
    source = read_source(report.name, report.read_bytes())
    aligned = scoring().align(text, gold, source.text)
    assert len(aligned) >= 0.995 * len(gold)
    assert all(note.anchor is not None for note in source.notes)
