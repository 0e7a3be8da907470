"""Numerals (every run of digits) and quantities (what a figure says)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.text import Span


class NumeralKind(StrEnum):
    """What a run of digits is (CONTRACT §2, numerals)."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    DATE = "date"
    REF = "ref"
    LABEL = "label"
    NAME = "name"


FIGURE_KINDS = frozenset({NumeralKind.QUANTITY, NumeralKind.PERCENT})
"""The kinds that become facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A run of digits with the points and commas inside it; the ledger has one row for each."""

    span: Span
    text: str
    page: int
    """1-based."""
    kind: NumeralKind
    block: int
    """Index of the block it stands in."""
    rule: str
    """Which rule decided the kind; kept so that it can be explained."""
    rejected: tuple[str, ...] = ()
    """Other kinds that less trusted rules spoke for, each as `kind:rule`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The number that a numeral's digits spell.

    >>> Reading(value=Decimal("2302.47"), decimals=2).value
    Decimal('2302.47')
    """

    value: Decimal | None
    """As stated, before any magnitude word; None if malformed without a certain reading."""
    decimals: int = 0
    """Digits written behind the decimal sign."""
    malformed: bool = False


class Approximation(StrEnum):
    """How far a stated figure may lie from the truth."""

    EXACT = "exact"
    ABOUT = "about"
    """khoảng, ước: either side."""
    OVER = "over"
    """trên, hơn: above."""
    UNDER = "under"
    """gần, dưới: below."""
