"""Words in the encodings before Unicode: told from others, decoded letter for letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from extractors.syllables import is_syllable
from models.spelling import Encoding, encodings

FILLER = "\N{ZERO WIDTH SPACE}"
"""Keeps the length where several characters are mended to fewer; views leave it out."""
_MARKS = "¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾"
EDGES = f"{_MARKS}«»·{FILLER}"
"""What stands glued to words: note marks, quotation marks, bullets. Some are letters in TCVN3."""
_LETTER = r"[^\W\d_]"
_SIGN = "[{}\u0300-\u036f]".format(
    re.escape("".join(s for one in encodings() for s in sorted(one.letters) if not s.isalpha()))
)
WORD = re.compile(rf"(?:{_LETTER}+|{_SIGN}{_LETTER}*)(?:{_SIGN}{_LETTER}*)*")
"""Words, with what may be a letter in one of the encodings."""


def is_known(word: str) -> bool:
    """Whether a word is spelt like a syllable as it stands, note marks and the like left aside.

    >>> is_known("hoạch¹"), is_known("ho¹ch")
    (True, False)
    """
    return is_syllable(word) or is_syllable(word.strip(EDGES))


@lru_cache(maxsize=1 << 14)
def decode_word(word: str, encoding: Encoding) -> str | None:
    """The word decoded, as long as before; None if the encoding could not have written it.

    What is glued to a word stays as it is where the rest alone makes a syllable.

    >>> tcvn3 = encodings()[0]
    >>> decode_word("tr­ëng", tcvn3), decode_word("x·¹", tcvn3), decode_word("xã", tcvn3)
    ('trưởng', 'xã¹', 'xó')
    """
    composed = unicodedata.normalize("NFC", word)
    if composed != word:
        decoded = decode_word(composed, encoding)
        return None if decoded is None else decoded.ljust(len(word), FILLER)
    whole = _translate(word, encoding)
    if whole is not None and is_syllable(whole):
        return whole
    for core in (word.strip(_MARKS), word.strip(EDGES)):
        inner = _translate(core, encoding) if core != word else None
        if inner is not None and is_syllable(inner):
            return word.replace(core, inner, 1)
    return whole


def _translate(word: str, encoding: Encoding) -> str | None:
    is_bare = not word.strip(EDGES) or (len(word) == 1 and not word.isalpha())
    if is_bare and word not in encoding.alone:
        return None
    parts: list[str] = []
    place = 0
    while place < len(word):
        pair = encoding.pairs.get(word[place : place + 2])
        if pair is not None:
            parts.append(_in_two(pair))
            place += 2
            continue
        letter = word[place]
        known = letter.isascii() or letter in encoding.same
        mended = letter if known else encoding.letters.get(letter)
        if mended is None:
            return None
        parts.append(mended)
        place += 1
    return "".join(parts)


def _in_two(letter: str) -> str:
    """A letter with a mark as two characters, the last a loose mark."""
    loose = unicodedata.normalize("NFD", letter)
    marks = sorted(loose[1:], key=lambda mark: mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", loose[0] + "".join(marks[:-1])) + marks[-1]


def marked_words(text: str) -> list[str]:
    """The words of `text` with letters that are not ASCII, in order."""
    return [word for word in WORD.findall(text) if not word.isascii()]


def share_decoded(words: Iterable[str], encoding: Encoding) -> float:
    """Which share of the different words with marks `encoding` makes syllables.

    >>> share_decoded(["Sè", "l­îng", "®¹t"], encodings()[0])
    1.0
    """
    decoded = [decode_word(word, encoding) for word in words]
    good = sum(word is not None and is_known(word) for word in decoded)
    return good / len(decoded) if decoded else 0.0
