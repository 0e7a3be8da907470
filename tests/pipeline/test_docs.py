"""Generated pages: they say what the source says, and drift is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.lexicon import load
from pipeline.checks import checks
from pipeline.docs import PAGES, main
from pipeline.store import schema


@pytest.mark.parametrize("page", PAGES)
def test_drift_is_noticed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main([page, "--check"]) == 1, "no page yet"
    assert main([page, "--write"]) == 0
    assert main([page, "--check"]) == 0
    path = Path("docs", f"{page}.md")
    path.write_text(path.read_text("utf-8").replace("a", "b", 1), "utf-8")
    assert main([page, "--check"]) == 1


def test_the_schema_page_has_every_public_column() -> None:
    page = PAGES["schema"]()
    for view in schema.PUBLIC:
        assert f"\n## {view.name}\n" in page
        for column in view.public_columns:
            assert f"| `{column.name}` | {column.type} | {column.comment} |" in page
    assert "claims" not in page.split("## ")[1]


def test_the_pages_of_checks_and_indicators_leave_none_out() -> None:
    told = PAGES["checks"]()
    assert all(f"\n## {check.id}\n" in told for check in checks())
    assert told.count("```python") == told.count("\n```\n")
    listed = PAGES["indicators"]()
    assert all(f"| `{code}` |" in listed for code in load().indicators)
