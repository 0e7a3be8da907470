"""What a check across reports is, and what it says of one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.fact import Fact
from models.finding import Cause, Severity

Row = Mapping[str, Any]
"""One row of a check's query, by column name; DuckDB tells no types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a check may look up to tell of its rows."""

    facts: Mapping[str, Fact]
    """The figures that rows name, by fact_id."""
    owners: Mapping[str, str]
    """The report each of them belongs to."""
    reports: Mapping[str, str]
    """Of the reports that rows name and those of the figures, what people know them by."""
    units: Mapping[str, str]
    """Names of the units that rows name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is wrong, in words."""

    severity: Severity
    message: str
    message_en: str
    facts: tuple[Fact, ...] = ()
    """The figures it is about, the stated one first; those of other reports included."""
    cause: Cause = Cause.UNKNOWN
    stated: str = ""
    expected: str = ""
    suggestion: str = ""
    suggestion_en: str = ""
    formula: str = ""
    """The arithmetic that does not hold; empty where there is none."""
    others: tuple[str, ...] = ()
    """What else, beside the figures, it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossCheck:
    """One check as its page in the documentation shows it.

    The query stands in a file of the module's name. It gives the columns `report_id` (whose
    report is to be corrected), `verdict` (as in relations) and `certain`; where figures are
    compared also `kind`, `stated`, `operands` (fact_ids), `low` and `high`. What is broken and
    certain is told, what holds is a relation.
    """

    id: str
    title_vi: str
    title_en: str
    doc: str
    """What it compares and when it keeps silent, with a firing and a holding example."""
    compares: bool
    """Whether its rows are claims about figures, which become relations where they hold."""
    tell: Callable[[Row, Material], Told | None]
    """What to say of a broken row; None if a closer look finds nothing wrong."""
