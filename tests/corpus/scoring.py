"""What the hand-made annotations of ../shared say about the product, format by format."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import duckdb

from pipeline.cli import main

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
TEXTS = SHARED / "reports" / "text"


def names() -> list[str]:
    """The annotated reports."""
    return sorted(path.name.removesuffix(".numbers.tsv") for path in GOLD.glob("*.numbers.tsv"))


def score_format(folder: str, work: Path) -> dict[str, float]:
    """The figures of the scoring tool over the reports there are in one format, ingested anew."""
    database = work / f"{folder}.duckdb"
    assert main(["ingest", str(SHARED / "reports" / folder), "--db", str(database)]) == 0
    tool = _load_tool()
    with duckdb.connect(str(database), read_only=True) as connection:
        stored = [row[0] for row in connection.execute("SELECT file_name FROM reports").fetchall()]
        present = [name for name in names() if any(one.startswith(name) for one in stored)]
        counts = [tool.score(connection, GOLD, TEXTS, name)["counts"] for name in present]
    figures: dict[str, float] = tool.figures(sum(counts, Counter()))
    return figures


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool
