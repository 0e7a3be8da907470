"""The lexicon's words for the top of a report, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.lexicon import Cue, Lexicon, fold


def phrases(lexicon: Lexicon, group: str) -> Iterator[tuple[str, Cue]]:
    """Each alternative of a group's cues, folded, with its cue; in the lexicon's order."""
    for cue in lexicon.cues:
        if cue.group == group:
            for phrase in fold(cue.pattern).split("|"):
                yield phrase, cue


def phrase_pattern(lexicon: Lexicon, group: str) -> re.Pattern[str]:
    """A pattern for folded text that finds any phrase of a group, however its words are parted."""
    found = sorted((phrase for phrase, _ in phrases(lexicon, group)), key=len, reverse=True)
    spaced = (r"\W*".join(re.findall(r"\w+", phrase)) for phrase in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced) or '(?!)'})(?!\w)")
