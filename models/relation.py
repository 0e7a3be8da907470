"""Claims that a report makes about its own figures, before and after they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.fact import Fact
from models.number import Numeral

OF_CHANGE = "of_change"
"""The note of relative changes whose second operand is the change itself, not the earlier value."""
NORM = "norm"
"""The note of products whose price is set, not found by dividing what was spent."""
YIELD_TO_MASS = Decimal("0.1")
"""Yields are in tạ/ha, areas in ha, outputs in tấn; a tạ is a tenth of a tấn."""


class ClaimKind(StrEnum):
    """The form of the claim; each form has one check that judges it."""

    PERCENT = "percent"
    """stated % = operand 0 / operand 1."""
    CHANGE_PERCENT = "change_percent"
    """stated % = operand 0 / operand 1 - 1; with the note `OF_CHANGE` operand 1 is their
    difference."""
    CHANGE = "change"
    """stated = operand 0 - operand 1."""
    SUM = "sum"
    """stated = sum of the operands."""
    PARTS = "parts"
    """each operand, and their sum, is at most the stated whole."""
    WHOLE = "whole"
    """the stated share and the operands, shares of one whole, are 100% together."""
    GRANULAR = "granular"
    """some whole number out of the operand, a count, makes the stated percentage."""
    PRODUCT = "product"
    """stated = product of the operands."""
    PROPORTION = "proportion"
    """stated = operand 0 * operand 1 / operand 2: as much a head as another group gets."""
    SAME = "same"
    """the operand says the same as the stated figure."""
    LISTED = "listed"
    """the stated count is that of the names in `Claim.context`."""
    WITHIN = "within"
    """stated is at most the operand; a share without one at most all."""
    MEAN = "mean"
    """the stated percentage lies between those of the operands."""
    MALFORMED = "malformed"
    """the stated figure's digits are grouped as no number is."""
    DATE = "date"
    """dates and numbers of cited documents agree."""
    COLUMN = "column"
    """the stated figure stands in the column that the share beside it names."""
    DENSITY = "density"
    """stated = operand 0 / operand 1, by square kilometre."""
    CALENDAR = "calendar"
    """a date is one that the calendar has."""
    YEARS = "years"
    """counts of years and spans of time fit the years that they name."""
    STALE = "stale"
    """a year is one that the report is about."""
    WORDS = "words"
    """a number and its words in brackets are one."""
    NUMBERING = "numbering"
    """the numbers of a list count on."""
    SYMBOL = "symbol"
    """the symbol of a cited document is formed as symbols are."""
    SIGN = "sign"
    """the stated figure has the signs that it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the report's other claims say of a claim's figures: where a slip may come from."""

    bases: tuple[Fact, ...] = ()
    """What else the first operand is compared with: its plan, its value of the year before."""
    rates: tuple[Fact, ...] = ()
    """The rates of the parts, where the operands are wholes."""
    results: tuple[Fact, ...] = ()
    """The figures of other claims in the same measure, the nearest first."""
    confirmed: frozenset[str] = frozenset()
    """fact_ids of the figures with which other claims hold."""
    accused: frozenset[str] = frozenset()
    """fact_ids of the figures with which other claims break."""


ALONE = Beside()
"""Of a claim looked at by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the text claims, found but not judged."""

    kind: ClaimKind
    stated: Fact | None
    """The figure that the others are to give; None for claims about numerals only."""
    operands: tuple[Fact, ...] = ()
    """In the order of the formula."""
    numerals: tuple[Numeral, ...] = ()
    """The numerals of a claim that is not about facts."""
    closed: bool = True
    """For sums: whether the list exhausts the whole (gồm, cụ thể, brackets)."""
    certain: bool = True
    """Whether the text itself ties the figures together; an inferred claim never errs."""
    likely: bool = False
    """Whether a break deserves a warning although the text does not bind the figures for certain:
    an open list in a report whose other lists give their wholes, a remainder told sentences
    after the figures it is of."""
    alternatives: tuple[tuple[Fact, ...], ...] = ()
    """Other operand lists under which the claim would hold as well, tried in order: customary
    other bases, or a list with a neighbouring item in or out."""
    rule: str = ""
    """How the claim was found: kept for `explain`."""
    note: str = ""
    """For claims about numerals and signs, which of the check's rules they are for; for sameness
    what is the same if not one figure told twice; for products how the price is set; for relative
    changes whether the change itself is an operand."""
    context: tuple[str, ...] = ()
    """For claims about numerals the texts compared, as their check says."""
    beside: Beside = field(default=ALONE, compare=False, repr=False)
    """Known once all claims of the report are judged; not stored."""

    @property
    def adds_up(self) -> bool:
        """Whether the operands, as written, give the stated figure; False if one is not known."""
        return self.stated is not None and adds_up(self.stated, self.operands)


def adds_up(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether parts, as written, give their whole to the last digit; False if one is not known."""
    values = [part.canonical_value for part in parts]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and sum(known, Decimal(0)) == whole.canonical_value


class Verdict(StrEnum):
    """How a claim came out."""

    EXACT = "exact"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    APPROXIMATE = "approximate"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A judged claim."""

    relation_id: str
    check_id: str
    holds: bool
    verdict: Verdict
    formula: str
    """Readable arithmetic with the figures, for example `90 / 120 = 75,0%`."""
    stated: str
    computed_low: Decimal | None
    computed_high: Decimal | None
    claim: Claim
