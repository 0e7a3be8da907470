"""The lexicon's words for the top of a report, ready to be looked for."""

from __future__ import annotations

import re

from models.lexicon import Lexicon


def phrase_pattern(lexicon: Lexicon, group: str) -> re.Pattern[str]:
    """A pattern for folded text that finds any phrase of a group, however its words are parted."""
    found = sorted(lexicon.phrases(group), key=len, reverse=True)
    spaced = (r"\W*".join(re.findall(r"\w+", phrase)) for phrase in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced) or '(?!)'})(?!\w)")
