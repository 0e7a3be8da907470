"""Claims of anniversaries: `kỷ niệm 94 năm Ngày thành lập Đảng` counts from a year that is known.

The years are data (`models/lexicon/occasions.toml`). The year to which is counted is the
one in a bracket behind the occasion, else one that the report's period touches, or the next, for
plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.relations.matches import (
    YEAR,
    any_of,
    by_offset,
    numbered_blocks,
    numeral_claim,
    rows_of,
)
from models.document import Document, Header
from models.lexicon import Lexicon, Occasion, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_DAY = r"(?:\d{1,2}\s?/\s?\d{1,2}\s?/\s?|[^\W\d]+ )?"
_BEHIND = re.compile(
    rf"[^;.\d()]{{0,60}}\({_DAY}(?P<year>{YEAR})(?P<span>\s*-\s*{_DAY}{YEAR})?\s*\)"
)
"""The year in a bracket behind the occasion, or the two that `YearClaims` compares."""


class OccasionClaims:
    """Finds anniversaries of the occasions that the lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        year, day = any_of(lexicon, "years.anniversary"), any_of(lexicon, "years.day")
        self._occasions = {
            fold(phrase): occasion for occasion in lexicon.occasions for phrase in occasion.phrases
        }
        mark = any_of(lexicon, "years.mark")
        phrases = sorted(self._occasions, key=len, reverse=True)
        self._named = re.compile(
            rf"(?:(?<![\d.,/-])(?P<count>\d{{1,3}}) (?:{year})(?: (?:{day}))?"
            rf"|(?:{mark}) (?P<bare>\d{{1,3}}) (?:{day}))"
            rf" (?P<named>{'|'.join(map(re.escape, phrases)) or '(?!)'})(?!\w)"
        )

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """Each anniversary with the counts that its year, or else the report's, would give."""
        rows = by_offset(ledger)
        usual = _years(document.header)
        for block in numbered_blocks(document):
            view = fold(block.text.view)
            for match in self._named.finditer(view):
                occasion = self._occasions[match["named"]]
                behind = _BEHIND.match(view, match.end())
                if _is_another(occasion, view[match.end() :]) or (behind and behind["span"]):
                    continue
                stated = int(match["count"] or match["bare"])
                years = (int(behind["year"]),) if behind else usual
                year = behind or _nearest(view, match.start(), occasion.since + stated)
                named = rows_of(block, match, ("count", "bare"), rows)
                named += rows_of(block, year, ("year",), rows) if year else ()
                if years and named:
                    counts = (str(year - occasion.since) for year in years)
                    context = (match.group(), str(stated), *counts)
                    yield numeral_claim(ClaimKind.YEARS, "occasion", named, *context)


def _nearest(view: str, place: int, year: int) -> re.Match[str] | None:
    """Where a text names a year: the nearest before a place, else the first behind it."""
    found = list(re.finditer(rf"(?<![\d/.,-])(?P<year>{year})(?![\d/-])", view))
    before = [match for match in found if match.start() < place]
    return next(iter(before[::-1] or found), None)


def _years(header: Header) -> tuple[int, ...]:
    """The years of the report's period, the last first, and the one that its plans are for."""
    if not header.title or header.period_start is None or header.period_end is None:
        return ()
    first, last = header.period_start.year, header.period_end.year
    return (*range(last, first - 1, -1), last + 1)


def _is_another(occasion: Occasion, behind: str) -> bool:
    """Whether the words behind the phrase make it something else: `thành lập Đảng bộ`."""
    following = re.match(r"\W*(\w+)", behind)
    return following is not None and following[1] in map(fold, occasion.unless)
