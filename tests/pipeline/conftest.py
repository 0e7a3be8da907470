"""A database made by hand, for the tests of the commands."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from models.report import Report
from pipeline.judging import comparing_version, judging_version
from pipeline.prepare import WARM
from pipeline.settings import CheckSettings
from pipeline.store.connect import open_for_writing
from pipeline.store.write import mark_compared, write_report
from tests.pipeline.build import failed, report

if "forkserver" in multiprocessing.get_all_start_methods():
    # One server serves all tests of a process, whichever of them starts it.
    multiprocessing.set_forkserver_preload([WARM])


@pytest.fixture
def made() -> Report:
    return report()


@pytest.fixture
def db(tmp_path: Path, made: Report, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one report that has one error, and one that could not be read."""
    path = tmp_path / "soatso.duckdb"
    with open_for_writing(path, "1") as connection:
        write_report(connection, replace(made, judged_by=judging_version(CheckSettings())))
        write_report(connection, failed())
        mark_compared(connection, comparing_version(CheckSettings()))
    monkeypatch.chdir(tmp_path)
    for name in ("SOATSO_DB", "SOATSO_LANG", "SOATSO_FAIL_ON", "SOATSO_JOBS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return path
