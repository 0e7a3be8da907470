"""Reads what is stored back into the records it was written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb

from models.document import Header
from models.fact import Evidence, Fact, Flag, Role, Season
from models.finding import Cause, Consequence, Finding, Severity
from models.number import Approximation, Numeral, NumeralKind
from models.report import Status
from models.stored import StoredFinding, StoredReport, Tally
from models.text import Box, Span

Row = Mapping[str, Any]
"""One row, by column name; DuckDB tells no types."""


def load_reports(connection: duckdb.DuckDBPyConnection) -> tuple[StoredReport, ...]:
    """All reports, ordered by file name, the superseded ones included."""
    query = (
        "SELECT * EXCLUDE (source_text, reading) FROM store.reports ORDER BY file_name, report_id"
    )
    return tuple(_report(row) for row in rows_of(connection, query))


def load_text(connection: duckdb.DuckDBPyConnection, report_id: str) -> str:
    """The text of one report for people to read, empty if nothing could be read.

    Misread words are mended in it; its offsets are those of source_text.
    """
    query = "SELECT coalesce(reading, source_text) AS text FROM store.reports WHERE report_id = ?"
    return "".join(row["text"] or "" for row in rows_of(connection, query, [report_id]))


def load_numerals(connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[Numeral, ...]:
    """The ledger of one report, by offset."""
    query = "SELECT * FROM store.numerals WHERE report_id = ? ORDER BY char_start"
    return tuple(read_numeral(row) for row in rows_of(connection, query, [report_id]))


def load_facts(connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[Fact, ...]:
    """The facts of one report, by offset."""
    query = "SELECT * FROM store.facts WHERE report_id = ? ORDER BY char_start, char_end, fact_id"
    return tuple(read_fact(row) for row in rows_of(connection, query, [report_id]))


def load_findings(
    connection: duckdb.DuckDBPyConnection, report_id: str | None = None
) -> tuple[StoredFinding, ...]:
    """The findings of one report, or of all: by report, then the gravest first, then by offset."""
    query = (
        "SELECT f.* FROM store.findings AS f JOIN store.reports AS r USING (report_id) "
        "WHERE ? IS NULL OR f.report_id = ? ORDER BY r.file_name, f.report_id, "
        "list_position(['error', 'warn', 'info'], f.severity), f.char_starts, f.finding_id"
    )
    return tuple(_finding(row) for row in rows_of(connection, query, [report_id, report_id]))


def load_tallies(connection: duckdb.DuckDBPyConnection) -> dict[str, Tally]:
    """How many facts and open findings each report has, by its id."""
    query = "SELECT report_id, count(*) AS figures FROM store.facts GROUP BY report_id"
    figures = {row["report_id"]: row["figures"] for row in rows_of(connection, query)}
    query = (
        "SELECT report_id, severity, count(*) AS number FROM store.findings "
        "WHERE state = 'open' GROUP BY report_id, severity"
    )
    findings: dict[str, dict[Severity, int]] = {}
    for row in rows_of(connection, query):
        findings.setdefault(row["report_id"], {})[Severity(row["severity"])] = row["number"]
    return {
        report_id: Tally(figures=number, findings=findings.get(report_id, {}))
        for report_id, number in figures.items()
    }


def load_open_breaks(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """The ids of all open findings, by file and by what they are about.

    The key is the same in every version of a file that has the break.
    """
    query = (
        "SELECT r.file_path, coalesce(nullif(f.about, ''), f.finding_id) AS about, f.finding_id "
        "FROM store.findings AS f JOIN store.reports AS r USING (report_id) "
        "WHERE f.state = 'open' AND r.superseded_by IS NULL"
    )
    return {
        (row["file_path"], row["about"]): row["finding_id"] for row in rows_of(connection, query)
    }


def load_open_severities(connection: duckdb.DuckDBPyConnection) -> frozenset[Severity]:
    """How grave the open findings are."""
    query = "SELECT DISTINCT severity FROM store.findings WHERE state = 'open'"
    return frozenset(Severity(row["severity"]) for row in rows_of(connection, query))


def load_uncoded_units(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The units, as they call themselves, whose official code could not be told for certain."""
    query = (
        "SELECT DISTINCT concat_ws(', ', unit_name, district, province) AS unit "
        "FROM store.reports WHERE superseded_by IS NULL AND unit_name IS NOT NULL "
        "AND unit_code IS NULL ORDER BY unit"
    )
    return tuple(row["unit"] for row in rows_of(connection, query))


