"""Writes reports, many at a time: each whole, so that a killed process leaves no half."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from models.lexicon.records import Indicator
from models.report import Report
from pipeline.store import schema
from pipeline.store.ddl import Table
from pipeline.store.parcel import pack, pack_rows, unpack_all
from pipeline.store.rows import transaction

# Names of tables come from the schema, never from outside; values are always bound.
# ruff: noqa: S608


def write_report(
    connection: duckdb.DuckDBPyConnection, report: Report, present: Collection[str] = ()
) -> None:
    """Stores one report; see `write_rows`."""
    write_rows(connection, unpack_all([pack(report)]), present)


def write_rows(
    connection: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    present: Collection[str] = (),
) -> None:
    """Stores the rows of reports, in place of what was stored of these before.

    All of them become visible in one step, or none. Other content stored from the same path is
    superseded by them, unless its id is `present` (another file still has it): it stays, but its
    findings are no longer open. A finding that was known keeps the time it was first seen, and
    what was decided about it.
    """
    with _incoming(connection, rows), transaction(connection):
        if _remember(connection):
            for table in _TABLES:
                connection.execute(_clear(table))
        for table in _TABLES:
            connection.execute(_INSERTS.get(table.name) or _insert(table))
        _supersede(connection, present)


def write_indicators(
    connection: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]
) -> None:
    """Stores the lexicon's indicators; does nothing if they are the same already."""
    table = schema.INDICATORS
    make = table.row_maker()
    rows = [make(indicator, {}) for indicator in indicators]
    stored = connection.execute(f"SELECT * FROM {table.full_name}").fetchall()
    if [tuple(row) for row in rows] == stored:
        return
    incoming = {table.name: pack_rows(table, rows)}
    with _incoming(connection, incoming), transaction(connection):
        connection.execute(f"DELETE FROM {table.full_name}")
        connection.execute(_insert(table))


_TABLES = (schema.REPORTS, *schema.REPORT_TABLES)


def _clear(table: Table) -> str:
    return f"DELETE FROM {table.full_name} WHERE report_id IN (SELECT report_id FROM before)"


def _insert(table: Table) -> str:
    return f"INSERT INTO {table.full_name} SELECT * FROM incoming_{table.name}"


_INSERTS = {
    schema.REPORTS.name: (
        f"INSERT INTO {schema.REPORTS.full_name} SELECT incoming.* REPLACE "
        "(coalesce(before.ingested_at, incoming.ingested_at) AS ingested_at) "
        "FROM incoming_reports AS incoming LEFT JOIN before USING (report_id)"
    ),
    schema.FINDINGS.name: (
        f"INSERT INTO {schema.FINDINGS.full_name} SELECT incoming.* REPLACE "
        "(coalesce(known.first_seen, incoming.first_seen) AS first_seen, "
        "coalesce(known.state, incoming.state) AS state) "
        "FROM incoming_findings AS incoming LEFT JOIN known USING (report_id, finding_id)"
    ),
}
"""How rows come in that keep something of what was stored of them before."""


def _remember(connection: duckdb.DuckDBPyConnection) -> bool:
    """Puts aside what outlasts the rows that are replaced: `before` and `known`.

    Says whether any of the reports is stored already.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE before AS SELECT report_id, ingested_at "
        "FROM store.reports SEMI JOIN incoming_reports USING (report_id)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known AS SELECT report_id, finding_id, first_seen, "
        "if(state = 'corrected', 'open', state) AS state "
        "FROM store.findings SEMI JOIN before USING (report_id)"
    )
    return connection.execute("SELECT count(*) > 0 FROM before").fetchall() == [(True,)]


def _supersede(connection: duckdb.DuckDBPyConnection, present: Collection[str]) -> None:
    """Marks other content of the same paths as older."""
    rows = connection.execute(
        "SELECT older.report_id, newer.report_id FROM store.reports AS older "
        "JOIN incoming_reports AS newer USING (file_path) "
        "WHERE older.report_id <> newer.report_id AND older.superseded_by IS NULL"
    ).fetchall()
    for older, newer in rows:
        if older in present:
            continue
        connection.execute(
            "UPDATE store.reports SET superseded_by = ? WHERE report_id = ?", [newer, older]
        )
        connection.execute(
            "UPDATE store.findings SET state = 'corrected' WHERE report_id = ? AND state = 'open'",
            [older],
        )


@contextmanager
def _incoming(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, object]) -> Iterator[None]:
    """Within it the rows for each table stand in a relation `incoming_TABLE`."""
    for name, incoming in rows.items():
        connection.register(f"incoming_{name}", incoming)
    try:
        yield
    finally:
        for name in rows:
            connection.unregister(f"incoming_{name}")
