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

from models.document import BlockKind, Document
from models.lexicon import fold
from models.number import Numeral
from models.relation import Claim, ClaimKind
from models.text import Span

_SYMBOL = r"(?P<number>\d+)(?P<letter>[a-z]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?[/\-–]\s?(?P<sort>[A-ZĐ][\w]*(?:\s?[-–/]\s?[A-ZĐ][\w]*)*)"
_CITED = re.compile(
    rf"(?<![\w.,/]){_SYMBOL}\W{{0,3}}(?P<issuer>(?:của|cua)[^,;.\d]{{1,60}})?[,\s]*ngày\s+"
    r"(?:(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})\s?/\s?(?P<y1>\d{4})"
    r"|(?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}) năm (?P<y2>\d{4}))"
    r"(?P<after>\s*(?:của|cua)[^,;.\d()“”\"]{1,60})?"
)
_LEVEL = re.compile(r"(?<!\w)(xã|huyện|tỉnh|chính phủ|thủ tướng|trung ương|bộ)(?!\w)")
_REGISTER = 100
"""Numbers from here on are taken to stand in one register, so that two dates are one too many."""

_AFTER_PERIOD = timedelta(days=60)
"""How long after its period a report without a date may have been written."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited with its date."""

    name: str
    """`27/2021/NQ-HĐND`, spaces and dashes unified."""
    number: int
    year: int | None
    """The year in the symbol."""
    day: date
    issuer: str
    """The level of the issuing body, if it is named."""
    numerals: tuple[Numeral, ...]


def find_citations(document: Document, ledger: Sequence[Numeral]) -> list[Citation]:
    """All documents cited with symbol and date, in order.

    Dates that cannot be (31/02) are left out here.
    """
    by_start = {row.span.start: row for row in ledger}
    found = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for match in _CITED.finditer(block.text.view):
            groups = ("number", "year", "d1", "m1", "y1", "d2", "m2", "y2")
            rows = []
            for group in groups:
                if match[group]:
                    raw = block.text.raw(Span(*match.span(group)))
                    if raw.start in by_start:
                        rows.append(by_start[raw.start])
            day = _day(match)
            if day is None:
                continue
            sort = re.sub(r"\s*[-–]\s*", "-", match["sort"]).replace(" ", "")
            year = int(match["year"]) if match["year"] else None
            name = f"{int(match['number'])}{match['letter']}/{f'{year}/' if year else ''}{sort}"
            level = _LEVEL.search(fold(f"{match['issuer'] or ''} {match['after'] or ''}"))
            found.append(
                Citation(name, int(match["number"]), year, day, level[1] if level else "", tuple(rows))
            )
    return found


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["d1"]:
            return date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        return date(int(match["y2"]), int(match["m2"]), int(match["d2"]))
    except ValueError:
        return None


def find_date_claims(document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
    """What the citations claim about dates."""
    citations = find_citations(document, ledger)
    latest = _latest(document, citations)
    order = "not_after_report" if document.header.report_date else "not_after_period"
    by_name: dict[str, list[Citation]] = {}
    for citation in citations:
        by_name.setdefault(citation.name, []).append(citation)
        if citation.year is not None:
            yield _claim("year_in_symbol", [citation], str(citation.year), citation.day.isoformat())
        if latest is not None:
            yield _claim(order, [citation], citation.day.isoformat(), latest.isoformat())
    for same in by_name.values():
        for first, second in pairwise(same):
            yield _claim(
                "same_document",
                [first, second],
                first.day.isoformat(),
                second.day.isoformat(),
                certain=_is_same(first, second),
            )


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
