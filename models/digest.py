"""What is told of the stored reports to those who sent them: units, counts, marked figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from models.collation import SortKey, sort_key
from models.finding import Severity
from models.stored import StoredFinding, StoredReport
from models.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who submits reports; units of one name in two districts are two."""

    name: str = ""
    """As the reports write it, its sort included: `xã Suối Mây`; empty if none says."""
    district: str = ""
    province: str = ""

    @property
    def sort_key(self) -> tuple[SortKey, SortKey, SortKey]:
        """By province, district, name, each in Vietnamese order."""
        return sort_key(self.province), sort_key(self.district), sort_key(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is stored of one report or of many, and how it came out."""

    reports: int = 0
    unread: int = 0
    """Reports that could not be read at all."""
    clean: int = 0
    """Reports that were read, wholly or in part, and have no open finding."""
    figures: int = 0
    """Facts."""
    claims: int = 0
    """Claims that could be judged."""
    holds: int = 0
    """Claims among them that hold."""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    """Open findings."""

    @property
    def share(self) -> Decimal | None:
        """Which part of the claims holds, from 0 to 1; None without claims."""
        return Decimal(self.holds) / self.claims if self.claims else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How many of the indicators that its peers report a unit reports as well.

    Peers are units of one level, district and province that report on the same period. Of a
    unit is expected what at least half of them report.
    """

    expected: int
    reported: int

    @property
    def share(self) -> Decimal:
        """Which part of what is expected is there, from 0 to 1."""
        return Decimal(self.reported) / self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTally:
    """One report and how much is stored of it."""

    report: StoredReport
    unit: Unit
    counts: Counts

    @property
    def day(self) -> date:
        """The last day it reports on, else its own date, else the first of all days."""
        return self.report.header.period_end or self.report.header.report_date or date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTally:
    """One unit and how much is stored of its reports."""

    unit: Unit
    counts: Counts
    completeness: Completeness | None
    """None for a unit without peers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All current reports in numbers."""

    reports: tuple[ReportTally, ...]
    """By unit, then the newest period first, then by file name."""
    units: tuple[UnitTally, ...]
    """In Vietnamese order; reports that name no unit come last, under a unit without a name."""
    checks: Mapping[str, Mapping[Severity, int]]
    """Open findings of each check and severity; the check with most findings first."""
    counts: Counts
    newest: datetime | None
    """When the newest report was stored, UTC; None without reports."""


class FigureState(StrEnum):
    """What is known of a figure, the gravest first."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"
    HOLDS = "holds"
    """In a claim that holds, and in no finding."""
    UNCHECKED = "unchecked"
    """The report says nothing that it could be held to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFigure:
    """A figure of a report, and what is known of it."""

    span: Span
    state: FigureState
    finding_ids: tuple[str, ...] = ()
    """The open findings it is involved in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedFinding:
    """An open finding with its arithmetic."""

    stored: StoredFinding
    formula: str
    """Readable arithmetic; empty where the finding rests on none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One report as its readers get it back."""

    tally: ReportTally
    text: str
    """Empty where only the findings were asked for."""
    figures: tuple[MarkedFigure, ...]
    """By offset."""
    findings: tuple[ReviewedFinding, ...]
    """By offset of their first figure."""
