"""Rows into tables, in one step or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
