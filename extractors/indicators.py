"""Which indicator a figure is of: the lexicon's phrases among the words that govern it.

The words nearest to a figure decide first, the last clause before it before earlier ones; the
noun behind it counts as much as they do where it is a name by itself. A phrase that is ambiguous
counts only where its context stands around, and of several such indicators the one whose context
stands nearest is meant. What no entry fits is `other`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.language import make_doc
from extractors.likeness import LikeNames
from extractors.phrases import PhraseFinder
from extractors.units import Measure
from extractors.windows import Around, Mention, Window, last_place, stands_in
from models.lexicon import Family, Indicator, Lexicon, fold

if TYPE_CHECKING:
    from extractors.language import Words

OTHER = "other"
_MOST_REJECTED = 3
"""So many of the indicators that came into question are kept as evidence."""
_FAR = 100_000
"""The distance of a context that stands behind the figure or only in the headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The indicator of a figure and the words that gave it."""

    code: str
    rule: str
    words: str = ""
    rejected: tuple[tuple[str, str], ...] = ()
    """Other codes that came into question, each with the phrase that named it, best first."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An indicator that a phrase can name."""

    indicator: Indicator
    strong: bool
    context: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An indicator that a phrase in a window names, and how much speaks for it."""

    rank: tuple[int, ...]
    """The window's rank first."""
    named: _Named
    phrase: str


