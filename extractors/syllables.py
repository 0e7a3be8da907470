"""Whether a word is spelt as a Vietnamese syllable is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from models.spelling import NO_CONSONANT, syllable_tables

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"
_EITHER = ("oa", "oe", "uy")
"""Rhymes in which custom puts the tone on the one vowel or on the other."""


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str, *, customary: bool = True) -> bool:
    """Whether some Vietnamese syllable is written like `word`, whatever its case and its form.

    Both places of the tone mark count (hoà, hòa). A word without marks counts as well if it
    is spelt like a syllable. Names of other languages (Đắk, Kon) need not.

    Args:
        word: Letters only.
        customary: Whether consonant, rhyme and tone must also be known to go together where the
            tables tell (`rơ` and `rõ`, but `sơ` and no `sõ`).

    >>> [is_syllable(word) for word in ("Nghiêng", "THUỶ", "thủy", "nýớc", "tẻc", "sõ")]
    [True, True, True, False, False, False]
    """
    small = unicodedata.normalize("NFC", word.lower())
    tables = syllable_tables()
    if small in tables.others:
        return True
    rhymes = _rhymes()
    for length in (3, 2, 1, 0):
        onset, rhyme = small[:length] or NO_CONSONANT, small[length:]
        plain = rhymes.get(rhyme)
        if plain is None or onset not in tables.onsets:
            continue
        vowels = tables.vowels_behind.get(onset)
        only = tables.onsets_of.get(plain)
        if customary:
            only = tables.onsets_of_toned.get(rhyme, only)
        if (vowels is None or plain[0] in vowels) and (only is None or onset in only):
            return True
    return False


@cache
def _rhymes() -> dict[str, str]:
    """Every rhyme as it is written with its tone, to the rhyme without."""
    tables = syllable_tables()
    sorts = ((tables.open_rhymes, _TONES), (tables.stopped_rhymes, _STOPPED_TONES))
    return {
        unicodedata.normalize("NFC", plain[: place + 1] + tone + plain[place + 1 :]): plain
        for rhymes, tones in sorts
        for plain in rhymes
        for place in _places(plain)
        for tone in tones
    }


def _places(rhyme: str) -> Iterator[int]:
    """The vowels of a rhyme that may bear its tone.

    **Source** Textbook rule: the tone stands on the vowel that has a mark of its own, on ơ of ươ;
    else on the last vowel before a consonant, on the middle one of three, on the first of two.

    >>> list(_places("ươn")), list(_places("oan")), list(_places("oai")), list(_places("oa"))
    ([1], [1], [1], [0, 1])
    """
    vowels = [place for place, letter in enumerate(rhyme) if letter in _VOWELS]
    marked = [place for place in vowels if rhyme[place] in _MARKED]
    if marked:
        yield marked[-1]
    elif rhyme in _EITHER:
        yield from vowels
    elif len(vowels) < len(rhyme) or len(vowels) == 1:
        yield vowels[-1]
    else:
        yield vowels[len(vowels) // 2 if len(vowels) == 3 else 0]
