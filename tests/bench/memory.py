"""(e) Peak memory against the number of reports."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.processes import run_soatso
from tests.bench.records import Ratio, Result, Row


def measure(corpora: dict[int, Path]) -> Result:
    """The most megabytes that a run over so many reports had at one time, workers included."""
    rows = []
    for reports, corpus in corpora.items():
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "bench.duckdb"
            run = run_soatso("ingest", corpus, "--jobs", "2", "--db", database, watch=True)
        if run.peak is None:
            return Result(letter="e", title="peak memory", rows=(), notes=("only Linux tells",))
        name = f"{reports:,} reports, {run.seconds:,.1f} s"
        rows.append(Row(name=name, value=run.peak / 1e6, unit="MB", size=reports))
    peaks = {row.size: row.value for row in rows}
    most = max(corpora)
    ratios = []
    if 100 in peaks and most > 100:
        more = peaks[most] / peaks[100]
        ratios = [Ratio(name=f"{most:,} reports : 100", value=more, asked="at most 1.2")]
    return Result(
        letter="e",
        title="peak memory of `soatso ingest --jobs 2`, workers included",
        rows=tuple(rows),
        ratios=tuple(ratios),
    )
