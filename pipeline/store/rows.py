"""Rows into tables, in one step or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb

from pipeline.store.ddl import Table
from pipeline.store.parcel import pack_rows


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is written inside is stored whole, or not at all."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def with_enough_memory(connection: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    """Does a transaction's work, once more with all memory if the connection has too little.

    The work must leave nothing behind where it fails, as what stands in `transaction` does.
    """
    try:
        work()
    except duckdb.OutOfMemoryException:
        connection.execute("RESET memory_limit")
        work()


@contextmanager
def incoming(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, object]) -> Iterator[None]:
    """Within it the rows for each table stand in a relation `incoming_TABLE`."""
    for name, batch in rows.items():
        connection.register(f"incoming_{name}", batch)
    try:
        yield
    finally:
        for name in rows:
            connection.unregister(f"incoming_{name}")


def insertion(table: Table) -> str:
    """The SQL that takes what is `incoming` into its table."""
    return f"INSERT INTO {table.full_name} SELECT * FROM incoming_{table.name}"  # noqa: S608


def append_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Sequence[object]]
) -> None:
    """Appends rows in column order; belongs into a transaction."""
    if rows:
        with incoming(connection, {table.name: pack_rows(table, rows)}):
            connection.execute(insertion(table))
