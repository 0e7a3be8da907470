"""Single letters taken for others on a text's way: words mended one by one.

A word is looked at only if no Vietnamese syllable is spelt like it, and mended only if the mended
word is one. Names of other languages therefore stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from extractors.encodings import EDGES, is_known
from extractors.syllables import is_syllable
from models.spelling import slips

_ENOUGH = 2
"""So many different misread words make a doubtful one likely to be misread too."""

_TRAIL = "".join(
    bytes((code,)).decode("cp1252", "replace").replace("\N{REPLACEMENT CHARACTER}", "") + chr(code)
    for code in range(0x80, 0xC0)
)
_UTF8 = re.compile(rf"[\xc2-\xdf][{re.escape(_TRAIL)}]|[\xe0-\xef][{re.escape(_TRAIL)}]{{2}}")
_FILLER = "\N{ZERO WIDTH SPACE}"
"""Keeps the length where several characters were one; views leave it out."""


def find_slips(words: Iterable[str]) -> dict[str, str]:
    """The words that are mended, each with its mended form of the same length.

    Args:
        words: The different words of a text that have letters with marks.

    >>> find_slips(["chýõng", "nýớc", "tý", "ý", "HÐND", "tẻc", "Đắk", "xã"])
    {'chýõng': 'chương', 'nýớc': 'nước', 'HÐND': 'HĐND', 'tẻc': 'téc', 'tý': 'tư'}
    """
    words = tuple(words)
    found: dict[str, str] = {}
    misread = 0
    for word in words:
        if is_known(word):
            continue
        core = word.strip(EDGES)
        mended, by_misreading = _mend(core)
        misread += by_misreading
        if mended != core:
            found[word] = word.replace(core, mended, 1)
    if misread >= _ENOUGH:
        found.update((word, _reread(word)) for word in words if word.lower() in slips().rather)
    return found


def _mend(word: str) -> tuple[str, bool]:
    """The mended word, and whether letters of it had been read in the wrong code page."""
    known = slips()
    if not known.lookalikes.keys() >= set(word):
        word = "".join(known.lookalikes.get(letter, letter) for letter in word)
    if is_syllable(word):
        return word, False
    reread = _reread(word)
    if reread != word and is_syllable(reread):
        return reread, True
    composed = unicodedata.normalize("NFC", word)
    lifted = "".join(known.stopped_tone.get(letter, letter) for letter in composed)
    if len(composed) == len(word) and lifted != word and is_syllable(lifted):
        return lifted, False
    return word, False


def _reread(word: str) -> str:
    letters = slips().misread
    return "".join(letters.get(letter, letter) for letter in word)


def reread_utf8(text: str) -> str:
    """The text with letters put right that UTF-8 wrote and Windows-1252 read, as long as before.

    Text without enough of them is returned as it is.

    >>> reread_utf8("Tá»•ng sá»‘ 12 thÃ´n").replace(_FILLER, "")
    'Tổng số 12 thôn'
    """
    if "á»" not in text and "áº" not in text:
        return text
    if sum(_reread_bytes(match) != match.group() for match in _UTF8.finditer(text)) < _ENOUGH:
        return text
    return _UTF8.sub(_reread_bytes, text)


def _reread_bytes(match: re.Match[str]) -> str:
    sequence = match.group()
    codes = bytes(ord(sign) if ord(sign) < 0x100 else sign.encode("cp1252")[0] for sign in sequence)
    try:
        letter = codes.decode("utf-8")
    except UnicodeDecodeError:
        return sequence
    return letter + _FILLER * (len(sequence) - 1)
