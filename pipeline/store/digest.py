"""Reads what the handouts tell: reports in numbers, and reports with every figure marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any

import duckdb

from models.digest import (
    Completeness,
    Counts,
    Digest,
    FigureState,
    MarkedFigure,
    ReportTally,
    Review,
    ReviewedFinding,
    Unit,
    UnitTally,
)
from models.finding import Finding, Severity
from models.report import Status
from models.stored import StoredFinding, StoredReport
from models.text import Span
from pipeline.store.load import load_findings, load_reports

_BATCH = 200
"""Reports read at once."""

_TEXTS = (
    "SELECT report_id, coalesce(reading, source_text, '') FROM store.reports "
    "WHERE report_id IN (SELECT unnest($1))"
)
_FACTS = (
    "SELECT report_id, char_start, char_end FROM store.facts WHERE report_id IN (SELECT unnest($1))"
)
_HELD = (
    "SELECT DISTINCT report_id, unnest(char_starts) FROM store.relations "
    "WHERE holds AND report_id IN (SELECT unnest($1))"
)
_FORMULAS = (
    "SELECT relation_id, formula FROM store.relations "
    "WHERE NOT holds AND report_id IN (SELECT unnest($1))"
)


def load_digest(connection: duckdb.DuckDBPyConnection) -> Digest:
    """All reports that are not superseded, in numbers."""
    counts = {row[0]: row[1:] for row in connection.execute(_query("tallies")).fetchall()}
    findings = _open_findings(connection)
    reports = tuple(
        _ordered(
            _tally(report, counts[report.report_id], findings.get(report.report_id, ()))
            for report in load_reports(connection)
            if report.report_id in counts
        )
    )
    return Digest(
        reports=reports,
        units=tuple(_units(reports, _completeness(connection, reports))),
        checks=_by_check(stored.finding for told in findings.values() for stored in told),
        counts=_total(one.counts for one in reports),
        newest=max((one.report.ingested_at for one in reports), default=None),
    )


def load_reviews(
    connection: duckdb.DuckDBPyConnection, digest: Digest, in_detail: Container[str]
) -> Iterator[Review]:
    """The reports with open findings, in order; of those named `in_detail` the text and figures.

    They are read some at a time, so that a caller who keeps little of each needs little memory.
    """
    findings = _open_findings(connection)
    told = [one for one in digest.reports if one.report.report_id in findings]
    for start in range(0, len(told), _BATCH):
        yield from _reviews(connection, told[start : start + _BATCH], findings, in_detail)


def _reviews(
    connection: duckdb.DuckDBPyConnection,
    tallies: Sequence[ReportTally],
    findings: Mapping[str, Sequence[StoredFinding]],
    in_detail: Container[str],
) -> Iterator[Review]:
    """The given reports, everything asked for once for all of them."""
    every = [tally.report.report_id for tally in tallies]
    ids = [one for one in every if one in in_detail]

    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query, [ids]).fetchall()

    formulas = dict(connection.execute(_FORMULAS, [every]).fetchall())
    texts = dict(rows(_TEXTS))
    facts: dict[str, list[Span]] = defaultdict(list)
    for report_id, start, stop in rows(_FACTS):
        facts[report_id].append(Span(start, stop))
    held = set(rows(_HELD))
    for tally in tallies:
        one = tally.report.report_id
        told = sorted(findings[one], key=lambda stored: stored.finding.spans[:1])
        yield Review(
            tally=tally,
            text=texts.get(one, ""),
            figures=tuple(_marked(one, facts[one], held, told)),
            findings=tuple(
                ReviewedFinding(stored=stored, formula=formulas.get(stored.finding.relation_id, ""))
                for stored in told
            ),
        )


def _open_findings(connection: duckdb.DuckDBPyConnection) -> dict[str, list[StoredFinding]]:
    found: dict[str, list[StoredFinding]] = {}
    for stored in load_findings(connection):
        if stored.state == "open":
            found.setdefault(stored.report_id, []).append(stored)
    return found


def _tally(
    report: StoredReport, counts: Sequence[Any], findings: Sequence[StoredFinding]
) -> ReportTally:
    name, district, province, figures, claims, holds = counts
    is_unread = report.status is Status.FAILED
    return ReportTally(
        report=report,
        unit=Unit(name=name, district=district, province=province),
        counts=Counts(
            reports=1,
            unread=int(is_unread),
            clean=int(not findings and not is_unread),
            figures=figures,
            claims=claims,
            holds=holds,
            findings=Counter(stored.finding.severity for stored in findings),
        ),
    )


def _units(
    reports: Iterable[ReportTally], completeness: Mapping[Unit, Completeness]
) -> Iterator[UnitTally]:
    for unit, group in groupby(reports, key=lambda one: one.unit):
        yield UnitTally(
            unit=unit,
            counts=_total(one.counts for one in group),
            completeness=completeness.get(unit),
        )


def _total(parts: Iterable[Counts]) -> Counts:
    counts = list(parts)
    return Counts(
        reports=sum(one.reports for one in counts),
        unread=sum(one.unread for one in counts),
        clean=sum(one.clean for one in counts),
        figures=sum(one.figures for one in counts),
        claims=sum(one.claims for one in counts),
        holds=sum(one.holds for one in counts),
        findings=sum((Counter(one.findings) for one in counts), Counter()),
    )


def _by_check(findings: Iterable[Finding]) -> Mapping[str, Mapping[Severity, int]]:
    by_check: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in findings:
        by_check[finding.check_id][finding.severity] += 1
    order = sorted(by_check, key=lambda check: (-by_check[check].total(), check))
    return {check: by_check[check] for check in order}


def _marked(
    report_id: str,
    facts: Iterable[Span],
    held: Container[tuple[str, int]],
    findings: Iterable[StoredFinding],
) -> Iterator[MarkedFigure]:
    """Every fact, and every other numeral that a finding names, by offset."""
    involved: dict[Span, list[Finding]] = {span: [] for span in facts}
    for stored in findings:
        for span in stored.finding.spans:
            involved.setdefault(span, []).append(stored.finding)
    for span in sorted(involved):
        yield MarkedFigure(
            span=span,
            state=_state(involved[span], is_held=(report_id, span.start) in held),
            finding_ids=tuple(finding.finding_id for finding in involved[span]),
        )


def _state(findings: Sequence[Finding], *, is_held: bool) -> FigureState:
    if findings:
        gravest = min((finding.severity for finding in findings), key=list(Severity).index)
        return FigureState(gravest.value)
    return FigureState.HOLDS if is_held else FigureState.UNCHECKED


def _completeness(
    connection: duckdb.DuckDBPyConnection, reports: Iterable[ReportTally]
) -> Mapping[Unit, Completeness]:
    units = {one.report.report_id: one.unit for one in reports}
    rows = connection.execute(_query("completeness")).fetchall()
    return {
        units[report_id]: Completeness(expected=expected, reported=reported)
        for report_id, expected, reported in rows
    }


def _ordered(tallies: Iterable[ReportTally]) -> Iterator[ReportTally]:
    """By unit, those that no unit is known of last; the newest period first."""
    by_name = sorted(tallies, key=lambda one: (one.report.file_name, one.report.report_id))
    by_period = sorted(by_name, key=lambda one: one.day, reverse=True)
    yield from sorted(by_period, key=lambda one: (not one.unit.name, one.unit.sort_key))


def _query(name: str) -> str:
    return files("pipeline.store").joinpath("queries", f"{name}.sql").read_text("utf-8")
