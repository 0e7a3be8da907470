"""What was recognised in the picture of a page: words, lines, and how sure each word is.

Positions are in points from the top left of the page as it is read: turned upright, its slant
taken out. `RecognisedPage.seen` says where they are on the page as it is shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedWord:
    """Characters without a space between them, or a raised mark."""

    text: str
    edges: tuple[float, ...]
    """len(text) + 1 horizontal positions, ascending."""
    baseline: float
    """The same for all words of a line."""
    size: float
    """Font size, the same for all words of a line but raised marks."""
    confidence: float
    """From 0 to 100."""


@dataclass(frozen=True, slots=True)
class RecognisedRule:
    """A thin straight line of the picture."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """One page read from its picture."""

    number: int
    """0-based."""
    width: float
    height: float
    """Of the page as it is read, in points."""
    words: tuple[RecognisedWord, ...]
    """Line by line, left to right."""
    rules: tuple[RecognisedRule, ...] = ()
    slant: float = 0.0
    """Degrees by which lines of text rise to the right on the page once it stands upright."""
    quarters: int = 0
    """Quarter turns clockwise that make the page stand upright: 0, 1, 2 or 3."""

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page as it is read lies on the page as it is shown.

        >>> page = RecognisedPage(number=0, width=800, height=600, words=(), quarters=1)
        >>> page.seen(10, 20)
        (20.0, 790.0)
        """
        angle = math.radians(self.slant)
        dx, dy = x - self.width / 2, y - self.height / 2
        x = self.width / 2 + dx * math.cos(angle) + dy * math.sin(angle)
        y = self.height / 2 - dx * math.sin(angle) + dy * math.cos(angle)
        turned = (
            (x, y),
            (y, self.width - x),
            (self.width - x, self.height - y),
            (self.height - y, x),
        )
        return turned[self.quarters]
