"""Writes reports: each whole, in one transaction, so that a killed process leaves no half."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import duckdb

from models.lexicon.records import Indicator
from models.report import Report, Status
from pipeline.store import schema
from pipeline.store.derived import derived_columns
from pipeline.store.judged import Verdicts, mark_compared, write_verdicts
from pipeline.store.rows import append_records, append_rows, delete_of_reports, transaction

# Names of tables come from the schema, never from outside; values are always bound.
# ruff: noqa: S608


def write_report(
    connection: duckdb.DuckDBPyConnection, report: Report, present: Collection[str] = ()
) -> None:
    """Stores `report` with all its rows, in place of what was stored of it before.

    Other content stored from the same path is superseded by it, unless its id is `present`
    (another file still has it): it stays, but its findings are no longer open. A break that
    was known keeps the time it was first seen. The reports are to be compared anew.
    """
    ids = [report.report_id]
    with transaction(connection):
        known = connection.execute(
            "SELECT ingested_at FROM store.reports WHERE report_id = ?", ids
        ).fetchone()
        if known:
            for table in (schema.REPORTS, schema.NUMERALS, schema.FACTS):
                delete_of_reports(connection, table, ids)
        append_records(connection, schema.REPORTS, [report])
        if known:
            connection.execute(
                "UPDATE store.reports SET ingested_at = ? WHERE report_id = ?", [known[0], *ids]
            )
        _append_extraction(connection, report)
        verdicts = Verdicts(
            report_id=report.report_id,
            claims=report.extraction.claims if report.extraction else (),
            relations=report.relations,
            findings=report.findings,
        )
        write_verdicts(connection, [verdicts], report.ingested_at.replace(tzinfo=None))
        _supersede(connection, report, present)
        mark_compared(connection, None)


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


def _append_extraction(connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    if report.extraction is None:
        return
    owner = {"report_id": report.report_id}
    append_records(connection, schema.NUMERALS, report.extraction.numerals, owner)
    make = schema.FACTS.row_maker()
    facts = report.extraction.facts
    rows = [make(fact, {**owner, **derived_columns(fact)}) for fact in facts]
    append_rows(connection, schema.FACTS, rows)


def _supersede(
    connection: duckdb.DuckDBPyConnection, report: Report, present: Collection[str]
) -> None:
    """Marks other content of the same path as older.

    Breaks that the newer content still has are told there; those that it no longer has are
    corrected. A file that can no longer be read corrects nothing.
    """
    rows = connection.execute(
        "SELECT report_id FROM store.reports "
        "WHERE file_path = ? AND report_id <> ? AND superseded_by IS NULL",
        [report.file_path, report.report_id],
    ).fetchall()
    for (older,) in rows:
        if older in present:
            continue
        connection.execute(
            "UPDATE store.reports SET superseded_by = ? WHERE report_id = ?",
            [report.report_id, older],
        )
        if report.status is not Status.FAILED:
            _close(connection, older, report.report_id)


def _close(connection: duckdb.DuckDBPyConnection, older: str, newer: str) -> None:
    """Ends the findings of older content."""
    connection.execute(
        "DELETE FROM store.findings WHERE report_id = $older AND about IN "
        "(SELECT about FROM store.findings WHERE report_id = $newer)",
        {"older": older, "newer": newer},
    )
    connection.execute(
        "UPDATE store.findings SET state = 'corrected' WHERE report_id = ? AND state = 'open'",
        [older],
    )
