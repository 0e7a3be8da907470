"""Claims of years: anniversaries count from the year they name, school years follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.relations.matches import rows_of
from models.document import BlockKind, Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_YEAR = r"(?:19|20)\d\d|18\d\d"
_DAY = r"(?:\d{1,2}/\d{1,2}/)?"
_BEFORE = 12
"""How many characters before a number of years say that they are celebrated: `kỷ niệm`."""
_SPAN = rf"\({_DAY}(?P<since>{_YEAR})\s?-\s?{_DAY}(?P<until>{_YEAR})\)"


class YearClaims:
    """Finds what a report claims about years, by the words that the lexicon gives for them."""

    def __init__(self, lexicon: Lexicon) -> None:
        year = "|".join(lexicon.phrases("years.anniversary"))
        school = "|".join(lexicon.phrases("years.school"))
        self._anniversary = re.compile(
            rf"(?<![\d.,])(?P<count>\d{{1,3}}) (?:{year})(?!\w)[^()\d]{{6,120}}{_SPAN}"
        )
        celebrated = "|".join(lexicon.phrases("years.celebrated"))
        self._celebrated = re.compile(rf"(?<!\w)(?:{celebrated})(?!\w)")
        self._school = re.compile(rf"(?:{school}) (?P<since>{_YEAR})\s?-\s?(?P<until>{_YEAR})")

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """Anniversaries `90 năm … (1934 - 2024)` and school years `năm học 2023-2024`."""
        by_start = {row.span.start: row for row in ledger}
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            view = fold(block.text.view)
            for match in self._anniversary.finditer(view):
                since, until = int(match["since"]), int(match["until"])
                inclusive = int(match["count"]) == until - since + 1
                if inclusive and not self._celebrated.search(view, *_around(match)):
                    continue  # `5 năm liền (2013-2017)` counts both ends
                rows = rows_of(block, match, ("count", "since", "until"), by_start)
                yield _claim("anniversary", rows, match["count"], str(until - since))
            for match in self._school.finditer(view):
                rows = rows_of(block, match, ("since", "until"), by_start)
                yield _claim("school_year", rows, str(int(match["since"]) + 1), match["until"])


def _around(match: re.Match[str]) -> tuple[int, int]:
    """The range of the match and of the words right before it."""
    return max(0, match.start() - _BEFORE), match.end()


def _claim(note: str, rows: tuple[Numeral, ...], *values: str) -> Claim:
    written = " - ".join(row.text for row in rows)
    return Claim(
        kind=ClaimKind.DATE,
        stated=None,
        numerals=rows,
        rule=note,
        note=note,
        context=(written, *values),
    )
