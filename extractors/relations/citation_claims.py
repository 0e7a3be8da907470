"""What the documents cited by a report claim with their numbers and dates.

A symbol such as `27/2021/NQ-HĐND` names the year of its date; one document has one date; none is
dated after the report that cites it, or after the one that carries it out; and in one register
numbers rise with the dates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from extractors.periods import day_of
from extractors.relations.citations import Citation, CitationFinder, Law
from extractors.relations.matches import any_of, numeral_claim
from models.document import Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_REGISTER = 100
"""Numbers from here on are taken to stand in one register, so that two dates are one too many."""

_AFTER_PERIOD = timedelta(days=60)
"""How long after its period a report without a date may have been written."""

_CHAIN = 200
"""Characters between two citations of which one carries out the other."""

_KNOWN = 6
"""Of so many documents, or more, all but one in ten make the order of a register."""

_APART = timedelta(days=3)
"""By so much a document must be out of order: numbers are often taken a day or two ahead."""

_NEAR = 40
"""How far from a number its neighbours in a register may be to tell its date."""

_Register = list[Citation]
"""Documents of one sort, issuer and year, by number."""


class CitationClaims:
    """Finds what cited documents claim, by the words that the lexicon gives for citing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._finder = CitationFinder(lexicon)
        implements, amends = (any_of(lexicon, f"cited.{name}") for name in ("implements", "amends"))
        self._implements = re.compile(rf"(?<!\w)(?:{implements})(?: [^\W\d_]+){{1,7}}:?\s*\Z")
        self._anew = re.compile(rf",\s*(?:{implements})(?: [^\W\d_]+){{1,7}}:?\s*\Z")
        self._apart = re.compile(rf";|\.\s|(?<!\w)(?:{amends})(?!\w)")

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """What the citations of a report claim about dates."""
        citations = self._finder.find(document, ledger)
        registers = _registers(citations)
        yield from _dated(document, citations)
        yield from _cited_again(citations)
        yield from _laws_again(self._finder.laws(document, ledger))
        orders = {key: _rising(register) for key, register in registers.items()}
        for key, register in registers.items():
            yield from _in_order(register, orders[key])
        yield from _year_of_another(document, citations, orders)
        yield from self._implemented(document, citations)

    def _implemented(self, document: Document, citations: Sequence[Citation]) -> Iterator[Claim]:
        """A document is no younger than the one that carries it out, over all of a chain."""
        head: Citation | None = None
        for first, second in pairwise(citations):
            if not self._carries_out(document, first, second):
                head = None
                continue
            head = head or first
            for later in dict.fromkeys((head.key, first.key)):
                cause = head if later == head.key else first
                days = (second.day.isoformat(), cause.day.isoformat())
                yield _claim("not_after_implementing", [second, cause], *days)

    def _carries_out(self, document: Document, first: Citation, second: Citation) -> bool:
        between = document.blocks[first.block].text.view[first.span.stop : second.span.start]
        near = first.block == second.block and len(between) <= _CHAIN
        folded = fold(between) if near else ""
        how = self._implements.search(folded)
        return how is not None and not self._apart.search(folded) and not self._begins(between)

    def _begins(self, between: str) -> bool:
        """Whether a capital behind a comma begins another citation: `…, Thực hiện Chỉ thị số`."""
        anew = self._anew.search(fold(between))
        return anew is not None and between[anew.start() :].lstrip(", ")[:1].isupper()


def _dated(document: Document, citations: Sequence[Citation]) -> Iterator[Claim]:
    """The year in a symbol is that of the date; the date is none after the report."""
    latest = _latest(document, citations)
    order = "not_after_report" if document.header.report_date else "not_after_period"
    for citation in citations:
        if citation.year is not None:
            yield _claim("year_in_symbol", [citation], str(citation.year), citation.day.isoformat())
        if latest is not None:
            yield _claim(order, [citation], citation.day.isoformat(), latest.isoformat())


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


