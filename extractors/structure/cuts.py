"""Cuts paragraphs that no one wrote into pieces that can be read in reasonable time.

A damaged or hostile file may hold a megabyte without a line break. What figures say to each other
is looked for within a paragraph, at a cost that grows with its square or worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.text import Span

MAX_LENGTH = 10_000
"""Characters; the longest paragraph of a real report seen had 5,600."""
MAX_NUMBERS = 200
"""Runs of digits; the most seen in one paragraph were 75."""

_WORD = re.compile(r"\s*\S+\s*|\s+")
_LONGEST_WORD = 500
_NUMBER = re.compile(r"\D*\d+|\D+")
_DIGITS = re.compile(r"\d+")


def cut_up(text: str, pieces: Sequence[Span]) -> list[list[Span]]:
    """The pieces of a paragraph in groups, each short enough to be a paragraph.

    One group, the pieces as they are, for whatever a person may have written. Cuts are made between
    words; in a word without end, before a digit; never inside a run of digits.

    >>> [len(group) for group in cut_up("12 ha và 5 con", [Span(0, 5), Span(9, 14)])]
    [2]
    >>> cut_up("1 " * 300, [Span(0, 600)])
    [[Span(start=0, stop=400)], [Span(start=400, stop=600)]]
    """
    if _is_short(text, pieces):
        return [list(pieces)]
    groups: list[list[Span]] = []
    length, numbers = MAX_LENGTH, MAX_NUMBERS
    for atom in (atom for piece in pieces for atom in _atoms(text, piece)):
        length += atom.stop - atom.start
        more = len(_DIGITS.findall(text, atom.start, atom.stop))
        numbers += more
        if length > MAX_LENGTH or numbers > MAX_NUMBERS:
            groups.append([])
            length, numbers = atom.stop - atom.start, more
        group = groups[-1]
        if group and group[-1].stop == atom.start:
            group[-1] = Span(group[-1].start, atom.stop)
        else:
            group.append(atom)
    return groups


def _is_short(text: str, pieces: Sequence[Span]) -> bool:
    length = sum(piece.stop - piece.start for piece in pieces)
    if length <= 2 * MAX_NUMBERS:
        return True
    numbers = sum(len(_DIGITS.findall(text, piece.start, piece.stop)) for piece in pieces)
    return length <= MAX_LENGTH and numbers <= MAX_NUMBERS


def _atoms(text: str, piece: Span) -> Iterator[Span]:
    """What is not cut, in order, without gaps."""
    for word in _WORD.finditer(text, piece.start, piece.stop):
        if word.end() - word.start() <= _LONGEST_WORD:
            yield Span(*word.span())
        else:
            for part in _NUMBER.finditer(text, *word.span()):
                yield Span(*part.span())
