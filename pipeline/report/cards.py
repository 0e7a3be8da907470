"""One report of the findings page: its text with marked figures and a card for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.digest import Review, Unit
from models.messages import Messages
from models.stored import StoredReport
from pipeline.report.marked import Stretch, lay_out
from pipeline.report.naming import file_link, render_date, report_title
from pipeline.report.overview import render_tally
from pipeline.report.slips import Slip
from pipeline.report.text import render_severities


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report with findings, as the page shows it."""

    unit: Unit
    id: str
    title: str
    facts: tuple[str, ...]
    file_name: str
    link: str
    counts: str
    stretches: tuple[Stretch, ...]
    cards: Mapping[str, Slip]
    """By finding_id."""
    is_brief: bool
    """Whether the text of folded stretches was left out."""


def view_report(
    review: Review, cards: Iterable[Slip], say: Messages, *, is_brief: bool
) -> ReportView:
    """The report with its findings as `cards`; if `is_brief`, no more text than they are about."""
    report = review.tally.report
    findings = render_severities(review.tally.counts.findings, say)
    return ReportView(
        unit=review.tally.unit,
        id=report.report_id,
        title=report_title(report),
        facts=tuple(_facts(report, say)),
        file_name=report.file_name,
        link=file_link(report),
        counts=f"{findings} · {render_tally(review.tally, say)}",
        stretches=lay_out(review, is_brief=is_brief),
        cards={card.id: card for card in cards},
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
