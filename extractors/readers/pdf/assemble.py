"""Pages to a source: paragraphs, tables, notes and running heads in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.readers._superscripts import RAISED_DIGITS, plain_mark
from extractors.readers._writer import GridCell, SourceWriter
from extractors.readers.pdf.joins import join_tables
from extractors.readers.pdf.layout import Content, Grid, Line
from extractors.readers.pdf.paragraphs import Measure, Piece, join_lines, measure
from extractors.readers.pdf.tables import joint
from extractors.readers.pdf.zones import Zones, most_common_size, split_zones
from models.text import Glyphs, RawNote, Span

_MARK = re.compile(f"[{RAISED_DIGITS}]+")
_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
"""What makes a raised 2 or 3 behind it an exponent."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A note as written, with the body text in which its mark may stand."""

    mark: str
    span: Span
    body: Span
    body_before: Span
    """The body of the page before: Word moves notes that do not fit."""


class PageWriter:
    """Writes the pages of one document; `finish` ties the notes to their marks."""

    def __init__(self, contents: Sequence[Content], writer: SourceWriter) -> None:
        self._writer = writer
        self._page = 0
        self._rows_written = 0
        self._notes: list[_Note] = []
        body_size = most_common_size(line for one in contents for line in one.lines)
        self._zones = split_zones(contents, body_size)
        self._body = _measures(contents, [zones.body for zones in self._zones])
        self._note = _measures(contents, [zones.notes for zones in self._zones])
        self._contents = join_tables(contents, self._zones)

    def write(self) -> None:
        """Writes all pages, then the notes' records."""
        before = Span(0, 0)
        for content, zones in zip(self._contents, self._zones, strict=True):
            self._writer.begin_page()
            self._page = content.page.number
            self._write_furniture(zones.head)
            start = self._writer.length
            self._write_body(content, zones)
            body = Span(start, self._writer.length)
            self._write_notes(zones.notes, self._note[round(content.page.width)], body, before)
            self._write_furniture(zones.foot)
            self._writer.furniture.extend(map(self._writer.paragraph, content.page.turned))
            before = body
        self._tie_notes()

    def _write_furniture(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._writer.furniture.append(self._write_paragraph([Piece("", line)]))

    def _write_body(self, content: Content, zones: Zones) -> None:
        """Writes paragraphs and tables in the order in which they stand on the page."""
        column = self._body[round(content.page.width)]
        lines = list(zones.body)
        for grid, cells in content.tables:
            above = [line for line in lines if line.baseline <= grid.top]
            lines = lines[len(above) :]
            self._write_paragraphs(above, column)
            self._write_table(grid, cells)
        self._write_paragraphs(lines, column)

    def _write_paragraphs(self, lines: Iterable[Line], column: Measure) -> None:
        for paragraph in join_lines(lines, column):
            self._write_paragraph(paragraph)

    def _write_paragraph(self, paragraph: Iterable[Piece]) -> Span:
        self._writer.separate()
        start = self._writer.length
        for piece in paragraph:
            self._writer.put(piece.joint)
            self._locate(piece.line, self._writer.put(piece.line.text).start)
        return Span(start, self._writer.length)

    def _locate(self, line: Line, start: int) -> None:
        """Records the geometry of a line written at `start`."""
        run = Glyphs(
            span=Span(start, start + len(line.text)),
            page=self._page,
            top=line.top,
            bottom=line.bottom,
            edges=line.edges,
        )
        self._writer.glyphs.append(run)

    def _write_table(self, grid: Grid, cells: dict[tuple[int, int], list[Line]]) -> None:
        pieces = {
            (box.row, box.column): [
                Piece(joint(above, line, box) if above else "", line)
                for above, line in _with_above(cells.get((box.row, box.column), []))
            ]
            for box in grid.boxes
        }
        numbers = _numbering(grid, self._rows_written if grid.continues else 0)
        write = self._writer.continue_table if grid.continues else self._writer.table
        spans = write(_rows(grid, pieces, numbers))
        self._rows_written = 1 + max(numbers)
        for box in sorted(grid.boxes, key=lambda box: (box.row, box.column)):
            offset = spans[numbers[box.row], box.column].start
            for piece in pieces[box.row, box.column]:
                offset += len(piece.joint)
                self._locate(piece.line, offset)
                offset += len(piece.line.text)

    def _write_notes(
        self, lines: Iterable[Line], column: Measure, body: Span, before: Span
    ) -> None:
        """Writes the footnotes of a page; the first may go on with one of the page before."""
        for paragraph in join_lines(lines, column):
            span = self._write_paragraph(paragraph)
            first = paragraph[0].line
            if first.marked:
                found = _MARK.search(first.text)
                mark = plain_mark(found.group()) if found else ""
                self._notes.append(_Note(mark, span, body, before))
            elif self._notes:
                last = self._notes[-1]
                if last.span.stop >= body.stop:  # a further paragraph of a note on this page
                    longer = Span(last.span.start, span.stop)
                    self._notes[-1] = _Note(last.mark, longer, last.body, last.body_before)
                else:
                    self._notes.append(_Note(last.mark, span, last.body, last.body_before))

    def _tie_notes(self) -> None:
        """Finds each note's mark in running text, in order, on its page or the one before."""
        text = self._writer.text()
        taken = -1
        previous: _Note | None = None
        for note in self._notes:
            if previous and (note.mark, note.body) == (previous.mark, previous.body):
                anchor = self._writer.notes[-1].anchor  # the note went on over the page
            else:
                found = (
                    offset
                    for place in (note.body, note.body_before)
                    for offset in _anchors(text, note.mark, place)
                    if offset > taken
                )
                anchor = next(found, None)
            taken = taken if anchor is None else max(taken, anchor)
            self._writer.notes.append(RawNote(mark=note.mark, span=note.span, anchor=anchor))
            previous = note


def _measures(contents: Sequence[Content], zones: Sequence[tuple[Line, ...]]) -> dict[int, Measure]:
    """The column of each width of page: upright and lying pages are set apart."""
    by_width: dict[int, list[Line]] = {}
    for content, lines in zip(contents, zones, strict=True):
        by_width.setdefault(round(content.page.width), []).extend(lines)
    return {width: measure(lines) for width, lines in by_width.items()}


def _with_above(lines: Sequence[Line]) -> list[tuple[Line | None, Line]]:
    return list(zip([None, *lines], lines, strict=False))


def _numbering(grid: Grid, before: int) -> list[int]:
    """For each row of a piece its number in the whole table, of which so many rows are written."""
    split = grid.repeated if grid.splits_row else grid.rows
    return [
        before - 1 if row == split else before + row - (row > split) for row in range(grid.rows)
    ]


def _rows(
    grid: Grid, pieces: dict[tuple[int, int], list[Piece]], numbers: Sequence[int]
) -> list[list[GridCell | None]]:
    """The table's lines: None where a cell from above reaches down."""
    rows: list[list[tuple[int, GridCell | None]]] = [[] for _ in range(grid.rows)]
    for box in grid.boxes:
        text = "".join(one.joint + one.line.text for one in pieces[box.row, box.column])
        cell = GridCell(
            row=numbers[box.row],
            column=box.column,
            row_span=box.row_span,
            column_span=box.column_span,
            text=text,
        )
        rows[box.row].append((box.column, cell))
        for below in range(box.row + 1, min(box.row + box.row_span, grid.rows)):
            rows[below].append((box.column, None))
    return [[cell for _, cell in sorted(row, key=lambda one: one[0])] for row in rows]


def _anchors(text: str, mark: str, place: Span) -> Iterable[int]:
    """Offsets at which a raised mark stands that is no exponent."""
    for match in _MARK.finditer(text, place.start, place.stop):
        if plain_mark(match.group()) == mark and not _UNIT.search(
            text, max(place.start, match.start() - 3), match.start()
        ):
            yield match.start()
