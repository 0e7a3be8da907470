"""One paragraph's runs, joined to a line of text with note marks and page breaks located."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.readers._superscripts import plain_mark, raise_mark
from extractors.readers.docx.markup import MC, M, W, child
from extractors.readers.docx.notes import Reference
from extractors.readers.docx.symbols import show_code, show_symbol
from models.spelling import legacy_font

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from extractors.readers.docx.notes import Notes
    from extractors.readers.docx.styles import Styles

_GONE = frozenset(
    f"{W}{name}"
    for name in ("instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr", "commentReference",
                 "annotationRef", "rt")
)  # fmt: skip
"""Field codes, properties and remarks: not part of what Word shows."""
_SPELLED = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SOFT_HYPHEN = f"{W}softHyphen"
"""Invisible, but in fonts for TCVN3 the letter ư."""
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_OWN_MARKS = frozenset({f"{W}footnoteRef", f"{W}endnoteRef"})
_TEXT = frozenset({f"{W}t", f"{M}t"})
_BREAKS = frozenset({f"{W}br", f"{W}lastRenderedPageBreak"})
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_WHITE = str.maketrans("\t\n\r", "   ")
"""White space of the XML itself is a space to Word."""


@dataclass(slots=True)
class Line:
    """A paragraph as text, with the offsets in it at which something happens."""

    text: str = ""
    references: list[tuple[int, Reference]] = field(default_factory=list)
    """Each with the offset of its mark, brackets left out."""
    page_breaks: list[int] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes anchored here, which stand beside the text."""
    fonts: list[tuple[int, int, str]] = field(default_factory=list)
    """Start, stop and font of the runs in fonts made for an encoding before Unicode."""

    def trimmed(self, label: str = "") -> Line:
        """The line without white space at its ends, behind a label."""
        text = self.text.rstrip()
        cut = len(text) - len(text.lstrip())
        shift = len(label) - cut

        def move(offset: int) -> int:
            return min(max(offset + shift, 0), len(label) + len(text) - cut)

        return Line(
            text=(label + text[cut:]) if text[cut:] else label.rstrip(),
            references=[(move(offset), one) for offset, one in self.references],
            page_breaks=[move(offset) if offset > cut else 0 for offset in self.page_breaks],
            boxes=self.boxes,
            fonts=[(move(start), move(stop), name) for start, stop, name in self.fonts],
        )


class InlineReader:
    """Reads paragraphs in document order: note marks are counted on the way."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self.page = 0
        """How many page breaks came before."""
        self.own_mark = ""
        """While a note's body is read, the mark it shows at its place."""
        self._codes: frozenset[Element] = frozenset()
        self._hidden = False
        """Whether the paragraph at hand is hidden by its style."""
        self._font = ""
        """The font of the paragraph at hand."""
        self._is_legacy = False
        """Whether the font of the run at hand was made for an encoding before Unicode."""

    def read(self, paragraph: Element) -> Line:
        """The paragraph's text; tabs are spaces, line breaks are kept."""
        line = Line()
        self._codes = _field_codes(paragraph)
        self._hidden = self._styles.hides_paragraph(paragraph)
        self._font = self._styles.paragraph_font(paragraph)
        self._collect(paragraph, line, raised=False)
        return line

    def _collect(self, parent: Element, line: Line, *, raised: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag in _TEXT:
                text = _shown(element)
                line.text += raise_mark(text) if raised else text
            elif tag == f"{W}r":
                self._run(element, line, raised=raised)
            elif tag in _SPELLED or (tag == _SOFT_HYPHEN and self._is_legacy):
                line.text += _SPELLED.get(tag, "\N{SOFT HYPHEN}")
            elif tag == f"{W}sym":
                code, font = element.get(f"{W}char", ""), element.get(f"{W}font", "")
                line.text += show_code(code, font)
            elif tag in _OWN_MARKS:
                line.text += raise_mark(self.own_mark)
            elif tag == f"{W}txbxContent":
                line.boxes.append(element)
            elif tag in _BREAKS:
                self._break(element, line)
            elif tag not in _GONE:
                self._open(element, line, raised=raised or tag == f"{M}sup")

    def _open(self, element: Element, line: Line, *, raised: bool) -> None:
        """Reads what is inside an element that is nothing itself; a fraction gets its stroke."""
        inner = _choice(element)
        if inner is not None:
            line.text += "/" if element.tag == f"{M}den" else ""
            self._collect(inner, line, raised=raised)

    def _run(self, run: Element, line: Line, *, raised: bool) -> None:
        properties = run.find(f"{W}rPr")
        if run in self._codes or self._styles.is_hidden(properties, by_paragraph=self._hidden):
            return
        for element in run:
            if element.tag in _REFERENCES:
                self._refer(run, element, line)
        if any(element.tag in _REFERENCES for element in run):
            return
        start = len(line.text)
        font = self._styles.run_font(properties) or self._font
        self._is_legacy = legacy_font(font) is not None
        self._collect(run, line, raised=raised or self._styles.is_raised(properties))
        if legacy_font(font) is not None:
            line.fonts.append((start, len(line.text), font))

    def _refer(self, run: Element, element: Element, line: Line) -> None:
        reference = self._notes.refer(_REFERENCES[element.tag], element, self.page)
        if reference is None:
            return
        shown = reference.mark
        if not reference.automatic:
            shown = "".join(part.text or "" for part in run.findall(f"{W}t"))
            reference = Reference(
                kind=reference.kind,
                note_id=reference.note_id,
                mark=plain_mark(shown),
                automatic=False,
            )
        opening = len(shown) - len(shown.lstrip(" (["))
        line.references.append((len(line.text) + opening, reference))
        line.text += raise_mark(shown)

    def _break(self, element: Element, line: Line) -> None:
        if element.tag == f"{W}lastRenderedPageBreak":
            self._turn_page(line)
        elif element.get(f"{W}type") == "page":
            line.text += " " if line.text and not line.text[-1].isspace() else ""
            self._turn_page(line)
        elif element.get(f"{W}type") != "column":
            line.text += "\n"

    def _turn_page(self, line: Line) -> None:
        self.page += 1
        line.page_breaks.append(len(line.text))


def _choice(element: Element) -> Element | None:
    """The element itself; of alternatives the first: the others say the same again."""
    if element.tag != f"{MC}AlternateContent":
        return element
    choice = element.find(f"{MC}Choice")
    return element.find(f"{MC}Fallback") if choice is None else choice


def _shown(element: Element) -> str:
    """The characters of a text, those of symbol fonts as what they show."""
    text = (element.text or "").translate(_WHITE)
    if not _PRIVATE.search(text):
        return text
    fonts = child(element.getparent(), "rPr/rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    return "".join(show_symbol(char, font) for char in text)


def _field_codes(paragraph: Element) -> frozenset[Element]:
    """The runs that belong to the code of a field, not to its result.

    Codes may hold fields themselves, whose results Word does not show either. A code that does
    not end in its paragraph is left to its own marking.
    """
    if next(paragraph.iter(f"{W}fldChar"), None) is None:
        return frozenset()
    codes: set[Element] = set()
    waiting: list[list[Element] | None] = []  # for each open field its code so far, or its result
    for run in paragraph.iter(f"{W}r"):
        char = run.find(f"{W}fldChar")
        kind = "" if char is None else char.get(f"{W}fldCharType", "")
        if kind == "begin":
            waiting.append([])
        elif kind and waiting:
            codes.update(waiting.pop() or ())
            if kind == "separate":
                waiting.append(None)
        elif not kind:
            for code in waiting:
                if code is not None:
                    code.append(run)
    return frozenset(codes)
