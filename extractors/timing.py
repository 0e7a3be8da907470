"""The period that each figure speaks of: the report's own, unless its words name another.

Figures of a report are of its period. A value of the time before is of the same days a year
earlier; a goal is of what the section's title names; `đến ngày 31/5/2023` and `năm 2022` before a
figure say so themselves.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extractors.periods import day_of, find_period
from models.fact import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.document import Header

_UNTIL = re.compile(
    r"(?:đến|hết)(?: hết)?(?: ngày)? "
    r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?((?:19|20)\d\d)(?!\d)"
)
_IN_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)\d\d)(?![\d/-])")
_IN_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:quí (?:iv|i{1,3}|[1-4])|tháng \d{1,2}) ?/ ?((?:19|20)\d\d)(?![\d/-])"
)
_PART_OF_YEAR = 16
"""The most characters before `năm 2024` in which `6 tháng đầu` or `quý I` stands."""
_COMPARED = re.compile(r"(?<!\w)(?:so|bằng|cùng kì)(?: \w+){0,5} ?\Z")
"""What stands before the year with which something is compared, which is not the figure's."""
_LEFT_BEHIND = re.compile(r" ?(?:xuống|lên)(?!\w)")
"""What stands behind the year of the figure before: `từ 64 hộ năm 2022 xuống còn 51 hộ`."""
_IN_MONTH = re.compile(r"(?<!\w)trong tháng(?! ?\d|\w)")
_NAMES_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d tháng(?!\w)|(?<!\w)quí [iv1-4]")
_STATES = frozenset({Role.ACTUAL, Role.TOTAL, Role.PLAN, Role.PRIOR, Role.TARGET, Role.PCT_SHARE})
"""What has a period of its own; a change or a percentage of something is of the report's."""
_AHEAD = frozenset({Role.TARGET, Role.THRESHOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from the first to the last, and what says so."""

    start: date | None
    stop: date | None
    rule: str
    words: str = ""


class Timing:
    """Tells the periods of the figures of one report."""

    def __init__(self, header: Header) -> None:
        self._own = Period(start=header.period_start, stop=header.period_end, rule="report")
        self._issued = header.report_date or header.period_end

    def find(self, role: Role, before: str, heads: Sequence[str]) -> Period:
        """The period of a figure.

        Args:
            role: What the figure does.
            before: The words that belong to it and stand before it, folded.
            heads: The texts above it, folded, innermost first.

        >>> from models.document import Header
        >>> half = Header(period_start=date(2023, 1, 1), period_end=date(2023, 6, 30))
        >>> timing = Timing(half)
        >>> str(timing.find(Role.ACTUAL, "tính đến 31/5/2023 toàn xã có", ()).stop)
        '2023-05-31'
        >>> str(timing.find(Role.PRIOR, "cùng kỳ đạt", ()).stop)
        '2022-06-30'
        >>> str(timing.find(Role.ACTUAL, "trong tháng trồng mới", ()).start)
        '2023-06-01'
        """
        if role not in _STATES and role not in _AHEAD:
            return self._own
        if named := self._named(before, role):
            return named
        if role is Role.PRIOR:
            return self._year_before()
        if role in _AHEAD:
            return self._of_heads(heads) or self._own
        return self._own

    def _named(self, before: str, role: Role) -> Period | None:
        """What the figure's own words name, the last of it."""
        for match in reversed(list(_UNTIL.finditer(before))):
            if (stop := day_of(*match.groups())) is not None:
                start = self._own.start
                if start is None or start > stop or start.year != stop.year:
                    start = date(stop.year, 1, 1)
                return Period(start=start, stop=stop, rule="until", words=match.group())
        named = (*_IN_YEAR.finditer(before), *_IN_PART_OF_YEAR.finditer(before))
        years = [match for match in named if _is_own(match, before, role)]
        if not years:
            return self._last_month(before)
        last = max(years, key=lambda match: match.start())
        period, year = _period_of(last, before), int(last[1])
        own = self._own.stop
        whole = period.start == date(year, 1, 1) and period.stop == date(year, 12, 31)
        if own is not None and year == own.year and whole and role is not Role.TARGET:
            return None  # the year that the report speaks of anyway
        return period

    def _last_month(self, before: str) -> Period | None:
        """The last month of the report's period, where the figure is of that month only.

        `Trong tháng trồng 12 ha, lũy kế 98 ha`: the second figure is of the whole period.
        """
        start, stop = self._own.start, self._own.stop
        match = _IN_MONTH.search(before)
        if match is None or start is None or stop is None or start >= stop.replace(day=1):
            return None
        return Period(start=stop.replace(day=1), stop=stop, rule="month", words=match.group())

    def _year_before(self) -> Period:
        """The same days a year earlier, at the end of February one less where need be."""
        start, stop = (
            None if day is None else _earlier(day) for day in (self._own.start, self._own.stop)
        )
        return Period(start=start, stop=stop, rule="year_before")

    def _of_heads(self, heads: Sequence[str]) -> Period | None:
        """The period that the nearest head names, for what is still to be done."""
        for head in heads:
            if _NAMES_PERIOD.search(head):
                named = find_period(head, self._issued)
                if named.start is not None:
                    label = named.label
                    return Period(start=named.start, stop=named.stop, rule="head", words=label)
        return None


def _is_own(year: re.Match[str], before: str, role: Role) -> bool:
    """Whether a year is of the figure itself, not of what it or the one before is compared with."""
    if _LEFT_BEHIND.match(before, year.end()):
        return False
    return role is Role.PRIOR or _COMPARED.search(before, 0, year.start()) is None


def _period_of(year: re.Match[str], before: str) -> Period:
    """The year, or the part of it that the words before name: `6 tháng đầu năm 2024`."""
    words = before[max(0, year.start() - _PART_OF_YEAR) : year.end()]
    named = find_period(words, None)
    if named.start is None or named.start.year != int(year[1]):
        named, words = find_period(year.group(), None), year.group()
    return Period(start=named.start, stop=named.stop, rule="year", words=words.strip())


def _earlier(day: date) -> date:
    """The day a year before; the last of February stays the last of February."""
    year = day.year - 1
    last = monthrange(year, day.month)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if at_end else min(day.day, last))
