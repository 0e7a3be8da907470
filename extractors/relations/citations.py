"""Documents that the report cites with their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.periods import day_of
from extractors.relations.matches import any_of, by_offset, numbered_blocks, rows_of
from models.document import Block, Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.text import Span

_SYMBOL = (
    r"(?P<number>\d(?<![\w.,/]\d)\d*)(?P<letter>[a-z]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?(?P<joint>[/\-–])\s?"
    r"(?P<sort>[A-ZĐ][\w]*(?:\s?[-–/]\s?[A-ZĐ][\w]*)*)"
)
_AFTER_NUMBER = re.compile(r"^(\d+[a-z]?)-")
_CLAUSE_END = re.compile(r";|\.\s")
_DATED = ("d1", "m1", "y1", "d2", "m2", "y2")
_NUMERALS = ("number", "year", *_DATED)
"""The groups of a citation's pattern that are numerals."""
_BEHIND = 160
"""Characters behind a citation that may tell what the document is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document cited with its date."""

    name: str
    """As written but for spaces: `06/2022/QH15`, `84-NQ/HU`."""
    number: int
    year: int | None
    """The year in the symbol."""
    day: date
    issuer: str
    """The level of the issuing body, if it is named."""
    numerals: tuple[Numeral, ...]
    block: int
    """Index of the block in which it is cited."""
    span: Span
    """From its number to its date, in the block's view."""
    about: str
    """The words behind it up to the end of the clause, folded."""

    @property
    def key(self) -> str:
        """The name by which citations of one document are told: `84/NQ/HU` for `084-NQ/HU`."""
        return _AFTER_NUMBER.sub(r"\1/", self.name.lstrip("0"), count=1)

    @property
    def sort(self) -> str:
        """What the symbol says behind number and year: `QĐ-UBND`."""
        return self.key.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law cited by its name and date, without a number."""

    name: str
    """Folded, without punctuation."""
    day: date
    numerals: tuple[Numeral, ...]


class CitationFinder:
    """Finds cited documents by the words that the lexicon gives for issuers and dates."""

    def __init__(self, lexicon: Lexicon) -> None:
        by, day, month, year = (
            any_of(lexicon, f"cited.{part}") for part in ("by", "day", "month", "year")
        )
        dated = (
            r"(?:(?P<d1>\d{1,2})\s?/\s?(?P<m1>\d{1,2})\s?/\s?(?P<y1>\d{4})"
            rf"|(?P<d2>\d{{1,2}}) ?(?:{month}) ?(?P<m2>\d{{1,2}}) ?(?:{year}) ?(?P<y2>\d{{4}}))"
        )
        self._law = re.compile(
            rf"(?<!\w)(?P<name>(?:{any_of(lexicon, 'cited.law')}) "
            rf"[^;:().\d“”\"]{{3,90}}?)[,\s]*(?:{day}) {dated}"
        )
        self._cited = re.compile(
            rf"{_SYMBOL}\W{{0,3}}(?P<issuer>(?:{by})[^,;.\d]{{1,60}})?[,\s]*(?:{day})\s+"
            rf"{dated}"
            rf"(?P<after>\s*(?:{by})[^,;.\d()“”\"]{{1,60}})?"
        )
        self._levels = [
            (re.compile(rf"(?<!\w)(?:{fold(cue.pattern)})(?!\w)"), cue.value)
            for cue in lexicon.cues_of("issuer")
        ]

    def find(self, document: Document, ledger: Sequence[Numeral]) -> list[Citation]:
        """All documents cited with symbol and date, in order; impossible dates are left out."""
        rows = by_offset(ledger)
        found = []
        for block in numbered_blocks(document):
            for match in self._cited.finditer(block.text.view):
                day = _day(match)
                if day is not None:
                    named = rows_of(block, match, _NUMERALS, rows)
                    found.append(self._citation(block, match, day, named))
        return found

    def laws(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Law]:
        """All laws cited by name and date, in order."""
        rows = by_offset(ledger)
        for block in numbered_blocks(document):
            for match in self._law.finditer(fold(block.text.view)):
                day = _day(match)
                if day is not None:
                    name = re.sub(r"\W+", " ", match["name"]).strip()
                    yield Law(name=name, day=day, numerals=rows_of(block, match, _DATED, rows))

    def _citation(
        self, block: Block, match: re.Match[str], day: date, rows: tuple[Numeral, ...]
    ) -> Citation:
        sort = re.sub(r"\s*[-–]\s*", "-", match["sort"]).replace(" ", "")
        year = int(match["year"]) if match["year"] else None
        joint = match["joint"].replace("–", "-")
        name = f"{match['number']}{match['letter']}{f'/{year}' if year else ''}{joint}{sort}"
        around = fold(f"{match['issuer'] or ''} {match['after'] or ''}")
        issuer = next((level for pattern, level in self._levels if pattern.search(around)), "")
        stop = match.start("after") if match["after"] else match.end()
        behind = fold(block.text.view[stop : stop + _BEHIND])
        return Citation(
            name=name,
            number=int(match["number"]),
            year=year,
            day=day,
            issuer=issuer,
            numerals=rows,
            block=block.index,
            span=Span(match.start(), stop),
            about=_CLAUSE_END.split(behind, maxsplit=1)[0],
        )


def _day(match: re.Match[str]) -> date | None:
    form = "1" if match["d1"] else "2"
    return day_of(match[f"d{form}"], match[f"m{form}"], match[f"y{form}"])
