"""Footnotes and endnotes: their bodies, and the marks that Word gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers._counting import format_count
from extractors.readers.docx.markup import W, child, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from extractors.readers.docx.package import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in running text that refers to a note."""

    kind: str
    """`footnote` or `endnote`."""
    note_id: str
    mark: str
    """As shown, in plain characters."""
    automatic: bool
    """Whether Word counted the mark itself; else it is typed behind the reference."""


@dataclass(slots=True)
class _Series:
    """One kind of notes: the bodies by id, and how they are counted."""

    bodies: dict[str, Element]
    form: str
    start: int
    restart: str
    """`continuous`, `eachPage` or `eachSect`."""
    count: int = 0
    page: int = 0


class Notes:
    """The notes of one document; references must be asked for in document order."""

    def __init__(self, parts: Document) -> None:
        self._series = {
            kind: _series(parts, kind, part)
            for kind, part in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
        }

    def refer(self, kind: str, element: Element, page: int) -> Reference | None:
        """The reference that an element makes on a page, or None if its note does not exist."""
        series, note_id = self._series[kind], element.get(f"{W}id", "")
        if note_id not in series.bodies:
            return None
        if element.get(f"{W}customMarkFollows", "0") not in {"0", "false", "off"}:
            return Reference(kind=kind, note_id=note_id, mark="", automatic=False)
        if series.restart == "eachPage" and page != series.page:
            series.count = 0
        series.page = page
        mark = format_count(series.start + series.count, series.form)
        series.count += 1
        return Reference(kind=kind, note_id=note_id, mark=mark, automatic=True)

    def begin_section(self) -> None:
        """Restarts the counts that run by section."""
        for series in self._series.values():
            if series.restart == "eachSect":
                series.count = 0

    def body(self, reference: Reference) -> Element:
        """The element that holds the note's paragraphs."""
        return self._series[reference.kind].bodies[reference.note_id]


def _series(parts: Document, kind: str, part: Element | None) -> _Series:
    found = [] if part is None else part.findall(f"{W}{kind}")
    section = parts.document.find(f".//{W}sectPr/{W}{kind}Pr")
    general = child(parts.settings, f"{kind}Pr")

    def setting(name: str, default: str) -> str:
        return value(section, name) or value(general, name) or default

    return _Series(
        bodies={
            note.get(f"{W}id", ""): note
            for note in found
            if note.get(f"{W}type", "normal") == "normal"
        },
        form=setting("numFmt", "decimal" if kind == "footnote" else "lowerRoman"),
        start=number(section, "numStart", number(general, "numStart", 1)),
        restart=setting("numRestart", "continuous"),
    )
