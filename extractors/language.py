"""Tokens of our own: figures split from units, offsets exact, no model.

The stock Vietnamese tokenizers leave `35,4ha` and `75%.` whole or need trained models, so we cut
numerals, words and signs apart ourselves. Documents are made of folded text (lower case, one tone
placement), which has the length of the view it came from.

Stages look at the `texts` of most tokens only, and at some of them a dozen times: a `Word` is made
when it is first asked for, and kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add
from typing import overload

from models.lexicon.fold import fold
from models.text import Span

_TOKEN = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_]+|.)( ?)", re.DOTALL)
_LIST = re.compile(r"\d{1,2}(?:,\d{1,2}){2,}\Z")
_MAY_LIST = re.compile(r"\d,\d{1,2},\d")


def _cut(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text, and whether a space that is no token follows each.

    Numerals, words and single signs; lists such as `1,2,3` are cut into their numbers.

    >>> _cut("35,4ha/75%, tháng 1,2,3")[0]
    ['35,4', 'ha', '/', '75', '%', ',', 'tháng', '1', ',', '2', ',', '3']
    """
    found = _TOKEN.findall(text)
    if not _MAY_LIST.search(text):
        return [word for word, _ in found], [space == " " for _, space in found]
    words: list[str] = []
    spaces: list[bool] = []
    for word, space in found:
        parts = re.split(r"(,)", word) if _LIST.match(word) else [word]
        words += parts
        spaces += [False] * (len(parts) - 1) + [space == " "]
    return words, spaces


def _cut_around(text: str, whole: Sequence[Span]) -> tuple[list[str], list[bool]]:
    """The tokens of a text in which some stretches stay whole."""
    if not whole:
        return _cut(text)
    words: list[str] = []
    spaces: list[bool] = []
    done = 0
    for span in whole:
        before, spaced = _cut(text[done : span.start])
        follows = text.startswith(" ", span.stop)
        words += [*before, span.of(text)]
        spaces += [*spaced, follows]
        done = span.stop + follows
    rest, spaced = _cut(text[done:])
    return words + rest, spaces + spaced


@lru_cache(maxsize=4096)
def is_sign(text: str) -> bool:
    """Whether a token is a punctuation mark.

    >>> is_sign("("), is_sign("+")
    (True, False)
    """
    return all(unicodedata.category(char).startswith("P") for char in text)


class Word:
    """One token of a text."""

    __slots__ = ("doc", "i", "idx", "like_num", "spaced", "text", "value")

    def __init__(self, doc: Words, i: int) -> None:
        self.doc = doc
        self.i = i
        """Its index among the tokens."""
        self.idx = doc.starts[i]
        """The offset of its first character in the view."""
        self.text = doc.texts[i]
        """Folded."""
        self.spaced = doc.spaces[i]
        """Whether a space follows."""
        self.value = doc.values.get(i)
        """The number that it writes out in words; None for digits and all else."""
        self.like_num = self.value is not None or self.text[0].isdecimal()
        """Whether it is a numeral."""

    @property
    def is_alpha(self) -> bool:
        """Whether it consists of letters."""
        return self.text.isalpha()

    @property
    def is_sign(self) -> bool:
        """Whether it is a punctuation mark."""
        return is_sign(self.text)

    def __repr__(self) -> str:
        return self.text


class Phrase:
    """Some tokens of a text that follow each other."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Words, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        """Index of the first token."""
        self.end = end
        """Index behind the last token."""

    def __iter__(self) -> Iterator[Word]:
        return map(self.doc.__getitem__, range(self.start, self.end))

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, index: int) -> Word:
        return self.doc[range(self.start, self.end)[index]]

    @property
    def texts(self) -> list[str]:
        """What each of its tokens reads."""
        return self.doc.texts[self.start : self.end]

    @property
    def numerals(self) -> tuple[Word, ...]:
        """Those of its tokens that are numbers, in digits or words."""
        places = self.doc.numeral_places
        inside = places[bisect_left(places, self.start) : bisect_left(places, self.end)]
        return tuple(map(self.doc.__getitem__, inside))

    @property
    def start_char(self) -> int:
        """The offset of its first character in the view."""
        return self.doc.offset(self.start)

    @property
    def end_char(self) -> int:
        """The offset behind its last character."""
        if self.end <= self.start:
            return self.start_char
        return self.doc.stop_of(self.end - 1)

    @property
    def text(self) -> str:
        """Its characters, folded."""
        return self.doc.text[self.start_char : self.end_char]


class Words:
    """The tokens of a text, in order.

    >>> words = make_doc("Đạt 2.302,47 ha")
    >>> [word.text for word in words], words[1].idx, words[1:].text
    (['đạt', '2.302,47', 'ha'], 4, '2.302,47 ha')
    """

    def __init__(self, text: str, worded: Sequence[tuple[Span, Decimal]] = ()) -> None:
        """Cut `text`, which must be folded, into tokens; each amount in words is one."""
        self.text = text
        self.texts, self.spaces = _cut_around(text, [span for span, _ in worded])
        """What each token reads, and whether a space follows it."""
        lengths = map(add, map(len, self.texts), self.spaces)
        self.starts: list[int] = list(accumulate(lengths, initial=0))
        """The offset in the view at which each token begins."""
        self.values: dict[int, Decimal] = {}
        """The numbers that tokens write out in words, by their indices."""
        self._made: list[Word | None] = [None] * len(self.texts)
        for span, value in worded:
            self.values[self.inside(span.start, span.stop).start] = value

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Word]:
        return map(self.__getitem__, range(len(self.texts)))

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Phrase: ...
    def __getitem__(self, index: int | slice) -> Word | Phrase:
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self.texts))
            return Phrase(self, start, max(start, stop))
        word = self._made[index]
        if word is None:
            word = self._made[index] = Word(self, index if index >= 0 else index + len(self.texts))
        return word

    @cached_property
    def numeral_places(self) -> list[int]:
        """The indices of the tokens that are numbers, in digits or words."""
        values = self.values
        return [
            index for index, text in enumerate(self.texts) if text[0].isdecimal() or index in values
        ]

    @cached_property
    def numerals(self) -> tuple[Word, ...]:
        """The tokens that are numbers, in digits or words."""
        return self[:].numerals

    def offset(self, index: int) -> int:
        """The offset in the view at which token `index` begins; behind the last, its end."""
        return self.starts[index] if index < len(self.texts) else len(self.text)

    def stop_of(self, index: int) -> int:
        """The offset in the view behind token `index`."""
        return self.starts[index] + len(self.texts[index])

    def inside(self, start: int, stop: int) -> Phrase:
        """The tokens that lie wholly between two offsets of the view; may be none."""
        tokens = range(len(self.texts))
        first = bisect_left(tokens, start, key=self.starts.__getitem__)
        last = bisect_right(tokens, stop, key=self.stop_of)
        return Phrase(self, first, max(first, last))


def make_doc(view: str, worded: Sequence[tuple[Span, Decimal]] = ()) -> Words:
    """The tokens of a view, folded; `token.idx` is an index into the view.

    >>> make_doc("Chi một triệu đồng", [(Span(4, 13), Decimal(1000000))])[1].text
    'một triệu'
    """
    return Words(fold(view), worded)
