"""(a) PDF to checked facts in the database, beside other tools that only read the PDF."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

import pypdfium2

from pipeline.judging import judge_stored, judging_version
from pipeline.prepare import Manner, prepare
from pipeline.settings import CheckSettings
from pipeline.store.connect import open_for_writing
from pipeline.store.parcel import unpack_all
from pipeline.store.write import write_rows
from tests.bench.pdf import pdftotext, plumber
from tests.bench.records import Ratio, Result, Row
from tests.bench.side_by_side import one_core, time_in_turn


def measure(files: list[Path], rounds: int) -> Result:
    """Pages a second of each tool on the same files, on one core."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in files)
    with tempfile.TemporaryDirectory() as folder:
        return _measured(files, pages, rounds, _empty_database(Path(folder)))


def _measured(files: list[Path], pages: int, rounds: int, empty: Path) -> Result:
    ways = {
        "soatso: read, extract, check, store": partial(_store, files, empty),
        "pdfplumber: extract_text, extract_tables": partial(_each, plumber, files),
    }
    if shutil.which("pdftotext"):
        ways["pdftotext"] = partial(_each, pdftotext, files)
    with one_core():
        seconds = time_in_turn(ways, rounds)
    ours, theirs, *bare = seconds.values()
    ratios = [Ratio(name="pdfplumber : soatso", value=theirs / ours, asked="at least 2")]
    ratios += [
        Ratio(name="soatso : pdftotext", value=ours / one, asked="at most 20") for one in bare
    ]
    return Result(
        letter="a",
        title=f"PDF to checked facts in the database: {len(files)} files, {pages} pages, one core",
        rows=tuple(
            Row(name=name, value=pages / spent, unit="pages/s") for name, spent in seconds.items()
        ),
        ratios=tuple(ratios),
        notes=() if bare else ("pdftotext is not installed (Debian: poppler-utils)",),
    )


def _each(read: object, files: list[Path]) -> None:
    for path in files:
        read(path)  # type: ignore[operator]


def _empty_database(folder: Path) -> Path:
    """A database without reports: it is made once in its life, not for each file."""
    path = folder / "empty.duckdb"
    with open_for_writing(path, "bench"):
        return path


def _store(files: list[Path], empty: Path) -> None:
    """What a worker does for each file, and what the writer does with all of them.

    In this process, which is warm, as it is for the others; (g) tells what starting costs.
    """
    database = empty.with_name("bench.duckdb")
    shutil.copy(empty, database)
    with open_for_writing(database, "bench") as connection:
        manner = Manner(version="bench", judged_by=judging_version(CheckSettings()))
        parcels = [prepare(path, manner).parcel for path in files]
        write_rows(connection, unpack_all(parcels))
        judge_stored(connection, CheckSettings())
