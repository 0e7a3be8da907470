"""Years that should be the report's own: in headings, themes, plans and the closing sentence.

A report begun from an old one keeps years that nobody changed. Only places are looked at in which
a report speaks of its own period and compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.relations.matches import (
    YEAR,
    any_of,
    by_offset,
    dated_blocks,
    numeral_claim,
    rows_of,
)
from models.document import Block, Document, Header
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_HEADING_LEVEL = 2
"""Headings of parts and chapters; those below may well be about one matter of an earlier year."""
_HALF_YEAR, _MOST_OF_A_YEAR = 6, 360
"""In months, in days."""
_QUOTED = 60
"""Characters of the text before a year that its claim shows."""
_GROUPS = frozenset({"since", "year", "next"})
"""Groups of the patterns that are numerals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    """The years that the report is about."""

    first: int
    last: int
    named: frozenset[int]
    """Those, the next, all that the title names, and before a plan the year it starts from."""
    settled: bool
    """Whether the accounts of the year before are closed: offices close them in the first half."""
    whole: bool
    """Whether it reports on whole years."""


class StaleClaims:
    """Finds the places where a report names its own year, by the words that the lexicon has."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = {
            name: any_of(lexicon, f"stale.{name}")
            for name in (
                "closing", "heading", "theme", "doing", "during", "own", "plan", "elsewhere",
            )
        }  # fmt: skip
        year, months = any_of(lexicon, "years.anniversary"), any_of(lexicon, "stale.months")
        months = rf"\d{{1,2}} (?:{months})[^.;\d]{{1,20}}"
        named = rf"(?<!\w)(?:{year}) (?P<year>{YEAR})(?![\d/-])"
        self._months = re.compile(months)
        self._planned = re.compile(rf"(?<!\w)(?:{words['plan']})(?!\w)")
        self._year = re.compile(named)
        self._closing = re.compile(
            rf"(?<!\w)(?:{words['closing']})(?!\w)(?P<told>[^.;\d]{{1,150}}?)(?:{months})?"
            rf"(?<!\w)(?:{year}) (?P<year>{YEAR})(?![\d/-])"
            rf"(?:[^.;\d]{{1,100}}(?<!\w)(?:{year}) (?P<next>{YEAR})(?![\d/-]))?"
        )
        self._heading = re.compile(rf"[^a-zà-ỹđ]*(?:[ivx]+\W+)?(?:{words['heading']})(?!\w)")
        self._elsewhere = re.compile(rf"(?<!\w)(?:{words['elsewhere']})(?!\w)")
        self._own = re.compile(rf"(?<!\w)(?:{words['own']})(?!\w)")
        self._theme = re.compile(
            rf"(?:{words['doing']})[^.;\d]{{0,80}}(?:{words['theme']}) (?P<year>{YEAR})(?!\d)"
        )
        school = any_of(lexicon, "years.school")
        self._school = re.compile(
            rf"(?:{words['doing']})[^.;\d]{{0,60}}(?:{school}) "
            rf"(?P<since>{YEAR})\s*-\s*(?P<year>{YEAR})(?!\d)"
        )
        self._during = re.compile(rf"(?<!\w)(?:{words['during']}) (?P<year>{YEAR})(?![\d/-])")
        self._plan = re.compile(
            rf"\d ?%[^.;,\d]{{0,20}}(?:{words['plan']})[^.;,\d]{{0,25}}"
            rf"(?<!\w)(?:{year}) (?P<year>{YEAR})(?![\d/-])"
        )

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """Claims that a year is the report's own; none for a report whose period is not known."""
        period = self._period(document.header)
        if period is None:
            return
        rows = by_offset(ledger)
        for block in dated_blocks(document):
            view = fold(block.text.view)
            for note, match in self._matches(document, block, view, period):
                groups = _GROUPS.intersection(match.re.groupindex)
                named = rows_of(block, match, sorted(groups), rows)
                if named:
                    written = block.text.view[: match.end("year")][-_QUOTED:]
                    yield _claim(note, named, written.partition(" ")[2], int(match["year"]), period)

    def _matches(
        self, document: Document, block: Block, view: str, period: _Period
    ) -> Iterator[tuple[str, re.Match[str]]]:
        """The places in a block, with the note of their claims."""
        closing = self._closing.search(view)
        if closing and not self._elsewhere.search(closing["told"]):
            yield "closing", closing
        elif heading := self._headed(document, block, view, period):
            yield "heading", heading
        for match in self._theme.finditer(view):
            yield "theme", match
        for match in self._school.finditer(view):
            if not self._elsewhere.search(_clause(view, match)):
                yield "school", match
        for match in self._during.finditer(view):
            clause = _clause(view, match)
            old = int(match["year"]) < period.first - 1
            if old and self._own.search(clause) and not self._elsewhere.search(clause):
                yield "during", match
        for match in self._plan.finditer(view) if period.settled else ():
            told = match["year"] in view[: match.start()] or match["year"] in _above(
                document, block
            )
            if not told:
                yield "plan", match

    def _headed(
        self, document: Document, block: Block, view: str, period: _Period
    ) -> re.Match[str] | None:
        """The last year that the heading of a part or chapter names, if it names one."""
        section = document.sections[block.section] if block.section is not None else None
        if section is None or section.block != block.index or section.level > _HEADING_LEVEL:
            return None
        if not self._heading.match(view) or self._elsewhere.search(view):
            return None
        found = list(self._year.finditer(view))
        if not found or len({match["year"] for match in found}) > 1:
            return None
        same_sort = period.whole or bool(self._months.search(view))
        return found[-1] if same_sort else None

    def _period(self, header: Header) -> _Period | None:
        """The years of a report; None if its title is not known or names no period."""
        if not header.title or header.period_start is None or header.period_end is None:
            return None
        first, last = header.period_start.year, header.period_end.year
        named = {int(year) for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", header.title)}
        if self._planned.search(fold(header.title)):
            named.add(first - 1)
        return _Period(
            first=first,
            last=last,
            named=frozenset({*range(first, last + 2), *named}),
            settled=header.period_end.month >= _HALF_YEAR,
            whole=(header.period_end - header.period_start).days > _MOST_OF_A_YEAR,
        )


def _clause(view: str, match: re.Match[str]) -> str:
    """The clause in which a match stands, up to its end."""
    start = max(view.rfind(sign, 0, match.start()) for sign in ".;")
    return view[start + 1 : match.end()]


def _above(document: Document, block: Block) -> str:
    """The titles over a block."""
    titles, index = [], block.section
    while index is not None:
        titles.append(document.sections[index].title)
        index = document.sections[index].parent
    return " ".join(titles)


def _claim(note: str, rows: tuple[Numeral, ...], written: str, year: int, period: _Period) -> Claim:
    """The claim that `year` is one of the report's; a later one is of plans and not doubted."""
    fits = year >= period.first or year in period.named
    right = str(year if fits else period.last)
    return numeral_claim(ClaimKind.STALE, note, rows, written, str(year), right)
