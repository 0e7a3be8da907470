"""The cues of a block, found once and asked for around each figure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.patterns import CueFinder, CueMatch
from models.lexicon import Lexicon

if TYPE_CHECKING:
    from extractors.figures import Figure
    from extractors.language import Words

_GROUPS = (
    "approx.",
    "forecast",
    "change.",
    "equivalent",
    "ratio.",
    "multiple",
    "base.",
    "share",
    "points",
    "plan",
    "prior",
    "pair",
    "threshold.",
    "target",
    "price",
    "reach",
    "remainder",
    "left_over",
    "whole.",
    "overall",
    "in_turn",
    "frame",
    "harm",
    "moment",
    "scope",
    "cumulative",
    "age.",
    "parts.",
    "season",
)


@dataclass(frozen=True, slots=True)
class CueScan:
    """All cues of one block, by group, in the order of the text."""

    matches: dict[str, list[CueMatch]]
    starts: dict[str, list[int]]
    """By group, the first token of each match, for `bisect`."""

    def before(
        self, group: str, figure: Figure, reach: int, start: int | None = None
    ) -> CueMatch | None:
        """The nearest cue of `group` that ends before the figure.

        Args:
            group: The cue's group.
            figure: The figure.
            reach: How many tokens may stand between the two.
            start: First token to look at; the figure's own words if None.
        """
        if group not in self.starts:
            return None  # true of most groups asked for
        found = self.all_before(group, figure, reach, start)
        return found[0] if found else None

    def all_before(
        self, group: str, figure: Figure, reach: int, start: int | None = None
    ) -> list[CueMatch]:
        """The cues of `group` that end before the figure, the nearest first; see `before`."""
        first = figure.left if start is None else start
        return [
            match
            for match in reversed(self.within(group, first, figure.index))
            if match.tokens.end <= figure.index and figure.index - match.tokens.end <= reach
        ]

    def after(self, group: str, figure: Figure, reach: int = 99) -> CueMatch | None:
        """The first cue of `group` among the words after the figure."""
        last = min(figure.right, figure.stop + reach + 1)
        return next(iter(self.within(group, figure.stop, last)), None)

    def within(self, group: str, start: int, stop: int) -> list[CueMatch]:
        """The cues of `group` that begin between two tokens."""
        starts = self.starts.get(group)
        if starts is None:
            return []
        first = bisect_left(starts, start)
        return self.matches[group][first : bisect_left(starts, stop, first)]


class CueScanner:
    """Finds the cues that tell roles, approximation, parts and seasons."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._finder = CueFinder(cue for cue in lexicon.cues if cue.group.startswith(_GROUPS))

    def scan(self, doc: Words) -> CueScan:
        """All cues of a document."""
        matches: dict[str, list[CueMatch]] = {}
        for match in sorted(self._finder.find(doc), key=lambda m: (m.tokens.start, -m.tokens.end)):
            matches.setdefault(match.cue.group, []).append(match)
        starts = {
            group: [match.tokens.start for match in found] for group, found in matches.items()
        }
        return CueScan(matches, starts)
