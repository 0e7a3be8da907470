"""Notes joined to the marks they hang on.

Numbering starts anew on every page or in every section of some reports, so that a mark alone
does not tell its note: the latest mark of that number before the note is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.structure.paragraphs import Flow, Paragraph
from models.document import Block, BlockKind, Footnote

_MARK_REACH = 6
"""How far behind the last character of a block its own mark may stand: ` ⁽¹⁰⁾.`."""


def join_notes(flow: Flow, blocks: Sequence[Block]) -> list[Footnote]:
    """The notes, in the order in which they begin, each with the block that has its mark.

    That is the latest mark of its number before it, else the first behind it.
    """
    starts = {
        paragraph.pieces[0].start: paragraph for paragraph in flow.paragraphs if paragraph.begins
    }
    offsets = sorted(starts)
    marks: dict[str, list[int]] = {}
    for mark, offset in flow.anchors:
        marks.setdefault(mark, []).append(offset)
    bodies: dict[int, list[int]] = {}
    open_note: dict[str, int] = {}
    for block in blocks:
        if block.note is None or not block.text.view:
            continue
        index = bisect_right(offsets, block.text.raw_offset(0)) - 1
        if index >= 0 and starts[offsets[index]].note == block.note:
            open_note[block.note] = offsets[index]
        if block.note in open_note:
            bodies.setdefault(open_note[block.note], []).append(block.index)
    hosts = _Hosts(blocks)
    notes = []
    for start, body in bodies.items():
        anchor = _anchor(starts[start], start, marks)
        host = hosts.at(anchor) if anchor is not None else None
        mark = starts[start].note or ""
        notes.append(Footnote(mark=mark, blocks=tuple(body), host=host, anchor=anchor))
    return notes


def _anchor(note: Paragraph, start: int, marks: dict[str, list[int]]) -> int | None:
    """Where the mark of the note stands that begins at `start`."""
    if note.anchor is not None:
        return note.anchor
    offsets = marks.get(note.note or "", [])
    before = bisect_left(offsets, start)
    if before:
        return offsets[before - 1]
    return offsets[0] if offsets else None


class _Hosts:
    """Finds the block of running text in which an offset stands."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        runs = [
            (start, block.index)
            for block in blocks
            if block.kind is not BlockKind.NOTE and block.text.view
            for start in block.text.raw_starts
        ]
        runs.sort()
        self._starts = [start for start, _ in runs]
        self._indices = [index for _, index in runs]
        self._blocks = blocks

    def at(self, offset: int) -> int | None:
        """The index of the block that has a character at `offset` or right before it."""
        run = bisect_right(self._starts, offset) - 1
        if run < 0:
            return None
        block = self._blocks[self._indices[run]]
        last = block.text.raw_offset(block.text.find(offset))
        return block.index if offset - last <= _MARK_REACH else None


def hang_on_hosts(blocks: Sequence[Block], notes: Sequence[Footnote]) -> list[Block]:
    """The blocks, those of notes under their host and in its section.

    Where a note is printed says nothing: a format may keep all notes behind the last section.
    """
    hung = list(blocks)
    for note in notes:
        if note.host is not None:
            section = blocks[note.host].section
            for index in note.blocks:
                hung[index] = replace(blocks[index], parent=note.host, section=section)
    return hung
