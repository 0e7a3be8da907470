"""How Vietnamese words are spelt, and how they were before Unicode: tables, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

NO_CONSONANT = "-"
"""Stands for a syllable that begins with its vowel."""

Letters = Mapping[str, str]
"""Of one character each, what it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Encoding:
    """One way in which Vietnamese letters were coded before Unicode."""

    name: str
    letters: Letters
    pairs: Mapping[str, str]
    """Of two characters each, the letter they stand for."""
    same: frozenset[str]
    """Letters with marks that stand for themselves."""
    alone: frozenset[str]
    """Signs, no letters to Unicode, that stand for a letter even where no other is beside them."""
    fonts: tuple[str, ...]
    """What the names of its fonts begin with, in small letters."""
    capital_ending: str
    """What the names of fonts that show capitals only end in; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """Letters taken for others, word by word."""

    lookalikes: Letters
    misread: Letters
    rather: frozenset[str]
    """Words as they stand, which beside other misread words are rather the word they could be."""
    stopped_tone: Letters


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllableTables:
    """What Vietnamese syllables are made of; `-` is the onset of one that begins with its vowel."""

    onsets: tuple[str, ...]
    open_rhymes: tuple[str, ...]
    """Without tones; they bear any."""
    stopped_rhymes: tuple[str, ...]
    """Without tones; they bear sắc and nặng."""
    vowels_behind: Mapping[str, frozenset[str]]
    """For some onsets, the only vowels that follow them."""
    onsets_of: Mapping[str, frozenset[str]]
    """For some rhymes without tone, the only onsets before them."""
    onsets_of_toned: Mapping[str, frozenset[str]]
    """The same for rhymes with their tone."""
    others: frozenset[str]
    """Syllables which the tables do not give."""


@cache
def encodings() -> tuple[Encoding, ...]:
    """The encodings, in the order in which they stand in `encodings.toml`.

    >>> [encoding.name for encoding in encodings()]
    ['tcvn3', 'vni', 'windows-1258']
    """
    return tuple(
        Encoding(
            name=entry["name"],
            letters=_letters(entry),
            pairs=MappingProxyType(dict(_pairs(entry.get("pairs", {})))),
            same=frozenset(entry.get("same", "")),
            alone=frozenset(entry.get("alone", "")),
            fonts=tuple(entry.get("fonts", ())),
            capital_ending=entry.get("capital_ending", ""),
        )
        for entry in _tables("encodings")["encoding"]
    )


@cache
def slips() -> Slips:
    """The letters that are taken for others.

    >>> slips().lookalikes["Ð"]
    'Đ'
    """
    tables = _tables("encodings")
    return Slips(
        lookalikes=_letters(tables["lookalikes"]),
        misread=_letters(tables["misread"]),
        rather=frozenset(tables["misread"]["rather"].split()),
        stopped_tone=_letters(tables["stopped_tone"]),
    )


@cache
def syllable_tables() -> SyllableTables:
    """What Vietnamese syllables are made of.

    >>> "uyên" in syllable_tables().open_rhymes
    True
    """
    tables = _tables("syllables")
    return SyllableTables(
        onsets=tuple(tables["onsets"].split()),
        open_rhymes=tuple(tables["rhymes"]["open"].split()),
        stopped_rhymes=tuple(tables["rhymes"]["stopped"].split()),
        vowels_behind=_sets(tables["vowels_behind"]),
        onsets_of=_sets(tables["onsets_of"]),
        onsets_of_toned=_sets(tables["onsets_of_toned"]),
        others=frozenset(tables["words"]["others"].split()),
    )


def legacy_font(name: str) -> Encoding | None:
    """The encoding that a font of this name was made for, or None for fonts of our time.

    >>> legacy_font(".VnTimeH").name, legacy_font("Times New Roman")
    ('tcvn3', None)
    """
    small = name.lower()
    return next((one for one in encodings() if one.fonts and small.startswith(one.fonts)), None)


def shows_capitals(name: str) -> bool:
    """Whether a legacy font of this name shows small letters as capitals.

    >>> shows_capitals(".VnTimeH"), shows_capitals(".VnTime")
    (True, False)
    """
    encoding = legacy_font(name)
    if encoding is None or not encoding.capital_ending:
        return False
    return name.lower().endswith(encoding.capital_ending)


def _letters(entry: Mapping[str, Any]) -> Letters:
    return MappingProxyType(dict(zip(entry["from"], entry["to"], strict=True)))


def _pairs(rows: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """By two characters: small ones, capitals, and a capital with a small mark behind it."""
    small = {vowel + mark: letter for vowel, row in rows.items() for mark, letter in row.items()}
    capital = {pair.upper(): letter.upper() for pair, letter in small.items()}
    mixed = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in small.items()}
    return {**mixed, **capital, **small}


def _sets(table: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({key: frozenset(value.split()) for key, value in table.items()})


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
