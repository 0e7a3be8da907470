"""The blocks of a DOCX document, written in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.readers._superscripts import raise_mark
from extractors.readers._writer import GridCell, SourceWriter
from extractors.readers.docx.inline import InlineReader, Line
from extractors.readers.docx.markup import MC, W, child, is_on, number, value
from extractors.readers.docx.notes import Notes, Reference
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.styles import Styles
from models.text import FontRun, RawNote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from extractors.readers.docx.package import Document

_CLOSED = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr")
)
"""Properties: nothing in them is text. Whatever else is not known may hold some."""
_PAGE_NUMBER = re.compile(r"[\W\d_]*")
_OWN_PAGE = frozenset({"", "nextPage", "oddPage", "evenPage"})


@dataclass(slots=True)
class _Field:
    """A table cell on its way: its place, its text, and what happens in it."""

    cell: GridCell
    lines: list[tuple[int, Line]] = field(default_factory=list)
    """The cell's paragraphs, each with its offset in the cell's text."""


class BodyWriter:
    """Writes paragraphs, tables and notes of one document."""

    def __init__(self, parts: Document, writer: SourceWriter) -> None:
        self._writer = writer
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering)
        self._notes = Notes(parts)
        self._inline = InlineReader(self._styles, self._notes)
        self._pending: list[tuple[Reference, int]] = []
        self._written: set[tuple[str, str]] = set()

    def write_blocks(self, parent: Element) -> None:
        """Writes the paragraphs and tables of a body, text box or note."""
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def write_notes(self) -> None:
        """Writes the notes that were referred to, in the order of their marks."""
        while self._pending:
            reference, anchor = self._pending.pop(0)
            key = (reference.kind, reference.note_id)
            if key not in self._written:  # in a damaged file a note may refer to itself
                self._written.add(key)
                self._write_note(reference, anchor)

    def write_running(self, parts: Iterable[Element]) -> None:
        """Writes headers and footers, each text once, as furniture; page numbers are left out.

        A header may hold what stands nowhere else, as the number of an appendix.
        """
        seen: set[str] = set()
        for part in parts:
            for paragraph in part.iter(f"{W}p"):
                text = self._line(paragraph).text
                if text not in seen and not _PAGE_NUMBER.fullmatch(text):
                    self._writer.furniture.append(self._writer.paragraph(text))
                seen.add(text)

    def _write_paragraph(self, paragraph: Element) -> None:
        if is_on(paragraph, "pPr/pageBreakBefore"):
            self._inline.page += 1
            self._writer.begin_page()
        line = self._line(paragraph)
        if line.text:
            span = self._writer.paragraph(line.text)
            self._locate(line, span.start)
            if self._styles.is_heading(paragraph):
                self._writer.headings.append(span)
        elif line.page_breaks:
            self._writer.begin_page()
        for box in line.boxes:
            self.write_blocks(box)
        section = child(paragraph, "pPr/sectPr")
        if section is not None:
            self._notes.begin_section()
            if value(section, "type") in _OWN_PAGE:
                self._writer.begin_page()

    def _line(self, paragraph: Element) -> Line:
        """The paragraph as Word shows it, its automatic label included."""
        line = self._inline.read(paragraph)
        list_id, level, style = self._styles.numbering(paragraph)
        numbered = list_id not in {"", "0"}  # an empty paragraph shows its number too
        label = self._numbering.label(list_id, level, style) if numbered else ""
        return line.trimmed(label)

    def _locate(self, line: Line, start: int) -> None:
        """Notes where the line's references and page breaks came to stand."""
        for offset in line.page_breaks:
            if offset >= len(line.text):
                self._writer.begin_page()
            else:
                self._writer.page_starts_at(start + offset)
        self._pending.extend((one, start + offset) for offset, one in line.references)
        for begin, stop, font in line.fonts:
            self._writer.fonts.append(FontRun(Span(start + begin, start + stop), font))

    def _write_table(self, table: Element) -> None:
        if _is_layout(table):
            for cell in (cell for row in _rows(table) for cell in _cells(row)):
                self.write_blocks(cell)
            return
        rows = self._fields(table)
        if not rows:
            return
        grid = [[None if one is None else one.cell for one in row] for row in rows]
        spans = self._writer.table(grid)
        for row in rows:
            for one in row:
                if one is None:
                    continue
                start = spans[one.cell.row, one.cell.column].start
                for offset, line in one.lines:
                    self._locate(line, start + offset)

    def _fields(self, table: Element) -> list[list[_Field | None]]:
        """The table's rows; a cell that continues the one above is None and makes it taller."""
        rows: list[list[_Field | None]] = []
        above: dict[int, _Field] = {}
        for row in _rows(table):
            fields: list[_Field | None] = []
            column = number(row, "trPr/gridBefore", 0)
            reached: dict[int, _Field] = {}
            for cell in _cells(row):
                width = max(1, number(cell, "tcPr/gridSpan", 1))
                before = fields[-1] if fields else None
                if before is not None and _continues(cell, "hMerge"):
                    wider = before.cell.column_span + width
                    before.cell = replace(before.cell, column_span=wider)
                    column += width
                    continue
                if _continues(cell, "vMerge") and column in above:
                    origin = above[column]
                    origin.cell = replace(origin.cell, row_span=origin.cell.row_span + 1)
                    fields.append(None)
                else:
                    origin = self._field(cell, len(rows), column, width)
                    fields.append(origin)
                reached[column] = origin
                column += width
            above = reached
            if fields:
                rows.append(fields)
        return rows

    def _field(self, cell: Element, row: int, column: int, width: int) -> _Field:
        lines: list[tuple[int, Line]] = []
        text = ""
        for paragraph in _paragraphs(cell):
            line = self._line(paragraph)
            inner = [self._line(one) for box in line.boxes for one in _paragraphs(box)]
            for one in (line, *inner):
                flat = replace(one, text=one.text.replace("\n", " ").replace("\t", " "))
                if flat.text or flat.page_breaks:
                    text += " " if text and flat.text else ""
                    lines.append((len(text), flat))
                    text += flat.text
        return _Field(GridCell(row=row, column=column, column_span=width, text=text), lines)

    def _write_note(self, reference: Reference, anchor: int) -> None:
        """Writes one note, its mark first, and records it."""
        shown = raise_mark(reference.mark)
        self._inline.own_mark = reference.mark
        self._writer.separate()
        start = self._writer.length
        body = self._notes.body(reference)
        own = f"{W}{reference.kind}Ref"
        if body.find(f".//{own}") is None and not _begins_with(body, reference.mark):
            self._writer.put(f"{shown} ")
            self._continue_note(body)
        else:
            self.write_blocks(body)
        self._inline.own_mark = ""
        if self._writer.length > start:
            span = Span(start, self._writer.length)
            note = RawNote(mark=reference.mark, span=span, anchor=anchor)
            self._writer.notes.append(note)

    def _continue_note(self, body: Element) -> None:
        """Writes a note whose mark stands already: its first paragraph goes on behind it."""
        blocks = list(_blocks(body))
        if blocks and blocks[0].tag == f"{W}p":
            line = self._line(blocks[0])
            self._locate(line, self._writer.put(line.text).start)
            blocks = blocks[1:]
        for block in blocks:
            if block.tag == f"{W}tbl":
                self._write_table(block)
            else:
                self._write_paragraph(block)


