"""Values of columns that are not simply a field of the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.document import Header
from models.fact import Evidence, Fact
from models.finding import Finding
from models.report import Report


def header(field: str) -> Callable[[Report], object]:
    """A reader of one header field; None where the report does not say."""

    def read(report: Report) -> object:
        return getattr(report.extraction.document.header if report.extraction else Header(), field)

    return lambda report: read(report) or None


def source(field: str) -> Callable[[Report], object]:
    """A reader of one field of the source; None where nothing could be read."""

    def read(report: Report) -> object:
        return getattr(report.extraction.document.source, field) if report.extraction else None

    return read


def ingested_at(report: Report) -> datetime:
    """The time of ingestion in UTC, without its zone, as the database keeps times."""
    return report.ingested_at.replace(tzinfo=None)


def bbox(fact: Fact) -> dict[str, float] | None:
    """Where the fact stands on its page, in points; None without geometry."""
    box = fact.box
    if box is None:
        return None
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def consequences(finding: Finding) -> list[dict[str, str]]:
    """What else breaks because of the finding."""
    return [{"relation_id": one.relation_id, "formula": one.formula} for one in finding.entails]


def evidence(fact: Fact) -> list[dict[str, str]]:
    """The steps of the fact's reading."""
    return [_step(step) for step in fact.evidence]


def _step(step: Evidence) -> dict[str, str]:
    return {"aspect": step.aspect, "said": step.said, "rule": step.rule, "words": step.words}
