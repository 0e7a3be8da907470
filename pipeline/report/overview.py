"""The first page of the findings report: what all reports say together, with its charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.digest import Digest, ReportTally, Unit, UnitTally
from models.finding import Severity
from models.messages import Messages
from models.report import Status
from pipeline.report.naming import local_day, render_date, report_title, unit_label, unit_seat
from pipeline.report.notation import render_number
from pipeline.report.text import render_integer, render_severities

_WHOLE = 100
"""Width of a whole bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number of the overview."""

    name: str
    number: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """A piece of a bar; a whole bar is 100 wide."""

    sort: str
    x: str
    width: str


Bar = tuple[BarPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit in the chart of units."""

    unit: Unit
    anchor: str
    """What its findings are linked by; empty if it has none."""
    label: str
    seat: str
    """Where it lies, if the reports are not all from one place."""
    reports: str
    findings: str
    findings_bar: Bar
    held: str
    held_bar: Bar
    complete: str
    complete_bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check in the chart of checks."""

    id: str
    label: str
    findings: str
    findings_bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report of which no more than a line is told."""

    name: str
    unit: str
    title: str
    detail: str


def render_subtitle(digest: Digest, say: Messages) -> str:
    """How many reports of how many units there are, and the day of the newest, in Vietnam."""
    return say(
        "html.subtitle",
        reports=render_integer(digest.counts.reports, say),
        units=render_integer(sum(bool(one.unit.name) for one in digest.units), say),
        day=render_date(local_day(digest.newest), say) or "–",
    )


def tiles(digest: Digest, say: Messages) -> Iterator[Tile]:
    """The numbers that come first."""
    counts = digest.counts
    yield Tile(
        name=say("html.findings"),
        number=render_integer(sum(counts.findings.values()), say),
        detail=render_severities(counts.findings, say) or say("html.no_findings"),
    )
    yield Tile(
        name=say("html.held"),
        number=_percent(counts.share, say),
        detail=say(
            "html.held_of",
            holds=render_integer(counts.holds, say),
            claims=render_integer(counts.claims, say),
        ),
    )
    yield Tile(
        name=say("html.clean_reports"),
        number=f"{render_integer(counts.clean, say)}/{render_integer(counts.reports, say)}",
        detail=say("html.unread_of", count=render_integer(counts.unread, say)),
    )
    yield Tile(
        name=say("html.figures"),
        number=render_integer(counts.figures, say),
        detail=say("html.figures_of", reports=render_integer(counts.reports, say)),
    )


def unit_rows(digest: Digest, say: Messages) -> Iterator[UnitRow]:
    """The chart of units, in their order."""
    most = max((sum(one.counts.findings.values()) for one in digest.units), default=0)
    is_one_seat = len({unit_seat(one.unit) for one in digest.units} - {""}) < 2
    for number, one in enumerate(digest.units, 1):
        completeness = one.completeness
        share = completeness.share if completeness else None
        yield UnitRow(
            unit=one.unit,
            anchor=f"u{number}" if one.counts.findings else "",
            label=unit_label(one.unit, say),
            seat="" if is_one_seat else unit_seat(one.unit),
            reports=render_integer(one.counts.reports, say),
            findings=render_severities(one.counts.findings, say),
            findings_bar=_stacked(one.counts.findings, most),
            held=_held(one, say),
            held_bar=_single("holds", one.counts.share),
            complete=f"{completeness.reported}/{completeness.expected}" if completeness else "–",
            complete_bar=_single("told", share),
        )


def check_rows(digest: Digest, titles: Mapping[str, str], say: Messages) -> Iterator[CheckRow]:
    """The chart of checks, that with most findings first; `titles` are their names."""
    most = max((sum(findings.values()) for findings in digest.checks.values()), default=0)
    for check, findings in digest.checks.items():
        yield CheckRow(
            id=check,
            label=titles.get(check, check),
            findings=render_severities(findings, say),
            findings_bar=_stacked(findings, most),
        )


def unread_lines(digest: Digest, say: Messages) -> Iterator[ReportLine]:
    """The reports that were not or not wholly read, and why."""
    for one in digest.reports:
        if one.report.status is not Status.OK:
            detail = f"{say(f'status.{one.report.status}')}. {one.report.status_detail}"
            yield _line(one, detail.strip(), say)


def clean_lines(digest: Digest, say: Messages) -> Iterator[ReportLine]:
    """The reports without a finding."""
    for one in digest.reports:
        if one.counts.clean:
            yield _line(one, render_tally(one, say), say)


def render_tally(one: ReportTally, say: Messages) -> str:
    """How many figures of a report were read and how many of its claims hold."""
    return say(
        "html.tally",
        figures=render_integer(one.counts.figures, say),
        claims=render_integer(one.counts.claims, say),
        holds=render_integer(one.counts.holds, say),
    )


def _line(one: ReportTally, detail: str, say: Messages) -> ReportLine:
    return ReportLine(
        name=one.report.file_name,
        unit=unit_label(one.unit, say),
        title=report_title(one.report),
        detail=detail,
    )


def _held(one: UnitTally, say: Messages) -> str:
    if one.counts.share is None:
        return "–"
    return f"{one.counts.holds}/{one.counts.claims} · {_percent(one.counts.share, say)}"


def _percent(share: Decimal | None, say: Messages) -> str:
    return "–" if share is None else f"{render_number(share * 100, say.lang, 1)}%"


def _stacked(findings: Mapping[Severity, int], most: int) -> Bar:
    """A bar of pieces side by side; `most` findings fill it."""
    parts, x = [], Decimal(0)
    for severity in Severity:
        if findings.get(severity):
            width = Decimal(_WHOLE * findings[severity]) / most
            parts.append(BarPart(sort=severity.value, x=_length(x), width=_length(width)))
            x += width
    return tuple(parts)


def _single(sort: str, share: Decimal | None) -> Bar:
    width = _length(share * _WHOLE) if share is not None else "0"
    return (BarPart(sort=sort, x="0", width=width),)


def _length(value: Decimal) -> str:
    return render_number(value, "en", 2)
