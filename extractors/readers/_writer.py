"""The growing text of a source, and what the format tells about its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.text import FontRun, Glyphs, RawNote, RawTable, Source, Span, TableCell

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell whose text is known but not yet placed in the source."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""


@dataclass(slots=True)
class SourceWriter:
    """Collects text and the records that point into it; offsets are final once written.

    >>> writer = SourceWriter()
    >>> writer.paragraph("I. KẾT QUẢ"), writer.paragraph("Trồng 12,5 ha.")
    (Span(start=0, stop=10), Span(start=12, stop=26))
    """

    tables: list[RawTable] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    glyphs: list[Glyphs] = field(default_factory=list)
    fonts: list[FontRun] = field(default_factory=list)
    keep_empty_pages: bool = False
    """Whether a page without text counts: formats with real pages have such."""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _page_starts: list[int] = field(default_factory=list)
    _pages_pending: int = 0

    @property
    def length(self) -> int:
        """The number of characters written: the offset of the next."""
        return self._length

    def put(self, text: str) -> Span:
        """The span of `text`, written at the end."""
        if text and self._pages_pending:
            self._page_starts.extend([self._length] * self._pages_pending)
            self._pages_pending = 0
        start = self._length
        if text:
            self._parts.append(text)
            self._length += len(text)
        return Span(start, self._length)

    def separate(self) -> None:
        """Ends the paragraph before, if there is one."""
        if self._length and not self._parts[-1].endswith(PARAGRAPH_BREAK):
            self._parts.append(PARAGRAPH_BREAK)
            self._length += len(PARAGRAPH_BREAK)

    def paragraph(self, text: str) -> Span:
        """The span of `text`, written as a paragraph of its own."""
        self.separate()
        return self.put(text)

    def begin_page(self) -> None:
        """Makes the next character written the first of a page; a page may stay empty."""
        self._pages_pending += 1

    def page_starts_at(self, offset: int) -> None:
        """Notes that a page starts at `offset` of the text already written."""
        self._page_starts.append(offset)

    def table(self, rows: Sequence[Sequence[GridCell | None]]) -> dict[tuple[int, int], Span]:
        """The span of each cell by row and column; the table is written as lines with tabs.

        `rows` holds one entry for each field of a line: None where a cell from the row above
        reaches down.
        """
        piece, cells = self._put_rows(rows)
        self.tables.append(RawTable(span=piece, cells=tuple(cells.values())))
        return {place: cell.span for place, cell in cells.items()}

    def continue_table(
        self, rows: Sequence[Sequence[GridCell | None]]
    ) -> dict[tuple[int, int], Span]:
        """The span of each cell of a further piece of the last table, behind what stands between.

        Rows are counted through the whole table; what a cell of a row already written says here
        is the rest of it.
        """
        piece, cells = self._put_rows(rows)
        table = self.tables[-1]
        known = {(cell.row, cell.column): cell for cell in table.cells}
        for place, cell in cells.items():
            before = known.get(place)
            if before is None or before.span.start == before.span.stop:
                known[place] = cell
            elif cell.span.start < cell.span.stop:
                known[place] = replace(before, more=(*before.more, cell.span))
        self.tables[-1] = RawTable(
            span=Span(table.span.start, piece.stop),
            cells=tuple(known[place] for place in sorted(known)),
            parts=(*table.pieces, piece),
        )
        return {place: cell.span for place, cell in cells.items()}

    def _put_rows(
        self, rows: Sequence[Sequence[GridCell | None]]
    ) -> tuple[Span, dict[tuple[int, int], TableCell]]:
        """What was written, and its cells by row and column."""
        self.separate()
        start = self._length
        cells: dict[tuple[int, int], TableCell] = {}
        for number, row in enumerate(rows):
            if number:
                self.put("\n")
            for position, cell in enumerate(row):
                if position:
                    self.put("\t")
                if cell is None:
                    continue
                cells[cell.row, cell.column] = TableCell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    span=self.put(cell.text),
                )
        return Span(start, self._length), cells

    def text(self) -> str:
        """All that was written, as one string."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return "".join(self._parts)

    def source(self, media_type: str, detail: str = "") -> Source:
        """The finished source."""
        starts = sorted(self._page_starts)
        if self.keep_empty_pages:
            starts.extend([self._length] * self._pages_pending)
        else:
            starts = sorted(set(starts))
        return Source(
            text=self.text(),
            media_type=media_type,
            page_starts=(0, *starts[1:]) if starts and starts[0] == 0 else (0, *starts),
            tables=tuple(self.tables),
            notes=tuple(self.notes),
            furniture=tuple(self.furniture),
            headings=tuple(self.headings),
            glyphs=tuple(self.glyphs),
            fonts=tuple(self.fonts),
            detail=detail,
        )
