"""Dates that no calendar has: `ngày 31/6/2024`, `tháng 13`, `năm 20223`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.periods import day_of
from extractors.relations.matches import any_of, by_offset, numbered_blocks, numeral_claim, rows_of
from models.document import Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_LEAP_YEAR = 2024
"""A year for days without one: 29/02 is a day of some year."""
_FIVE_DIGITS = re.compile(r"(?:19|20)\d{3}(?!\d)")
"""What a year must have for a digit too many; most blocks have none."""
_NUMERALS = ("day", "month", "year")


class CalendarClaims:
    """Finds impossible dates, by the words that the lexicon gives for day, month and year."""

    def __init__(self, lexicon: Lexicon) -> None:
        day, month, year = (any_of(lexicon, f"cited.{part}") for part in ("day", "month", "year"))
        number, end = r"(?P<day>\d{1,2})\s?/\s?", r"\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d/\w-])"
        first = r"(?P<day>\d(?<![\d/.,-]\d)\d?)\s?/\s?"  # a digit first: the search leaps to it
        self._patterns = [
            re.compile(rf"{first}(?P<month>0?\d|1[0-2]){end}"),
            re.compile(rf"(?:{day}) {number}(?P<month>1[3-9]|[2-9]\d){end}"),
            re.compile(
                rf"(?:{day}) {number}(?P<month>\d{{1,2}})(?P<year>)(?![\d/%\w-]|[.,]\d| ?/)"
            ),
            re.compile(
                rf"(?:{day}) (?P<day>\d{{1,2}}) (?:{month}) (?P<month>\d{{1,2}}) "
                rf"(?:{year}) (?P<year>\d{{4}})(?!\d)"
            ),
        ]
        """A month beyond the twelfth needs the word for day: foreign dates have the month first."""
        self._long_year = re.compile(
            rf"(?:(?:{month}) \d{{1,2}} (?:{year}) |(?<![\d/])\d{{1,2}}/\d{{1,2}}/)"
            r"(?P<year>(?:19|20)\d{3})(?!\d)"
        )

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """The dates that cannot be; of dates that can nothing is claimed."""
        rows = by_offset(ledger)
        for block in numbered_blocks(document):
            view = fold(block.text.view)
            for pattern in self._patterns:
                for match in pattern.finditer(view):
                    if day_of(match["day"], match["month"], match["year"] or _LEAP_YEAR) is None:
                        named = rows_of(block, match, _NUMERALS, rows)
                        sure = bool(match["year"]) and not _is_scanned(document, named)
                        yield from _claim("day", named, certain=sure)
            for match in self._long_year.finditer(view) if _FIVE_DIGITS.search(view) else ():
                yield from _claim(
                    "long_year", rows_of(block, match, ("year",), rows), certain=False
                )


def _is_scanned(document: Document, rows: Sequence[Numeral]) -> bool:
    return any(row.page in document.source.ocr_pages for row in rows)


def _claim(note: str, rows: tuple[Numeral, ...], *, certain: bool) -> Iterator[Claim]:
    if rows:
        written = "/".join(row.text for row in rows)
        yield numeral_claim(ClaimKind.CALENDAR, note, rows, written, certain=certain)
