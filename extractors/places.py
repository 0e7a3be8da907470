"""The part of the reporting unit that a figure is about: a village, in a district a commune.

A place governs a figure if a clause begins with it (`Thôn Nà Lầu: 12 hộ`), if the figure stands
right behind it (`hỗ trợ thôn Nà Lầu 12 con`), or if the figures of a sentence are shared out behind
themselves (`12 hộ ở thôn Nà Lầu, 7 hộ ở thôn Khau Cà`). A place that is only mentioned (`họp tại
thôn …`, `đường từ thôn … đến thôn …`) governs nothing. What a list's head or a section's title
begins with holds for what stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.language import Words
from models.lexicon import Lexicon, fold

_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_NAME = rf"[{_CAPITAL}][\w'’]*(?:[ -](?:[{_CAPITAL}][\w'’]*|\d{{1,2}}(?![\w.,/])))" + "{0,3}"
_LONG_NAME = rf"[{_CAPITAL}][\w'’]*(?:[ -][{_CAPITAL}][\w'’]*){{1,3}}"
"""Behind another place only such is a place, too: a clause may begin with one capital."""
_NUMBER = r"(?:số )?(?:\d{1,2}[A-Z]?|[IVX]+)(?![\w.,/]\w)"
AT_BEGINNING = r"\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[a-zđ])[.)/:-]*\s+)?\W*"
_SHARED = 2
"""So many figures of a sentence with a place behind each are shared out among places."""
_POSTPONED = 60
"""How far behind its figure a place may stand, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, or several in a row, as a view names it."""

    start: int
    stop: int
    name: str
    bare: bool = False
    """Whether its sort stands before the list: `các thôn: Nà Lầu 12 hộ, Khau Cà 7 hộ`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a figure stands in its view."""

    start: int
    stop: int
    sentence: int
    """Where its sentence begins."""
    following: int
    """Where the next figure, or the sentence's rest, ends the words behind it."""


