"""Writes what the checks said of reports, in place of what they said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from models.fact import Fact
from models.finding import Finding
from models.number import Numeral
from models.relation import Claim, Relation
from models.text import Span
from pipeline.store import schema
from pipeline.store.rows import append_rows, delete_of_reports

# Names of tables come from the schema, never from outside; values are always bound.
# ruff: noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What the checks said of one report by itself."""

    report_id: str
    claims: tuple[Claim, ...]
    """As found in the text."""
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


_FIRST_SEEN = f"""
SELECT r.report_id, f.about, min(f.first_seen)
FROM {schema.REPORTS.full_name} AS r
JOIN {schema.REPORTS.full_name} AS other USING (file_path)
JOIN {schema.FINDINGS.full_name} AS f ON f.report_id = other.report_id
WHERE r.report_id IN (SELECT unnest(?)) AND f.state <> 'corrected'
GROUP BY r.report_id, f.about
"""
"""Findings of other content of the same file count: the break is the same."""

UNDECIDED: Mapping[str, object] = {
    "state": "open",
    "why": "",
    "decided_by": "",
    "decided_at": None,
}
"""A finding about which nobody has said anything."""


def write_verdicts(
    connection: duckdb.DuckDBPyConnection, verdicts: Sequence[Verdicts], now: datetime
) -> None:
    """Stores claims, relations and findings of reports; belongs into a transaction.

    A break that is known already, if only from other content of the same file, keeps the time
    it was first seen. What was said of several reports together is left alone.
    """
    ids = [one.report_id for one in verdicts]
    first_seen = {
        (report_id, about): time
        for report_id, about, time in connection.execute(_FIRST_SEEN, [ids]).fetchall()
    }
    delete_of_reports(connection, schema.CLAIMS, ids)
    delete_of_reports(connection, schema.RELATIONS, ids, "claim IS NOT NULL")
    delete_of_reports(connection, schema.FINDINGS, ids, "NOT across")
    claims: list[list[object]] = []
    relations: list[list[object]] = []
    findings: list[list[object]] = []
    make_finding = schema.FINDINGS.row_maker()
    for one in verdicts:
        _add_claims(one, claims, relations)
        for finding in one.findings:
            seen = first_seen.get((one.report_id, finding.about), now)
            given = {"report_id": one.report_id, "first_seen": seen, "last_seen": now}
            findings.append(make_finding(finding, {**given, **UNDECIDED, "across": False}))
    append_rows(connection, schema.CLAIMS, claims)
    append_rows(connection, schema.RELATIONS, relations)
    append_rows(connection, schema.FINDINGS, findings)


def to_be_judged(connection: duckdb.DuckDBPyConnection, version: str) -> list[str]:
    """The reports that another version of the checks judged, in the order they were stored."""
    rows = connection.execute(
        f"SELECT report_id FROM {schema.REPORTS.full_name} "
        "WHERE judged_by <> ? AND status <> 'failed' ORDER BY rowid",
        [version],
    ).fetchall()
    return [report_id for (report_id,) in rows]


def mark_judged(
    connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str], version: str
) -> None:
    """Notes which version of the checks judged reports."""
    connection.execute(
        f"UPDATE {schema.REPORTS.full_name} SET judged_by = ? "
        "WHERE report_id IN (SELECT unnest(?))",
        [version, list(report_ids)],
    )


def compared_by(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the checks that compared the reports as they are; None if none did."""
    row = connection.execute(f"SELECT checked_by FROM {schema.META.full_name}").fetchone()
    return row[0] if row else None


def mark_compared(connection: duckdb.DuckDBPyConnection, version: str | None) -> None:
    """Notes which version compared the reports; None where they have changed since."""
    connection.execute(
        f"UPDATE {schema.META.full_name} SET checked_by = $v WHERE checked_by IS DISTINCT FROM $v",
        {"v": version},
    )


def _add_claims(one: Verdicts, claims: list[list[object]], relations: list[list[object]]) -> None:
    """Adds the rows of a report's claims, as found and as judged, and of its relations."""
    found = dict.fromkeys(one.claims)
    judged = dict.fromkeys(relation.claim for relation in one.relations)
    position = {claim: number for number, claim in enumerate({**found, **judged})}
    owner = {"report_id": one.report_id}
    make_claim = schema.CLAIMS.row_maker()
    for claim, number in position.items():
        claims.append(make_claim(claim, {**owner, "claim": number, "found": claim in found}))
    make_relation = schema.RELATIONS.row_maker()
    for relation in one.relations:
        given = {**owner, "claim": position[relation.claim], **_figure_columns(relation)}
        relations.append(make_relation(relation, given))


def _figure_columns(relation: Relation) -> dict[str, object]:
    """The columns that say which figures a relation is about."""
    facts = list(_facts(relation.claim))
    parts: list[Fact | Numeral] = [*facts, *relation.claim.numerals]
    spans: list[Span] = sorted({part.span for part in parts})
    return {
        "char_starts": [span.start for span in spans],
        "char_ends": [span.stop for span in spans],
        "fact_ids": [fact.fact_id for fact in facts],
    }


def _facts(claim: Claim) -> Iterator[Fact]:
    if claim.stated:
        yield claim.stated
    yield from claim.operands
