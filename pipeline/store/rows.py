<<<<<<< HEAD
"""Rows into tables, in one step or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
=======
"""Transactions, and rows that are few enough to need no Arrow."""

from __future__ import annotations

from collections.abc import Iterator
>>>>>>> main
from contextlib import contextmanager

import duckdb

from pipeline.store.ddl import Table
<<<<<<< HEAD
from pipeline.store.parcel import pack_rows
=======
>>>>>>> main


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


<<<<<<< HEAD
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
=======
def append_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: list[list[object]]
) -> None:
    """Appends rows as one statement: 0.14 M rows a second, where executemany makes 2 k."""
    if rows:
        appender = connection.appender(table.full_name)
        appender.append_rows(rows)
        appender.flush()
>>>>>>> main
