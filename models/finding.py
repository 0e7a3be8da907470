"""Findings: what does not hold, how bad it is and what likely happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.text import Span


class Severity(StrEnum):
    """How sure and how bad (CONTRACT §2, findings)."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


class Cause(StrEnum):
    """The slip that likely caused a break."""

    UNIT_SLIP = "unit_slip"
    """×1000: nghìn for triệu, đồng for nghìn đồng."""
    DIGITS_SWAPPED = "digits_swapped"
    DIGIT_WRONG = "digit_wrong"
    """One digit differs."""
    DIGIT_DROPPED = "digit_dropped"
    """One digit is missing or doubled."""
    DECIMAL_SIGN = "decimal_sign"
    WRONG_BASE = "wrong_base"
    """A percentage of another figure than the one beside it."""
    NEIGHBOUR = "neighbour"
    """The figure that belongs to something else in the report."""
    COLUMN_SLIP = "column_slip"
    """In a table, the figure of the next row or column."""
    OVERLAP = "overlap"
    """Parts that share members, so that they exceed the whole."""
    CHANGE_FOR_LEVEL = "change_for_level"
    """`tăng 50%` where `bằng 50%` or `bằng 150%` was meant, or the reverse."""
    INVERSE_RATIO = "inverse_ratio"
    MISSING_PART = "missing_part"
    COUNTED_TWICE = "counted_twice"
    MEAN_OF_PERCENTS = "mean_of_percents"
    CUT_OFF = "cut_off"
    STALE_YEAR = "stale_year"
    STALE_COPY = "stale_copy"
    OCR_LOOK_ALIKE = "ocr_look_alike"
    """A digit of a scan read as one that looks like it, or a sign lost in reading."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """A claim that breaks only because of what a finding tells."""

    relation_id: str
    formula: str
    """Its arithmetic with the figures as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One break, told once."""

    finding_id: str
    check_id: str
    severity: Severity
    message: str
    """Plain Vietnamese that a clerk can act on."""
    message_en: str
    stated: str
    expected: str
    cause: Cause
    suggestion: str
    """The reading that would reconcile it; empty if none was found."""
    spans: tuple[Span, ...]
    """The numerals involved."""
    page: int
    quote: str
    relation_id: str
    suggestion_en: str = ""
    """The same in English."""
    about: str = ""
    """Check, subject and figures in one digest: the same wherever the same break stands, so that
    what was decided about it holds for newer versions of the file."""
    entails: tuple[Consequence, ...] = ()
    """What else breaks because of it and holds once it is mended; not told again."""

    def told(self, lang: str) -> tuple[str, str]:
        """The message and the suggestion in `lang`, `vi` or `en`."""
        if lang == "en":
            return self.message_en, self.suggestion_en
        return self.message, self.suggestion
