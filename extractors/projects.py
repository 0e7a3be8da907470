"""The project or programme that a figure is of: named where a clause, a head or a row begins.

`Dự án đường Nà Sầm - Khuổi Lùng: 12,5/15 tỷ đồng` is of the project; `12 dự án được phê duyệt` is
of none. Programmes have many names and get one; projects keep the source's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.places import AT_BEGINNING, Spot, any_of
from models.lexicon import Lexicon, fold

_SIGNS = r"[:;(,|]|\.(?!\d)"
_LONGEST = 200
"""No name of a project is longer, in characters."""
_MUST_BE_PROPER = "proper"
"""The value of words that begin a project's name only where it holds a capital or a number."""


class ProjectFinder:
    """Finds projects and programmes by the words with which their names begin."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sorts = dict(lexicon.alternatives("project"))
        self._first = frozenset(word.split()[0] for word in self._sorts)
        joints = any_of(lexicon.phrases("project.joint"))
        self._begins = re.compile(
            rf"(?:\A{AT_BEGINNING}|[;:.]\s+)(?:{joints}\s+)*(?P<sort>{any_of(self._sorts)})(?!\w)"
        )
        stops = any_of(lexicon.phrases("project.stop"))
        self._stop = re.compile(rf"{_SIGNS}|(?<!\w)(?:{stops})(?!\w)")
        self._programmes = sorted(
            ((fold(alias), one.vi) for one in lexicon.programmes for alias in one.aliases),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )

    def find(self, view: str, spots: Sequence[Spot]) -> list[str]:
        """The project of each figure of a block by the block's own words, else empty.

        >>> from models.lexicon import load
        >>> view = "Dự án đường Nà Sầm - Khuổi Lùng: 12,5 tỷ đồng. Có 12 dự án."
        >>> spots = [Spot(start=33, stop=37, sentence=0, following=46),
        ...          Spot(start=50, stop=52, sentence=47, following=59)]
        >>> ProjectFinder(load()).find(view, spots)
        ['Dự án đường Nà Sầm - Khuổi Lùng', '']
        """
        folded = fold(view)
        if not spots or not any(word in folded for word in self._first):
            return [""] * len(spots)
        figures = [spot.start for spot in spots]
        named: list[tuple[int, str]] = []
        for match in self._begins.finditer(folded):
            start = match.start("sort")
            limit = next((at for at in figures if at > start), len(view))
            named.append((start, self._name(view, folded, start, limit)))
        found = []
        for spot in spots:
            before = [name for at, name in named if spot.sentence <= at < spot.start]
            found.append(before[-1] if before else "")
        return found

    def at_beginning(self, text: str) -> str:
        """The project with which a list's head, a title or a table's row begins, else nothing.

        >>> from models.lexicon import load
        >>> projects = ProjectFinder(load())
        >>> projects.at_beginning("b) Tiểu dự án 2: Nâng cấp đường liên thôn")
        'Tiểu dự án 2'
        >>> projects.at_beginning("2. Vốn Chương trình 135 năm 2020")
        'Chương trình 135'
        >>> projects.at_beginning("Các dự án đầu tư")
        ''
        """
        folded = fold(text)
        match = self._begins.match(folded)
        return self._name(text, folded, match.start("sort"), len(text)) if match else ""

    def is_programme(self, name: str) -> bool:
        """Whether a name is one that the lexicon has: such is part of no other."""
        return any(name == one for _, one in self._programmes)

    def _name(self, text: str, folded: str, start: int, limit: int) -> str:
        """The name that begins at `start`: the programme's own, else the words up to a stop."""
        for alias, name in self._programmes:
            if folded.startswith(alias, start):
                return name
        sort = self._begins.match(folded[start:])
        if sort is None:
            return ""
        words = start + sort.end()
        stop = self._stop.search(folded, words, min(limit, start + _LONGEST))
        end = stop.start() if stop else min(limit, start + _LONGEST)
        own = text[words:end].strip(' -–“”"')
        must = self._sorts[sort["sort"]].value == _MUST_BE_PROPER
        proper = any(letter.isupper() or letter.isdigit() for letter in own)
        return text[start:end].strip(" -–") if own and (proper or not must) else ""
