"""Names of indicators that are misspelt, typed without accents or misread by OCR.

Only plain names of some length are compared, whole against whole, and only where a word stands that
no name of the lexicon has: words that are spelt right and yet name nothing are simply unknown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractors.syllables import is_syllable

_SHORTEST = 8
"""Letters that a name must have: shorter ones are like too much."""
_LIKE = 90
"""Percentage of letters that must agree, accents left out."""
_LONGEST = 6
"""Words of the longest part that is compared."""
_MOST_CHANGED = 2
"""So many letters may differ at most, however long the name is."""


class LikeNames:
    """Finds the name that misspelt words are meant to be.

    >>> known = ["tổng đàn trâu", "tổng đàn gia cầm"]
    >>> names = LikeNames(known, " ".join(known).split())
    >>> names.find("tổng dàn trâu"), names.find("tổng đàn gla cầm"), names.find("tổng đàn dê")
    ('tổng đàn trâu', 'tổng đàn gia cầm', '')
    """

    def __init__(self, names: Iterable[str], words: Iterable[str]) -> None:
        """Prepare the names.

        Args:
            names: Folded.
            words: All words that names of the lexicon have, folded.
        """
        self._plain: dict[str, str] = {}
        for name in sorted(set(names)):
            if len(name) >= _SHORTEST and " " in name:
                self._plain.setdefault(_plain(name), name)
        self._choices = list(self._plain)
        self._words = frozenset(words)
        self.find = lru_cache(maxsize=2048)(self._find)

    def _find(self, words: str) -> str:
        """The longest name that some of the folded words are like, empty if there is none.

        A part that is looked at holds a word that no name has.
        """
        tokens = words.split()
        strange = [index for index, token in enumerate(tokens) if token not in self._words]
        for size in range(min(_LONGEST, len(tokens)), 1, -1):
            starts = {
                start
                for index in strange
                for start in range(max(0, index - size + 1), min(index, len(tokens) - size) + 1)
            }
            for start in sorted(starts, reverse=True):
                if name := self._like(tokens[start : start + size]):
                    return name
        return ""

    def _like(self, tokens: list[str]) -> str:
        """The name that all of the words are like.

        Where only accents differ, that is enough; other letters may differ only in what is no
        Vietnamese syllable or where no accents were typed at all.
        """
        words = " ".join(tokens)
        if len(words) < _SHORTEST:
            return ""
        plain = _plain(words)
        if plain in self._plain:
            return self._plain[plain]
        strange = (token for token in tokens if token not in self._words)
        if not words.isascii() and any(map(is_syllable, strange)):
            return ""
        found = process.extractOne(plain, self._choices, scorer=fuzz.ratio, score_cutoff=_LIKE)
        if found is None or found[0].count(" ") != plain.count(" "):
            return ""
        same_length = len(found[0]) == len(plain)
        changed = sum(a != b for a, b in zip(found[0], plain, strict=False))
        close = changed <= _MOST_CHANGED if same_length else abs(len(found[0]) - len(plain)) == 1
        return self._plain[found[0]] if close else ""


def _plain(text: str) -> str:
    """The letters without their accents and bars."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
