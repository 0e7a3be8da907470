"""Paragraphs, rejoined over pages and told from the notes that stand between their halves.

A printed page ends in the middle of a sentence; its notes follow, and then the sentence goes
on. A note too long for its page goes on in the next page's note zone. Paragraphs are therefore
gathered as pieces: the running text keeps one open paragraph, the notes another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.normalise import (
    UNNAMED_NOTE_MARK,
    find_note_marks,
    mark_number,
    without_note_marks,
)
from extractors.structure.cuts import cut_up
from extractors.structure.lines import MARKER, Line, LineKind, goes_on, is_open, wraps
from models.text import RawNote, Source, Span

_NOTE_START = re.compile(
    rf"\s*+\*{{0,3}}+\s*+(?:(?P<raised>{UNNAMED_NOTE_MARK})"
    r"|\((?P<bracket>\d{1,3})\)|(?P<dash>\d{1,3})\s?[-–](?=\s?\S))"
)
_BRACKETED = re.compile(r"\((?<=[\w.%”\")]\()(\d{1,3})\)(?!\w)")
"""What may be a note mark: a bracketed number glued to the word before it."""

_BULLET = re.compile(r"\s*([-–+*•])")
_HEADING_LENGTH = 60
"""A paragraph without full stop up to this length is taken for a heading, not half a sentence."""

_LOOK_AHEAD = 12
"""How many paragraphs ahead the next note is looked for."""

_PAGE = 6000
"""More characters than a printed page holds: no note is continued later."""

_Rough = tuple[list[Span], bool]
"""Lines that look like one paragraph, and whether they are furniture."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph while it is being gathered."""

    pieces: list[Span]
    note: str | None = None
    """The mark, if it belongs to a footnote."""
    begins: bool = False
    """Whether the note begins here."""
    anchor: int | None = None
    """Source offset of the mark on which the note hangs, if the format tells."""
    furniture: bool = False


@dataclass(slots=True)
class Flow:
    """All paragraphs of a source, and where their note marks stand."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    """(number, source offset) of each mark in running text, ascending."""


def find_paragraphs(source: Source, lines: Sequence[Line]) -> Flow:
    r"""The paragraphs of the running text and of the notes, in the order in which they begin.

    >>> text = "Đã trồng 12 ha rừng¹ ở\n\n¹ Kế hoạch số 9/KH-UBND.\n\nhai thôn."
    >>> source = Source(text=text, media_type="text/plain")
    >>> from extractors.structure.lines import find_lines
    >>> [(len(p.pieces), p.note) for p in find_paragraphs(source, find_lines(source)).paragraphs]
    [(2, None), (1, '1')]
    """
    gatherer = _Gatherer(source)
    rough = _rough_paragraphs(source, lines)
    for index, (pieces, furniture) in enumerate(rough):
        gatherer.take(pieces, furniture, rough[index + 1 : index + 1 + _LOOK_AHEAD])
    gatherer.flow.anchors.sort(key=lambda anchor: anchor[1])
    gatherer.flow.paragraphs = [
        part for paragraph in gatherer.flow.paragraphs for part in _cut_up(source, paragraph)
    ]
    return gatherer.flow


def _cut_up(source: Source, paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, or the parts of one that is absurdly long."""
    for number, pieces in enumerate(cut_up(source.reading, paragraph.pieces)):
        begins = paragraph.begins and not number
        yield replace(paragraph, pieces=pieces, begins=begins)


def _rough_paragraphs(source: Source, lines: Sequence[Line]) -> list[_Rough]:
    """Runs of lines that blank lines, markers and full stops set apart."""
    found: list[_Rough] = []
    for line in lines:
        if line.kind in (LineKind.TABLE, LineKind.RULE):
            continue
        furniture = line.kind is LineKind.FURNITURE
        if found and not line.blank_before and not furniture and not found[-1][1]:
            last = found[-1][0][-1]
            gap = source.reading[last.stop : line.span.start]
            if not gap.strip() and wraps(last.of(source.reading), line.span.of(source.reading)):
                found[-1][0].append(line.span)
                continue
        found.append(([line.span], furniture))
    return found


