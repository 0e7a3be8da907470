"""The period that a report's title names: months, a quarter, half a year, years, days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.lexicon import fold

_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)"
_RANGE = re.compile(rf"từ\s*(?:ngày\s*)?{_DAY}\s*(?:đến|-)\s*(?:hết\s*)?(?:ngày\s*)?{_DAY}(?!\d)")
_DATE = re.compile(
    rf"ngày\s*{_DAY}(?!\d)|ngày\s*\d{{1,2}}\s*tháng\s*\d{{1,2}}\s*năm\s*\d{{4}}|\d+/\d{{4}}/\w+"
)
_MONTHS = re.compile(
    r"(?<![\d.,])0?([2-9]|1[01])\s*tháng(?:\s*(đầu|cuối))?(?=\s*(?:của\s*)?năm|\s|[,;.]|\Z)"
)
_QUARTER = re.compile(r"quí\s*(iii|ii|iv|i|[1-4])(?!\w)")
_MONTH = re.compile(r"(?<!\d )(?<!\d)tháng\s*0?([1-9]|1[0-2])(?![\d.,]*\d)")
_SCHOOL_YEAR = re.compile(r"năm học\s*((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)(?!\d)")
_PHASE = re.compile(r"giai đoạn\s*((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"năm\s*((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d/])((?:19|20)\d\d)(?![\d/])")
_YEAR_BEHIND = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period and what the title calls it; empty where it names none."""

    label: str = ""
    start: date | None = None
    stop: date | None = None
    """Its last day."""


@dataclass(frozen=True, slots=True)
class _Months:
    """Whole months found at a place of the title; their year may stand elsewhere."""

    place: int
    behind: int
    label: str
    first: int
    last: int


def find_period(title: str, issued: date | None) -> NamedPeriod:
    """The first period that a title names; what follows it are plans.

    A year left out is the next that the title names, else the year of issue. Dates of documents
    that the title cites are no period, and the phase of a programme (giai đoạn 2021-2025) is one
    only where nothing else is named. A school year has a label, but no fixed days.

    >>> find_period("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024", None).label
    '6 tháng đầu năm 2024'
    >>> find_period("Tổng kết năm 2023, nhiệm vụ quý I năm 2024", None).stop
    datetime.date(2023, 12, 31)
    """
    folded = fold(title)
    if match := _RANGE.search(folded):
        start, stop = day_of(*match.groups()[:3]), day_of(*match.groups()[3:])
        if start and stop and start <= stop:
            return NamedPeriod(match.group(), start, stop)
    folded = _DATE.sub(lambda match: " " * len(match.group()), folded)
    if match := _SCHOOL_YEAR.search(folded):
        return NamedPeriod(match.group())
    shorter = _PHASE.sub(lambda match: " " * len(match.group()), folded)
    months = min(_months(shorter), key=lambda found: found.place, default=None)
    phase = _PHASE.search(folded)
    if phase and months is None and not _YEAR_BEHIND.search(shorter):
        return _whole_years(phase)
    return _named_years(shorter, months, issued)


def _whole_years(match: re.Match[str]) -> NamedPeriod:
    """The years from the first to the last that a match names."""
    first, last = sorted((int(match[1]), int(match[2])))
    return NamedPeriod(match.group(), date(first, 1, 1), date(last, 12, 31))


def _named_years(folded: str, months: _Months | None, issued: date | None) -> NamedPeriod:
    """Years, if the title names them before any months; else the months in their year."""
    place = months.place if months else len(folded)
    if match := _YEARS.search(folded, 0, place):
        return _whole_years(match)
    if match := _YEAR.search(folded, 0, place):
        year = int(match[1])
        return NamedPeriod(f"năm {year}", date(year, 1, 1), date(year, 12, 31))
    behind = _YEAR_BEHIND.search(folded, months.behind if months else 0)
    if behind is None and issued is None:
        return NamedPeriod()
    year = int(behind[1]) if behind else issued.year if issued else 0
    if months is None:
        return NamedPeriod(f"năm {year}", date(year, 1, 1), date(year, 12, 31))
    last_day = monthrange(year, months.last)[1]
    return NamedPeriod(
        f"{months.label} năm {year}", date(year, months.first, 1), date(year, months.last, last_day)
    )


def _months(folded: str) -> Iterator[_Months]:
    """Every stretch of months that a title names."""
    for match in _MONTHS.finditer(folded):
        count, end = int(match[1]), match[2] == "cuối"
        first, last = (13 - count, 12) if end else (1, count)
        yield _Months(match.start(), match.end(), f"{count} tháng {match[2] or 'đầu'}", first, last)
    for match in _QUARTER.finditer(folded):
        quarter = _QUARTERS[match[1]]
        yield _Months(match.start(), match.end(), f"quý {quarter}", 3 * quarter - 2, 3 * quarter)
    for match in _MONTH.finditer(folded):
        month = int(match[1])
        yield _Months(match.start(), match.end(), f"tháng {month}", month, month)


def day_of(day: int | str, month: int | str, year: int | str) -> date | None:
    """The date, or None if the calendar has no such day.

    >>> str(day_of("05", "6", "2024")), day_of(31, 6, 2024)
    ('2024-06-05', None)
    """
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
