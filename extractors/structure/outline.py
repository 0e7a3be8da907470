"""Markers, list items and the section tree.

Reports number freely: Phần I, II., 1., 2.2.1., a), đ), *, -, +. A marker's sort gives its level;
an item elaborates the item of a lesser sort above it, or the paragraph that ends in a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.normalise import NOTE_MARK
from models.document import Block, BlockKind, Section
from models.text import Source, Span

_MARKER = re.compile(
    r"\s*(?:"
    r"(?P<part>(?:Phần|PHẦN)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+))[.:]?(?=\s|\Z)"
    r"|(?P<roman>[IVXL]{1,5})\s?[.\-/)](?!\d)"
    r"|(?P<capital>[A-HKMNĐ])\s?[.)](?=\s)"
    r"|(?P<arabic>\d{1,2}(?:\.\d{1,2}){0,4})\s?(?:[.)\-](?!\d)\.?|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s)|(?=\s[^\W\d_]))"
    r"|\((?P<paren>[a-zđ\d]{1,2})\)"
    r"|(?P<letter>[a-zđ])\s?[.)](?=\s?\S)"
    r"|(?P<bullets>[-–•]\s?\+(?=\s)|[+](?=\s?\S)|[-–•](?=\s?\S))"
    r")"
)
_STAR = re.compile(r"(?:\A|[\r\n\f])[^\S\r\n]*\*{1,3}\s*\S\Z")
_HASHES = re.compile(r"(#{1,6})\W*\Z")
_LEAD = 8
"""How many characters of markup (`*`, `#`) and space may stand before a heading's first."""
_HEADING_LENGTH = 200
_LEVELS = {"part": 1, "capital": 1, "roman": 2, "arabic": 3, "paren": 9, "letter": 9}
_STAR_LEVEL = 10
_DECLARED_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Marker:
    """What a block begins with."""

    span: Span
    """In the view."""
    sort: str
    """part, capital, roman, arabic, paren, letter, dash or plus."""
    number: str
    """`2.2.1`, `IV`, `a`; empty for bullets."""


def read_marker(view: str, note: str | None = None) -> Marker | None:
    """The marker at the beginning of a block, if there is one.

    Args:
        view: The block's text.
        note: The block's note mark; a number equal to it is the mark, not a section number.

    >>> read_marker("2.2.1. Lĩnh vực kinh tế").number
    '2.2.1'
    >>> read_marker("12 hộ nghèo"), read_marker("+ Vụ mùa: 14 ha").sort
    (None, 'plus')
    """
    match = _MARKER.match(view)
    if match is None:
        return None
    sort = match.lastgroup or ""
    text = match[sort]
    if sort == "arabic" and not _is_number(view, match, note):
        return None
    if sort == "bullets":
        sort = "plus" if "+" in text else "dash"
        text = ""
    return Marker(Span(match.start(), match.end()), sort, text)


def _is_number(view: str, match: re.Match[str], note: str | None) -> bool:
    """Whether leading digits number a section and count nothing.

    `1.4.1 Chương trình` and `2. Kết quả` do; `12 hộ nghèo` and `30 tháng 6` do not.
    """
    number = match["arabic"]
    if note is not None:
        return number == note or match.group().rstrip().endswith((".", ")"))
    if match.group().rstrip().endswith((".", ")", "-")):
        return True
    following = view[match.end() :].lstrip()[:1]
    return "." in number and following.isupper()


