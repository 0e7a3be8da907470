"""Patterns of cues, and where they stand among the tokens of a text.

A pattern is spelled out into rows of fixed length; a row is tried only where its rarest word stands
(a matcher that tries every pattern at every token took half of all the time).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extractors.language import Phrase, Word, Words, is_sign
from models.lexicon.fold import fold
from models.lexicon.records import Cue

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_SMALL = re.compile(r"\d{1,2}\Z")
_MONTH_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d\Z")
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\Z")
_SEPARATORS = frozenset({",", "và", "-", "+", "&"})
UNCOUNTED = "uncounted"
_BOUNDED = re.compile(r"<(\d+)\+?>\Z")
_LISTS = re.compile(r"<(?:n|\d+)\+>\Z")

Test = Callable[[Words, int], bool]
"""Whether the token at an index fits one element of a pattern."""


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a document."""

    cue: Cue
    tokens: Phrase
    numerals: tuple[Word, ...]
    """The numerals that the pattern assigns (`<m>` only looks at one)."""


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of a row."""

    fits: Test
    words: frozenset[str] = frozenset()
    """The words of which it must be one; none where it is told otherwise."""
    numeral: bool = False
    """Whether only numerals fit."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A way to spell out a cue, seen from the element at which it is looked for."""

    key: int
    before: int
    """How many elements stand before that one."""
    behind: int
    """How many stand behind it."""
    others: tuple[tuple[int, frozenset[str], Test], ...]
    """The other elements: the distance from that one, the words or else what else must fit."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A cue and what its pattern says of numerals."""

    cue: Cue
    wanted: tuple[str, ...]
    """The elements that are numerals."""
    lists: bool
    """Whether one of them is a list."""
    numeric: bool
    """Whether a numeral can stand in a match at all."""


