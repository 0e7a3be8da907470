"""Raised figures: marks of footnotes, which Tesseract glues to words or reads as anything.

They are found by their ink: a column of the line that is empty at its foot. Brackets are told by
their height, for beside them Tesseract reads digits as letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.ocr.hocr import TextLine, Word
from pipeline.ocr.picture import Ink, Place

_ABOVE, _BELOW = 0.85, 0.22
"""How far a line's ink reaches above and below its baseline, in sizes."""
_FOOT, _UNDER = 0.1, 0.02
"""A mark leaves the line empty from so far above to so far below the baseline."""
_LOWEST, _HIGHEST = 0.34, 0.6
"""How high a mark is, in sizes: quotation marks are lower, letters higher."""
_TOP = 0.5
"""How far above the baseline a mark reaches at least."""
_NARROWEST, _WIDEST = 0.06, 1.3
_GAP = 0.16
"""Digits of one mark are at most so many sizes apart."""
_AROUND = 0.8
"""How many sizes beside the words of a line its marks may stand."""
_TALLER = 1.12
"""Brackets are at least so many times as high as the digits between them."""
_READING = re.compile(r"([(\[]?)(\d{1,3})([)\]]?)['.,]?")
_SURE = 60.0
"""Confidence under which a mark stays unread: what else is raised is read as anything."""
_RAISE, _SIZE = 0.33, 0.6
"""How Word sets a mark: raised by a third of the size, in letters three fifths as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Ink in the upper part of a line with nothing under it."""

    place: Place
    digits: Place
    """Without brackets."""
    opened: bool
    closed: bool
    """Whether a bracket stands before and behind."""


def find_raised(ink: Ink, line: TextLine) -> list[Raised]:
    """What may be marks in and beside the words of a line."""
    size, height, width = line.size, *ink.shape
    top = max(0, round(line.baseline - _ABOVE * size))
    bottom = min(height, round(line.baseline + _BELOW * size))
    left = max(0, round(line.words[0].edges[0] - _AROUND * size))
    right = min(width, round(line.words[-1].edges[-1] + _AROUND * size))
    band = ink[top:bottom, left:right]
    foot = slice(
        max(0, round(line.baseline - _FOOT * size) - top),
        max(0, round(line.baseline + _UNDER * size) - top),
    )
    groups = _grouped(_columns(band, foot), round(_GAP * size))
    found = ([_place(band, left, top, *piece) for piece in group] for group in groups)
    return [raised for places in found if _may_be_mark(raised := _raised(places), line)]


def _columns(band: Ink, foot: slice) -> Iterator[tuple[int, int]]:
    """Start and stop of what stands between empty columns and leaves the foot of the line empty."""
    filled = np.concatenate(([False], band.any(axis=0), [False]))
    edges = np.flatnonzero(filled[1:] != filled[:-1]).tolist()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if not band[foot, start:stop].any():
            yield start, stop


def _grouped(pieces: Iterable[tuple[int, int]], gap: int) -> list[list[tuple[int, int]]]:
    groups: list[list[tuple[int, int]]] = []
    for piece in pieces:
        if groups and piece[0] - groups[-1][-1][1] <= gap:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _place(band: Ink, left: int, top: int, start: int, stop: int) -> Place:
    rows = np.flatnonzero(band[:, start:stop].any(axis=1))
    return Place(left + start, top + int(rows[0]), left + stop, top + int(rows[-1]) + 1)


def _raised(places: Sequence[Place]) -> Raised:
    heights = [place.bottom - place.top for place in places]
    inner = sorted(heights)[len(heights) // 4] * _TALLER
    opened = len(places) > 1 and heights[0] > inner
    closed = len(places) > 1 + opened and heights[-1] > inner
    return Raised(
        place=_around(places),
        digits=_around(places[opened : len(places) - closed]),
        opened=opened,
        closed=closed,
    )


def _around(places: Sequence[Place]) -> Place:
    return Place(
        min(place.x0 for place in places),
        min(place.top for place in places),
        max(place.x1 for place in places),
        max(place.bottom for place in places),
    )


def _may_be_mark(raised: Raised, line: TextLine) -> bool:
    box = raised.place
    height, width = (box.bottom - box.top) / line.size, (box.x1 - box.x0) / line.size
    reaches = (line.baseline - box.top) / line.size
    return _LOWEST <= height <= _HIGHEST and _NARROWEST <= width <= _WIDEST and reaches >= _TOP


def read_mark(raised: Raised, readings: Iterable[Sequence[TextLine]]) -> Word | None:
    """The mark, from several readings of its digits the surest; None if it is none."""
    alone = (lines[0].words[0] for lines in readings if [len(x.words) for x in lines] == [1])
    found = ((word, _READING.fullmatch(word.text)) for word in alone if word.confidence >= _SURE)
    whole = [(word, match) for word, match in found if match and _is_whole(raised, match)]
    if not whole:
        return None
    best, match = max(whole, key=lambda one: one[0].confidence)
    bracketed = raised.opened or raised.closed or match[1]
    text = f"({match[2]})" if bracketed else match[2]
    box = raised.place
    step = (box.x1 - box.x0) / len(text)
    edges = tuple(box.x0 + step * index for index in range(len(text) + 1))
    return replace(best, text=text, edges=edges)


def _is_whole(raised: Raised, match: re.Match[str]) -> bool:
    """Whether no digit can be lost: one may be taken for the bracket that is missing."""
    return bool(match[1]) == bool(match[3]) or raised.opened or raised.closed


def divide(line: TextLine, marks: Sequence[Word]) -> Iterator[TextLine]:
    """The pieces of the line between its marks, and the marks, small and raised, left to right.

    The line's own characters in the place of a mark are left out.
    """
    for mark in sorted(marks, key=lambda one: one.edges[0]):
        before = tuple(_pieces(line.words, mark, behind=False))
        if before:
            yield replace(line, words=before)
        baseline, size = line.baseline - _RAISE * line.size, _SIZE * line.size
        yield TextLine(words=(mark,), baseline=baseline, size=size)
        line = replace(line, words=tuple(_pieces(line.words, mark, behind=True)))
    if line.words:
        yield line


def _pieces(words: Iterable[Word], mark: Word, *, behind: bool) -> Iterator[Word]:
    """Of each word what stands before the mark, or behind it."""
    left, right = mark.edges[0], mark.edges[-1]
    for word in words:
        middles = [(a + b) / 2 for a, b in pairwise(word.edges)]
        if behind:
            start = sum(middle < right for middle in middles)
            edges = tuple(max(edge, right) for edge in word.edges[start:])
            piece = replace(word, text=word.text[start:], edges=edges)
        else:
            stop = sum(middle < left for middle in middles)
            edges = tuple(min(edge, left) for edge in word.edges[: stop + 1])
            piece = replace(word, text=word.text[:stop], edges=edges)
        if piece.text:
            yield piece
