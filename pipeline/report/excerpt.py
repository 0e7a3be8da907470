"""The source's own words around figures, with the figures marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.text import Span

Marks = tuple[str, str]
"""What is put before and behind a figure."""

BRACKETS: Marks = ("⟦", "⟧")
COLOURS: Marks = ("\x1b[1;33m", "\x1b[0m")
"""Bold yellow, for terminals."""

_MARGIN = 110
"""Most characters shown on either side of the figures."""
_NEAR = 220
"""Figures no farther apart are shown in one piece."""
_BREAK = re.compile(r"\n|(?<=[.;])\s")
"""Where a sentence or a line ends."""


def render_excerpt(text: str, spans: Sequence[Span], marks: Marks = BRACKETS) -> str:
    """The sentence or sentences of `text` in which `spans` stand, on one line, figures marked.

    >>> render_excerpt("Một. Đàn lợn 610/600 con. Hai.", [Span(13, 16), Span(17, 20)])
    'Đàn lợn ⟦610⟧/⟦600⟧ con.'
    """
    pieces = (_piece(text, group, marks) for group in _groups(sorted(set(spans))))
    return " … ".join(pieces)


def _groups(spans: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for span in spans:
        if group and span.start - group[-1].stop > _NEAR:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _piece(text: str, group: Sequence[Span], marks: Marks) -> str:
    start = _sentence_start(text, group[0].start)
    stop = _sentence_stop(text, group[-1].stop)
    parts, at = [], start
    for span in group:
        parts += [text[at : max(at, span.start)], marks[0], span.of(text), marks[1]]
        at = max(at, span.stop)
    parts.append(text[at:stop])
    return " ".join("".join(parts).split())


def _sentence_start(text: str, offset: int) -> int:
    """Where the sentence of `offset` starts, or the first whole word of the margin."""
    earliest = max(0, offset - _MARGIN)
    ends = [found.end() for found in _BREAK.finditer(text, earliest, offset)]
    if ends or earliest == 0:
        return ends[-1] if ends else 0
    blank = text.find(" ", earliest, offset)
    return blank + 1 if blank >= 0 else earliest


def _sentence_stop(text: str, offset: int) -> int:
    """Where the sentence of `offset` stops, or the last whole word of the margin."""
    latest = min(len(text), offset + _MARGIN)
    found = _BREAK.search(text, offset, latest)
    if found or latest == len(text):
        return found.start() if found else latest
    blank = text.rfind(" ", offset, latest)
    return blank if blank >= 0 else latest
