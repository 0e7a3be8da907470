"""Claims of years: counts that two years give, and spans whose ends have an order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.periods import day_of
from extractors.relations.matches import (
    YEAR,
    any_of,
    by_offset,
    dated_blocks,
    numeral_claim,
    rows_of,
)
from models.document import Block, Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_ANY_DAY = r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?"
_DAY = rf"(?:{_ANY_DAY})?"
_BRACKET = rf"\((?P<day>{_ANY_DAY})?(?P<since>{YEAR})\s*-\s*{_DAY}(?P<until>{YEAR})\)"
_SPAN = rf"(?P<since>{YEAR})\s*-\s*(?P<until>{YEAR})(?![\d/])"
_BEFORE = 12
"""How many characters before a number of years say that they are celebrated: `kỷ niệm`."""
_COUNT = r"(?P<count>\d(?<![\d.,/-]\d)\d{0,2})"
"""It begins with a digit, to which the search leaps; what stands before is looked at then."""
_FULL_DAY = r"(?P<d{n}>\d{{1,2}})\s?/\s?(?P<m{n}>\d{{1,2}})\s?/\s?(?P<y{n}>\d{{4}})(?!\d)"


class YearClaims:
    """Finds what a report claims about years, by the words that the lexicon gives for them."""

    def __init__(self, lexicon: Lexicon) -> None:
        year, school, phase = (
            any_of(lexicon, f"years.{group}") for group in ("anniversary", "school", "phase")
        )
        in_force, start, stop = (
            any_of(lexicon, f"years.{group}") for group in ("in_force", "from", "until")
        )
        number, day = any_of(lexicon, "symbol.number"), any_of(lexicon, "cited.day")
        self._anniversary = re.compile(rf"{_COUNT} (?:{year})(?!\w)[^()\d]{{6,120}}{_BRACKET}")
        celebrated = any_of(lexicon, "years.celebrated")
        self._celebrated = re.compile(rf"(?<!\w)(?:{celebrated})(?!\w)")
        self._school = re.compile(rf"(?:{school}) {_SPAN}")
        self._phase = re.compile(rf"(?:{phase}) {_SPAN}")
        self._plan = re.compile(rf"{_COUNT} (?:{year}),? ?(?:\(|(?:{phase}) )?{_SPAN}")
        self._in_force = re.compile(
            rf"{_COUNT} (?:{year}) (?:{in_force}) [^\d;.]{{3,90}}?(?:{number}):? ?\d+"
            rf"(?:/(?P<symbol>{YEAR})/[^\d;.\s]+)?"
            rf"(?:[^\d;.]{{1,50}}(?:{day}) \d{{1,2}}/\d{{1,2}}/(?P<since>{YEAR}))?"
        )
        self._days = re.compile(
            rf"(?<!\w)(?:{start}) {_FULL_DAY.format(n=1)}\s?(?:{stop})\s?{_FULL_DAY.format(n=2)}"
        )

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """Anniversaries `90 năm … (1934 - 2024)`, school years, phases, plans, times."""
        rows = by_offset(ledger)
        end = document.header.period_end
        for block in dated_blocks(document):
            view = fold(block.text.view)
            for match in self._anniversary.finditer(view):
                difference = int(match["until"]) - int(match["since"])
                named = rows_of(block, match, ("count", "since", "until"), rows)
                allowed: tuple[int, ...] = (difference,)
                if not match["day"] and not self._celebrated.search(view, *_around(match)):
                    allowed += (difference + 1,)  # `5 năm liền (2013-2017)` counts both ends
                yield _counted("anniversary", named, match["count"], *allowed)
            yield from self._spans(block, view, rows)
            for match in self._in_force.finditer(view) if end else ():
                since = match["since"] or match["symbol"]
                if end and since:
                    named = rows_of(block, match, ("count", "symbol", "since"), rows)
                    years = end.year - int(since)
                    yield _counted("in_force", named, match["count"], years, certain=False)

    def _spans(self, block: Block, view: str, rows: dict[int, Numeral]) -> Iterator[Claim]:
        """What says of itself from when until when it lasts."""
        for match in self._school.finditer(view):
            named = rows_of(block, match, ("since", "until"), rows)
            yield _claim("school_year", named, str(int(match["since"]) + 1), match["until"])
        for match in self._phase.finditer(view):
            named = rows_of(block, match, ("since", "until"), rows)
            yield _claim("phase", named, match["since"], match["until"])
        for match in self._plan.finditer(view):
            difference = int(match["until"]) - int(match["since"])
            named = rows_of(block, match, ("count", "since", "until"), rows)
            yield _counted("plan", named, match["count"], difference + 1, difference)
        for match in self._days.finditer(view):
            first, last = _day(match, 1), _day(match, 2)
            if first and last:
                named = rows_of(block, match, ("d1", "m1", "y1", "d2", "m2", "y2"), rows)
                yield _claim("days", named, first.isoformat(), last.isoformat())


def _around(match: re.Match[str]) -> tuple[int, int]:
    """The range of the match and of the words right before it."""
    return max(0, match.start() - _BEFORE), match.end()


def _day(match: re.Match[str], number: int) -> date | None:
    return day_of(match[f"d{number}"], match[f"m{number}"], match[f"y{number}"])


def _counted(
    note: str, rows: tuple[Numeral, ...], stated: str, *allowed: int, certain: bool = True
) -> Claim:
    """The claim that a stated count is one of those allowed, the likeliest first."""
    return _claim(note, rows, str(int(stated)), *map(str, allowed), certain=certain)


def _claim(note: str, rows: tuple[Numeral, ...], *values: str, certain: bool = True) -> Claim:
    about = " - ".join(row.text for row in rows)
    return numeral_claim(ClaimKind.YEARS, note, rows, about, *values, certain=certain)