def _continues(cell: Element, merge: str) -> bool:
    """Whether a cell is the continuation of the one above or, in old files, to its left."""
    found = child(cell, f"tcPr/{merge}")
    return found is not None and found.get(f"{W}val", "continue") != "restart"


def _begins_with(body: Element, mark: str) -> bool:
    """Whether a note's own text begins with its (typed) mark."""
    text = "".join(part.text or "" for part in body.iter(f"{W}t")).lstrip(" ([")
    return text.startswith(mark)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, those inside content controls and insertions included."""
    return _found(parent, frozenset({f"{W}p", f"{W}tbl"}))


def _rows(table: Element) -> Iterator[Element]:
    return _found(table, frozenset({f"{W}tr"}))


def _cells(row: Element) -> Iterator[Element]:
    return _found(row, frozenset({f"{W}tc"}))


def _found(parent: Element, tags: frozenset[str]) -> Iterator[Element]:
    """The outermost elements with one of the tags, in file order; of alternatives the first."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag == f"{MC}AlternateContent":
            choice = element.find(f"{MC}Choice")
            chosen = element.find(f"{MC}Fallback") if choice is None else choice
            if chosen is not None:
                yield from _found(chosen, tags)
        elif element.tag not in _CLOSED:
            yield from _found(element, tags)


def _is_layout(table: Element) -> bool:
    """Whether a table only frames or arranges text: it has one cell, or holds a true table."""
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    return len(cells) == 1 or any(
        sum(len(list(_cells(row))) > 1 for row in _rows(inner)) > 1
        for cell in cells
        for inner in _found(cell, frozenset({f"{W}tbl"}))
    )


def _paragraphs(cell: Element) -> Iterator[Element]:
    """All paragraphs of a cell, those of tables inside it included."""
    for block in _blocks(cell):
        if block.tag == f"{W}p":
            yield block
        else:
            for row in _rows(block):
                for inner in _cells(row):
                    yield from _paragraphs(inner)
