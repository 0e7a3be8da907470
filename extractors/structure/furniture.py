"""Page numbers that stand in the text: accounted for, but kept out of sentences.

Plain text that was printed or copied page by page carries the page numbers as lines of their
own, often between the halves of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.structure.lines import Line, LineKind, goes_on, is_open
from models.text import Source

_BARE = re.compile(r"\s*(\d{1,3})\s*\Z")
_DASHED = re.compile(r"\s*[-–]\s?(\d{1,3})\s?[-–]\s*\Z")
_PAGE = range(800, 8000)
"""How many characters lie between the numbers of two pages that follow each other."""


def set_furniture_apart(source: Source, lines: Sequence[Line]) -> list[Line]:
    r"""The lines, page numbers among the running text marked as furniture.

    A number alone on its line is one where it stands between dashes, at a form feed, in the
    middle of a sentence, or one page before or behind the number that precedes or follows it.

    >>> from extractors.structure.lines import find_lines
    >>> source = Source(text="Trồng rừng ở hai\n\n3\n\nthôn.\n\n5", media_type="text/plain")
    >>> [str(line.kind) for line in set_furniture_apart(source, find_lines(source))]
    ['text', 'furniture', 'text', 'text']
    """
    numbers = {
        index: int(match[1])
        for index, line in enumerate(lines)
        if line.kind is LineKind.TEXT and (match := _number(source, lines, index))
    }
    pages = {
        index
        for index in numbers
        if _DASHED.match(_text(source, lines, index))
        or _at_page_break(source, lines, index)
        or _inside_sentence(source, lines, index)
    }
    for first, second in zip(list(numbers), list(numbers)[1:], strict=False):
        distance = lines[second].span.start - lines[first].span.start
        if numbers[second] == numbers[first] + 1 and distance in _PAGE:
            pages |= {first, second}
    return [
        replace(line, kind=LineKind.FURNITURE) if index in pages else line
        for index, line in enumerate(lines)
    ]


def _number(source: Source, lines: Sequence[Line], index: int) -> re.Match[str] | None:
    """The number that stands alone on a line, with an empty line or a page's end before it."""
    if not (lines[index].blank_before or _at_page_break(source, lines, index)):
        return None
    text = _text(source, lines, index)
    return _BARE.match(text) or _DASHED.match(text)


def _text(source: Source, lines: Sequence[Line], index: int) -> str:
    return lines[index].span.of(source.reading) if 0 <= index < len(lines) else ""


def _at_page_break(source: Source, lines: Sequence[Line], index: int) -> bool:
    """Whether a form feed stands right before or behind a line."""
    before = lines[index - 1].span.stop if index else 0
    after = lines[index + 1].span.start if index + 1 < len(lines) else len(source.reading)
    gaps = (
        source.reading[before : lines[index].span.start]
        + source.reading[lines[index].span.stop : after]
    )
    return "\f" in gaps


def _inside_sentence(source: Source, lines: Sequence[Line], index: int) -> bool:
    """Whether the line before is left open and the line behind goes on in small letters."""
    before, after = _text(source, lines, index - 1), _text(source, lines, index + 1)
    small = after.lstrip()[:1].islower() and goes_on(after)
    return small and len(before.split()) > 1 and is_open(before) and lines[index + 1].blank_before
