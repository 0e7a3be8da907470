"""The order of Vietnamese words: ă behind a, đ behind d, tones only where all else ties."""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: index for index, letter in enumerate(_ALPHABET)}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""
_TONE = re.compile(f"[{_TONES}]")
_DIGITS = re.compile(r"(\d+)")

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]
"""Places of the letters and sizes of the numbers, then the tones, then the text itself."""


def sort_key(text: str) -> SortKey:
    """What to sort `text` by; numbers in it go by size.

    >>> sorted(["Xã Đồng", "Xã Dương", "Phường 10", "Phường 9", "Xã Ea Kly"], key=sort_key)
    ['Phường 9', 'Phường 10', 'Xã Dương', 'Xã Đồng', 'Xã Ea Kly']
    """
    spelt = unicodedata.normalize("NFD", text.casefold())
    bare = unicodedata.normalize("NFC", _TONE.sub("", spelt))
    places = tuple(
        place
        for part in _DIGITS.split(bare)
        for place in ([(0, int(part))] if part.isdecimal() else map(_place, part))
    )
    return places, tuple(_TONES.index(tone) for tone in _TONE.findall(spelt)), text


def _place(letter: str) -> tuple[int, int]:
    place = _PLACE.get(letter)
    return (2, place) if place is not None else (1, ord(letter))
