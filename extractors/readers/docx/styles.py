"""What paragraph and character styles say: headings, numbering, raised text, hidden text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.readers.docx.markup import W, child, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_HEADING_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
"""Outline level of running text."""


class Styles:
    """The styles of one document, each with those it is based on."""

    def __init__(self, part: Element | None) -> None:
        styles = [] if part is None else part.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in styles
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            "",
        )
        self._default_font = "" if part is None else _font(child(part, "docDefaults/rPrDefault"))

    def paragraph_font(self, paragraph: Element) -> str:
        """The font of a paragraph's runs that name none, as its style or the document has it."""
        name = value(child(paragraph, "pPr"), "pStyle") or self._default
        return self._style_font(name) or self._default_font

    def run_font(self, run_properties: Element | None) -> str:
        """The font that a run names by itself or by its character style, else empty."""
        own = run_properties.find(f"{W}rFonts") if run_properties is not None else None
        if own is not None:
            return _name_of(own)
        return self._style_font(value(run_properties, "rStyle"))

    def _style_font(self, name: str) -> str:
        return next(filter(None, map(_font, self._chain(name))), "")

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph or its style has an outline level, or its style is a heading."""
        properties = child(paragraph, "pPr")
        if child(properties, "outlineLvl") is not None:
            return number(properties, "outlineLvl", _BODY_LEVEL) < _BODY_LEVEL
        name = value(properties, "pStyle")
        for style in self._chain(name):
            if child(style, "pPr/outlineLvl") is not None:
                return number(style, "pPr/outlineLvl", _BODY_LEVEL) < _BODY_LEVEL
            if _HEADING_NAME.fullmatch(value(style, "name")):
                return True
        return bool(_HEADING_NAME.fullmatch(name))

    def numbering(self, paragraph: Element) -> tuple[str, int | None, str]:
        """The list's number, its level and the style that gave them; empty if it is no item."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        name = value(properties, "pStyle") or self._default
        level = number(own, "ilvl", -1) if own is not None else -1
        if own is not None and child(own, "numId") is not None:
            return value(own, "numId"), max(level, 0), ""
        for style in self._chain(name):
            if child(style, "pPr/numPr/numId") is not None:
                if level < 0:
                    level = number(style, "pPr/numPr/ilvl", -1)
                found = value(style, "pPr/numPr/numId")
                return found, level if level >= 0 else None, style.get(f"{W}styleId", "")
        return "", None, ""

    def is_raised(self, run_properties: Element | None) -> bool:
        """Whether a run is superscript, by itself or by its character style."""
        own = value(run_properties, "vertAlign")
        if own:
            return own == "superscript"
        for style in self._chain(value(run_properties, "rStyle")):
            align = value(style, "rPr/vertAlign")
            if align:
                return align == "superscript"
        return False

    def is_hidden(self, run_properties: Element | None, *, by_paragraph: bool = False) -> bool:
        """Whether a run is hidden text, which Word does not show.

        Its own word goes before its character style's, and that before its paragraph's.
        """
        if child(run_properties, "vanish") is not None:
            return is_on(run_properties, "vanish")
        style = self._hides(value(run_properties, "rStyle"))
        return by_paragraph if style is None else style

    def hides_paragraph(self, paragraph: Element) -> bool:
        """Whether the paragraph's style hides its text."""
        return bool(self._hides(value(paragraph, "pPr/pStyle") or self._default))

    def _hides(self, name: str) -> bool | None:
        """What a style, or the nearest it is based on, says of hiding; None for nothing."""
        for style in self._chain(name):
            if child(style, "rPr/vanish") is not None:
                return is_on(style, "rPr/vanish")
        return None

    def _chain(self, name: str) -> Iterator[Element]:
        """The style and those it is based on, nearest first; a loop ends it."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")


def _font(parent: Element | None) -> str:
    """The font that the run properties below `parent` name, else empty."""
    found = child(parent, "rPr/rFonts")
    return "" if found is None else _name_of(found)


def _name_of(fonts: Element) -> str:
    """The font of letters with marks, which Word sets apart from plain ones."""
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or ""