def load_sizes(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each public table has, by its name."""
    names = ("reports", "numerals", "facts", "relations", "findings", "indicators")
    counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in names)  # noqa: S608
    (row,) = rows_of(connection, f"SELECT {counts}")
    return dict(row)


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    values: Sequence[object] | Mapping[str, object] = (),
) -> Iterator[Row]:
    """The rows of a query, each by column name."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description or ()]
    for row in cursor.fetchall():
        yield dict(zip(names, row, strict=True))


def _span(row: Row) -> Span:
    return Span(row["char_start"], row["char_end"])


def plain_decimal(value: Decimal | None) -> Decimal | None:
    """`value` without the zeros that the column's nine decimals add."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _time(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC)


def _report(row: Row) -> StoredReport:
    dates = {"report_date", "period_start", "period_end"}
    parts: dict[str, Any] = {
        field.name: row[field.name] if field.name in dates else row[field.name] or ""
        for field in fields(Header)
    }
    return StoredReport(
        report_id=row["report_id"],
        file_name=row["file_name"],
        file_path=row["file_path"],
        status=Status(row["status"]),
        status_detail=row["status_detail"],
        header=Header(**parts),
        ingested_at=_time(row["ingested_at"]),
        extractor_version=row["extractor_version"],
        superseded_by=row["superseded_by"],
    )


def read_numeral(row: Row) -> Numeral:
    """The numeral in a row of store.numerals."""
    return Numeral(
        span=_span(row),
        text=row["text"],
        page=row["page"],
        kind=NumeralKind(row["kind"]),
        rejected=tuple(row["rejected"]),
        block=row["block"],
        rule=row["rule"],
    )


def read_fact(row: Row) -> Fact:
    """The fact in a row of store.facts."""
    box = row["bbox"] and Box(page=row["page"] - 1, **row["bbox"])
    return Fact(
        fact_id=row["fact_id"],
        span=_span(row),
        text=row["text"],
        page=row["page"],
        box=box,
        block=row["block"],
        value=plain_decimal(row["value"]),
        decimals=row["decimals"],
        unit=row["unit"],
        dimension=row["dimension"],
        scale=plain_decimal(row["scale"]) or Decimal(1),
        canonical_value=plain_decimal(row["canonical_value"]),
        canonical_unit=row["canonical_unit"],
        role=Role(row["role"]),
        base=row["base"],
        indicator=row["indicator"],
        label=row["label"],
        season=Season(row["season"]) if row["season"] else None,
        place=row["place"],
        project=row["project"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        approximation=Approximation(row["approximation"]),
        confidence=row["confidence"],
        flags=frozenset(Flag(flag) for flag in row["flags"]),
        section=row["section"],
        quote=row["quote"],
        evidence=tuple(Evidence(**step) for step in row["evidence"]),
    )


def _finding(row: Row) -> StoredFinding:
    starts, ends = row["char_starts"], row["char_ends"]
    finding = Finding(
        finding_id=row["finding_id"],
        check_id=row["check_id"],
        severity=Severity(row["severity"]),
        message=row["message"],
        message_en=row["message_en"],
        stated=row["stated"],
        expected=row["expected"],
        cause=Cause(row["cause"]),
        suggestion=row["suggestion"],
        suggestion_en=row["suggestion_en"],
        spans=tuple(Span(start, end) for start, end in zip(starts, ends, strict=True)),
        page=row["page"],
        quote=row["quote"],
        relation_id=row["relation_id"],
        about=row["about"],
        entails=tuple(Consequence(**one) for one in row["entails"]),
    )
    return StoredFinding(
        report_id=row["report_id"],
        finding=finding,
        first_seen=_time(row["first_seen"]),
        last_seen=_time(row["last_seen"]),
        state=row["state"],
    )
