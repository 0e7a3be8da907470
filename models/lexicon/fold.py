"""One spelling for words that Vietnamese writes in several ways.

**Source** The two customs of placing the tone mark (hoá/hóa, thuỷ/thủy) and of writing
i or y (sĩ/sỹ, quí/quý) stand side by side in official documents; Decree 30/2020/NĐ-CP on
clerical work settles neither.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES_OF = {
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "i": "ìíỉĩị",
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "y": "ỳýỷỹỵ",
}
_MARKED = {
    marked: (vowel, tone) for vowel, row in _TONES_OF.items() for tone, marked in enumerate(row)
}
_LATE_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")
_LONE_Y = re.compile(r"[yỳýỷỹỵ](?!\w)(?:(?<=(?<![^\W\d])[hklmstv].)|(?<=(?<![^\W\d])qu.))")
"""Both begin with a letter of a small set, to which the search leaps."""
_Y_TO_I = str.maketrans("y" + _TONES_OF["y"], "i" + _TONES_OF["i"])
_LIKE = (("\N{NO-BREAK SPACE}", " "), ("–", "-"), ("—", "-"), ("‑", "-"))


@lru_cache(maxsize=4096)  # headings and names are folded for every figure under them
def fold(text: str) -> str:
    """`text` in the one spelling in which aliases are compared.

    Lower case; the tone on the first vowel of final oa, oe and uy (hóa, khỏe, thủy); i for
    a lone y (sĩ, tỉ, quí); plain spaces and hyphens. NFC text keeps its length, so that
    offsets into the result are offsets into `text`; other text is composed first.

    >>> fold("Thuỷ sản – Chiến sỹ thi đua, quý I")
    'thủy sản - chiến sĩ thi đua, quí i'
    """
    composed = unicodedata.normalize("NFC", text)
    lowered = composed.lower()
    if len(lowered) != len(composed):  # a capital such as İ has no single small letter
        lowered = "".join(small if len(small := c.lower()) == 1 else c for c in composed)
    for sign, plain in _LIKE:  # several times as fast as str.translate
        lowered = lowered.replace(sign, plain)
    return _LONE_Y.sub(_with_i, _LATE_TONE.sub(_with_early_tone, lowered))


def _with_early_tone(match: re.Match[str]) -> str:
    late = match.group()
    vowel, tone = _MARKED[late[1]]
    return _TONES_OF[late[0]][tone] + vowel


def _with_i(match: re.Match[str]) -> str:
    return match.group().translate(_Y_TO_I)
