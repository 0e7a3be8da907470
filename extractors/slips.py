"""Single letters taken for others on a text's way: words mended one by one.

A word is looked at only if no Vietnamese syllable is spelt like it, and mended only if the mended
word is one. Names of other languages therefore stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from extractors.encodings import EDGES, FILLER, is_known
from extractors.syllables import is_syllable
from models.spelling import slips

_ENOUGH = 2
"""So many different words make misreading likely; one that could be no syllable at all suffices."""

_TRAIL = "".join(
    bytes((code,)).decode("cp1252", "replace").replace("\N{REPLACEMENT CHARACTER}", "") + chr(code)
    for code in range(0x80, 0xC0)
)
_UTF8 = re.compile(rf"(?:[\xc2-\xdf][{re.escape(_TRAIL)}]|[\xe0-\xef][{re.escape(_TRAIL)}]{{2}})+")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def find_slips(words: Collection[str]) -> dict[str, str]:
    """The words that are mended, each with its mended form of the same length.

    A word that only custom speaks against (`sõ`), or that is one but rather stands for another
    (`tý`), is mended where other words show that letters were misread.

    Args:
        words: The different words of a text that have letters with marks.

    >>> find_slips(["chýõng", "nýớc", "tý", "ý", "HÐND", "tẻc", "Đắk", "xã"])
    {'chýõng': 'chương', 'nýớc': 'nước', 'HÐND': 'HĐND', 'tẻc': 'téc', 'tý': 'tư'}
    """
    found: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    misread = 0
    for word in words:
        letters = unicodedata.normalize("NFC", word)
        if is_known(word) and letters.lower() not in slips().rather:
            continue
        core, letters = word.strip(EDGES), letters.strip(EDGES)
        mended, reread = _mend(letters)
        if len(mended) > len(core):  # some letters of other scripts grow when composed
            continue
        changed = word.replace(core, mended.ljust(len(core), FILLER), 1)
        if reread and is_syllable(letters, customary=False):
            doubtful[word] = changed
            misread += not is_known(word)
        elif mended != letters:
            found[word] = changed
            misread += _ENOUGH * reread
    return found | doubtful if misread >= _ENOUGH else found


def _mend(word: str) -> tuple[str, bool]:
    """The mended word, and whether its letters had been read in the wrong code page."""
    known = slips()
    if not known.lookalikes.keys() >= set(word):
        word = "".join(known.lookalikes.get(letter, letter) for letter in word)
    if is_syllable(word) and word.lower() not in known.rather:
        return word, False
    reread = "".join(known.misread.get(letter, letter) for letter in word)
    if reread != word and is_syllable(reread):
        return reread, True
    lifted = "".join(known.stopped_tone.get(letter, letter) for letter in word)
    return (lifted if is_syllable(lifted) else word), False


def reread_utf8(text: str) -> str:
    """The text with letters put right that UTF-8 wrote and Windows-1252 read, as long as before.

    Text without enough of them is returned as it is.

    >>> reread_utf8("Tá»•ng sá»‘ 12 thÃ´n").replace(FILLER, "")
    'Tổng số 12 thôn'
    """
    if "á»" not in text and "áº" not in text:
        return text
    if sum(_reread_bytes(match) != match.group() for match in _UTF8.finditer(text)) < _ENOUGH:
        return text
    return _UTF8.sub(_reread_bytes, text)


def _reread_bytes(match: re.Match[str]) -> str:
    """What a run was before it was misread; digits and line ends must not come of it."""
    run = match.group()
    codes = bytes(ord(sign) if ord(sign) < 0x100 else sign.encode("cp1252")[0] for sign in run)
    try:
        reread = codes.decode("utf-8")
    except UnicodeDecodeError:
        return run
    breaks = any(sign.isdecimal() or (sign.isspace() and sign != _NO_BREAK) for sign in reread)
    return run if breaks else reread.ljust(len(run), FILLER)
