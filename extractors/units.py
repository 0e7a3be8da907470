"""The unit behind a figure: glued or spaced, with magnitude words, compounds and counted nouns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.language import Words, make_doc
from extractors.patterns import CueFinder
from models.lexicon import Lexicon, Unit


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as stated."""

    name: str
    """Canonical spelling with its magnitude word: `triệu đồng`, `nghìn lượt`, `đồng/cây`."""
    dimension: str
    scale: Decimal
    """What one of it is in the dimension's canonical unit."""
    stop: int
    """Index of the token behind it."""
    spelling: str = ""
    """As the text has it, folded."""

    @property
    def is_money_per_thing(self) -> bool:
        """Whether it is a price or rate: đồng/cây, triệu đồng/nhà."""
        return self.dimension == "rate" and _SMALLEST_MONEY in self.name

    @property
    def is_whole(self) -> bool:
        """Whether it counts what cannot be divided: hộ, con, đồng; not nghìn con."""
        return self.scale == 1 and (self.dimension == "count" or self.name == _SMALLEST_MONEY)


UNKNOWN = Measure("", "", Decimal(1), 0)
"""The unit of a figure that stands bare."""

_SMALLEST_MONEY = "đồng"
_ONE = frozenset({"1", "01"})
"""The `1` that some write below the line: `đồng/1 năm`."""

PERCENT = Measure("%", "percent", Decimal(1), 0, "%")


class UnitFinder:
    """Reads units from tokens, the longest spelling first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._spellings: dict[str, list[tuple[list[str], Unit]]] = {}
        self._barred = {
            unit.name: [make_doc(words).texts for words in unit.unless]
            for unit in lexicon.units
            if unit.unless
        }
        self.by_name = {unit.name: unit for unit in lexicon.units}
        self._canonical = {
            unit.dimension: unit.name
            for unit in reversed(lexicon.units)
            if unit.scale == 1 and unit.dimension != "count"
        }
        for unit in lexicon.units:
            for spelling in unit.spellings:
                tokens = make_doc(spelling).texts
                self._spellings.setdefault(tokens[0], []).append((tokens, unit))
        for entries in self._spellings.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._magnitudes = {
            word: (cue.name, Decimal(cue.value)) for word, cue in lexicon.alternatives("magnitude")
        }
        self._decided = CueFinder(lexicon.cues_of("unit"))

    def read(self, doc: Words, start: int) -> Measure | None:
        """The unit that begins at token `start`, or None.

        >>> from models.lexicon import load
        >>> finder = UnitFinder(load())
        >>> finder.read(make_doc("1.056 nghìn lượt người"), 1).name
        'nghìn lượt'
        >>> finder.read(make_doc("3.800đồng/cây)"), 1).name
        'đồng/cây'
        >>> finder.read(make_doc("đạt khá"), 0) is None
        True
        """
        plain = self._spelled(doc, start)
        if start < len(doc) and doc.texts[start] in self._magnitudes:
            word, factor = self._magnitudes[doc.texts[start]]
            after = self._spelled(doc, start + 1)
            if after is not None and (plain is None or after.stop > plain.stop):
                unit = self.by_name.get(f"{word} {after.name}")
                scale = unit.scale if unit else after.scale * factor
                name = unit.name if unit else f"{word} {after.name}"
                return self._per(doc, Measure(name, after.dimension, scale, after.stop))
        return self._per(doc, plain) if plain else None

    def canonical(self, measure: Measure) -> str:
        """The unit into which figures of the measure are converted; counts keep their noun.

        >>> from models.lexicon import load
        >>> finder = UnitFinder(load())
        >>> finder.canonical(finder.read(make_doc("12 triệu đồng"), 1))
        'đồng'
        """
        return self._canonical.get(measure.dimension, measure.name)

    def in_region(self, measure: Measure, region: str) -> Measure:
        """The measure as large as it is in a region; a count where that is not known.

        >>> from models.lexicon import load
        >>> finder = UnitFinder(load())
        >>> area = finder.read(make_doc("12 sào"), 1)
        >>> str(finder.in_region(area, "south").scale), finder.in_region(area, "").dimension
        ('0.1', 'count')
        """
        unit = self.by_name.get(measure.name)
        if unit is None or not unit.regional or measure.dimension != unit.dimension:
            return measure
        scale = unit.regional.get(region)
        if scale is None:
            return replace(measure, dimension="count", scale=Decimal(1))
        return replace(measure, scale=scale)

    def decided_by_words(self, doc: Words) -> dict[int, Measure]:
        """Units that the words around a figure decide, by the figure's token index."""
        found = {}
        for match in self._decided.find(doc):
            unit = self.by_name[match.cue.value]
            for token in match.tokens:
                if token.like_num:
                    found[token.i] = Measure(unit.name, unit.dimension, unit.scale, token.i + 2)
        return found

    def in_brackets(self, text: str) -> Measure | None:
        """The unit that a heading or caption states: `Tổng số tiền (đồng)`, `Đơn vị tính: ha`.

        >>> from models.lexicon import load
        >>> UnitFinder(load()).in_brackets("Sản lượng (tấn)").name
        'tấn'
        """
        doc = make_doc(text)
        for token in doc:
            if token.text in "(:" and (measure := self.read(doc, token.i + 1)) is not None:
                behind = doc.texts[measure.stop] if measure.stop < len(doc) else ")"
                if behind in ").,;":
                    return measure
        return None

    def in_words(self, texts: Iterable[str]) -> Measure | None:
        """The unit that a heading consists of: a column headed `Cá nhân`, `ha` or `%`."""
        for text in texts:
            doc = make_doc(text)
            if (measure := self.read(doc, 0)) is not None and measure.stop == len(doc):
                return measure
        return None

    def _spelled(self, doc: Words, start: int) -> Measure | None:
        if start >= len(doc):
            return None
        for tokens, unit in self._spellings.get(doc.texts[start], ()):
            stop = start + len(tokens)
            if doc.texts[start:stop] == tokens and not self._is_barred(doc, start, unit):
                spelled = doc[start:stop].text
                return Measure(unit.name, unit.dimension, unit.scale, stop, spelled)
        return None

    def _is_barred(self, doc: Words, start: int, unit: Unit) -> bool:
        """Whether the words there only look like the unit: `giải ngân`."""
        barred = self._barred.get(unit.name, ())
        return any(doc.texts[start : start + len(words)] == words for words in barred)

    def _per(self, doc: Words, measure: Measure) -> Measure:
        """The compound `đồng/cây` if a slash and another noun follow; a period adds nothing."""
        if measure.stop >= len(doc) or doc.texts[measure.stop] != "/":
            return measure
        noun = measure.stop + 1
        if noun < len(doc) and doc.texts[noun] in _ONE:
            noun += 1
        if noun >= len(doc) or not doc[noun].is_alpha or doc.texts[noun] in self._magnitudes:
            return measure
        below = self._spelled(doc, noun)
        word = below.name if below else doc.texts[noun]
        behind = below.stop if below else noun + 1
        if below is None and behind < len(doc) and doc[behind].like_num:
            return measure
        if below is not None and below.dimension == "duration":
            return Measure(measure.name, measure.dimension, measure.scale, behind, measure.spelling)
        name = f"{measure.name}/{word}"
        unit = self.by_name.get(name)
        if unit is not None:
            return Measure(name, unit.dimension, unit.scale, behind, name)
        return Measure(name, "rate", measure.scale, behind, name)
