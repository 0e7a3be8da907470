"""Which indicator a figure is of: the lexicon's phrases, looked for from near to far.

A figure's own words decide first; then what it elaborates (the item above, the sentence to
which its note hangs, the rows and columns of its table). A phrase that is ambiguous by itself
counts only where its context stands somewhere around. What no entry fits is `other`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from extractors.language import make_doc, pipeline
from extractors.units import Measure
from models.lexicon import Indicator, Lexicon, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon among the tokens of a text."""

    start: int
    stop: int
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The indicator of a figure and the words that gave it."""

    code: str
    rule: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words around a figure in which its indicator is looked for."""

    mentions: Sequence[Mention]
    """Of the figure's own text, with token indices."""
    anchor: int
    """The figure's token index: the nearer a phrase ends before it, the better."""
    near: tuple[int, int]
    """Token range of the figure's own words before it."""
    behind: tuple[int, int]
    """Token range of the words right behind its unit."""
    clause: str
    """The figure's own clause, folded: what rules an indicator out stands there."""
    context: str
    """Everything around, folded: clause, sentence, list heads, section titles."""


class IndicatorFinder:
    """Finds phrases and chooses among the indicators that they can name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.indicators = lexicon.indicators
        self._named: dict[str, list[tuple[Indicator, bool]]] = {}
        self._matcher = PhraseMatcher(pipeline().vocab, attr="ORTH")
        for indicator in lexicon.indicators.values():
            for phrase in indicator.aliases:
                self._name(phrase, indicator, strong=True)
            for phrase in indicator.weak:
                self._name(phrase, indicator, strong=False)
        self._matcher.add("phrases", [make_doc(phrase) for phrase in self._named])
        self._wholes = {
            unit: indicator.code
            for indicator in lexicon.indicators.values()
            for unit in indicator.whole_of
        }

    def _name(self, phrase: str, indicator: Indicator, *, strong: bool) -> None:
        self._named.setdefault(fold(phrase), []).append((indicator, strong))

    def mentions(self, doc: Doc) -> list[Mention]:
        """All phrases of the lexicon in a document, by their end."""
        found = [
            Mention(start, stop, doc[start:stop].text) for _, start, stop in self._matcher(doc)
        ]
        found.sort(key=lambda mention: (mention.stop, -mention.start))
        return found

    def choose(self, around: Around, measure: Measure, *, percent: bool) -> Binding | None:
        """The indicator that the figure's own words name, or None.

        Longer phrases beat shorter ones inside them; then those before the figure beat those
        behind it, and the nearer the farther.
        """
        best: tuple[tuple[int, int, int], Binding] | None = None
        for mention in around.mentions:
            place = _place(mention, around)
            if place is None:
                continue
            for indicator, strong in self._named[mention.phrase]:
                if not self._fits(indicator, measure, percent=percent):
                    continue
                if not _allowed(indicator, strong=strong, around=around):
                    continue
                length = mention.stop - mention.start
                distance = abs(around.anchor - mention.stop)
                rank = (place, length - distance // 3, int(strong))
                if best is None or rank > best[0]:
                    rule = "alias" if strong else "alias_in_context"
                    best = rank, Binding(code=indicator.code, rule=rule, words=mention.phrase)
        return best[1] if best else None

    def _fits(self, indicator: Indicator, measure: Measure, *, percent: bool) -> bool:
        """Whether a figure with this unit can be of the indicator."""
        if percent:
            return indicator.dimension in ("percent", "") or bool(indicator.units)
        if not measure.name:
            return indicator.dimension in ("count", "")
        wanted = indicator.units or (indicator.dimension,)
        if "" in wanted or measure.dimension in wanted or measure.name in wanted:
            return True
        return measure.name.removeprefix("nghìn ") in wanted

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


def _place(mention: Mention, around: Around) -> int | None:
    """2 for a phrase among the words before the figure, 1 behind it, None elsewhere."""
    if around.near[0] <= mention.start and mention.stop <= around.near[1]:
        return 2
    if around.behind[0] <= mention.start and mention.stop <= around.behind[1]:
        return 1
    return None


def _allowed(indicator: Indicator, *, strong: bool, around: Around) -> bool:
    """Whether the words around let an ambiguous or excluded phrase count."""
    if any(_has(around.clause, fold(word)) for word in indicator.unless):
        return False
    return strong or any(_has(around.context, fold(word)) for word in indicator.context)


def _has(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as whole words.

    >>> _has("tổng đàn lợn", "đàn lợn"), _has("cơ sở", "cơ s")
    (True, False)
    """
    start = text.find(phrase)
    while start >= 0:
        stop = start + len(phrase)
        before_ok = start == 0 or not text[start - 1].isalpha()
        if before_ok and (stop == len(text) or not text[stop].isalpha()):
            return True
        start = text.find(phrase, start + 1)
    return False
