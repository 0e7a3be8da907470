"""(g) How long each command takes on a small database: mostly its start."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench.processes import run_soatso
from tests.bench.records import Ratio, Result, Row
from tests.bench.side_by_side import time_in_turn


def measure(samples: Path, rounds: int) -> Result:
    """Milliseconds of each command from its start to its end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = ("--db", folder / "bench.duckdb")
        run_soatso("ingest", samples, *database)
        report = next(samples.glob("*.txt")).name
        commands: dict[str, tuple[str | Path, ...]] = {
            "--version": ("--version",),
            "doctor": ("doctor", *database),
            "ingest, nothing new": ("ingest", samples, *database),
            "check": ("check", *database),
            "show": ("show", report, *database),
            "explain": ("explain", f"{report}:404", *database),
            "query": ("query", "SELECT count(*) FROM facts", *database),
            "report --json": ("report", "--json", folder / "f.json", *database),
            "report --html": ("report", "--html", folder / "f.html", *database),
            "export": ("export", "--format", "parquet", folder / "export", *database),
            "nightly, nothing new": ("nightly", samples, "--out", folder / "out", *database),
        }
        ways = {title: partial(run_soatso, *arguments) for title, arguments in commands.items()}
        seconds = time_in_turn({"python -c ''": _python, **ways}, rounds)
    bare = seconds["python -c ''"]
    return Result(
        letter="g",
        title="each command on the samples, start included",
        rows=tuple(
            Row(name=name, value=spent * 1000, unit="ms") for name, spent in seconds.items()
        ),
        ratios=(
            Ratio(name="soatso --version : an empty Python", value=seconds["--version"] / bare),
        ),
    )


def _python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)
