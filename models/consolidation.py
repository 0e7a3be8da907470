"""The consolidation table ("biểu tổng hợp"): what the units of one district say, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure of one unit, in the indicator's canonical unit."""

    value: Decimal
    others: tuple[Decimal, ...] = ()
    """Other values that the unit's reports state under the same name, the greatest first."""
    label: str = ""
    """The subject in the report's words where it says more, or other, than the indicator."""
    disputes: tuple[str, ...] = ()
    """What open findings say of it, in the language asked for."""

    @property
    def is_doubtful(self) -> bool:
        """Whether another figure, or none, may belong here."""
        return bool(self.others or self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one unit says of one indicator."""

    plan: Entry | None = None
    actual: Entry | None = None
    percent: Entry | None = None
    """The stated percentage of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums over all units; None where nothing can be added up."""

    units: int
    """How many units state a result."""
    plan: Decimal | None = None
    actual: Decimal | None = None
    percent: Decimal | None = None
    """Of the units that state both a plan and a result: result of plan, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator, for crops in one season."""

    indicator: str
    name: str
    domain: str
    unit: str
    season: str
    """Empty where none is stated."""
    adds_up: bool
    """Whether the figures of units may be added: rates, yields and prices may not."""
    cells: Mapping[str, Cell]
    """By the key of the unit."""
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The units of one level and district, and one period on which some of them reported."""

    level: str
    """xã, huyện or tỉnh."""
    district: str | None
    """As the database tells districts apart; None where none is known."""
    seat: str
    """District and province as the reports write them."""
    period_label: str
    period_start: date
    period_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """One table."""

    circle: Circle
    units: Mapping[str, str]
    """Names of the units that reported, by key, in Vietnamese order."""
    missing: tuple[str, ...]
    """Names of units of the district that have not reported on this period: those that did on
    another, and those that the official list has."""
    lines: tuple[Line, ...]
    """In the order of the lexicon."""
