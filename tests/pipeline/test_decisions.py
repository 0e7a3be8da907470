"""Dismissed and corrected findings: kept through re-reading, re-checking and newer versions."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.checks import judge
from pipeline.cli import main
from pipeline.judging import judge_stored
from pipeline.settings import CheckSettings
from pipeline.store.claims import load_claims_of, load_relations
from pipeline.store.connect import open_for_reading

REPORT = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY

Số: 12/BC-UBND
Suối Mây, ngày 20 tháng 6 năm 2024

BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2024

1. Chăn nuôi

- Tổng đàn lợn 610 con/600 con, đạt 116% kế hoạch.
- Tổng đàn trâu 215 con/220 con, đạt 87,7% kế hoạch.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report, read into the default database."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOATSO_DB", "SOATSO_LANG", "SOATSO_FAIL_ON"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bc").mkdir()
    read(tmp_path, REPORT)
    return tmp_path


def read(folder: Path, text: str) -> None:
    (folder / "bc" / "suoi-may.txt").write_text(text, "utf-8")
    assert main(["ingest", "bc", "--jobs", "1"]) == 0


def findings(folder: Path) -> dict[str, list[str]]:
    """State, reason and id of each finding of the current report, by what it states."""
    query = (
        "SELECT f.stated, f.state, f.why, f.finding_id FROM findings AS f "
        "JOIN reports AS r USING (report_id) WHERE r.superseded_by IS NULL"
    )
    with duckdb.connect(str(folder / "soatso.duckdb"), read_only=True) as connection:
        return {stated: rest for stated, *rest in connection.execute(query).fetchall()}


def test_a_dismissed_finding_is_not_listed_and_says_who_and_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pigs = findings(folder)["116%"][2]
    assert main(["dismiss", pigs[:8], "--why", "kế hoạch đã điều chỉnh"]) == 0
    assert findings(folder)["116%"][:2] == ["dismissed", "kế hoạch đã điều chỉnh"]
    capsys.readouterr()
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "116%" not in out
    assert "87,7%" in out
    with duckdb.connect("soatso.duckdb", read_only=True) as connection:
        row = connection.execute(
            "SELECT decided_by IS NOT NULL, decided_at IS NOT NULL FROM findings "
            "WHERE state = 'dismissed'"
        ).fetchone()
    assert row == (True, True)


def test_a_decision_outlives_checking_again_and_newer_versions(folder: Path) -> None:
    before = findings(folder)
    assert main(["dismiss", before["116%"][2], "--why", "đúng"]) == 0
    (folder / "soatso.toml").write_text('[checks]\nskip = ["mean"]\n', "utf-8")
    assert main(["check"]) == 1  # judged again: the settings are others
    assert findings(folder)["116%"][0] == "dismissed"
    read(folder, REPORT.replace("1. Chăn nuôi", "1. Công tác chăn nuôi, thú y"))
    after = findings(folder)
    assert after["116%"][:2] == ["dismissed", "đúng"]
    assert after["116%"][2] != before["116%"][2], "it stands elsewhere now"
    assert after["87,7%"][0] == "open"


def test_a_decision_ends_when_the_figures_change(folder: Path) -> None:
    assert main(["dismiss", findings(folder)["116%"][2], "--why", "đúng"]) == 0
    read(folder, REPORT.replace("116%", "117%"))
    assert findings(folder)["117%"][0] == "open"
    read(folder, REPORT)
    assert findings(folder)["116%"][0] == "dismissed"


def test_a_decision_can_be_taken_back(folder: Path) -> None:
    pigs = findings(folder)["116%"][2]
    assert main(["corrected", pigs]) == 0
    assert findings(folder)["116%"][0] == "corrected"
    assert main(["corrected", pigs, "--undo"]) == 0
    assert findings(folder)["116%"][:2] == ["open", ""]


@pytest.mark.parametrize("arguments", [["zzzz", "--why", "x"], ["", "--why", "x"], ["PIGS"]])
def test_what_cannot_be_decided_is_wrong_usage(folder: Path, arguments: list[str]) -> None:
    pigs = findings(folder)["116%"][2]
    wanted = [pigs if one == "PIGS" else one for one in arguments]
    assert main(["dismiss", *wanted]) == 2
    assert main(["dismiss", pigs, "--why", "  "]) == 2


def test_what_a_newer_version_no_longer_has_is_corrected_and_the_rest_is_told_there(
    folder: Path,
) -> None:
    with duckdb.connect("soatso.duckdb", read_only=True) as connection:
        times = dict(connection.execute("SELECT stated, first_seen FROM findings").fetchall())
    read(folder, REPORT.replace("116%", "101,7%"))
    with duckdb.connect("soatso.duckdb", read_only=True) as connection:
        rows = connection.execute(
            "SELECT f.stated, f.state, r.superseded_by IS NULL, first_seen FROM findings AS f "
            "JOIN reports AS r USING (report_id) ORDER BY ALL"
        ).fetchall()
    assert rows == [
        ("116%", "corrected", False, times["116%"]),
        ("87,7%", "open", True, times["87,7%"]),
    ]


def test_claims_judged_again_from_the_store_give_what_was_stored(folder: Path) -> None:
    stored = {finding_id for _, _, finding_id in findings(folder).values()}
    with open_for_reading(folder / "soatso.duckdb") as connection:
        ids = [row[0] for row in connection.execute("SELECT report_id FROM reports").fetchall()]
        ((report_id, claims),) = load_claims_of(connection, ids).items()
        relations, found = judge(claims, report_id)
        assert relations
        assert set(relations) == set(load_relations(connection, report_id))
    assert {one.finding_id for one in found} == stored


def test_what_was_judged_is_not_judged_twice(folder: Path) -> None:
    with duckdb.connect("soatso.duckdb") as connection:
        assert judge_stored(connection, CheckSettings()) == 0
        assert judge_stored(connection, CheckSettings(skip=("percent",))) == 1
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (0,)
        assert judge_stored(connection, CheckSettings()) == 1
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (2,)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("[checks]\nskip = ['nothing']\n", "nothing"),
        ("[checks]\nskip = 'mean'\n", "skip"),
        ("[checks]\noutlier_factor = 0\n", "outlier_factor"),
        ("[checks]\noutlier_facto = 5\n", "outlier_factor"),
        ("checks = 3\n", "checks"),
    ],
)
def test_wrong_settings_of_checks_are_named_with_a_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], table: str, names: str
) -> None:
    (folder / "soatso.toml").write_text(table, "utf-8")
    capsys.readouterr()
    assert main(["check"]) == 2
    assert names in capsys.readouterr().err


def test_only_and_skip_take_several_checks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--only", "percent,earlier"]) == 1
    assert main(["check", "--only", "change,earlier"]) == 0
    assert main(["check", "--skip", "percent"]) == 0
    assert main(["check", "--only", "percent,nothing"]) == 2
