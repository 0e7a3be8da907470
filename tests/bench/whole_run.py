"""(h) A folder taken in, checked and published: wall time, memory, and where the time goes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import extractors.extract
import pipeline.prepare
from pipeline.judging import judging_version
from pipeline.prepare import Manner, prepare
from pipeline.settings import CheckSettings
from tests.bench.processes import Run, run_soatso
from tests.bench.records import Result, Row
from tests.bench.side_by_side import one_core
from tests.bench.stages import Stopwatch

STEPS = {
    "read": (pipeline.prepare, "read_file"),
    "extract": (extractors.extract, "extract"),
    "check": (pipeline.prepare, "judge"),
    "pack": (pipeline.prepare, "pack"),
}
"""What a worker does with a file, and the functions that do it."""
SAMPLE = 60
"""So many files of each format are timed step by step."""


def measure(corpus: Path, reports: int) -> Result:
    """Seconds and memory of `ingest` and `nightly` with two workers, and seconds of core a step."""
    with tempfile.TemporaryDirectory() as folder:
        database, out = Path(folder) / "bench.duckdb", Path(folder) / "out"
        place = ("--db", database, "--jobs", "2")
        read = run_soatso("ingest", corpus, *place, watch=True)
        published = run_soatso("nightly", corpus, *place, "--out", out, watch=True)
    rows = [*_rows("ingest", read, reports), *_rows("nightly after it", published, reports)]
    for format_ in sorted({path.suffix for path in corpus.rglob("*.*") if path.suffix}):
        files = sorted(corpus.rglob(f"*{format_}"))[:SAMPLE]
        rows += _steps(format_, files)
    return Result(
        letter="h",
        title=f"{reports:,} reports taken in, checked and published",
        rows=tuple(rows),
    )


def _rows(name: str, run: Run, reports: int) -> list[Row]:
    rows = [Row(name=f"{name}: wall time", value=run.seconds, unit="s", size=reports)]
    if run.peak is not None:
        rows.append(Row(name=f"{name}: peak memory", value=run.peak / 1e6, unit="MB"))
    return rows


def _steps(format_: str, files: Sequence[Path]) -> list[Row]:
    """Milliseconds a file of each step that a worker does."""
    manner = Manner(version="bench", judged_by=judging_version(CheckSettings()))
    watch = Stopwatch()
    with one_core(), ExitStack() as stack:
        for name, (module, function) in STEPS.items():
            timed = watch.charging(name, getattr(module, function))
            stack.enter_context(patch.object(module, function, timed))
        prepare(files[0], manner)
        watch.seconds.clear()
        for path in files:
            prepare(path, manner)
    return [
        Row(name=f"{format_}: {name}", value=1000 * watch.seconds[name] / len(files), unit="ms")
        for name in STEPS
    ]