class PlaceFinder:
    """Finds the places that govern figures, for one level of reporting unit."""

    def __init__(self, lexicon: Lexicon, level: str) -> None:
        """Prepare the words for reports of units of a level: xã, huyện or tỉnh."""
        sorts = _parts_of(lexicon, "place", level)
        numbered = _parts_of(lexicon, "place.numbered", level)
        self._first = frozenset(words.split()[0] for words in (*sorts, *numbered))
        sort, counted = any_of(sorts), any_of(numbered)
        barred = any_of(lexicon.phrases("place.not"))
        named = rf"(?:(?:{sort}) (?!{barred})(?:{_NAME}|{_NUMBER})|(?:{counted}) {_NUMBER})"
        self._place = re.compile(
            rf"(?<!\w){named}"
            rf"(?:(?:, ?| và | - ){named}|(?:, ?| và ){_LONG_NAME}(?!\s*[:(]?\s*\d))*"
        )
        self._bare = re.compile(rf"[,;:(]\s*({_NAME})(?=\s*[:(]?\s*\d)")
        self._plural = re.compile(
            rf"(?<!\w)(?:{any_of(lexicon.phrases('place.plural'))}) ({sort})(?!\w)"
        )
        self._sort = re.compile(rf"(?<!\w)({sort})(?!\w)")
        leads = any_of(lexicon.phrases("place.lead"))
        joints = any_of(lexicon.phrases("place.joint"))
        self._leads = re.compile(
            rf"(?:\A{AT_BEGINNING}|[;:(]\s*)(?:(?:{leads}|{joints})[,:]?\s+)*\Z"
            rf"|,\s*(?:(?:{joints})[,:]?\s+)*\Z"
            rf"|(?<!\w)(?:{joints})[,:]?\s+(?:(?:{leads})\s+)?\Z"
        )
        self._begins = re.compile(rf"\A{AT_BEGINNING}(?:(?:{leads}|{joints})[,:]?\s+)*")
        self._mentioned = re.compile(rf"(?<!\w)(?:{any_of(lexicon.phrases('place.mention'))})\s+\Z")
        self._behind = re.compile(
            rf"[^,;:.()\d]{{0,{_POSTPONED}}}?(?<!\w)(?:{any_of(lexicon.phrases('place.behind'))})\s+\Z"
        )
        self._whole = re.compile(rf"(?<!\w)(?:{any_of(lexicon.phrases('place.whole'))})(?!\w)")
        self._total = re.compile(rf"(?:{any_of(lexicon.phrases('total.row'))})(?!\w)")

    def find(self, doc: Words, view: str, spots: Sequence[Spot], inherited: str = "") -> list[str]:
        """The place of each figure of a block, empty where it is of the whole unit.

        Args:
            doc: The block's tokens.
            view: The block as written.
            spots: Its figures.
            inherited: The place of the block's heads.

        >>> from extractors.language import make_doc
        >>> from models.lexicon import load
        >>> view = "Hỗ trợ 27 con, trong đó thôn Nà Lầm 15 con; họp tại thôn Khau Cà 12 hộ"
        >>> starts = map(view.index, ("27", "15", "12"))
        >>> spots = [Spot(start=at, stop=at + 2, sentence=0, following=at) for at in starts]
        >>> PlaceFinder(load(), "xã").find(make_doc(view), view, spots)
        ['', 'thôn Nà Lầm', '']
        """
        if self._first.isdisjoint(doc.texts) and not (inherited and self._whole.search(view)):
            return [inherited] * len(spots)
        places = self._places(view, {spot.start for spot in spots})
        found = [self._governing(view, places, spot, inherited) for spot in spots]
        for number, place in self._shared(view, places, spots):
            found[number] = found[number] or place
        return found

    def at_beginning(self, text: str) -> str:
        """The place with which a list's head, a title or a table's row begins, else nothing.

        >>> from models.lexicon import load
        >>> places = PlaceFinder(load(), "xã")
        >>> places.at_beginning("2. Thôn Nà Lầu:"), places.at_beginning("Họp tại thôn Nà Lầu:")
        ('thôn Nà Lầu', '')
        """
        begins = self._begins.match(text)
        found = self._place.match(text, begins.end()) if begins else None
        return _small(found.group()) if found else ""

    def named(self, text: str, heading: str) -> str:
        """The place that a row is of, where the heading over its name says what it names.

        >>> from models.lexicon import load
        >>> places = PlaceFinder(load(), "xã")
        >>> places.named("Nà Lầu", "Tên thôn"), places.named("Tổng", "Tên thôn")
        ('thôn Nà Lầu', '')
        """
        if own := self.at_beginning(text):
            return own
        sort = self._sort.search(fold(heading))
        bare = text.strip(" .")
        if sort is None or not re.fullmatch(rf"{_NAME}|{_NUMBER}", bare):
            return ""
        return "" if self._total.match(fold(bare)) else f"{sort[1]} {bare}"

    def _places(self, view: str, figures: Collection[int]) -> list[Place]:
        """All places of a view, those without a word for their sort too, by offset."""
        found = []
        for match in self._place.finditer(view):
            name = match.group()
            inside = [at - match.start() for at in figures if match.start() < at < match.end()]
            if inside:
                name = name[: min(inside)].rstrip(" ,-")
            if self._place.fullmatch(name):
                stop = match.start() + len(name)
                found.append(Place(match.start(), stop, _small(name)))
        introduced = self._plural.search(view)
        if introduced is not None:
            for match in self._bare.finditer(view, introduced.end() - 1):
                name = f"{introduced[1].lower()} {match[1]}"
                found.append(Place(match.start(1), match.end(1), name, bare=True))
        return sorted(found, key=lambda place: place.start)

    def _governing(self, view: str, places: Sequence[Place], spot: Spot, inherited: str) -> str:
        """The nearest place before a figure that governs it."""
        if self._whole.search(view, spot.sentence, spot.start):
            inherited = ""
        for place in reversed(places):
            if place.stop > spot.start or place.start < spot.sentence:
                continue
            between = view[place.stop : spot.start]
            lead = view[spot.sentence : place.start]
            if self._whole.search(between):
                return ""
            colon = between.lstrip().startswith(":")
            if _leaves_bracket(between) or (";" in between and not colon):
                continue
            if place.bare or self._leads_clause(lead, between) or self._adjoins(lead, between):
                return place.name
        return inherited

    def _leads_clause(self, lead: str, between: str) -> bool:
        """Whether a clause begins with the place; between commas it only says where somebody is."""
        aside = lead.rstrip().endswith(",") and between.startswith(",")
        return self._leads.search(lead) is not None and not aside

    def _adjoins(self, lead: str, between: str) -> bool:
        """Whether the figure stands right behind the place, which no `tại`, `từ` precedes."""
        return not between.strip(" :(=") and not self._mentioned.search(lead)

    def _shared(
        self, view: str, places: Sequence[Place], spots: Sequence[Spot]
    ) -> Iterator[tuple[int, str]]:
        """The figures of a sentence, by position, that have each a place of its own behind them."""
        by_sentence: dict[int, list[tuple[int, str]]] = {}
        for number, spot in enumerate(spots):
            for place in places:
                if not spot.stop <= place.start < spot.following:
                    continue
                if self._behind.match(view, spot.stop, place.start):
                    by_sentence.setdefault(spot.sentence, []).append((number, place.name))
                    break
        for shared in by_sentence.values():
            if len({name for _, name in shared}) >= _SHARED:
                yield from shared


def _parts_of(lexicon: Lexicon, group: str, level: str) -> list[str]:
    """The words of a group that come before the names of parts of a unit of the level."""
    return [word for word, cue in lexicon.alternatives(group) if level in cue.value.split(", ")]


def _small(name: str) -> str:
    """A name that begins a sentence as it stands within one: thôn Nà Lầu."""
    return name[:1].lower() + name[1:]


def _leaves_bracket(text: str) -> bool:
    """Whether a bracket is closed that was opened before.

    >>> _leaves_bracket(" 12 hộ), 25 hộ"), _leaves_bracket(" (mới) 12 hộ")
    (True, False)
    """
    depth = 0
    for sign in filter("()".__contains__, text):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return True
    return False


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of the phrases, whatever its case."""
    words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return f"(?i:{words or '(?!)'})"
