"""Documents that the report cites, with their dates, and what these claim.

A symbol such as `27/2021/NQ-HĐND` names the year of its date; one document has one date; and none
is dated after the report that cites it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractors.periods import day_of
from extractors.relations.matches import rows_of
from models.document import BlockKind, Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_SYMBOL = (
    r"(?P<number>\d+)(?P<letter>[a-z]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?[/\-–]\s?"
    r"(?P<sort>[A-ZĐ][\w]*(?:\s?[-–/]\s?[A-ZĐ][\w]*)*)"
)
_NUMERALS = ("number", "year", "d1", "m1", "y1", "d2", "m2", "y2")
"""The groups of a citation's pattern that are numerals."""
_REGISTER = 100
"""Numbers from here on are taken to stand in one register, so that two dates are one too many."""

_AFTER_PERIOD = timedelta(days=60)
"""How long after its period a report without a date may have been written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document cited with its date."""

    name: str
    """As written, spaces and dashes unified: `06/2022/QH15`."""
    number: int
    year: int | None
    """The year in the symbol."""
    day: date
    issuer: str
    """The level of the issuing body, if it is named."""
    numerals: tuple[Numeral, ...]

    @property
    def key(self) -> str:
        """The name without leading zeros, by which citations of one document are told."""
        return self.name.lstrip("0")


class CitationFinder:
    """Finds cited documents by the words that the lexicon gives for issuers and dates."""

    def __init__(self, lexicon: Lexicon) -> None:
        by, day, month, year = (
            _alternatives(lexicon, f"cited.{part}") for part in ("by", "day", "month", "year")
        )
        self._cited = re.compile(
            rf"(?<![\w.,/]){_SYMBOL}\W{{0,3}}(?P<issuer>(?:{by})[^,;.\d]{{1,60}})?[,\s]*(?:{day})\s+"
            r"(?:(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})\s?/\s?(?P<y1>\d{4})"
            rf"|(?P<d2>\d{{1,2}}) (?:{month}) (?P<m2>\d{{1,2}}) (?:{year}) (?P<y2>\d{{4}}))"
            rf"(?P<after>\s*(?:{by})[^,;.\d()“”\"]{{1,60}})?"
        )
        self._levels = [
            (re.compile(rf"(?<!\w)(?:{fold(cue.pattern)})(?!\w)"), cue.value)
            for cue in lexicon.cues_of("issuer")
        ]

    def find(self, document: Document, ledger: Sequence[Numeral]) -> list[Citation]:
        """All documents cited with symbol and date, in order; impossible dates are left out."""
        by_start = {row.span.start: row for row in ledger}
        found = []
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            for match in self._cited.finditer(block.text.view):
                day = _day(match)
                if day is not None:
                    rows = rows_of(block, match, _NUMERALS, by_start)
                    found.append(self._citation(match, day, rows))
        return found

    def _citation(self, match: re.Match[str], day: date, rows: tuple[Numeral, ...]) -> Citation:
        sort = re.sub(r"\s*[-–]\s*", "-", match["sort"]).replace(" ", "")
        year = int(match["year"]) if match["year"] else None
        name = f"{match['number']}{match['letter']}/{f'{year}/' if year else ''}{sort}"
        around = fold(f"{match['issuer'] or ''} {match['after'] or ''}")
        issuer = next((level for pattern, level in self._levels if pattern.search(around)), "")
        return Citation(
            name=name,
            number=int(match["number"]),
            year=year,
            day=day,
            issuer=issuer,
            numerals=rows,
        )


def _alternatives(lexicon: Lexicon, group: str) -> str:
    return "|".join(cue.pattern for cue in lexicon.cues_of(group))


def _day(match: re.Match[str]) -> date | None:
    form = "1" if match["d1"] else "2"
    return day_of(match[f"d{form}"], match[f"m{form}"], match[f"y{form}"])


def find_date_claims(document: Document, citations: Sequence[Citation]) -> Iterator[Claim]:
    """What the citations of a report claim about dates."""
    latest = _latest(document, citations)
    order = "not_after_report" if document.header.report_date else "not_after_period"
    by_name: dict[str, list[Citation]] = {}
    for citation in citations:
        by_name.setdefault(citation.key, []).append(citation)
        if citation.year is not None:
            yield _claim("year_in_symbol", [citation], str(citation.year), citation.day.isoformat())
        if latest is not None:
            yield _claim(order, [citation], citation.day.isoformat(), latest.isoformat())
    yield from _register(citations)
    for same in by_name.values():
        for first, second in pairwise(same):
            yield _claim(
                "same_document",
                [first, second],
                first.day.isoformat(),
                second.day.isoformat(),
                certain=_is_same(first, second),
            )


def _register(citations: Sequence[Citation]) -> Iterator[Claim]:
    """Documents of one sort and year: a higher number is no older.

    Offices of two levels number the same sorts apart, so a break is only inferred.
    """
    registers: dict[tuple[str, int, str], dict[int, Citation]] = {}
    for citation in citations:
        sort = citation.name.rpartition("/")[2]
        key = (sort, citation.day.year, citation.issuer)
        registers.setdefault(key, {}).setdefault(citation.number, citation)
    for register in registers.values():
        ordered = [register[number] for number in sorted(register)]
        for first, second in pairwise(ordered):
            days = (first.day.isoformat(), second.day.isoformat())
            yield _claim("register_order", [first, second], *days, certain=False)


def _latest(document: Document, citations: Sequence[Citation]) -> date | None:
    """The last day on which a document cited by the report can have been made.

    The report's date, else some weeks after its period. Where several documents are later still,
    it is the report's own date that is in doubt, and nothing is claimed.
    """
    header = document.header
    if header.report_date is not None:
        latest = header.report_date
    elif header.period_end is not None:
        latest = header.period_end + _AFTER_PERIOD
    else:
        return None
    later = sum(citation.day > latest for citation in citations)
    return None if later > max(1, len(citations) // 10) else latest


def _is_same(first: Citation, second: Citation) -> bool:
    """Whether two citations of one symbol must mean one document.

    Offices of several levels number their own papers, and each year anew.
    """
    if first.issuer and second.issuer and first.issuer != second.issuer:
        return False
    if first.year is not None:
        return True
    return first.number >= _REGISTER and first.day.year == second.day.year


def _claim(note: str, cited: Sequence[Citation], *dates: str, certain: bool = True) -> Claim:
    return Claim(
        kind=ClaimKind.DATE,
        stated=None,
        numerals=tuple(row for citation in cited for row in citation.numerals),
        certain=certain,
        rule=note,
        note=note,
        context=(cited[0].name, *dates),
    )
