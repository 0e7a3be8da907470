"""Every query of docs/analysts.md runs, on the samples and on a snapshot, and answers something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.publish import draft_snapshot, open_newest, point_to
from pipeline.run import ingest
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "analysts.md").read_text("utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```", TEXT, re.M | re.S)
SILENT = ("FROM series AS s\nJOIN place_changes",)
"""What has nothing to say of the samples, whose units are invented."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published samples."""
    place = tmp_path_factory.mktemp("analysts")
    settings = Settings(db=place / "soatso.duckdb", jobs=1)
    ingest([ROOT / "data" / "samples"], settings, lambda *_: None)
    _, pointer = draft_snapshot(settings.db, place)
    point_to(pointer, place)
    return place


def test_there_are_ten_questions() -> None:
    assert len(re.findall(r"^## \d+\. .*\?$", TEXT, re.M)) == 10
    assert len(QUERIES) >= 10


@pytest.mark.parametrize("query", QUERIES)
def test_a_question_is_answered(query: str, out: Path) -> None:
    with open_newest(out) as (connection, _):
        rows = connection.execute(query).fetchall()
    assert rows or any(words in query for words in SILENT)


def test_the_python_shown_runs(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soatso-out").symlink_to(out, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (shown,) = re.findall(r"^```python\n(.*?)^```", TEXT, re.M | re.S)
    told: dict[str, object] = {}
    exec(shown, told)  # noqa: S102 - our own documentation
    assert len(told["series"])  # type: ignore[arg-type]


def test_figures_of_old_units_are_summed_for_the_new(out: Path, tmp_path: Path) -> None:
    """On reports of two real communes of one that was made of them: names only, figures ours."""
    reports = tmp_path / "bao-cao"
    reports.mkdir()
    for number, (name, cows) in enumerate([("Tân Lập", 120), ("Tân Thành", 80)]):
        (reports / f"{number}.txt").write_text(
            f"ỦY BAN NHÂN DÂN HUYỆN BẮC QUANG\nỦY BAN NHÂN DÂN XÃ {name.upper()}\n\n"
            f"Số: {number + 5}/BC-UBND\n\n{name}, ngày 20 tháng 12 năm 2024\n\nBÁO CÁO\n"
            f"Tình hình kinh tế - xã hội năm 2024\n\nTỉnh Hà Giang.\n\n- Đàn bò {cows} con.\n",
            "utf-8",
        )
    settings = Settings(db=tmp_path / "hai-xa.duckdb", jobs=1)
    ingest([reports], settings, lambda *_: None)
    _, pointer = draft_snapshot(settings.db, tmp_path)
    point_to(pointer, tmp_path)
    (query,) = (one for one in QUERIES if SILENT[0] in one)
    with open_newest(tmp_path) as (connection, _):
        codes = connection.execute("SELECT unit_code FROM reports ORDER BY 1").fetchall()
        rows = connection.execute(query).fetchall()
    assert all(code for (code,) in codes), codes
    told = [(name, float(actual), of) for _, name, *_, actual, of, _, _ in rows]
    assert told == [("Xã Tân Quang", 200.0, 2)]