class IndicatorFinder:
    """Finds phrases and chooses among the indicators that they can name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.indicators: Mapping[str, Indicator] = lexicon.indicators
        self._named: dict[str, list[_Named]] = {}
        self._unless = {
            code: tuple(map(fold, indicator.unless)) for code, indicator in self.indicators.items()
        }
        for indicator in lexicon.indicators.values():
            words = tuple(map(fold, indicator.context)), self._unless[indicator.code]
            for phrase in indicator.aliases:
                self._named.setdefault(fold(phrase), []).append(_Named(indicator, True, *words))
            for phrase in indicator.weak:
                self._named.setdefault(fold(phrase), []).append(_Named(indicator, False, *words))
        self._phrases = PhraseFinder((phrase, phrase) for phrase in self._named)
        strong = [p for p, named in self._named.items() if any(one.strong for one in named)]
        self._like = LikeNames(strong, {word for phrase in self._named for word in phrase.split()})
        self._longest = max((len(make_doc(phrase)) for phrase in self._named), default=0)
        self._siblings = _Siblings(lexicon)
        self._wholes = {
            unit: indicator.code
            for indicator in lexicon.indicators.values()
            for unit in indicator.whole_of
        }

    def mentions(self, doc: Words) -> list[Mention]:
        """All phrases of the lexicon in a document, by their end, the longer first."""
        # The phrase as in the lexicon: blanks and commas may be set otherwise in the text.
        found = [Mention(*place) for place in self._phrases.find(doc)]
        found.sort(key=lambda mention: (mention.stop, mention.start))
        return found

    def choose(
        self,
        mentions: Sequence[Mention],
        windows: Sequence[Window],
        around: Around,
        measure: Measure,
    ) -> Binding | None:
        """The indicator that the phrases in the windows name, or None.

        Args:
            mentions: The phrases of the text in which the windows lie, by their ends.
            windows: Where to look; the first that holds a phrase gives its rank.
            around: What allows and forbids.
            measure: The figure's unit, which the indicator must fit.
        """
        found: list[_Candidate] = []
        for mention in self._reached(mentions, windows):
            places = [window for window in windows if window.holds(mention)]
            for named in self._named[mention.phrase] if places else ():
                admitting = (w for w in places if named.strong or w.admits(mention))
                window = next(admitting, None)
                if window is None or not self.fits(named.indicator.code, measure):
                    continue
                support = _support(named, around)
                if support is None and window.heading == (mention.start, mention.stop):
                    support = _as_heading(named, around, measure)
                if support is not None:
                    suits = _suits(named.indicator, measure)
                    rank = (*window.closeness(mention), *support, suits)
                    found.append(_Candidate(rank, named, mention.phrase))
        kept = [candidate for candidate in found if not self._is_comprised(candidate, found)]
        if not kept:
            return None
        best = max(kept, key=lambda candidate: candidate.rank)
        rule = "alias" if best.named.strong else "alias_in_context"
        code = best.named.indicator.code
        return Binding(code=code, rule=rule, words=best.phrase, rejected=_others(found, code))

    def _reached(self, mentions: Sequence[Mention], windows: Sequence[Window]) -> Sequence[Mention]:
        """Of the phrases, which are in the order of their ends, those that windows may hold."""
        start = min((window.start for window in windows), default=0)
        stop = max((window.stop for window in windows), default=0)
        first = bisect_right(mentions, start, key=_end_of)
        return mentions[first : bisect_left(mentions, stop + self._longest, first, key=_end_of)]

    def choose_heading(
        self, text: str, measure: Measure, around: Around | None = None
    ) -> Binding | None:
        """The indicator that a heading names by itself, by the last of its plain names, or None.

        Args:
            text: The heading.
            measure: The figure's unit, which the indicator must fit.
            around: What allows and forbids; the heading alone if None.
        """
        doc = make_doc(text)
        window = Window(start=0, stop=len(doc), anchor=len(doc), rank=1, strict=True)
        alone = Around(clause=doc.text, before=doc.text, sentence=0, after="", heads="")
        return self.choose(self.mentions(doc), [window], around or alone, measure)

    def choose_like(self, words: str, measure: Measure) -> Binding | None:
        """The indicator whose name the words, folded, are a misspelling of, or None."""
        name = self._like.find(words)
        for named in self._named.get(name, ()):
            if named.strong and self.fits(named.indicator.code, measure):
                return Binding(code=named.indicator.code, rule="misspelt", words=name)
        return None

    def _is_comprised(self, candidate: _Candidate, others: Sequence[_Candidate]) -> bool:
        """Whether an ambiguous name only says more broadly what another beside it says.

        In `diện tích ngô gieo trồng` the crop is meant, not all that was sown; so it is in
        `Cây ngô: diện tích gieo trồng`, where the name is only that of a measure.
        """
        anywhere = self.is_measure(candidate.phrase)
        if candidate.named.strong and not anywhere:
            return False
        code, place = candidate.named.indicator.code, candidate.rank[0]
        return any(
            (anywhere or other.rank[0] == place) and code in self._above(other.named.indicator.code)
            for other in others
        )

    def _above(self, code: str) -> Iterator[str]:
        """The codes that comprise a code, the nearest first."""
        parent = self.indicators[code].parent
        while parent is not None:
            yield parent
            parent = self.indicators[parent].parent

    def fits(self, code: str, measure: Measure) -> bool:
        """Whether a figure with this unit can be of the indicator; a percentage can be of any."""
        indicator = self.indicators.get(code)
        if indicator is None or code == OTHER:
            return False
        if measure.dimension == "percent":
            return True
        wanted = indicator.units or (indicator.dimension,)
        if not measure.name:
            return indicator.dimension == "count"
        if "" in wanted or measure.dimension in wanted or measure.name in wanted:
            return True
        if measure.is_money_per_thing and "money" in wanted:
            return True
        return measure.name.partition(" ")[2] in wanted

    def allows(self, code: str, clause: str) -> bool:
        """Whether nothing in a figure's own clause rules the indicator out."""
        return not stands_in(clause, self._unless.get(code, ()))

    def whole_of(self, code: str, measure: Measure) -> str:
        """The indicator of Y in `X/Y`, where X is of `code` and Y is the whole."""
        own = self.indicators.get(code)
        if own is not None and own.whole:
            return own.whole
        return self._wholes.get(measure.name, OTHER)

    def rate_of(self, code: str) -> str:
        """The indicator of the share of the whole, where it has a code of its own."""
        own = self.indicators.get(code)
        return own.rate if own is not None and own.rate else code

    def is_measure(self, words: str) -> bool:
        """Whether words, folded, only say what is measured of a subject: `năng suất`."""
        return self._siblings.is_measure(words)

    def is_stage(self, words: str) -> bool:
        """Whether words, folded, name but a stage of what was named before: `thu hoạch`."""
        return self._siblings.is_stage(words)

    def sibling(self, code: str, words: str, measure: Measure) -> str | None:
        """The indicator of the same subject under another measure: yield for area.

        Args:
            code: What the figure before is of: `crop.area.rice`.
            words: The figure's own words, folded: `năng suất`.
            measure: Its unit.
        """
        found = self._siblings.find(code, words)
        return found if found and found in self.indicators and self.fits(found, measure) else None


