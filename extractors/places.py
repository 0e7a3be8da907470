"""The part of the reporting unit that a figure is about: a village, a commune."""

from __future__ import annotations

import re

from models.lexicon import Lexicon

_NAME = r"[A-ZĐ][\w]*(?:[ -][A-ZĐ][\w]*){0,3}"


class PlaceFinder:
    """Finds named places in a view by the words that introduce them."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = "|".join(
            re.escape(word) for cue in lexicon.cues_of("place") for word in cue.pattern.split("|")
        )
        self._pattern = (
            re.compile(rf"(?<!\w)(?i:{words.replace('_', ' ')}) (?P<name>{_NAME})")
            if words
            else None
        )

    def before(self, view: str, start: int, stop: int) -> str:
        """The last named place between two indices of a view, empty if there is none.

        >>> from models.lexicon import load
        >>> PlaceFinder(load()).before("Trong đó thôn Nà Lầm hỗ trợ 15 con", 0, 28)
        'thôn Nà Lầm'
        """
        if self._pattern is None:
            return ""
        found = ""
        for match in self._pattern.finditer(view, start, stop):
            found = match.group()
        return found
