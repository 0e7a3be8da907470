"""(f) Judging again what is stored, report by report."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.processes import run_soatso
from tests.bench.records import Result, Row


def measure(corpus: Path, reports: int) -> Result:
    """Milliseconds a report for judging all stored claims anew, as after an update."""
    with tempfile.TemporaryDirectory() as folder:
        database = ("--db", Path(folder) / "bench.duckdb")
        run_soatso("ingest", corpus, *database)
        nothing = run_soatso("check", *database)
        anew = run_soatso("check", "--skip", "density", *database)
    rows = (
        Row(name="check, all judged before", value=nothing.seconds, unit="s"),
        Row(name="check with one check less: all judged anew", value=anew.seconds, unit="s"),
        Row(name="a report", value=1000 * anew.seconds / reports, unit="ms/report"),
    )
    return Result(letter="f", title=f"judging {reports:,} stored reports again", rows=rows)
