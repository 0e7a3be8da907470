"""(d) Two workers against one, as whole runs of the command."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from tests.bench.processes import run_soatso
from tests.bench.records import Ratio, Result, Row
from tests.bench.side_by_side import time_in_turn


def measure(corpus: Path, reports: int, rounds: int) -> Result:
    """Reports a second with one worker process and with two."""
    ways = {f"--jobs {jobs}": partial(_ingest, corpus, jobs) for jobs in (1, 2)}
    seconds = time_in_turn(ways, rounds)
    one, two = seconds.values()
    return Result(
        letter="d",
        title=f"two workers against one: {reports:,} reports, the whole command",
        rows=tuple(
            Row(name=name, value=reports / spent, unit="reports/s")
            for name, spent in seconds.items()
        ),
        ratios=(Ratio(name="one worker : two workers", value=one / two, asked="at least 1.8"),),
    )


def _ingest(corpus: Path, jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run_soatso("ingest", corpus, "--jobs", str(jobs), "--db", Path(folder) / "bench.duckdb")
