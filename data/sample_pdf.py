"""A sample as an office prints it: A4, notes at the foot of the page, ruled tables.

Laid out by hand with reportlab (needed only to rebuild the samples), because the layout is
the point: raised note marks, a note on the page of its mark, sentences broken by the page.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from sample_text import Sample, SampleBlock, split_marks

FONTS = {"Serif": "DejaVuSerifCondensed.ttf", "SerifBold": "DejaVuSerifCondensed-Bold.ttf"}
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, FOOT = 85.0, 545.0, 785.0, 56.0
RAISED = 0.6
"""Size of a mark in its line's size; half as much is how far it is raised."""
LEADING = 1.4
INDENT = 28.0
PADDING = 4.0


@dataclass(frozen=True, slots=True)
class Face:
    """A font in one size."""

    font: str
    size: float

    def width(self, text: str) -> float:
        """Points that `text` takes."""
        return pdfmetrics.stringWidth(text, self.font, self.size)

    @property
    def raised(self) -> Face:
        """The face of the marks between its letters."""
        return Face(self.font, self.size * RAISED)

    @property
    def leading(self) -> float:
        """Points from one line to the next."""
        return self.size * LEADING


BODY, BOLD = Face("Serif", 13.0), Face("SerifBold", 13.0)
CELL, CELL_BOLD = Face("Serif", 11.0), Face("SerifBold", 11.0)
NOTE = Face("Serif", 10.0)


@dataclass(frozen=True, slots=True)
class Word:
    """Letters up to the next space, with the marks between them."""

    pieces: tuple[tuple[str, str], ...]
    """Pairs of text and the mark raised behind it, or ''."""

    def width(self, face: Face) -> float:
        """Points from the first letter to the end of the last mark."""
        return sum(face.width(text) + face.raised.width(mark) for text, mark in self.pieces)


@dataclass(slots=True)
class Page:
    """Where the pen is, and the notes that wait for the foot of the page."""

    canvas: Canvas
    notes: dict[str, str]
    y: float = TOP
    number: int = 1
    waiting: list[str] = field(default_factory=list)

    def room_for(self, height: float, marks: tuple[str, ...] = ()) -> bool:
        """Whether `height` more points fit above the notes, those of `marks` included."""
        return self.y - height >= self._notes_top((*self.waiting, *marks))

    def turn(self) -> None:
        """Writes the waiting notes and starts the next page, numbered at its head."""
        self.write_notes()
        self.canvas.showPage()
        self.number += 1
        self.y = TOP
        self.canvas.setFont(BODY.font, BODY.size)
        self.canvas.drawCentredString(WIDTH / 2, TOP + 22, str(self.number))

    def write_notes(self) -> None:
        """Writes the notes of the page under a short rule."""
        if not self.waiting:
            return
        y = self._notes_top(self.waiting) - PADDING
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, y, LEFT + 140, y)
        for mark in self.waiting:
            for words in self._note_lines(mark):
                y -= NOTE.leading
                _draw(self.canvas, words, (LEFT, y), NOTE)
        self.waiting.clear()

    def _note_lines(self, mark: str) -> list[list[Word]]:
        words = [Word((("", mark),)), *_words(self.notes[mark])]
        return _lines(words, RIGHT - LEFT, NOTE)

    def _notes_top(self, marks: Iterable[str]) -> float:
        lines = sum(len(self._note_lines(mark)) for mark in marks)
        return FOOT + lines * NOTE.leading + PADDING


def build_pdf(sample: Sample, fonts: Path) -> bytes:
    """The sample as the bytes of a PDF; equal samples and fonts give equal bytes.

    Raises:
        OSError: The DejaVu fonts are not in the folder `fonts`.
    """
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, fonts / file))
    out = io.BytesIO()
    page = Page(Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True), sample.notes)
    for block in sample.blocks:
        _write_block(page, block)
    page.write_notes()
    page.canvas.save()
    return out.getvalue()


def _write_block(page: Page, block: SampleBlock) -> None:
    if block.kind == "columns":
        _write_columns(page, block.rows)
    elif block.kind == "table":
        _write_table(page, block.rows)
    elif block.kind == "title":
        _write_title(page, block.lines)
    else:
        for line in block.lines:
            _write_paragraph(page, line, BOLD if block.kind == "heading" else BODY)


