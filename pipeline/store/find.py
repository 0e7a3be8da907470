"""Finds what a user names: a report by id or file name, a finding, a fact, a place in the text."""

from __future__ import annotations

from pathlib import PurePath

import duckdb

from models.errors import SettingsError
from models.fact import Fact
from models.finding import Finding
from models.messages import problem
from models.number import Numeral
from models.relation import Relation
from models.stored import FigureEvidence, FindingEvidence, StoredReport
from pipeline.store.claims import load_relations
from pipeline.store.load import (
    load_facts,
    load_findings,
    load_numerals,
    load_reports,
    load_text,
)


def find_report(connection: duckdb.DuckDBPyConnection, wanted: str) -> StoredReport:
    """The one report that `wanted` names best.

    A whole id, path or file name comes before the beginning of a name, that before the beginning
    of an id, and current reports before superseded ones.

    Raises:
        SettingsError: if there is none, or more than one.
    """
    reports = load_reports(connection)
    current = [one for one in reports if one.superseded_by is None]
    for candidates in (
        [one for one in reports if wanted in (one.report_id, one.file_path)],
        [one for one in current if wanted in (one.file_name, PurePath(one.file_name).stem)],
        [one for one in current if one.file_name.startswith(wanted)],
        [one for one in reports if one.report_id.startswith(wanted)],
        [one for one in reports if one.file_name.startswith(wanted)],
    ):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise problem(
                SettingsError, "error.many_reports", wanted=wanted, known=_names(candidates)
            )
    raise problem(SettingsError, "error.no_report", wanted=wanted, known=_names(reports))


def find_finding(
    connection: duckdb.DuckDBPyConnection, wanted: str
) -> tuple[StoredReport, Finding]:
    """The one finding whose id begins with `wanted`, and its report.

    Raises:
        SettingsError: if there is none, or more than one.
    """
    rows = connection.execute(
        "SELECT report_id, finding_id FROM store.findings WHERE starts_with(finding_id, $1) "
        "ORDER BY finding_id <> $1, finding_id LIMIT 2",
        [wanted],
    ).fetchall()
    if not wanted or not rows:
        raise problem(SettingsError, "error.no_finding", wanted=wanted)
    if len(rows) > 1 and rows[0][1] != wanted:
        raise problem(SettingsError, "error.many_targets", wanted=wanted)
    report_id, finding_id = rows[0]
    findings = load_findings(connection, report_id)
    stored = next(one for one in findings if one.finding.finding_id == finding_id)
    return find_report(connection, report_id), stored.finding


def find_target(
    connection: duckdb.DuckDBPyConnection, wanted: str
) -> FigureEvidence | FindingEvidence:
    """The evidence of what `wanted` names: FINDING, FACT (the start of an id) or REPORT:OFFSET.

    Raises:
        SettingsError: if it names nothing.
    """
    report_name, colon, offset = wanted.rpartition(":")
    if colon and offset.isdecimal():
        return _figure(connection, find_report(connection, report_name), int(offset))
    sort, report_id, target_id, start = _named(connection, wanted)
    report = find_report(connection, report_id)
    if sort == "fact":
        return _figure(connection, report, start)
    return _finding(connection, report, target_id)


def _named(connection: duckdb.DuckDBPyConnection, wanted: str) -> tuple[str, str, str, int]:
    """Sort, report, id and offset of the one finding or fact that `wanted` names."""
    rows = connection.execute(
        "SELECT 'finding', report_id, finding_id AS id, 0 FROM store.findings "
        "WHERE starts_with(finding_id, $1) "
        "UNION ALL SELECT 'fact', report_id, fact_id, char_start FROM store.facts "
        "WHERE starts_with(fact_id, $1) ORDER BY id <> $1 LIMIT 2",
        [wanted],
    ).fetchall()
    if not wanted or not rows:
        raise problem(SettingsError, "error.no_target", wanted=wanted)
    if len(rows) > 1 and rows[0][2] != wanted:
        raise problem(SettingsError, "error.many_targets", wanted=wanted)
    sort, report_id, target_id, start = rows[0]
    return sort, report_id, target_id, start


def _figure(
    connection: duckdb.DuckDBPyConnection, report: StoredReport, offset: int
) -> FigureEvidence:
    numerals = load_numerals(connection, report.report_id)
    here = [one for one in numerals if one.span.start <= offset < one.span.stop]
    if not here:
        raise _no_numeral(report, numerals, offset)
    span = here[0].span
    facts = load_facts(connection, report.report_id)
    relations = load_relations(connection, report.report_id)
    findings = load_findings(connection, report.report_id)
    return FigureEvidence(
        report=report,
        text=load_text(connection, report.report_id),
        numeral=here[0],
        fact=next((fact for fact in facts if fact.span.overlaps(span)), None),
        relations=tuple(
            relation
            for relation in relations
            if any(part.span.overlaps(span) for part in _parts(relation))
        ),
        findings=tuple(
            one for one in findings if any(spot.overlaps(span) for spot in one.finding.spans)
        ),
    )


def _finding(
    connection: duckdb.DuckDBPyConnection, report: StoredReport, finding_id: str
) -> FindingEvidence:
    findings = load_findings(connection, report.report_id)
    stored = next(one for one in findings if one.finding.finding_id == finding_id)
    relations = load_relations(connection, report.report_id)
    return FindingEvidence(
        report=report,
        text=load_text(connection, report.report_id),
        stored=stored,
        relation=next(
            (one for one in relations if one.relation_id == stored.finding.relation_id), None
        ),
    )


def _no_numeral(report: StoredReport, numerals: tuple[Numeral, ...], offset: int) -> SettingsError:
    if not numerals:
        return problem(SettingsError, "error.no_numerals", report=report.file_name)
    nearest = min(numerals, key=lambda one: abs(one.span.start - offset))
    return problem(
        SettingsError,
        "error.no_numeral",
        offset=offset,
        report=report.file_name,
        text=nearest.text,
        nearest=nearest.span.start,
    )


def _parts(relation: Relation) -> tuple[Fact | Numeral, ...]:
    """The figures and numerals of the relation's claim."""
    claim = relation.claim
    stated = (claim.stated,) if claim.stated else ()
    return (*stated, *claim.operands, *claim.numerals)


def _names(reports: list[StoredReport] | tuple[StoredReport, ...]) -> str:
    """The reports' ids and file names, the first ten."""
    names = [f"{one.file_name} ({one.report_id})" for one in reports[:10]]
    return ", ".join(names) + (" …" if len(reports) > 10 else "") if names else "–"
