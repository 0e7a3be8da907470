"""Takes what a check's query found into the store: what holds, and what does not, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import duckdb

from models.finding import Finding
from models.relation import Claim, ClaimKind, Relation, Verdict
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._registry import query
from pipeline.checks import describe_figures, identify
from pipeline.store import schema
from pipeline.store.claims import load_facts_named
from pipeline.store.load import rows_of
from pipeline.store.parcel import UNDECIDED
from pipeline.store.rows import append_rows

_BROKEN = "SELECT * FROM compared WHERE verdict = 'broken' AND certain ORDER BY ALL"
_UNITS = (
    "SELECT unit, min(unit_name) FROM store.submitted GROUP BY unit "
    "UNION ALL SELECT unit_id, name FROM places ANTI JOIN store.submitted AS s ON s.unit = unit_id"
)


def store_relations(connection: duckdb.DuckDBPyConnection, check: AcrossCheck) -> None:
    """Adds what holds, where the check compares figures."""
    if check.compares:
        connection.execute(query("relations"), {"check": check.id})


def store_findings(
    connection: duckdb.DuckDBPyConnection, check: AcrossCheck, now: datetime
) -> None:
    """Adds what does not hold, with its arithmetic where figures are compared."""
    rows = list(rows_of(connection, _BROKEN))
    if not rows:
        return
    material = _material(connection, rows)
    make_finding, make_relation = schema.FINDINGS.row_maker(), schema.RELATIONS.row_maker()
    findings: list[list[object]] = []
    relations: list[list[object]] = []
    for row in rows:
        told = check.tell(row, material)
        if told is None:
            continue
        finding = _finding(check, row["report_id"], told, material)
        times = {"first_seen": now, "last_seen": now}
        given = {"report_id": row["report_id"], "across": True, **times, **UNDECIDED}
        findings.append(make_finding(finding, given))
        if check.compares:
            relation = _relation(check, row, told, finding)
            relations.append(make_relation(relation, _figure_columns(row, finding, told)))
    append_rows(connection, schema.FINDINGS, findings)
    append_rows(connection, schema.RELATIONS, relations)


def _material(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> Material:
    """What the rows name, looked up at once."""
    wanted = {row["stated"] for row in rows if row.get("stated")}
    wanted.update(one for row in rows for one in row.get("operands") or ())
    known = load_facts_named(connection, sorted(wanted))
    owners = {fact_id: report_id for fact_id, (report_id, _) in known.items()}
    reports = {*owners.values(), *(row["other"] for row in rows if row.get("other"))}
    named = any(row.get("missing") for row in rows)
    return Material(
        facts={fact_id: fact for fact_id, (_, fact) in known.items()},
        owners=owners,
        reports=_pairs(connection, query("names"), [sorted(reports)]),
        units=_pairs(connection, _UNITS) if named else {},
    )


def _pairs(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> Mapping[str, str]:
    return dict(connection.execute(sql, list(values)).fetchall())


def _finding(check: AcrossCheck, report_id: str, told: Told, material: Material) -> Finding:
    """The finding of a report; the figures of other reports are no places in it."""
    own = [one for one in told.facts if material.owners[one.fact_id] == report_id]
    about = describe_figures(check.id, told.facts, *told.others)
    spans = tuple(sorted({fact.span for fact in own}))
    return Finding(
        finding_id=identify("finding", report_id, check.id, spans, about),
        check_id=check.id,
        severity=told.severity,
        message=told.message,
        message_en=told.message_en,
        stated=told.stated,
        expected=told.expected,
        cause=told.cause,
        suggestion=told.suggestion,
        suggestion_en=told.suggestion_en,
        spans=spans,
        page=own[0].page if own else 1,
        quote=own[0].quote if own else "",
        relation_id=identify("relation", report_id, check.id, spans, about) if told.formula else "",
        about=about,
    )


def _relation(check: AcrossCheck, row: Row, told: Told, finding: Finding) -> Relation:
    stated, *operands = told.facts
    scale = Decimal(stated.scale)
    return Relation(
        relation_id=finding.relation_id,
        check_id=check.id,
        holds=False,
        verdict=Verdict.BROKEN,
        formula=told.formula,
        stated=told.stated,
        computed_low=Decimal(str(row["low"])) / scale,
        computed_high=Decimal(str(row["high"])) / scale,
        claim=Claim(kind=ClaimKind(row["kind"]), stated=stated, operands=tuple(operands)),
    )


def _figure_columns(row: Row, finding: Finding, told: Told) -> dict[str, object]:
    return {
        "report_id": row["report_id"],
        "claim": None,
        "char_starts": [span.start for span in finding.spans],
        "char_ends": [span.stop for span in finding.spans],
        "fact_ids": [fact.fact_id for fact in told.facts],
    }