def _write_columns(page: Page, rows: tuple[tuple[str, ...], ...]) -> None:
    if not page.room_for(len(rows) * 17 + 20):
        page.turn()
    for left, right in rows:
        page.y -= 17
        page.canvas.setFont(CELL_BOLD.font, CELL_BOLD.size)
        page.canvas.drawCentredString(165, page.y, left)
        page.canvas.drawCentredString(410, page.y, right)
    page.y -= 20


def _write_title(page: Page, lines: tuple[str, ...]) -> None:
    for title in lines:
        for words in _lines(_words(title), 380, BOLD):
            page.y -= BOLD.leading
            width = _set_width(words, BOLD) + (len(words) - 1) * BOLD.width(" ")
            _draw(page.canvas, words, ((WIDTH - width) / 2, page.y), BOLD)
    page.y -= 8


def _write_paragraph(page: Page, line: str, face: Face) -> None:
    lines = _lines(_words(line), RIGHT - LEFT, face, INDENT)
    for number, words in enumerate(lines):
        marks = tuple(mark for word in words for _, mark in word.pieces if mark)
        if not page.room_for(face.leading, marks):
            page.turn()
        page.y -= face.leading
        x = LEFT + (INDENT if number == 0 else 0)
        ragged = number == len(lines) - 1 or len(words) == 1
        gap = None if ragged else (RIGHT - x - _set_width(words, face)) / (len(words) - 1)
        _draw(page.canvas, words, (x, page.y), face, gap)
        page.waiting.extend(marks)
    page.y -= 5


def _write_table(page: Page, rows: tuple[tuple[str, ...], ...]) -> None:
    widths = _column_widths(rows)
    for number, row in enumerate(rows):
        face = CELL_BOLD if number == 0 else CELL
        cells = [
            _lines(_words(cell), width - 2 * PADDING, face)
            for cell, width in zip(row, widths, strict=True)
        ]
        height = max(len(lines) for lines in cells) * face.leading + 2 * PADDING
        if not page.room_for(height):
            page.turn()
        x = LEFT
        for lines, width in zip(cells, widths, strict=True):
            page.canvas.setLineWidth(0.5)
            page.canvas.rect(x, page.y - height, width, height)
            for below, words in enumerate(lines, start=1):
                baseline = page.y - below * face.leading
                _draw(page.canvas, words, (x + PADDING, baseline), face)
            x += width
        page.y -= height
    page.y -= 10


def _column_widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Room for each column's longest word and cell below its head, and the rest shared out."""
    needs = []
    for head, *cells in zip(*rows, strict=True):
        widest = max(CELL.width(cell) for cell in cells)
        longest = max(CELL_BOLD.width(word) for word in head.split())
        needs.append(max(widest, longest) + 2 * PADDING)
    spare = max(0.0, RIGHT - LEFT - sum(needs)) / len(needs)
    return [need + spare for need in needs]


def _words(line: str) -> list[Word]:
    words: list[list[tuple[str, str]]] = [[]]
    for text, mark in split_marks(line):
        first, *others = text.split(" ")
        words[-1].append((first, ""))
        words.extend([(other, "")] for other in others)
        if mark:
            words[-1].append(("", mark))
    return [Word(tuple(pieces)) for pieces in words]


def _lines(words: list[Word], width: float, face: Face, indent: float = 0.0) -> list[list[Word]]:
    """The words broken into lines no wider than `width`, the first one indented."""
    lines: list[list[Word]] = [[]]
    used = indent
    for word in words:
        need = word.width(face)
        if lines[-1] and used + need > width:
            lines.append([])
            used = 0.0
        lines[-1].append(word)
        used += need + face.width(" ")
    return lines


def _set_width(words: list[Word], face: Face) -> float:
    """Points that the words take without the gaps between them."""
    return sum(word.width(face) for word in words)


def _draw(
    canvas: Canvas,
    words: list[Word],
    at: tuple[float, float],
    face: Face,
    gap: float | None = None,
) -> None:
    """Draws one line, its marks raised; `gap` None leaves the font's own spaces."""
    x, y = at
    for number, word in enumerate(words):
        for text, mark in word.pieces:
            x = _put(canvas, text, (x, y), face)
            x = _put(canvas, mark, (x, y + face.raised.size / 2), face.raised)
        if number < len(words) - 1:
            _put(canvas, " ", (x, y), face)
            x += face.width(" ") if gap is None else gap


def _put(canvas: Canvas, text: str, at: tuple[float, float], face: Face) -> float:
    """Draws `text` and gives the x behind it."""
    if text:
        canvas.setFont(face.font, face.size)
        canvas.drawString(*at, text)
    return at[0] + face.width(text)