class CueFinder:
    """Finds the patterns of some groups of cues.

    A pattern is a row of words and elements: `<n>` a numeral, `<m>` a numeral it does not
    assign, `<n+>` a list of numerals, `<n=1>` just that numeral, `<d>` one of one or two digits,
    `<d.d>` a day and month with a point, `<d.y>` a month and year, `<y>` a year, `<12>` a number
    up to 12 (`<12+>` a list of such), `<w>` a word, `<w*3>` up to three words; `a|b` alternatives,
    `!a|b` anything else, `x?` optional.
    Where a cue's value is `uncounted`, it does not hold for a numeral with a unit behind it.

    >>> from extractors.language import make_doc
    >>> cue = Cue(group="kind.label", name="criterion", pattern="tiêu chí số? <n+>", example="")
    >>> counts = lambda doc, index: index < len(doc) and doc.texts[index] == "hộ"
    >>> found = CueFinder([cue], counts).find(make_doc("Tiêu chí 2, 5 và 17, 30 hộ"))
    >>> [numeral.text for numeral in found[0].numerals]
    ['2', '5', '17']
    """

    def __init__(
        self, cues: Iterable[Cue], counts: Callable[[Words, int], bool] | None = None
    ) -> None:
        """Prepare the patterns.

        Args:
            cues: In order of precedence.
            counts: Whether at a token of a document a unit begins.
        """
        self._counts = counts
        self._cues: list[_Prepared] = []
        self._at_word: dict[str, tuple[_Row, ...]] = {}
        self._at_numeral: tuple[_Row, ...] = ()
        self._at_letters: tuple[_Row, ...] = ()
        rows: list[tuple[int, tuple[_Element, ...]]] = []
        for key, cue in enumerate(cues):
            parts = tuple(fold(cue.pattern).split())
            wanted = tuple(part for part in parts if _is_figure(part))
            lists, numeric = any(map(_LISTS.match, parts)), any(map(_may_be_numeral, parts))
            self._cues.append(_Prepared(cue, wanted, lists, numeric))
            rows += ((key, row) for row in _spelled_out(parts))
        common = Counter(word for _, row in rows for element in row for word in element.words)
        for key, row in rows:
            self._place(key, row, common)

    def _place(self, key: int, elements: tuple[_Element, ...], common: Mapping[str, int]) -> None:
        """Files a row under the words at which it is to be tried, those that few rows have."""
        worded = [index for index, element in enumerate(elements) if element.words]
        if worded:
            anchor = min(worded, key=lambda index: sum(common[w] for w in elements[index].words))
            for word in elements[anchor].words:
                self._at_word[word] = (*self._at_word.get(word, ()), _row(key, elements, anchor))
            return
        numeral = next((i for i, element in enumerate(elements) if element.numeral), None)
        if numeral is not None:
            self._at_numeral += (_row(key, elements, numeral),)
        else:
            self._at_letters += (_row(key, elements, 0),)

    def find(self, doc: Words | Phrase) -> list[CueMatch]:
        """All matches, those of earlier cues first, then from left to right."""
        phrase = doc[:] if isinstance(doc, Words) else doc
        found = []
        for key, start, stop in _longest(self._matches(phrase)):
            prepared = self._cues[key]
            tokens = Phrase(phrase.doc, start, stop)
            numerals = _assigned(tokens, prepared.wanted) if prepared.numeric else ()
            if prepared.lists and numerals:
                numerals = (*numerals, *self._list_after(numerals[-1]))
            if prepared.cue.value == UNCOUNTED and any(map(self._is_counted, numerals)):
                continue
            found.append(CueMatch(prepared.cue, tokens, numerals))
        return found

    def _matches(self, phrase: Phrase) -> Iterator[tuple[int, int, int]]:
        """The key, start and stop of every row that fits, overlapping ones included."""
        doc, first, last = phrase.doc, phrase.start, phrase.end
        texts, at_word, at_letters = doc.texts, self._at_word, self._at_letters
        for index in range(first, last):
            text = texts[index]
            rows = at_word.get(text, ())
            if not rows and not at_letters:
                continue
            if at_letters and text.isalpha() and index not in doc.values:
                rows += at_letters
            for row in rows:
                start, stop = index - row.before, index + row.behind + 1
                if start < first or stop > last:
                    continue
                for distance, words, fits in row.others:  # `_fits` without a call
                    other = index + distance
                    if not (texts[other] in words if words else fits(doc, other)):
                        break
                else:
                    yield row.key, start, stop
        if self._at_numeral:
            yield from self._at_numerals(phrase)

    def _at_numerals(self, phrase: Phrase) -> Iterator[tuple[int, int, int]]:
        """The same of the rows that are looked for at numerals."""
        doc, first, last = phrase.doc, phrase.start, phrase.end
        for numeral in phrase.numerals:
            for row in self._at_numeral:
                start, stop = numeral.i - row.before, numeral.i + row.behind + 1
                if first <= start and stop <= last and _fits(row, doc, numeral.i):
                    yield row.key, start, stop

    def _list_after(self, token: Word) -> Iterator[Word]:
        """The numerals that go on the list which `token` begins: `2, 5 và 17`.

        A numeral that counts something of its own (`Dự án 1, 30 hộ`) is none of them.
        """
        doc, index = token.doc, token.i + 1
        while index + 1 < len(doc) and doc.texts[index] in _SEPARATORS and doc[index + 1].like_num:
            if self._is_counted(doc[index + 1]):
                return
            yield doc[index + 1]
            index += 2

    def _is_counted(self, numeral: Word) -> bool:
        """Whether a unit stands behind the numeral."""
        return self._counts is not None and self._counts(numeral.doc, numeral.i + 1)


def _row(key: int, elements: tuple[_Element, ...], anchor: int) -> _Row:
    """A row seen from its element `anchor`; what consists of words is looked at first."""
    others = [
        (index - anchor, element.words, element.fits)
        for index, element in enumerate(elements)
        if index != anchor
    ]
    others.sort(key=lambda other: (not other[1], abs(other[0])))
    return _Row(key, anchor, len(elements) - anchor - 1, tuple(others))


def _fits(row: _Row, doc: Words, anchor: int) -> bool:
    """Whether the other elements of a row fit around a token where one does."""
    texts = doc.texts
    for distance, words, fits in row.others:  # the innermost loop: all() takes twice as long
        index = anchor + distance
        if not (texts[index] in words if words else fits(doc, index)):
            return False
    return True


