"""Where the indicator of a figure is looked for: windows of words, and what stands around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon among the tokens of a text."""

    start: int
    stop: int
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A range of tokens in which a figure's indicator is looked for."""

    start: int
    stop: int
    rank: int
    """The greater, the closer the words govern the figure."""
    anchor: int
    """The token to which a phrase should be near."""
    weak_from: int = 0
    """Where an ambiguous phrase must end at the earliest: behind the last word of weight."""
    strict: bool = False
    """Whether only plain names count here, no ambiguous ones."""
    heading: tuple[int, int] | None = None
    """The name in a table's heading: an ambiguous phrase that is all of it needs no context."""

    def holds(self, mention: Mention) -> bool:
        """Whether a phrase begins or ends here: `phí, lệ phí`, `xã đạt chuẩn nông thôn mới`."""
        begins = self.start <= mention.start < self.stop
        return begins or self.start < mention.stop <= self.stop

    def admits(self, mention: Mention) -> bool:
        """Whether an ambiguous phrase counts here: nothing of weight follows it."""
        return not self.strict and mention.stop >= self.weak_from

    def closeness(self, mention: Mention) -> tuple[int, int, int]:
        """How well a phrase's place speaks for it: the window's rank, its length, its distance."""
        behind = mention.start >= self.anchor
        distance = mention.start - self.anchor if behind else self.anchor - mention.stop
        return self.rank, mention.stop - mention.start - distance // 3, -distance


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words around a figure, folded."""

    clause: str
    """The figure's own words: what rules a plain name out stands there."""
    before: str
    """The text up to the figure and its noun, in which the context of an ambiguous name stands."""
    sentence: int
    """Where in `before` the figure's sentence begins: what stands there against an ambiguous name
    rules it out, unless its context was named later."""
    after: str
    """The figure and the rest of its sentence."""
    heads: str
    """List heads, section titles, caption."""


def stands_in(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands in a text as whole words.

    >>> stands_in("tiêm phòng đàn lợn", ("hỗ trợ", "tiêm phòng"))
    True
    """
    return any(last_place(text, phrase) >= 0 for phrase in phrases)


def last_place(text: str, phrase: str) -> int:
    """Where a phrase stands last in a text as whole words, -1 if it does not.

    >>> last_place("đàn lợn, tổng đàn lợn", "đàn lợn"), last_place("cơ sở", "cơ s")
    (14, -1)
    """
    start = text.rfind(phrase)
    while start >= 0:
        stop = start + len(phrase)
        before_ok = start == 0 or not text[start - 1].isalpha()
        if before_ok and (stop == len(text) or not text[stop].isalpha()):
            return start
        start = text.rfind(phrase, 0, stop - 1)
    return -1
