"""Tokens of our own: figures split from units, offsets exact, no model.

spaCy's stock Vietnamese tokenizer leaves `35,4ha` and `75%.` whole and needs scikit-learn, so we
cut numerals, words and signs apart ourselves. Documents are made of folded text (lower
case, one tone placement), which has the length of the view it came from.

A spaCy document makes a new Python object each time a token is asked for. Our stages ask for each
token a dozen times, so they read `Words`, in which every token is one object made once; spaCy's
document stands behind it for the phrase matchers.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, overload

import spacy
from spacy.attrs import LIKE_NUM
from spacy.tokens import Doc
from spacy.vocab import Vocab

from models.lexicon.fold import fold
from models.text import Span

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s|.", re.DOTALL)
_LIST = re.compile(r"\d{1,2}(?:,\d{1,2}){2,}\Z")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*\Z")


def _cut(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text, and whether a space that is no token follows each.

    Numerals, words and single signs; lists such as `1,2,3` are cut into their numbers.

    >>> _cut("35,4ha/75%, tháng 1,2,3")[0]
    ['35,4', 'ha', '/', '75', '%', ',', 'tháng', '1', ',', '2', ',', '3']
    """
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _TOKEN.findall(text):
        if piece == " " and words and not spaces[-1]:
            spaces[-1] = True
        elif "," in piece and _LIST.match(piece):
            parts = re.split(r"(,)", piece)
            words += parts
            spaces += [False] * len(parts)
        else:
            words.append(piece)
            spaces.append(False)
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


def _is_numeral(text: str) -> bool:
    return bool(_NUMERAL.match(text))


@cache
def vocabulary() -> Vocab:
    """SpaCy's store of words, made once a process: all documents and matchers share it."""
    vocab = spacy.blank("xx").vocab
    vocab.lex_attr_getters[LIKE_NUM] = _is_numeral  # type: ignore[attr-defined]
    return vocab


class Word:
    """One token of a text."""

    __slots__ = ("doc", "i", "idx", "like_num", "spaced", "text", "value")

    def __init__(self, doc: Words, i: int, idx: int, text: str, spaced: bool) -> None:
        self.doc = doc
        self.i = i
        """Its index among the tokens."""
        self.idx = idx
        """The offset of its first character in the view."""
        self.text = text
        """Folded."""
        self.spaced = spaced
        """Whether a space follows."""
        self.like_num = text[0].isdecimal()
        """Whether it is a numeral."""
        self.value: Decimal | None = None
        """The number that it writes out in words; None for digits and all else."""

    @property
    def is_alpha(self) -> bool:
        """Whether it consists of letters."""
        return self.text.isalpha()

    @property
    def is_sign(self) -> bool:
        """Whether it is a punctuation mark."""
        return all(unicodedata.category(char).startswith("P") for char in self.text)

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
        return iter(self.doc.words[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, index: int) -> Word:
        return self.doc.words[self.start : self.end][index]

    @property
    def start_char(self) -> int:
        """The offset of its first character in the view."""
        return self.doc.offset(self.start)

    @property
    def end_char(self) -> int:
        """The offset behind its last character."""
        if self.end <= self.start:
            return self.start_char
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, folded."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def spacy(self) -> Any:
        """The same tokens as spaCy's matchers want them."""
        return self.doc.spacy[self.start : self.end]


class Words:
    """The tokens of a text, in order.

    >>> words = make_doc("Đạt 2.302,47 ha")
    >>> [word.text for word in words], words[1].idx, words[1:].text
    (['đạt', '2.302,47', 'ha'], 4, '2.302,47 ha')
    """

    def __init__(self, text: str, worded: Sequence[tuple[Span, Decimal]] = ()) -> None:
        """Cut `text`, which must be folded, into tokens; each amount in words is one."""
        self.text = text
        self.texts, self._spaces = _cut_around(text, [span for span, _ in worded])
        """What each token reads."""
        self.words: list[Word] = []
        append, offset = self.words.append, 0
        for index, (piece, spaced) in enumerate(zip(self.texts, self._spaces, strict=True)):
            append(Word(self, index, offset, piece, spaced))
            offset += len(piece) + spaced
        for span, value in worded:
            word = self.inside(span.start, span.stop)[0]
            word.value, word.like_num = value, True

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Phrase: ...
    def __getitem__(self, index: int | slice) -> Word | Phrase:
        if not isinstance(index, slice):
            return self.words[index]
        start, stop, _ = index.indices(len(self.words))
        return Phrase(self, start, max(start, stop))

    def offset(self, index: int) -> int:
        """The offset in the view at which token `index` begins; behind the last, its end."""
        return self.words[index].idx if index < len(self.words) else len(self.text)

    def inside(self, start: int, stop: int) -> Phrase:
        """The tokens that lie wholly between two offsets of the view; may be none."""
        first = bisect_left(self.words, start, key=_start_of)
        last = bisect_right(self.words, stop, key=_stop_of)
        return Phrase(self, first, max(first, last))

    @cached_property
    def spacy(self) -> Doc:
        """The same tokens as spaCy's matchers want them."""
        return Doc(vocabulary(), words=self.texts, spaces=self._spaces)


def _start_of(word: Word) -> int:
    return word.idx


def _stop_of(word: Word) -> int:
    return word.idx + len(word.text)


def make_doc(view: str, worded: Sequence[tuple[Span, Decimal]] = ()) -> Words:
    """The tokens of a view, folded; `token.idx` is an index into the view.

    >>> make_doc("Chi một triệu đồng", [(Span(4, 13), Decimal(1000000))])[1].text
    'một triệu'
    """
    return Words(fold(view), worded)
