"""Findings as rows: what the workbook of findings and the letters to units are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.digest import Review, Unit
from models.finding import Cause, Severity
from models.messages import Messages
from models.stored import StoredReport
from pipeline.report.excerpt import render_excerpt
from pipeline.report.marked import plain
from pipeline.report.naming import file_link, local_day

_MARKS = ("\x02", "\x03")
"""Stand around the figures of an excerpt until it is parted there."""
_FIGURE = re.compile("\x02([^\x03]*)\x03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One finding in the reader's language, ready to be set."""

    id: str
    number: int
    """Counted from 1 within the report."""
    unit: Unit
    report: StoredReport
    page: int
    severity: Severity
    check: str
    message: str
    formula: str
    sentence: tuple[str, ...]
    """The sentences in question: words and figures by turns, words first."""
    is_spread: bool
    """Whether the figures stand on several lines."""
    stated: str
    expected: str
    cause: str
    """Empty where it is unknown."""
    suggestion: str
    link: str
    """Address of the report's file, at the page; empty if unknown."""
    entails: tuple[str, ...]
    """The arithmetic of what breaks only because of it."""
    first_seen: date | None


def slips(review: Review, say: Messages) -> Iterator[Slip]:
    """The open findings of a report, by offset."""
    for number, one in enumerate(review.findings, 1):
        finding = one.stored.finding
        message, suggestion = finding.told(say.lang)
        marked = render_excerpt(review.text, finding.spans, _MARKS) if review.text else ""
        start, stop = (finding.spans[0].start, finding.spans[-1].stop) if finding.spans else (0, 0)
        yield Slip(
            id=finding.finding_id,
            number=number,
            unit=review.tally.unit,
            report=review.tally.report,
            page=finding.page,
            severity=finding.severity,
            check=finding.check_id,
            message=plain(message),
            formula=plain(one.formula),
            sentence=tuple(plain(part) for part in _FIGURE.split(marked or finding.quote)),
            is_spread="\n" in review.text[start:stop],
            stated=plain(finding.stated),
            expected=plain(finding.expected),
            cause="" if finding.cause is Cause.UNKNOWN else say(f"cause.{finding.cause}"),
            suggestion=plain(suggestion),
            link=file_link(review.tally.report, finding.page),
            entails=tuple(plain(one.formula) for one in finding.entails),
            first_seen=local_day(one.stored.first_seen),
        )