def _end_of(mention: Mention) -> int:
    return mention.stop


class _Siblings:
    """The families of which the first facet is a measure (area, production, yield)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tail = frozenset(word for word in lexicon.phrases("measure.tail"))
        self._families: list[tuple[Family, dict[str, str]]] = []
        for family in lexicon.families:
            facet = family.facets[0]
            words = {fold(word): value.key for value in facet.values for word in value.aliases}
            self._families.append((family, words))
        self._facets: dict[str, tuple[int, str]] = {}
        for number, (family, _) in enumerate(self._families):
            for key in {value.key for value in family.facets[0].values}:
                template = family.code.replace(f"{{{family.facets[0].name}}}", key)
                self._facets[template.partition("{")[0]] = (number, key)

    def is_measure(self, words: str) -> bool:
        """Whether words name a measure of some family."""
        return any(words in measures for _, measures in self._families)

    def is_stage(self, words: str) -> bool:
        """Whether all of the words may stand behind a measure."""
        return bool(words) and set(words.split()) <= self._tail

    def find(self, code: str, words: str) -> str | None:
        """The code with its measure replaced by the one that `words` name."""
        for prefix, (number, key) in self._facets.items():
            if code.startswith(prefix):
                wanted = self._measured(self._families[number][1], words)
                return code.replace(f"{key}.", f"{wanted}.", 1) if wanted else None
        return None

    def _measured(self, measures: Mapping[str, str], words: str) -> str | None:
        """The measure that words begin with, where what follows names no other thing.

        `diện tích cho thu hoạch`, `sản lượng niên vụ` are still of the crop named before.
        """
        if words in measures:
            return measures[words]
        named = [m for m in measures if words.startswith(m + " ")]
        longest = max(named, key=len, default="")
        plain = longest and set(words.removeprefix(longest).split()) <= self._tail
        return measures[longest] if plain else None


def _others(candidates: Sequence[_Candidate], chosen: str) -> tuple[tuple[str, str], ...]:
    """The codes that were not chosen, the best first, each once."""
    ranked = sorted(candidates, key=lambda candidate: candidate.rank, reverse=True)
    named = {one.named.indicator.code: one.phrase for one in reversed(ranked)}
    named.pop(chosen, None)
    codes = dict.fromkeys(one.named.indicator.code for one in ranked)
    return tuple((code, named[code]) for code in codes if code in named)[:_MOST_REJECTED]


def _suits(indicator: Indicator, measure: Measure) -> int:
    """1 where the indicator is a rate and the figure a percentage, or neither is."""
    return int((indicator.dimension == "percent") == (measure.dimension == "percent"))


def _support(named: _Named, around: Around) -> tuple[int, int] | None:
    """How strongly the words around support an indicator, None where they forbid it.

    An ambiguous phrase whose context was named before means that context's thing, even where the
    phrase alone would suffice for another.
    """
    if stands_in(around.clause, named.unless):
        return None
    if named.strong:
        return 1, 0
    last = max((last_place(around.before, word) for word in named.context), default=-1)
    against = max((last_place(around.before, word) for word in named.unless), default=-1)
    if against >= max(last, around.sentence):
        return None
    if last >= 0:
        return 2, last - len(around.before)
    if stands_in(around.after, named.context):
        return 0, -_FAR
    return (0, -2 * _FAR) if stands_in(around.heads, named.context) else None


def _as_heading(named: _Named, around: Around, measure: Measure) -> tuple[int, int] | None:
    """The support of an ambiguous phrase that heads a column of counts: `Trâu (con)`.

    Measures such as `Số tiền`, `Tỷ lệ` stay open.
    """
    counts = measure.dimension == "count" and not stands_in(around.clause, named.unless)
    return (-1, 0) if counts else None
