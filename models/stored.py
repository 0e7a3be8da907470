"""What the database gives back: reports and findings as stored, and the evidence of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.document import Header
from models.fact import Fact
from models.finding import Finding, Severity
from models.number import Numeral
from models.relation import Relation
from models.report import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report as the database has it, without its text and figures."""

    report_id: str
    file_name: str
    file_path: str
    status: Status
    status_detail: str
    header: Header
    ingested_at: datetime
    extractor_version: str
    superseded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding:
    """A finding, the report it belongs to and what became of it."""

    report_id: str
    finding: Finding
    first_seen: datetime
    last_seen: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much is stored of one report."""

    figures: int = 0
    """Facts."""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    """Open findings of each severity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEvidence:
    """All that is kept about one number of a report."""

    report: StoredReport
    text: str
    """The report's raw text."""
    numeral: Numeral
    fact: Fact | None
    """None unless the number is a quantity or a percentage."""
    relations: tuple[Relation, ...]
    findings: tuple[StoredFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEvidence:
    """All that is kept about one finding."""

    report: StoredReport
    text: str
    stored: StoredFinding
    relation: Relation | None
    """The broken claim."""
