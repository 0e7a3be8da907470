"""What stands where on a page: records that the steps of the PDF reader pass on.

Positions are in points, origin at the top left of the page as it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character."""

    char: str
    x0: float
    x1: float
    baseline: float
    size: float
    """Font size in points, as it appears."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line: a table's border, or the rule above footnotes."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that is drawn on one page, as far as it matters."""

    number: int
    """0-based."""
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    """In the order in which they are drawn."""
    turned: tuple[str, ...]
    """Text that does not run from left to right, such as a watermark across the page."""
    rules: tuple[Rule, ...]
    pictures: bool
    """Whether it shows pictures that cover most of it."""
    garbled: int = 0
    """How many characters are drawn of which the file does not tell what they stand for."""
    outlined: bool = False
    """Whether it may be text turned into curves: so many shapes that no ruled form has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Characters on one baseline, left to right."""

    text: str
    edges: tuple[float, ...]
    """len(text) + 1 positions, ascending."""
    baseline: float
    size: float
    """Size of its largest characters."""
    columns: bool = False
    """Whether a wide gap divides it, as in a letterhead."""
    marked: bool = False
    """Whether it begins with raised digits, as a footnote does."""

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Its right end."""
        return self.edges[-1]

    @property
    def top(self) -> float:
        """Its upper end, diacritics included."""
        return self.baseline - 0.9 * self.size

    @property
    def bottom(self) -> float:
        """Its lower end, descenders included."""
        return self.baseline + 0.25 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class GridBox:
    """A cell of a table: its place in the grid and on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, ruled or not."""

    boxes: tuple[GridBox, ...]
    """By row, then by column."""
    rows: int
    ruled: bool = True
    """Whether rules are its borders; else they are guessed from its words."""
    continues: bool = False
    """Whether it goes on with the last table of the page before."""
    repeated: int = 0
    """How many of its rows repeat the header of the piece before."""
    splits_row: bool = False
    """Whether the row behind those goes on with the last row of the piece before."""

    @property
    def top(self) -> float:
        """Its upper border."""
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        """Its lower border."""
        return max(box.bottom for box in self.boxes)


class TextLayer(Enum):
    """What the characters drawn on a page are worth."""

    GOOD = auto()
    MISSING = auto()
    """The page is a picture of text."""
    GARBLED = auto()
    """The file does not tell what its characters stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A page's text: its tables, and the lines outside them from top to bottom."""

    page: Page
    """Without its characters: those of many pages at once would slow everything down."""
    layer: TextLayer
    lines: tuple[Line, ...]
    tables: tuple[tuple[Grid, dict[tuple[int, int], list[Line]]], ...]
    """Each with the lines in its cells, by row and column."""
