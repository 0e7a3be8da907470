"""Writes reports, many at a time: each whole, so that a killed process leaves no half."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

import duckdb
import pyarrow as pa

from models.lexicon.records import Indicator
from models.report import Report
from pipeline.store import schema
from pipeline.store.ddl import Table
from pipeline.store.memory import with_enough_memory
from pipeline.store.parcel import Parcel, pack, unpack_all
from pipeline.store.rows import append_rows, incoming, insertion, transaction

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

    If the memory that the connection is held to is not enough, it gets more.

    All of them become visible in one step, or none. Other content stored from the same path is
    superseded by them, unless its id is `present` (another file still has it). A break that was
    known, if only from other content of the file, keeps the time it was first seen. The reports
    are then to be compared anew.
    """
    with incoming(connection, rows):
        with_enough_memory(connection, partial(_write, connection, present))


def _write(connection: duckdb.DuckDBPyConnection, present: Collection[str]) -> None:
    with transaction(connection):
        connection.execute(_ARRIVED)
        _take_in(connection, _TABLES)
        _supersede(connection, present)
        mark_compared(connection, None)


def write_verdicts(
    connection: duckdb.DuckDBPyConnection, parcels: Sequence[Parcel], version: str
) -> None:
    """Stores what the checks of a `version` said of stored reports, in place of what was said.

    What was said of several reports together is left alone.
    """
    rows = unpack_all(parcels)
    with incoming(connection, rows), transaction(connection):
        ids = [parcel.report_id for parcel in parcels]
        connection.execute(_ARRIVED_VERDICTS, [ids])
        _take_in(connection, _JUDGED)
        connection.execute(
            "UPDATE store.reports SET judged_by = ? WHERE report_id IN (SELECT unnest(?))",
            [version, ids],
        )
        mark_compared(connection, None)


def mark_compared(connection: duckdb.DuckDBPyConnection, version: str | None) -> None:
    """Notes which version of the checks compared the reports; None once they have changed."""
    connection.execute(
        "UPDATE store.meta SET checked_by = $v WHERE checked_by IS DISTINCT FROM $v", {"v": version}
    )


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
    with transaction(connection):
        connection.execute(f"DELETE FROM {table.full_name}")
        append_rows(connection, table, rows)


_JUDGED = (schema.CLAIMS, schema.RELATIONS, schema.FINDINGS)
_TABLES = (schema.REPORTS, schema.NUMERALS, schema.FACTS, *_JUDGED)

_ARRIVED = (
    "CREATE OR REPLACE TEMP TABLE arrived AS "
    "SELECT incoming.report_id, incoming.file_path, before.ingested_at "
    "FROM incoming_reports AS incoming LEFT JOIN store.reports AS before USING (report_id)"
)
_ARRIVED_VERDICTS = (
    "CREATE OR REPLACE TEMP TABLE arrived AS SELECT report_id, file_path, ingested_at "
    "FROM store.reports WHERE report_id IN (SELECT unnest(?))"
)
"""The reports that are written; `ingested_at` if they were stored before."""

_KNOWN = (
    "CREATE OR REPLACE TEMP TABLE known AS "
    "WITH before AS ("
    "SELECT report_id, report_id AS known_as FROM arrived UNION "  # joined by OR it takes long
    "SELECT a.report_id, r.report_id FROM arrived AS a JOIN store.reports AS r USING (file_path)) "
    "SELECT b.report_id, f.about, min(f.first_seen) AS first_seen "
    "FROM before AS b JOIN store.findings AS f ON f.report_id = b.known_as "
    "WHERE NOT f.across GROUP BY b.report_id, f.about"
)
"""Since when breaks have been known, of the same file whatever its content was."""

_OWN = {schema.RELATIONS.name: "claim IS NOT NULL", schema.FINDINGS.name: "NOT across"}
"""What a report itself has of tables that also hold what is said of several reports."""

_INSERTS = {
    schema.REPORTS.name: (
        f"INSERT INTO {schema.REPORTS.full_name} SELECT incoming.* REPLACE "
        "(coalesce(arrived.ingested_at, incoming.ingested_at) AS ingested_at) "
        "FROM incoming_reports AS incoming JOIN arrived USING (report_id)"
    ),
    schema.FINDINGS.name: (
        f"INSERT INTO {schema.FINDINGS.full_name} SELECT incoming.* REPLACE "
        "(coalesce(known.first_seen, incoming.first_seen) AS first_seen) "
        "FROM incoming_findings AS incoming LEFT JOIN known USING (report_id, about)"
    ),
}
"""How rows come in that keep something of what was stored before."""


def _take_in(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Puts what is incoming in the place of what was stored of the reports that arrived."""
    connection.execute(_KNOWN)
    stored = connection.execute("SELECT count(ingested_at) FROM arrived").fetchone()
    for table in tables:
        if stored and stored[0]:
            connection.execute(_deletion(table))
        connection.execute(_INSERTS.get(table.name) or insertion(table))


def _deletion(table: Table) -> str:
    return (
        f"DELETE FROM {table.full_name} WHERE report_id IN (SELECT report_id FROM arrived) "
        f"AND {_OWN.get(table.name, 'true')}"
    )


def _supersede(connection: duckdb.DuckDBPyConnection, present: Collection[str]) -> None:
    """Marks other content of the same paths as older.

    Breaks that the newer content still has are told there; those that it no longer has are
    corrected. A file that can no longer be read corrects nothing.
    """
    rows = connection.execute(
        "SELECT older.report_id, newer.report_id, newer.status <> 'failed' "
        "FROM store.reports AS older JOIN incoming_reports AS newer USING (file_path) "
        "WHERE older.report_id <> newer.report_id AND older.superseded_by IS NULL"
    ).fetchall()
    for older, newer, is_read in rows:
        if older in present:
            continue
        connection.execute(
            "UPDATE store.reports SET superseded_by = ? WHERE report_id = ?", [newer, older]
        )
        if is_read:
            _close(connection, older, newer)


def _close(connection: duckdb.DuckDBPyConnection, older: str, newer: str) -> None:
    """Ends the findings of older content."""
    connection.execute(
        "DELETE FROM store.findings WHERE report_id = ? AND about IN "
        "(SELECT about FROM store.findings WHERE report_id = ?)",
        [older, newer],
    )
    connection.execute(
        "UPDATE store.findings SET state = 'corrected' WHERE report_id = ? AND state = 'open'",
        [older],
    )
