"""The parts of a page: running head, body, footnotes, page number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.readers.pdf.layout import Content, Line, Rule

_MARGIN = 0.12
"""Share of the page's height, above and below, in which running heads stand."""
_EDGE_LINES = 2
"""How many lines at each end of a page may be running heads."""
_MOST_PAGES = 0.4
"""Share of the pages on which a running head stands: some have one for odd pages only."""
_NOTE_SIZE = 0.95
"""Footnotes are smaller than this share of the body's size, or begin with a mark."""
_RULE_WIDTHS = (0.05, 0.45)
"""Share of the page's width that the rule above footnotes takes."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(\d{1,4})\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The lines of one page by what they are for."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    foot: tuple[Line, ...]


def split_zones(contents: Sequence[Content], body_size: float) -> list[Zones]:
    """The zones of each page; `body_size` is the font size of running text."""
    repeated = _repeated(contents)
    return [_zones(content, repeated, body_size) for content in contents]


def most_common_size(lines: Iterable[Line]) -> float:
    """The font size in which most characters are set; 0 without lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _edges(content: Content) -> list[tuple[Line, bool]]:
    """The lines that may be running heads, each with whether it stands at the top."""
    page, lines = content.page, content.lines
    tops = [line for line in lines[:_EDGE_LINES] if line.bottom <= _MARGIN * page.height]
    feet = [line for line in lines[-_EDGE_LINES:] if line.top >= (1 - _MARGIN) * page.height]
    return [(line, True) for line in tops] + [(line, False) for line in feet]


def _key(line: Line) -> tuple[str, int]:
    """What a running head keeps from page to page: its words and its height."""
    return _DIGITS.sub("#", line.text), round(line.baseline / 4)


def _repeated(contents: Sequence[Content]) -> frozenset[tuple[str, int]]:
    """What stands in the same place on most pages: a sentence may well open two of them."""
    counts = Counter(key for one in contents for key in {_key(line) for line, _ in _edges(one)})
    least = max(2, _MOST_PAGES * len(contents))
    return frozenset(key for key, count in counts.items() if count >= least)


def _zones(content: Content, repeated: frozenset[tuple[str, int]], body_size: float) -> Zones:
    head: list[Line] = []
    foot: list[Line] = []
    for line, at_top in _edges(content):
        number = _PAGE_NUMBER.fullmatch(line.text)
        own = number is not None and int(number.group(1)) == content.page.number + 1
        if own or _key(line) in repeated:
            (head if at_top else foot).append(line)
    rest = [line for line in content.lines if line not in head and line not in foot]
    start = _notes_start(rest, content, body_size)
    return Zones(
        head=tuple(head), body=tuple(rest[:start]), notes=tuple(rest[start:]), foot=tuple(foot)
    )


def _notes_start(lines: Sequence[Line], content: Content, body_size: float) -> int:
    """The index of the first line of the footnotes; the number of lines if there are none."""
    floor = max((grid.bottom for grid, _ in content.tables), default=0.0)
    for rule in sorted(content.page.rules, key=lambda rule: rule.top):
        if rule.top < floor or not _may_divide(rule, content.page.width):
            continue
        start = sum(line.baseline <= rule.top for line in lines)
        if start < len(lines) and _are_notes(lines[start:], body_size):
            return start
    small = len(lines)
    while small and _is_small(lines[small - 1], body_size) and lines[small - 1].top >= floor:
        small -= 1
    return next((at for at in range(small, len(lines)) if lines[at].marked), len(lines))


def _may_divide(rule: Rule, page_width: float) -> bool:
    least, most = _RULE_WIDTHS
    width = rule.x1 - rule.x0
    return rule.horizontal and least * page_width <= width <= most * page_width


def _are_notes(lines: Sequence[Line], body_size: float) -> bool:
    return all(_is_small(line, body_size) for line in lines) or lines[0].marked


def _is_small(line: Line, body_size: float) -> bool:
    return line.size <= _NOTE_SIZE * body_size
