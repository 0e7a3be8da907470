"""A fact: one figure with its meaning, its place in the source and the evidence for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.number import Approximation
from models.text import Box, Span


class Role(StrEnum):
    """What a figure does in its sentence (gold/README, role)."""

    ACTUAL = "actual"
    PLAN = "plan"
    TOTAL = "total"
    PRIOR = "prior"
    PCT_PLAN = "pct_plan"
    PCT_PRIOR = "pct_prior"
    PCT_CHANGE = "pct_change"
    ABS_CHANGE = "abs_change"
    PCT_SHARE = "pct_share"
    THRESHOLD = "threshold"
    TARGET = "target"
    PRICE = "price"


class Flag(StrEnum):
    """What else is to be known of a figure."""

    MALFORMED = "malformed"
    FOOTNOTE = "footnote"
    TABLE = "table"
    FORECAST = "forecast"
    REPAIRED = "repaired"
    OCR = "ocr"


class Season(StrEnum):
    """The season of a crop figure, as Vietnamese reports name it."""

    XUAN = "xuân"
    DONG_XUAN = "đông xuân"
    MUA = "mùa"
    HE_THU = "hè thu"
    THU_DONG = "thu đông"
    DONG = "đông"
    NAM = "năm"


REJECTED = "rejected"
"""The rule of a step that tells what else came into question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One step of the reading: which rule said what, and on which words."""

    aspect: str
    """kind, value, unit, role, indicator, label, season, place or period."""
    said: str
    """What was decided."""
    rule: str
    """The rule's name."""
    words: str = ""
    """The words it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One quantity or percentage of a report."""

    fact_id: str
    """From the report's content and the offset; never random."""
    span: Span
    text: str
    page: int
    box: Box | None
    block: int
    """Index of the block it stands in."""
    value: Decimal | None
    """As stated, before unit scaling; negative for a decrease; None if malformed without a
    certain reading."""
    decimals: int
    """Digits behind the decimal sign, as written."""
    unit: str
    """As stated, in canonical spelling; empty if it cannot be told."""
    dimension: str
    """area, length, volume, mass, yield, money, percent, duration or count."""
    scale: Decimal
    """What one `unit` is in the dimension's canonical unit: 1000000 for triệu đồng."""
    canonical_value: Decimal | None
    canonical_unit: str
    role: Role
    base: str
    """For plans and percentages: whose plan, which period (`huyện giao`, `cùng kỳ`); else empty."""
    indicator: str
    """A code of the lexicon, or `other`."""
    label: str
    """The subject in the source's own words."""
    season: Season | None
    place: str
    """A part of the reporting unit (a village), else empty."""
    project: str = ""
    """The project or programme that it is of, within others (`… > Tiểu dự án 1`), else empty."""
    period_start: date | None
    period_end: date | None
    approximation: Approximation
    flags: frozenset[Flag]
    confidence: float | None = None
    """How surely its characters were recognised, from 0 to 100; None for text that is no scan."""
    section: str
    """Numbers and title of the section it stands in."""
    quote: str
    """The sentence it stands in."""
    evidence: tuple[Evidence, ...]

    @property
    def approx(self) -> bool:
        """Whether the report itself calls the figure approximate."""
        return self.approximation is not Approximation.EXACT
