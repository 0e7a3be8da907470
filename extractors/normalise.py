"""Views of the source: normalised for looking, with the way back to the raw offsets.

Nothing is ever rewritten in the source. A view composes letters with their accents (NFC), folds
white space, and leaves out what only formats: emphasis marks, tags, soft hyphens, note marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from models.text import Span, Text

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")

_UNIT_POWER = r"(?<=[\s\d/][kcd]m)|(?<=[\s\d/]m)"
NOTE_MARK = re.compile(
    rf"<sup>\s*\(?(?P<tag>\d{{1,3}})\)?\s*</sup>"
    rf"|(?:(?!{_UNIT_POWER})⁽?(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})⁾?)"
)
"""A note mark in running text; the exponent of m², km³ is none."""

_MAY_MARK = re.compile(r"[<⁽⁰¹²³⁴⁵⁶⁷⁸⁹]")

UNNAMED_NOTE_MARK = NOTE_MARK.pattern.replace("?P<tag>", "").replace("?P<sup>", "")
"""The same as part of another pattern."""

_FOLD = re.compile(
    rf"(?P<mark>{UNNAMED_NOTE_MARK})"
    r"|(?P<drop>\*+|(?m:^)#{1,6}(?=[ \t])|</?(?:i|b|u|em|strong|sup|sub)>"
    r"|[\u00ad\u200b-\u200d\u2060\ufeff])"
    r"|(?P<space>[^\S ]\s*| \s+)"  # a lone blank stays as it is
    r"|(?P<accents>[^\W\d_][\u0300-\u036f]+)"
)
_MAY_FOLD = re.compile(
    r"[<⁽⁰¹²³⁴⁵⁶⁷⁸⁹*#\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
    r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""A character that every match of `_FOLD` holds, but for two blanks: most text has none."""


def find_note_marks(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """The note marks between two offsets of a text."""
    if _MAY_MARK.search(text, start, stop):
        yield from NOTE_MARK.finditer(text, start, stop)


def mark_number(mark: str) -> str:
    """The number of a note mark in plain digits.

    >>> mark_number("⁽¹⁵⁾"), mark_number("<sup>3</sup>")
    ('15', '3')
    """
    return "".join(filter(str.isdecimal, mark.translate(SUPERSCRIPTS)))


def without_note_marks(text: str) -> str:
    """A text without the note marks in it.

    >>> without_note_marks("350 con² dê, 12 m² chuồng")
    '350 con dê, 12 m² chuồng'
    """
    return NOTE_MARK.sub("", text) if _MAY_MARK.search(text) else text


class _Builder:
    """Collects view characters and the runs in which view and source advance together."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.parts: list[str] = []
        self.length = 0
        self.view_starts: list[int] = []
        self.raw_starts: list[int] = []

    def add(self, text: str, start: int) -> None:
        """Append `text`, whose characters stand for the source from `start` on."""
        if not text:
            return
        expected = self.raw_starts[-1] + self.length - self.view_starts[-1] if self.parts else -1
        if start != expected:
            self.view_starts.append(self.length)
            self.raw_starts.append(start)
        self.parts.append(text)
        self.length += len(text)

    def add_space(self, start: int) -> None:
        """Append a space that stands for the source at `start`, unless one ends the view."""
        if not self._ends_blank():
            self.add(" ", start)

    def add_plain(self, start: int, stop: int) -> None:
        """Append source characters as they are, but no blank behind another or at the beginning."""
        if start < stop and self.raw[start] == " " and self._ends_blank():
            start += 1
        self.add(self.raw[start:stop], start)

    def _may_fold(self, piece: Span) -> bool:
        doubled = self.raw.find("  ", piece.start, piece.stop) >= 0
        return doubled or _MAY_FOLD.search(self.raw, piece.start, piece.stop) is not None

    def _ends_blank(self) -> bool:
        return not self.parts or self.parts[-1].endswith(" ")

    def add_piece(self, piece: Span) -> None:
        """Append the folded characters of one piece of the source."""
        done = piece.start
        if not self._may_fold(piece):
            self.add_plain(done, piece.stop)
            return
        for match in _FOLD.finditer(self.raw, piece.start, piece.stop):
            self.add_plain(done, match.start())
            done = match.end()
            if match.lastgroup == "space":
                self.add_space(match.start())
            elif match.lastgroup == "accents":
                self.add(unicodedata.normalize("NFC", match.group()), match.start())
        self.add_plain(done, piece.stop)


def make_text(raw: str, pieces: Iterable[Span]) -> Text:
    r"""The view of the source's `pieces`, joined by single spaces where white space parts them.

    Args:
        raw: The whole source text.
        pieces: Ascending, non-overlapping spans of it.

    Returns:
        A view without leading white space; a numeral never crosses two runs of its map unless
        formatting marks stand inside it.

    >>> make_text("Tổng đàn **lợn¹** đạt\n\n350 con", [Span(0, 21), Span(23, 30)]).view
    'Tổng đàn lợn đạt 350 con'
    """
    builder = _Builder(raw)
    pieces = tuple(pieces)
    previous = 0
    for piece in pieces:
        if builder.parts and (raw[previous].isspace() or raw[piece.start - 1].isspace()):
            builder.add_space(piece.start - 1)
        builder.add_piece(piece)
        previous = piece.stop
    starts = builder.raw_starts or [piece.start for piece in pieces[:1]] or [0]
    return Text("".join(builder.parts), tuple(builder.view_starts) or (0,), tuple(starts))
