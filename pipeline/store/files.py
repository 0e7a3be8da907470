"""Which files were read, and how they looked: what has not changed need not be opened again.

A file counts as unchanged if size and time of change are those it had when its content was
hashed, the rule of make and git. As git does, a file that was changed just before it was
looked at is not noted: a second change within one tick of the clock would go unseen.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.store import schema
from pipeline.store.rows import append_rows, transaction

_TICK_NS = 2_000_000_000
"""Two seconds: how coarse the clock of a file system may be (FAT)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """How a file looks from outside."""

    size: int
    """Bytes."""
    mtime_ns: int
    """Time of the last change."""
    is_settled: bool = True
    """Whether that was long enough ago to tell the next change by its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file as it was when its content was hashed."""

    stamp: Stamp
    sha256: str


def stamp_of(path: Path) -> Stamp | None:
    """How the file looks now; None for what cannot be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        is_settled=status.st_mtime_ns < time.time_ns() - _TICK_NS,
    )


def load_seen(connection: duckdb.DuckDBPyConnection) -> dict[str, SeenFile]:
    """The files noted, by the path under which they are stored."""
    query = f"SELECT path, size, mtime_ns, sha256 FROM {schema.FILES.full_name}"  # noqa: S608
    return {
        path: SeenFile(stamp=Stamp(size=size, mtime_ns=mtime_ns), sha256=sha256)
        for path, size, mtime_ns, sha256 in connection.execute(query).fetchall()
    }


def note_seen(connection: duckdb.DuckDBPyConnection, files: Mapping[str, SeenFile]) -> None:
    """Notes files in place of what was noted of them; those not settled are forgotten."""
    if not files:
        return
    table = schema.FILES.full_name
    rows: list[list[object]] = [
        [path, seen.stamp.size, seen.stamp.mtime_ns, seen.sha256]
        for path, seen in files.items()
        if seen.stamp.is_settled
    ]
    with transaction(connection):
        connection.execute(
            f"DELETE FROM {table} WHERE path IN (SELECT unnest(?))",  # noqa: S608
            [list(files)],
        )
        append_rows(connection, schema.FILES, rows)
