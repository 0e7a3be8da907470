"""Text and where it stands: spans, the raw source, and views that map back to it.

Every offset counts Unicode code points, is 0-based and half open, and refers to
`Source.text` unless it says otherwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of offsets.

    >>> Span(3, 5).of("0123456")
    '34'
    """

    start: int
    """First offset."""
    stop: int
    """Offset behind the last."""

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.stop]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one offset."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, origin at the top left."""

    page: int
    """0-based page index."""
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """A run of characters on one line of a page, with the edges of each character."""

    span: Span
    """The characters, contiguous in the source."""
    page: int
    """0-based page index."""
    top: float
    bottom: float
    edges: tuple[float, ...]
    """len(span) + 1 horizontal positions in points, left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A word that was read from a picture, and how surely."""

    span: Span
    confidence: float
    """From 0 to 100, as the program that read it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell of a table as the format itself declares it."""

    row: int
    """0-based index of the first row the cell covers."""
    column: int
    """0-based index of the first column the cell covers."""
    row_span: int = 1
    column_span: int = 1
    span: Span
    """The cell's characters; empty for an empty cell."""
    more: tuple[Span, ...] = ()
    """What of it stands on later pages, where a page breaks its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table that the reader knows from the format (DOCX, ruled PDF)."""

    span: Span
    """The whole table in the source, from its first to its last character."""
    cells: tuple[TableCell, ...]
    """By row, then by column; cells do not overlap."""
    parts: tuple[Span, ...] = ()
    """The parts of a table that goes on over pages: page numbers and notes stand between them."""

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The stretches of the source that are the table and nothing else."""
        return self.parts or (self.span,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawNote:
    """A footnote that the reader knows from the format."""

    mark: str
    """The mark in plain digits or letters, without brackets: `5` for ⁽⁵⁾."""
    span: Span
    """Mark and body of the note, as they stand in the source."""
    anchor: int | None
    """Offset in the running text at which the mark stands, if it is known."""


@dataclass(frozen=True, slots=True)
class FontRun:
    """A stretch of text in a font that was made for an encoding before Unicode."""

    span: Span
    name: str
    """As the format has it: `.VnTimeH`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a reader returns: the text of one file, in reading order, and what the format tells.

    Readers write note marks as superscript characters (¹ ² ⁽⁵⁾), rows of tables as lines with
    tabs between cells, and the notes of a page behind that page's text, so that all formats
    look alike to the stages that follow. `text` is never changed afterwards; what is to be read
    otherwise stands in `reading`.
    """

    text: str
    """The raw text. For plain text and Markdown the decoded file, unchanged."""
    media_type: str
    """For example `text/plain`, `application/pdf`."""
    page_starts: tuple[int, ...] = (0,)
    """The offset at which each page starts; one page where the format has none."""
    tables: tuple[RawTable, ...] = ()
    notes: tuple[RawNote, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Page numbers and running heads: accounted for, but kept out of sentences."""
    headings: tuple[Span, ...] = ()
    """Paragraphs which the format itself marks as headings."""
    glyphs: tuple[Glyphs, ...] = ()
    """Geometry, ordered by offset; empty where the format has none."""
    fonts: tuple[FontRun, ...] = ()
    """Runs in fonts made for an encoding before Unicode, ordered by offset."""
    mended: str | None = None
    """The text with misread words mended, exactly as long; None where nothing was."""
    repaired: tuple[Span, ...] = ()
    """The words in which `mended` differs from `text`, ordered by offset."""
    ocr_pages: tuple[int, ...] = ()
    """The pages, 1-based, whose text was read by OCR."""
    recognised: tuple[Recognised, ...] = ()
    """The words of those pages, by offset."""
    detail: str = ""
    """What could not be read, in Vietnamese; empty if all was."""

    @property
    def reading(self) -> str:
        """What the stages look at to understand: `text`, or its mended form, offset for offset."""
        return self.text if self.mended is None else self.mended

    def is_repaired(self, span: Span) -> bool:
        """Whether a word that stands in `span`, or partly so, was mended.

        >>> source = Source(text="Sè 12", media_type="text/plain", repaired=(Span(0, 2),))
        >>> source.is_repaired(Span(1, 5)), source.is_repaired(Span(2, 5))
        (True, False)
        """
        index = bisect_left(self.repaired, span.stop, key=lambda word: word.start) - 1
        return index >= 0 and self.repaired[index].stop > span.start

    def page_of(self, offset: int) -> int:
        """The 1-based page on which `offset` stands.

        >>> Source(text="ab", media_type="text/plain", page_starts=(0, 1)).page_of(1)
        2
        """
        return bisect_right(self.page_starts, offset) or 1

    def confidence_of(self, span: Span) -> float | None:
        """How surely the least sure word of `span` was recognised; None if none was.

        >>> words = (Recognised(span=Span(0, 3), confidence=91.0),)
        >>> source = Source(text="215 con", media_type="image/png", recognised=words)
        >>> source.confidence_of(Span(0, 3)), source.confidence_of(Span(4, 7))
        (91.0, None)
        """
        first = bisect_right(self.recognised, span.start, key=lambda word: word.span.stop)
        stop = bisect_left(self.recognised, span.stop, key=lambda word: word.span.start)
        return min((word.confidence for word in self.recognised[first:stop]), default=None)

    def box_of(self, span: Span) -> Box | None:
        """The rectangle of `span`'s first line on its page, or None without geometry."""
        index = bisect_right(self.glyphs, span.start, key=lambda run: run.span.start) - 1
        if index < 0 or not self.glyphs[index].span.overlaps(span):
            return None
        run = self.glyphs[index]
        first = span.start - run.span.start
        last = min(span.stop, run.span.stop) - run.span.start
        return Box(run.page, run.edges[first], run.top, run.edges[last], run.bottom)


@dataclass(frozen=True, slots=True)
class Text:
    """A normalised view of some of the source that knows where each character came from.

    Stages look at `view` (NFC, no emphasis marks, no page breaks, notes cut out) and answer
    in source offsets through `raw`. A sentence that a page or a note breaks is one view.
    The map is kept as runs: within a run, view and source advance together.

    >>> text = Text("Bò 46 con", (0, 6), (100, 120))
    >>> text.raw(Span(3, 5)), text.raw(Span(3, 9))
    (Span(start=103, stop=105), Span(start=103, stop=123))
    >>> text.find(121)
    7
    """

    view: str
    """The characters to look at."""
    view_starts: tuple[int, ...]
    """The index in `view` at which each run starts; ascending, the first is 0."""
    raw_starts: tuple[int, ...]
    """The source offset at which each run starts; ascending."""

    def raw_offset(self, index: int) -> int:
        """The source offset of the view's character `index`."""
        run = bisect_right(self.view_starts, index) - 1
        return self.raw_starts[run] + index - self.view_starts[run]

    def raw(self, span: Span) -> Span:
        """The source span from the first to the last character of a non-empty view span."""
        return Span(self.raw_offset(span.start), self.raw_offset(span.stop - 1) + 1)

    def find(self, offset: int) -> int:
        """The index in `view` of the character that stands at source `offset` or before it."""
        run = max(0, bisect_right(self.raw_starts, offset) - 1)
        index = self.view_starts[run] + max(0, offset - self.raw_starts[run])
        following = self.view_starts[run + 1] if run + 1 < len(self.view_starts) else len(self.view)
        return min(index, max(following - 1, 0))
