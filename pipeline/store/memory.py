"""How much memory the database may take: little, and more only where that proves too little.

DuckDB fills whatever it may with pages that it might need again. Held to less it works nearly as
fast, but some steps fail for want of memory; those are done again with twice as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import duckdb

from pipeline.store.connect import attach, detach, lacks_memory

_BY_HAND = {"checkpoint_threshold": "1TB"}
"""No tidying up but by `tidy_up`: where memory does not suffice for it after a commit, DuckDB gives
the database up."""

TAKING_IN = {"memory_limit": "40MB", "threads": "1", **_BY_HAND}
"""For taking in batches while others read: what they need goes to disk as it comes. One thread
takes a small batch in as fast as several and leaves the other cores to the readers."""

SPARING = {"memory_limit": "128MB", **_BY_HAND}
"""For joining all that is stored: what does not fit goes to disk for a while. It is enough for
ten thousand reports with a million facts, in half as much time again as with all memory."""

_LONG_LOG = 12_000_000
"""Bytes that may wait in the log; about twice as many stand in memory meanwhile."""


@contextmanager
def tuned(connection: duckdb.DuckDBPyConnection, tuning: Mapping[str, str]) -> Iterator[None]:
    """Within it the database works with other settings, such as `TAKING_IN`."""
    for name, value in tuning.items():
        connection.execute(f"SET {name} = '{value}'")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # what broke off the work is to be told, not this
            for name in tuning:
                connection.execute(f"RESET {name}")


def with_enough_memory(connection: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    """Does the work; if memory does not suffice, again with twice as much each time.

    What has proved necessary stays allowed. The work must leave nothing behind where it fails, as
    what stands in `transaction` does.

    Raises:
        duckdb.Error: the work fails otherwise, or with all that DuckDB may take of this machine.
    """
    while True:
        try:
            return work()
        except duckdb.Error as error:
            if not lacks_memory(error) or not _allow_more(connection):
                raise


def tidy_up(connection: duckdb.DuckDBPyConnection, *, beyond: int = _LONG_LOG) -> None:
    """Brings what was written into its place in the file, if more than that waits in the log."""
    query = "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    (name,) = connection.execute(query).fetchall()[0]
    path = Path(name)
    log = path.with_name(f"{path.name}.wal")
    if log.exists() and log.stat().st_size > beyond:
        with_enough_memory(connection, partial(_tidy_up, connection, path))


def _tidy_up(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Does it; a database that DuckDB gives up for want of memory is opened anew.

    All that was committed is in it.
    """
    try:
        connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        if lacks_memory(error):
            with connection.cursor() as other:  # the connection itself can do nothing any more
                detach(other)
                with_enough_memory(other, partial(attach, other, path))
        raise


def _allow_more(connection: duckdb.DuckDBPyConnection) -> bool:
    """Doubles the memory that is allowed, as far as there is any; whether there was."""
    before = _allowed(connection)
    connection.execute("RESET memory_limit")
    most = _allowed(connection)
    if 2 * before < most:
        connection.execute(f"SET memory_limit = '{2 * before}B'")
    return before < most


def _allowed(connection: duckdb.DuckDBPyConnection) -> int:
    """Bytes, to three digits."""
    query = "SELECT parse_formatted_bytes(current_setting('memory_limit'))"
    return int(connection.execute(query).fetchall()[0][0])