class Outline:
    """Arranges blocks under sections and items under what they elaborate."""

    def __init__(self, source: Source) -> None:
        self.text = source.reading
        self.declared = sorted(source.headings)
        self.sections: list[Section] = []
        self.open_sections: list[int] = []
        self.open_items: list[tuple[int, int]] = []
        self.lead: int | None = None
        self.note_lead: int | None = None

    def arrange(self, blocks: Sequence[Block]) -> tuple[list[Block], list[Section]]:
        """The blocks with kind, depth, section and parent; and the sections."""
        return [self._place(block) for block in blocks], self.sections

    def _place(self, block: Block) -> Block:
        if block.kind in (BlockKind.CELL, BlockKind.FURNITURE):
            section = self.open_sections[-1] if self.open_sections else None
            return replace(block, section=section)
        marker = read_marker(block.text.view, block.note)
        if block.kind is BlockKind.NOTE:
            return self._place_note(block, marker)
        heading = self._heading_level(block, marker)
        if heading is not None:
            return self._open_section(block, marker, heading)
        if marker is not None and marker.sort in ("dash", "plus"):
            return self._place_item(block, marker)
        self.open_items = []
        self.lead = block.index
        return replace(block, section=self._section())

    def _place_note(self, block: Block, marker: Marker | None) -> Block:
        """Later paragraphs of a note elaborate its first."""
        bullet = marker is not None and marker.sort in ("dash", "plus")
        begins = (
            bool(NOTE_MARK.match(self.text, block.text.raw_offset(0) - 1))
            if block.text.view
            else False
        )
        if begins or not bullet or self.note_lead is None:
            self.note_lead = block.index
            return replace(block, section=self._section())
        return replace(block, section=self._section(), depth=1)

    def _place_item(self, block: Block, marker: Marker) -> Block:
        rank = 1 if marker.sort == "dash" else 2
        while self.open_items and self.open_items[-1][0] >= rank:
            self.open_items.pop()
        parent = self.open_items[-1][1] if self.open_items else self.lead
        self.open_items.append((rank, block.index))
        return replace(
            block, kind=BlockKind.ITEM, depth=rank, parent=parent, section=self._section()
        )

    def _heading_level(self, block: Block, marker: Marker | None) -> int | None:
        """The level of the section that the block opens, or None."""
        view = block.text.view
        if not view:
            return None
        start = block.text.raw_offset(0)
        if marker is not None and marker.sort in _LEVELS:
            within = marker.sort == "capital" and self._part_is_open()
            return _LEVELS[marker.sort] + marker.number.count(".") + within
        if self._declared_at(start):
            hashes = _HASHES.search(self.text[max(0, start - _LEAD) : start])
            return len(hashes[1]) if hashes else _DECLARED_LEVEL
        starred = _STAR.search(self.text[max(0, start - _LEAD) : start + 1])
        if starred and len(view) <= _HEADING_LENGTH and not view.rstrip().endswith(";"):
            return _STAR_LEVEL
        if view.isupper() and len(view) <= _HEADING_LENGTH and len(view.split()) > 1:
            return 1 if not self.sections else 2
        return None

    def _part_is_open(self) -> bool:
        """Whether the current sections stand in a numbered part: A, B are then within it."""
        outermost = self.sections[self.open_sections[0]] if self.open_sections else None
        return outermost is not None and " " in outermost.number

    def _declared_at(self, offset: int) -> bool:
        """Whether the format itself marks a heading there."""
        index = bisect_right(self.declared, offset, key=lambda span: span.start) - 1
        return index >= 0 and offset < self.declared[index].stop

    def _open_section(self, block: Block, marker: Marker | None, level: int) -> Block:
        while self.open_sections and self.sections[self.open_sections[-1]].level >= level:
            self.open_sections.pop()
        parent = self.open_sections[-1] if self.open_sections else None
        view = block.text.view[marker.span.stop if marker else 0 :].strip()
        title = re.split(r"[.:;]\s", view, maxsplit=1)[0][:_HEADING_LENGTH].rstrip(".:; ")
        self.sections.append(
            Section(
                number=marker.number if marker else "",
                title=title,
                level=level,
                block=block.index,
                parent=parent,
            )
        )
        self.open_sections.append(len(self.sections) - 1)
        self.open_items = []
        self.lead = block.index
        short = len(view) <= _HEADING_LENGTH and not re.search(r"[.;]\s", view)
        kind = BlockKind.HEADING if short else BlockKind.PARAGRAPH
        return replace(block, kind=kind, section=len(self.sections) - 1)

    def _section(self) -> int | None:
        return self.open_sections[-1] if self.open_sections else None
