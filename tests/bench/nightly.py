"""How long a night takes over a folder of many files, most of which are known.

    python -m tests.bench.nightly [--files 10000] [--new 10]

Most reports are not read but copied within the database, with ids of their own: what is measured
is the night with nothing new, and what a few new reports cost beside the time it takes to read
them, which `soatso ingest` into an empty database tells.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.nightly import run_night
from pipeline.prepare import content_digest, report_id, stored_path
from pipeline.run import ingest
from pipeline.settings import Settings
from pipeline.store import schema
from pipeline.store.connect import open_for_writing
from pipeline.version import program_version
from tests.generator.draw import draw_report
from tests.generator.phrases import load_phrases
from tests.generator.writers import WRITERS

DISTINCT = 50
"""So many reports are really read; the others are copies of them."""
NEIGHBOURS = 20
"""The copies of a report are those of so many communes of its district, then of a year earlier."""
DAY = 24 * 3600


def main() -> None:
    """Prints the seconds of each night."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), arguments.files, arguments.new)


def measure(place: Path, files: int, new: int) -> None:
    """Prepares a folder and a database of `files` reports, then times three nights."""
    settings = Settings(db=place / "soatso.duckdb", out=place / "out")
    folder, drawn = place / "reports", place / "drawn"
    write_reports(folder, range(DISTINCT))
    write_reports(drawn, range(DISTINCT, DISTINCT + new))
    ingest([folder], settings, lambda *_: None)
    copy_reports(folder, settings.db, files - DISTINCT)
    night = lambda: run_night(folder, settings, lambda *_: None)  # noqa: E731
    show("first night: all is hashed, a snapshot published", night)
    show("nothing new", night)
    reading = show("(reading the new reports alone)", lambda: ingest(
        [drawn], replace(settings, db=place / "alone.duckdb"), lambda *_: None))  # fmt: skip
    for path in drawn.iterdir():
        path.rename(folder / path.name)
    taken = show(f"{new} new reports", night)
    print(f"{taken - reading:8.1f} s beyond their reading")


def show(what: str, action: Callable[[], object]) -> float:
    """The seconds that the action takes; prints them."""
    start = time.perf_counter()
    action()
    seconds = time.perf_counter() - start
    print(f"{seconds:8.1f} s {what}", flush=True)
    return seconds


def write_reports(folder: Path, numbers: Sequence[int]) -> None:
    """Writes generated reports, dated yesterday, so that their dates can be trusted."""
    folder.mkdir()
    book = load_phrases("all")
    for number in numbers:
        path = folder / f"{number:05d}.txt"
        path.write_bytes(WRITERS["txt"](draw_report(book, 1, number), {}))
        age(path)


def age(path: Path) -> None:
    """Makes the file a day old."""
    then = time.time() - DAY
    os.utime(path, (then, then))


def copy_reports(folder: Path, db: Path, copies: int) -> None:
    """Adds files of other content, and their reports as if they had been read."""
    originals = sorted(folder.iterdir())
    rows = []
    for number in range(copies):
        original = originals[number % len(originals)]
        path = folder / f"copy-{number:05d}.txt"
        path.write_bytes(original.read_bytes() + b"\n" * (number + 1))
        age(path)
        digest, was = content_digest(path) or "", content_digest(original) or ""
        rows.append((report_id(was), report_id(digest), digest, stored_path(path), number))
    with open_for_writing(db, program_version()) as connection:
        connection.execute(
            "CREATE TEMP TABLE copies (was TEXT, report_id TEXT, sha256 TEXT, path TEXT, n INT)"
        )
        appender = connection.appender("copies")
        appender.append_rows(rows)
        appender.flush()
        connection.execute(
            "INSERT INTO store.reports SELECT r.* REPLACE (c.report_id AS report_id, "
            "c.sha256 AS sha256, c.path AS file_path, parse_filename(c.path) AS file_name, "
            "r.unit_name || ' ' || c.n // $distinct % $neighbours AS unit_name, "
            "r.period_start - to_years(c.n // ($distinct * $neighbours)) AS period_start, "
            "r.period_end - to_years(c.n // ($distinct * $neighbours)) AS period_end) "
            "FROM store.reports AS r JOIN copies AS c ON c.was = r.report_id",
            {"distinct": DISTINCT, "neighbours": NEIGHBOURS},
        )
        for table in schema.REPORT_TABLES:
            connection.execute(
                f"INSERT INTO {table.full_name} SELECT t.* REPLACE (c.report_id AS report_id) "  # noqa: S608
                f"FROM {table.full_name} AS t JOIN copies AS c ON c.was = t.report_id"
            )


if __name__ == "__main__":
    main()