def _longest(matches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of the matches of one key that overlap the longest, then the first; by key and place."""
    by_key: dict[int, list[tuple[int, int]]] = {}
    for key, start, stop in set(matches):
        by_key.setdefault(key, []).append((start, stop))
    kept: list[tuple[int, int, int]] = []
    for key, places in by_key.items():
        if len(places) == 1:
            kept.append((key, *places[0]))
            continue
        taken: set[int] = set()
        for start, stop in sorted(places, key=_longest_first):
            if taken.isdisjoint(range(start, stop)):
                kept.append((key, start, stop))
                taken.update(range(start, stop))
    return sorted(kept)


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    start, stop = place
    return start - stop, start


def _spelled_out(parts: tuple[str, ...]) -> list[tuple[_Element, ...]]:
    """All rows of fixed length that a pattern stands for."""
    rows: list[tuple[_Element, ...]] = [()]
    for part in parts:
        choices = _choices(part)
        rows = [(*row, *choice) for row in rows for choice in choices]
    return rows


def _choices(part: str) -> list[tuple[_Element, ...]]:
    """What may stand for one part of a pattern."""
    if part.startswith("<w*"):
        return [(_Element(_is_plain),) * count for count in range(int(part[3:-1]) + 1)]
    if part.endswith("?") and len(part) > 1:
        return [(), (_element(part[:-1]),)]
    return [(_element(part),)]


def _element(part: str) -> _Element:
    if part in _TESTS:
        return _Element(_TESTS[part], numeral=_is_figure(part))
    if match := _BOUNDED.match(part):
        return _Element(_is_up_to(int(match[1])), numeral=True)
    if part.startswith("!") and len(part) > 1:
        barred = frozenset(part[1:].split("|"))
        return _Element(lambda doc, index: doc.texts[index] not in barred)
    if part.startswith("<n="):
        words = frozenset({part[3:-1]})
    else:
        words = frozenset(part.split("|") if part != "|" else "|")
    return _Element(lambda doc, index: doc.texts[index] in words, words)


def _is_numeral(doc: Words, index: int) -> bool:
    return doc.texts[index][0].isdecimal() or index in doc.values


def _is_small(doc: Words, index: int) -> bool:
    return bool(_SMALL.match(doc.texts[index]))


def _is_day_and_month(doc: Words, index: int) -> bool:
    return bool(_DAY_MONTH.match(doc.texts[index]))


def _is_month_and_year(doc: Words, index: int) -> bool:
    return bool(_MONTH_YEAR.match(doc.texts[index]))


def _is_year(doc: Words, index: int) -> bool:
    return bool(_YEAR.match(doc.texts[index]))


@cache
def _is_up_to(most: int) -> Test:
    """A test for numbers from 1 to `most`, of one or two digits."""

    def test(doc: Words, index: int) -> bool:
        return _is_small(doc, index) and 1 <= int(doc.texts[index]) <= most

    return test


def _is_letters(doc: Words, index: int) -> bool:
    return doc.texts[index].isalpha()


def _is_plain(doc: Words, index: int) -> bool:
    return not _is_numeral(doc, index) and not is_sign(doc.texts[index])


_TESTS: dict[str, Test] = {
    "<n>": _is_numeral,
    "<n+>": _is_numeral,
    "<m>": _is_numeral,
    "<d>": _is_small,
    "<d.d>": _is_day_and_month,
    "<d.y>": _is_month_and_year,
    "<y>": _is_year,
    "<w>": _is_letters,
}


def _is_figure(part: str) -> bool:
    return part.startswith(("<n", "<d", "<y", "<m")) or _BOUNDED.match(part) is not None


def _may_be_numeral(part: str) -> bool:
    """Whether a numeral can be what one part of a pattern stands for."""
    return _is_figure(part) or part.startswith("!") or any(map(str.isdecimal, part))


def _assigned(tokens: Phrase, wanted: tuple[str, ...]) -> tuple[Word, ...]:
    """The numerals of a match that its pattern assigns."""
    numerals = tokens.numerals
    if "<m>" not in wanted:
        return numerals
    if len(wanted) == len(numerals):
        pairs = zip(wanted, numerals, strict=True)
        return tuple(token for part, token in pairs if part != "<m>")
    return () if wanted[0] == "<m>" else numerals[:1]
