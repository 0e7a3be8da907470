"""The line that `soatso ingest` prints about one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from models.messages import Messages
from pipeline.report.text import render_integer, render_severities

if TYPE_CHECKING:
    from pipeline.run import Outcome


def render_outcome(outcome: Outcome, say: Messages, *, is_brief: bool = False) -> str:
    """What was read in a file, or why it was not; empty if there is nothing to tell.

    Of a file that was left alone nothing is told; if `is_brief`, nor of one that was read
    from end to end with nothing mended and nothing recognised.
    """
    if outcome.error is not None:
        reason = " ".join(filter(None, outcome.error.localised(say.lang)))
        return say("ingest.failed", path=outcome.path, reason=reason)
    remarks = list(_remarks(outcome, say))
    if not outcome.pages or (is_brief and not remarks):
        return ""
    return f"{outcome.path}: " + "; ".join([", ".join(_counts(outcome, say)), *remarks])


def _counts(outcome: Outcome, say: Messages) -> Iterator[str]:
    """How much was found; one page is not counted, as formats without pages have one."""
    if outcome.pages > 1:
        yield say("ingest.file.pages", count=render_integer(outcome.pages, say))
    yield say("ingest.file.figures", count=render_integer(outcome.figures, say))
    if outcome.findings:
        yield render_severities(outcome.findings, say)


def _remarks(outcome: Outcome, say: Messages) -> Iterator[str]:
    """What a reader should know about how the file was read."""
    if outcome.repaired:
        yield say("ingest.file.repaired", count=render_integer(outcome.repaired, say))
    if outcome.ocr_pages:
        yield say("ingest.file.ocr", pages=render_ranges(outcome.ocr_pages))
    if outcome.detail:
        yield say("ingest.file.partial", reason=outcome.detail)


def render_ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers, runs of them drawn together.

    >>> render_ranges([1, 3, 4, 5, 8])
    '1, 3–5, 8'
    """
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ends = ([number for _, number in run] for _, run in runs)
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in ends)
