"""Who issued the report: level, unit, district and province.

**Source** Decree 30/2020/NĐ-CP, annex I: the superior body stands above the issuing body, so that
of the units named in the letterhead the lowest is the issuer. Law 72/2025/QH15 ended the districts
on 1 July 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from extractors.header.phrases import phrase_pattern
from models.document import Block
from models.lexicon import Lexicon, fold

_WORD = re.compile(r"\s*([^\W\d_][\w'’]*|\d{1,2}(?![\w.,]))")
_NAME_LENGTH = 4
"""No unit's name has more words."""
_BODY_REACH = 80
"""How many blocks of the report are looked at for the units above the issuer."""
_LAST_DISTRICTS = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit as a text names it."""

    sort: str
    """xã, phường, thị trấn, huyện …"""
    level: str
    """xã, huyện or tỉnh."""
    name: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing unit and those above it; empty where the report does not tell."""

    level: str = ""
    unit_name: str = ""
    district: str = ""
    province: str = ""


class IssuerFinder:
    """Finds administrative units in letterheads and sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sorts = dict(lexicon.alternatives("header.unit"))
        self._sort = phrase_pattern(lexicon, "header.unit")
        self._formula = phrase_pattern(lexicon, "header.formula")
        self._aside = phrase_pattern(lexicon, "header.aside")
        self._levels = list(dict.fromkeys(cue.value for cue in self._sorts.values()))
        self._cities = lexicon.phrases("header.central_city")

    def find(
        self, letterhead: Sequence[Block], blocks: Sequence[Block], place: str, latest: date | None
    ) -> Issuer:
        """The issuer: the lowest unit of the letterhead, or the likeliest unit of the report.

        Without a letterhead it is the unit named like the place of issue, else the one that the
        report names most.

        Args:
            letterhead: What stands above the title.
            blocks: The whole report.
            place: The place of issue.
            latest: The date of issue or the last day reported.
        """
        top = [unit for block in letterhead for unit in self.units(block.text.view, numbered=True)]
        body = [unit for block in blocks[:_BODY_REACH] for unit in self.units(block.text.view)]
        own = min(top, key=lambda unit: self._levels.index(unit.level), default=None)
        if own is None:
            same = [unit for unit in body if place and fold(unit.name) == fold(place)]
            own = _most(same or body)
        if own is None:
            return Issuer()
        districts = latest is None or latest <= _LAST_DISTRICTS
        return Issuer(
            level=own.level,
            unit_name=f"{own.sort} {own.name}",
            district=self._above(own, self._levels[1], (top, body)) if districts else "",
            province=self._above(own, self._levels[2], (top, body)),
        )

    def _above(self, own: Unit, level: str, sources: Sequence[Sequence[Unit]]) -> str:
        """The name of the issuer's district or province.

        That is its own, or the one most often named in the first source that names any.
        """
        if own.level == level:
            return own.name
        if self._levels.index(own.level) > self._levels.index(level):
            return ""
        for units in sources:
            if found := _most([unit for unit in units if unit.level == level]):
                return found.name
        return ""

    def units(self, text: str, *, numbered: bool = False) -> list[Unit]:
        """The units that a text names, in order; `numbered` ones (Phường 7) too, if asked.

        The names of addressees, and words that only look like units (xã hội), are none.
        """
        text = normalize("NFC", text)
        folded = fold(text)
        if self._aside.match(folded.lstrip()):
            return []
        hidden = self._formula.sub(lambda match: "\n" * len(match.group()), folded)
        if hidden != folded:
            pairs = zip(text, hidden, strict=True)
            text = "".join(sign if kept != "\n" else "\n" for sign, kept in pairs)
        return list(self._named(text, numbered=numbered))

    def _named(self, text: str, *, numbered: bool) -> Iterator[Unit]:
        folded = fold(text)
        for match in self._sort.finditer(folded):
            name = self._name_behind(text, folded, match.end(), numbered=numbered)
            cue = self._sorts.get(" ".join(match.group().split()))
            if not name or cue is None:
                continue
            central = cue.name == "city" and fold(name) in self._cities
            level = self._levels[2] if central else cue.value
            yield Unit(_own_word(cue.pattern), level, name)

    def _name_behind(self, text: str, folded: str, start: int, *, numbered: bool) -> str:
        """The capitalised words behind the word for a unit, in its own manner of capitals."""
        words: list[str] = []
        shouted = False
        while len(words) < _NAME_LENGTH and (match := _WORD.match(text, start)):
            word = match[1]
            if "\n" in match.group() or self._sort.match(folded, match.start(1)):
                break
            if word.isdecimal():
                return str(int(word)) if numbered and not words else " ".join(words)
            shouted = word.isupper() if not words else shouted
            if not word[0].isupper() or (shouted and not word.isupper()):
                break
            words.append(word)
            start = match.end()
        name = " ".join(words)
        return name.title() if shouted and (len(words) > 1 or len(name) > 3) else name


def _own_word(pattern: str) -> str:
    """The word that stands before the unit's name: the first alternative of its cue."""
    return pattern.split("|", maxsplit=1)[0]


def _most(units: Sequence[Unit]) -> Unit | None:
    """The unit named most often, of equals the first."""
    return max(dict.fromkeys(units), key=units.count, default=None)
