"""One report of the findings page: its text with marked figures and a card for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.digest import Review, ReviewedFinding
from models.finding import Cause, Finding, Severity
from models.messages import Messages
from models.stored import StoredReport
from models.text import Span
from pipeline.report.excerpt import render_excerpt
from pipeline.report.marked import Stretch, lay_out, plain
from pipeline.report.naming import file_link, render_date, report_title
from pipeline.report.overview import render_tally
from pipeline.report.text import render_severities

_MARKS = ("\x02", "\x03")
"""Stand around the figures of an excerpt until it is parted there."""
_FIGURE = re.compile("\x02([^\x03]*)\x03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding as it stands beside its sentence."""

    id: str
    number: int
    """Counted from 1 within the report."""
    severity: Severity
    check: str
    message: str
    formula: str
    excerpt: tuple[str, ...]
    """The sentences in question where they are several: words and figures by turns; else empty."""
    details: tuple[tuple[str, str], ...]
    """Names and values."""
    suggestion: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report with findings."""

    id: str
    title: str
    facts: tuple[str, ...]
    file_name: str
    link: str
    counts: str
    stretches: tuple[Stretch, ...]
    cards: Mapping[str, Card]
    """By finding_id."""
    is_brief: bool
    """Whether folded stretches are left out."""


def view_report(review: Review, say: Messages, *, is_brief: bool) -> ReportView:
    """The report as the page shows it."""
    report = review.tally.report
    findings = render_severities(review.tally.counts.findings, say)
    return ReportView(
        id=report.report_id,
        title=report_title(report),
        facts=tuple(_facts(report, say)),
        file_name=report.file_name,
        link=file_link(report),
        counts=f"{findings} · {render_tally(review.tally, say)}",
        stretches=lay_out(review),
        cards={
            one.stored.finding.finding_id: _card(one, number, review, say)
            for number, one in enumerate(review.findings, 1)
        },
        is_brief=is_brief,
    )


def _facts(report: StoredReport, say: Messages) -> Iterator[str]:
    header = report.header
    if header.period_label:
        yield header.period_label
    if header.symbol:
        yield say("html.symbol", symbol=header.symbol)
    if header.report_date:
        yield say("html.dated", day=render_date(header.report_date, say))


def _card(one: ReviewedFinding, number: int, review: Review, say: Messages) -> Card:
    finding = one.stored.finding
    return Card(
        id=finding.finding_id,
        number=number,
        severity=finding.severity,
        check=finding.check_id,
        message=plain(finding.message_en if say.lang == "en" else finding.message),
        formula=plain(one.formula),
        excerpt=_excerpt(review.text, finding.spans),
        details=tuple(_details(finding, say)),
        suggestion=plain(finding.suggestion),
        where=" · ".join(
            (say("check.page", page=finding.page), say("check.id", id=finding.finding_id))
        ),
    )


def _details(finding: Finding, say: Messages) -> Iterator[tuple[str, str]]:
    if finding.stated:
        yield say("html.stated"), plain(finding.stated)
    if finding.expected:
        yield say("html.expected"), plain(finding.expected)
    if finding.cause is not Cause.UNKNOWN:
        yield say("html.cause"), say(f"cause.{finding.cause}")


def _excerpt(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """Words and figures by turns, where the figures stand on several lines; else nothing."""
    if not spans or "\n" not in text[spans[0].start : spans[-1].stop]:
        return ()
    return tuple(plain(part) for part in _FIGURE.split(render_excerpt(text, spans, _MARKS)))
