"""(c) Rows a second into the database, beside DuckDB's own bulk load of the same rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.prepare import Manner, prepare
from pipeline.store import schema
from pipeline.store.connect import open_for_writing
from pipeline.store.parcel import Parcel, unpack_all
from pipeline.store.write import write_rows
from tests.bench.records import Ratio, Result, Row
from tests.bench.side_by_side import one_core, time_in_turn

_BATCH = 64
"""Reports stored in one step, as `ingest` does."""


def measure(files: list[Path], rounds: int) -> Result:
    """How fast the rows of the files come in, batch by batch and all at once."""
    parcels = [prepare(path, Manner(version="bench")).parcel for path in files]
    rows = unpack_all(parcels)
    count = sum(table.num_rows for table in rows.values())
    ways: dict[str, Callable[[], object]] = {
        f"soatso: {_BATCH} reports a transaction": partial(_store, parcels),
        "DuckDB: INSERT of the Arrow tables": partial(_insert, rows),
    }
    with one_core():
        seconds = time_in_turn(ways, rounds)
    ours, theirs = seconds.values()
    return Result(
        letter="c",
        title=f"rows into the database: {count:,} rows of {len(files):,} reports, one core",
        rows=tuple(
            Row(name=name, value=count / spent, unit="rows/s") for name, spent in seconds.items()
        ),
        ratios=(Ratio(name="soatso : DuckDB, time", value=ours / theirs),),
    )


def _store(parcels: list[Parcel]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_for_writing(Path(folder) / "bench.duckdb", "bench") as connection,
    ):
        for start in range(0, len(parcels), _BATCH):
            write_rows(connection, unpack_all(parcels[start : start + _BATCH]))


def _insert(rows: dict[str, pa.Table]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(str(Path(folder) / "bench.duckdb")) as connection,
    ):
        for statement in schema.statements():
            connection.execute(statement)
        for name, incoming in rows.items():
            connection.register("incoming", incoming)
            connection.execute(f"INSERT INTO store.{name} SELECT * FROM incoming")  # noqa: S608
            connection.unregister("incoming")