def _cited_again(citations: Sequence[Citation]) -> Iterator[Claim]:
    """One document has one date wherever it is cited."""
    by_name: dict[str, list[Citation]] = {}
    for citation in citations:
        by_name.setdefault(citation.key, []).append(citation)
    for same in by_name.values():
        for first, second in pairwise(same):
            days = (first.day.isoformat(), second.day.isoformat())
            certain = _is_same(first, second)
            yield _claim("same_document", [first, second], *days, certain=certain)


def _is_same(first: Citation, second: Citation) -> bool:
    """Whether two citations of one symbol must mean one document.

    Offices of several levels number their own papers, and each year anew.
    """
    if first.issuer and second.issuer and first.issuer != second.issuer:
        return False
    if first.year is not None:
        return True
    return first.number >= _REGISTER and first.day.year == second.day.year


def _laws_again(laws: Iterator[Law]) -> Iterator[Claim]:
    """One law has one date; but a new law may have the name of the one that it replaces."""
    known: dict[str, Law] = {}
    for law in laws:
        if earlier := known.get(law.name):
            yield Claim(
                kind=ClaimKind.DATE,
                stated=None,
                numerals=(*earlier.numerals, *law.numerals),
                certain=False,
                rule="same_document",
                note="same_document",
                context=(law.name, earlier.day.isoformat(), law.day.isoformat()),
            )
        known[law.name] = law


def _registers(citations: Sequence[Citation]) -> dict[tuple[str, int, str], _Register]:
    """Documents of one sort, year and issuer by number; of one cited twice the first citation."""
    found: dict[tuple[str, int, str], dict[int, Citation]] = {}
    for citation in citations:
        sort = citation.sort
        key = (sort, citation.day.year, citation.issuer)
        found.setdefault(key, {}).setdefault(citation.number, citation)
    return {
        key: [register[number] for number in sorted(register)] for key, register in found.items()
    }


def _in_order(register: _Register, order: _Register) -> Iterator[Claim]:
    """A higher number is no older: certain where all but a few documents show the order."""
    strays = len(register) - len(order)
    clear = len(register) >= _KNOWN and strays <= max(1, len(register) // 10)
    for first, second in pairwise(register):
        days = (first.day.isoformat(), second.day.isoformat())
        stray = clear and first.day - second.day >= _APART
        yield _claim("register_order", [first, second], *days, certain=stray)


def _rising(register: _Register) -> _Register:
    """A longest part of the register in which the days do not fall, gaps allowed."""
    days: list[date] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, citation in enumerate(register):
        place = bisect_right(days, citation.day)
        before.append(ends[place - 1] if place else None)
        days[place : place + 1] = [citation.day]
        ends[place : place + 1] = [index]
    rising: _Register = []
    last = ends[-1] if ends else None
    while last is not None:
        rising.append(register[last])
        last = before[last]
    return rising[::-1]


def _year_of_another(
    document: Document,
    citations: Sequence[Citation],
    orders: dict[tuple[str, int, str], _Register],
) -> Iterator[Claim]:
    """Documents about the report's year, dated a year earlier, whose number is of its register.

    Args:
        document: The report.
        citations: The documents that it cites.
        orders: Registers by sort, year and issuer, without what is out of their order.
    """
    end = document.header.period_end
    if end is None:
        return
    for citation in citations:
        year = citation.day.year
        if year != end.year - 1 or citation.year is not None or str(end.year) not in citation.about:
            continue
        meant = day_of(citation.day.day, citation.day.month, end.year)
        sort = citation.sort
        order = orders.get((sort, end.year, citation.issuer), [])
        if meant is not None and _fits(order, citation.number, meant):
            days = (citation.day.isoformat(), meant.isoformat())
            yield _claim("year_of_register", [citation], *days)


def _fits(register: _Register, number: int, day: date) -> bool:
    """Whether a number and a day stand between their nearest neighbours in a register."""
    below = [one for one in register if number - _NEAR <= one.number < number]
    above = [one for one in register if number < one.number <= number + _NEAR]
    return bool(below and above) and below[-1].day <= day <= above[0].day


def _claim(note: str, cited: Sequence[Citation], *dates: str, certain: bool = True) -> Claim:
    rows = [row for citation in cited for row in citation.numerals]
    return numeral_claim(ClaimKind.DATE, note, rows, cited[0].name, *dates, certain=certain)