class _Gatherer:
    """Decides for each rough paragraph what it begins or continues."""

    def __init__(self, source: Source) -> None:
        self.text = source.reading
        self.known = sorted(source.notes, key=lambda note: note.span.start)
        self.flow = Flow()
        self.pending: dict[str, tuple[Span, Paragraph]] = {}
        self.body: Paragraph | None = None
        self.note: Paragraph | None = None
        self.after_note = False

    def take(self, pieces: list[Span], furniture: bool, following: Sequence[_Rough]) -> None:
        """Place one rough paragraph."""
        if furniture:
            self.flow.paragraphs.append(Paragraph(pieces, furniture=True))
            return
        mark = self._note_mark(pieces)
        if mark is not None:
            self._take_note(mark, pieces)
            self.after_note = True
            return
        if self._continues_note(pieces, following):
            return
        self._take_body(pieces)
        self.after_note = False

    def _known_note(self, pieces: list[Span]) -> RawNote | None:
        """The note which the format itself says the paragraph belongs to."""
        index = bisect_left(self.known, pieces[-1].stop, key=lambda note: note.span.start) - 1
        if index >= 0 and self.known[index].span.stop > pieces[0].start:
            return self.known[index]
        return None

    def _note_mark(self, pieces: list[Span]) -> str | None:
        """The number of the note that begins or goes on here by its own mark."""
        known = self._known_note(pieces)
        if known is not None:
            return known.mark
        match = self._note_start(pieces)
        if match is None:
            return None
        if match["raised"]:
            return mark_number(match["raised"])
        number = match["bracket"] or match["dash"]
        return number if number in self.pending else None

    def _note_start(self, pieces: list[Span]) -> re.Match[str] | None:
        return _NOTE_START.match(self.text, pieces[0].start, pieces[-1].stop)

    def _take_note(self, mark: str, pieces: list[Span]) -> None:
        """Begin a note, or go on with the one that the format says is not at its end."""
        known = self._known_note(pieces)
        later = known is not None and known.span.start < pieces[0].start
        unmarked = self._note_start(pieces) is None
        if self.note is not None and self.note.note == mark and (later or unmarked):
            if self._is_open(self.note) and goes_on(self._of(pieces[0])):
                self.note.pieces.extend(pieces)
            else:
                self._add_to_note(self.note, pieces)
            return
        self._settle(mark)
        anchor = known.anchor if known else None
        self.note = Paragraph(pieces, note=mark, begins=True, anchor=anchor)
        self.flow.paragraphs.append(self.note)

    def _settle(self, mark: str) -> None:
        """Take the bracketed number for a mark, now that its note is found."""
        span, host = self.pending.pop(mark, (None, None))
        if span is None or host is None or not span.of(self.text).startswith("("):
            return
        self.flow.anchors.append((mark, span.start))
        host.pieces = [part for piece in host.pieces for part in _without(piece, span)]

    def _add_to_note(self, note: Paragraph, pieces: list[Span]) -> None:
        self.note = Paragraph(pieces, note=note.note)
        self.flow.paragraphs.append(self.note)

    def _continues_note(self, pieces: list[Span], following: Sequence[_Rough]) -> bool:
        """Attach the paragraph to the latest note, if it goes on there.

        A format that tells its notes tells them to their end.
        """
        note = self.note
        if note is None or self.known:
            return False
        first = self._of(pieces[0])
        if self.after_note:
            siblings = _same_bullet(self._of(note.pieces[0]), first)
            if not siblings and not (_BULLET.match(first) and self._bullets_until_note(following)):
                return False
            self._add_to_note(note, pieces)
            return True
        near = pieces[0].start - note.pieces[-1].stop < _PAGE
        if not near or not self._is_open(note) or MARKER.match(first):
            return False
        if self._body_open():
            broken = bool(following) and self._note_mark(following[0][0]) is not None
        else:
            broken = first.lstrip()[:1].islower()
        if broken:
            note.pieces.extend(pieces)
            self.after_note = True
        return broken

    def _bullets_until_note(self, following: Sequence[_Rough]) -> bool:
        """Whether only bullets stand before the next note: they belong to the note above."""
        for pieces, _ in following:
            if self._note_mark(pieces) is not None:
                return True
            if not _BULLET.match(self._of(pieces[0])):
                return False
        return False

    def _take_body(self, pieces: list[Span]) -> None:
        """Join the paragraph to the open half of the running text, or begin a new one."""
        first = self._of(pieces[0])
        if self.body is not None and self._may_go_on(first):
            half = self._of(self.body.pieces[-1])
            whole_page = (
                self.after_note and len(half.strip()) > _HEADING_LENGTH and half != half.upper()
            )
            if goes_on(first) or half.rstrip().endswith(("-", "–", ",")) or whole_page:
                self._find_anchors(self.body, pieces)
                self.body.pieces.extend(pieces)
                return
        self.body = Paragraph(list(pieces))
        self.flow.paragraphs.append(self.body)
        self._find_anchors(self.body, pieces)

    def _may_go_on(self, first: str) -> bool:
        """Whether the paragraph before is open, or ends a clause that a small letter takes up."""
        if self.body is None or MARKER.match(first):
            return False
        clause = self._of(self.body.pieces[-1]).rstrip("* \t").endswith(";")
        return self._body_open() or (clause and first.lstrip("* \t")[:1].islower())

    def _find_anchors(self, host: Paragraph, pieces: list[Span]) -> None:
        for piece in pieces:
            for match in _BRACKETED.finditer(self.text, piece.start, piece.stop):
                self.pending[match[1]] = (Span(*match.span()), host)
            for match in find_note_marks(self.text, piece.start, piece.stop):
                number = mark_number(match.group())
                self.pending[number] = (Span(*match.span()), host)
                self.flow.anchors.append((number, match.start()))

    def _body_open(self) -> bool:
        return self.body is not None and self._is_open(self.body)

    def _is_open(self, paragraph: Paragraph) -> bool:
        tail = without_note_marks(self._of(paragraph.pieces[-1]))
        return is_open(tail.rstrip("* "))

    def _of(self, span: Span) -> str:
        return span.of(self.text)


def _without(piece: Span, mark: Span) -> list[Span]:
    """What is left of a piece when a note mark in it is cut out.

    >>> _without(Span(0, 20), Span(7, 10)), _without(Span(0, 20), Span(30, 33))
    ([Span(start=0, stop=7), Span(start=10, stop=20)], [Span(start=0, stop=20)])
    """
    if not piece.overlaps(mark):
        return [piece]
    parts = [Span(piece.start, mark.start), Span(mark.stop, piece.stop)]
    return [part for part in parts if part.start < part.stop]


def _same_bullet(note: str, item: str) -> bool:
    """Whether the note itself begins with the bullet that `item` has.

    >>> _same_bullet("⁽³⁾ + Thu phí: 12 triệu đồng", "+ Thu khác: 3 triệu đồng")
    True
    """
    match = _NOTE_START.match(note)
    ours = _BULLET.match(note[match.end() :] if match else note)
    theirs = _BULLET.match(item)
    return bool(ours and theirs and ours[1] == theirs[1])
