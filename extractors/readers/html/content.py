"""A page's elements, written in the order in which a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.readers._counting import format_count
from extractors.readers._superscripts import plain_mark, raise_mark
from extractors.readers.html.notes import Links, find_notes, words_of
from extractors.readers.html.tables import is_layout, lay_out, rows_of
from models.text import RawNote, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from extractors.readers._writer import SourceWriter

_GONE = frozenset({
    "head", "title", "script", "style", "template", "noscript", "del", "textarea", "select",
    "option", "button", "svg", "object", "iframe", "audio", "video",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "section", "article",
    "header", "footer", "main", "nav", "aside", "blockquote", "pre", "hr", "center", "form",
    "fieldset", "address", "figure", "figcaption",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WHITE = re.compile(r"\s+")
_LINES = re.compile(r"[^\S\n]+")


@dataclass(slots=True)
class _Line:
    """A paragraph on its way; white space is folded as it comes, so that offsets stay."""

    text: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list)
    """The offset of each note mark, and the note it refers to."""

    def put(self, text: str, *, kept: bool = False) -> None:
        folded = (_LINES if kept else _WHITE).sub(" ", text)
        if not self.text or self.text[-1].isspace():
            folded = folded.lstrip(" ")
        self.text += folded


class PageWriter:
    """Writes one page."""

    def __init__(self, root: Element, writer: SourceWriter) -> None:
        self._root = root
        self._writer = writer
        self._links: Links = find_notes(root)
        self._line = _Line()
        self._label = ""
        """What numbers the item whose first paragraph has yet to come."""
        self._anchors: dict[str, tuple[int, str]] = {}
        """For each note the offset and the text of the first mark that refers to it."""

    def write(self) -> None:
        """Writes everything that is shown."""
        self._walk(self._root, raised=False, kept=False)
        self._end_line()

    def _walk(self, element: Element, *, raised: bool, kept: bool) -> None:
        tag = str(element.tag).lower()
        if tag in _GONE or _is_hidden(element):
            return
        note = self._links.bodies.get(element)
        if note is not None:
            self._write_note(element, note)
        elif tag == "table" and not is_layout(element):
            self._end_line()
            self._write_table(element)
        elif tag == "br":
            self._line.text = f"{self._line.text.rstrip(' ')}\n" if self._line.text else ""
        elif element in self._links.references:
            self._refer(element)
        elif element in self._links.returns:
            mark = plain_mark(words_of(element).strip())
            self._line.put(raise_mark(mark) if mark.isdecimal() else "")
        else:
            self._enter(element, tag, raised=raised, kept=kept)

    def _enter(self, element: Element, tag: str, *, raised: bool, kept: bool) -> None:
        style = element.get("style", "")
        raised = raised or tag == "sup" or bool(_RAISED.search(style))
        kept = kept or tag == "pre"
        is_block = tag in _BLOCKS
        if is_block:
            self._end_line()
        if tag == "li":
            self._label = _item_label(element)
        start = self._writer.length
        self._content(element, raised=raised, kept=kept)
        if is_block:
            self._end_line()
            if tag in _HEADINGS and self._writer.length > start:
                begin = start + 2 if start else 0
                self._writer.headings.append(Span(begin, self._writer.length))
            self._label = "" if tag == "li" else self._label

    def _content(self, element: Element, *, raised: bool, kept: bool) -> None:
        def put(text: str | None) -> None:
            if text:
                self._line.put(raise_mark(text) if raised else text, kept=kept)

        put(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child, raised=raised, kept=kept)
            put(child.tail)

    def _end_line(self) -> None:
        """Writes the paragraph that was collected, if it says anything."""
        line, self._line = self._line, _Line()
        text = line.text.rstrip()
        if not text:
            return
        span = self._writer.paragraph(self._label + text)
        self._place(line, span.start + len(self._label))
        self._label = ""

    def _place(self, line: _Line, start: int) -> None:
        for offset, note in line.marks:
            self._anchors.setdefault(note, (start + offset, line.text[offset:]))

    def _refer(self, element: Element) -> None:
        mark = plain_mark(words_of(element).strip())
        self._line.marks.append((len(self._line.text), self._links.references[element]))
        self._line.text += raise_mark(mark)
        self._links.marks[self._links.references[element]] = mark

    def _write_note(self, element: Element, note: str) -> None:
        """Writes one note and records it, its mark first."""
        del self._links.bodies[element]
        self._end_line()
        mark = self._links.marks.get(note, "")
        start = self._writer.length
        shown = words_of(element).lstrip(" \n\t[(")
        self._label = "" if shown.startswith(mark) else f"{raise_mark(mark)} "
        label = self._label
        self._content(element, raised=False, kept=False)
        self._end_line()
        self._label = ""
        if self._writer.length > start and mark:
            begin = start + 2 if start else 0
            self._writer.notes.append(
                RawNote(
                    mark=mark,
                    span=Span(begin, self._writer.length),
                    anchor=self._anchors.get(note, (None, label))[0],
                )
            )

    def _write_table(self, table: Element) -> None:
        lines: dict[Element, _Line] = {}
        for row in rows_of(table):
            for cell in row:
                lines[cell] = self._cell(cell)
        grid, places = lay_out(table, {cell: line.text for cell, line in lines.items()})
        if not grid:
            return
        caption = next((one for one in table if one.tag == "caption"), None)
        if caption is not None:
            self._walk(caption, raised=False, kept=False)
        spans = self._writer.table(grid)
        for cell, place in places.items():
            self._place(lines[cell], spans[place].start)

    def _cell(self, cell: Element) -> _Line:
        """The paragraphs of a cell on one line."""
        whole = _Line()
        for line in self._paragraphs(cell):
            if whole.text and line.text:
                whole.text += " "
            whole.marks.extend((len(whole.text) + offset, note) for offset, note in line.marks)
            whole.text += line.text.replace("\n", " ").rstrip()
        return whole

    def _paragraphs(self, element: Element) -> Iterator[_Line]:
        """The lines of an element that is written elsewhere."""
        outer, self._line = self._line, _Line()
        found: list[_Line] = []
        for part in _flat(element):
            if isinstance(part, str):
                self._line.put(part)
            elif part.tag in _BLOCKS:
                found.append(self._line)
                self._line = _Line()
            else:
                self._walk(part, raised=False, kept=False)
        found.append(self._line)
        self._line = outer
        return iter(found)


def _flat(element: Element) -> Iterator[str | Element]:
    """Texts, inline elements whole, and each block as it begins and ends."""
    if element.text:
        yield element.text
    for child in element:
        tag = str(child.tag)
        if tag in _BLOCKS and not _is_hidden(child):
            yield child
            if tag == "li":
                yield _item_label(child)
            yield from _flat(child)
            yield child
        elif isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _item_label(item: Element) -> str:
    """What a browser shows before an item of a list."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "- "
    number = _integer(above.get("start"), 1) - 1
    for one in above.iterchildren("li"):
        number = _integer(one.get("value"), number + 1)
        if one is item:
            break
    return f"{format_count(number, _FORMS.get(above.get('type', ''), 'decimal'))}. "


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default
