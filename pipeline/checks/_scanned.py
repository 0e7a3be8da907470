"""Breaks in which figures of a scan take part: the reader may be wrong, not the report."""

from __future__ import annotations

from dataclasses import replace

from models.fact import Fact
from models.finding import Cause, Severity
from models.relation import Claim
from pipeline.checks._judgement import Complaint, Judge, Judgement, figures_of, mends
from pipeline.checks._misreadings import look_alikes, read_as
from pipeline.checks._notation import write_fact, written_value

SURE = 85.0
"""Confidence under which a recognised figure is doubtful: it caught all wrong ones on good scans,
two thirds on bad ones, at one false alarm in twenty."""


def allow_for_scan(judgement: Judgement, judge: Judge) -> Judgement:
    """The judgement, never an error where a figure of a scan may have been misread.

    It may where the figure is doubtful, or where the claim holds once one of its digits is one
    that looks like it; then the complaint says so. `judge` judges a claim anew.

    >>> from models.relation import ClaimKind
    >>> from pipeline.checks._examples import example_claim, example_fact
    >>> from pipeline.checks.change import judge
    >>> now, before = example_fact("58"), example_fact("40", at=9)
    >>> rise = example_fact("19", at=20, confidence=96.0)
    >>> broken = judge(example_claim(ClaimKind.CHANGE, rise, now, before))
    >>> broken.complaint.severity.value, allow_for_scan(broken, judge).complaint.severity.value
    ('error', 'error')
    >>> blurred = replace(rise, confidence=71.0)
    >>> broken = judge(example_claim(ClaimKind.CHANGE, blurred, now, before))
    >>> allow_for_scan(broken, judge).complaint.severity.value
    'warn'
    """
    complaint = judgement.complaint
    scanned = [fact for fact in figures_of(judgement.claim) if fact.confidence is not None]
    if complaint is None or not scanned:
        return judgement
    for fact in scanned:
        reading = _fitting(judgement.claim, fact, judge)
        if reading:
            fields = {"written": write_fact(fact), "reading": written_value(reading)}
            softened = replace(
                _softened(complaint, "slip.ocr_look_alike", fields), cause=Cause.OCR_LOOK_ALIKE
            )
            return replace(judgement, complaint=softened)
    doubtful = min(scanned, key=lambda fact: fact.confidence or 0.0)
    if (doubtful.confidence or 0.0) >= SURE:
        return judgement
    softened = _softened(complaint, "slip.ocr_doubt", {"written": write_fact(doubtful)})
    return replace(judgement, complaint=softened)


def _fitting(claim: Claim, fact: Fact, judge: Judge) -> Fact | None:
    """The first look-alike of a figure with which the claim holds."""
    if fact.value is None:
        return None
    for reading in look_alikes(fact):
        figure = read_as(fact, reading)
        if mends(claim, fact, figure, judge):
            return figure
    return None


def _softened(complaint: Complaint, key: str, fields: dict[str, str]) -> Complaint:
    severity = Severity.WARN if complaint.severity is Severity.ERROR else complaint.severity
    return replace(complaint, severity=severity).suggesting(key, fields)
