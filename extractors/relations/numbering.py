"""Numbering: sections, lists, rows of tables and notes that should count on from one to the next.

Only numbers in digits are looked at; letters and Roman numerals are no numerals of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.relations.matches import any_of, by_offset, numeral_claim
from models.document import Document, Section, Table
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\Z")
_ROW = re.compile(r"\s*(\d{1,3})\s*[.)]?\s*\Z")
_DIGIT = re.compile(r"\d")
_MISSING = 3
"""A number so much higher than the one before still counts on from it."""
_NOTE_LEAD = 4
"""Within how many characters of a note its mark in plain digits begins."""
_ENOUGH = 3
"""A report whose numbering goes on less than so many times as often as it breaks has no system."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number in a list."""

    number: int
    row: Numeral


class NumberingClaims:
    """Finds numbering, by the words that the lexicon has for columns of numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._column = re.compile(rf"\W*(?:{any_of(lexicon, 'numbering.column')})\W*\Z")

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """For each list its unbroken stretches, and each place where it breaks."""
        rows = by_offset(ledger)
        claims = [*_sections(document, rows), *self._rows(document, rows), *_notes(document, rows)]
        broken = sum(claim.certain for claim in claims if _breaks(claim))
        whole = sum(len(claim.numerals) - 1 for claim in claims if not _breaks(claim))
        for claim in claims:
            if not _breaks(claim) or whole >= _ENOUGH * broken:
                yield claim

    def _rows(self, document: Document, rows: Mapping[int, Numeral]) -> Iterator[Claim]:
        for table in document.tables:
            if self._numbered(document, table):
                yield from _stretches("rows", _first_column(document, table, rows))

    def _numbered(self, document: Document, table: Table) -> bool:
        """Whether the first column is headed as one of numbers."""
        heads = (cell.block for cell in table.cells if cell.header and cell.column == 0)
        return any(
            self._column.match(fold(document.blocks[index].text.view))
            for index in heads
            if index is not None
        )


def _first_column(
    document: Document, table: Table, rows: Mapping[int, Numeral]
) -> Iterator[_Counted]:
    for cell in table.cells:
        if cell.column or cell.header or cell.block is None:
            continue
        text = document.blocks[cell.block].text
        if found := _ROW.match(text.view):
            row = rows.get(text.raw_offset(found.start(1)))
            if row is not None:
                yield _Counted(int(found[1]), row)


def _sections(document: Document, rows: Mapping[int, Numeral]) -> Iterator[Claim]:
    """The numbers of sections under one heading, each depth and each prefix for itself."""
    lists: dict[tuple[int | None, str, str], list[_Counted]] = {}
    strange: set[tuple[str, str]] = set()
    for section in document.sections:
        if not _NUMBER.match(section.number):
            continue
        found = _marker_row(document, section, rows)
        if found is None:
            continue
        prefix, _, last = section.number.rpartition(".")
        above = document.sections[section.parent].number if section.parent is not None else ""
        told = (prefix, above) in strange
        if prefix and _NUMBER.match(above) and prefix != above and not told:
            strange.add((prefix, above))
            yield numeral_claim(ClaimKind.NUMBERING, "under", (found[1],), section.number, above)
        key = (section.parent, found[0], prefix)
        lists.setdefault(key, []).append(_Counted(int(last), found[1]))
    for (_, _, prefix), counted in lists.items():
        if prefix and counted[0].number != 1 and len(counted) > 1:
            yield numeral_claim(
                ClaimKind.NUMBERING,
                "first",
                (counted[0].row,),
                f"{prefix}.{counted[0].number}",
                f"{prefix}.1",
            )
        yield from _stretches("sections", counted)


def _marker_row(
    document: Document, section: Section, rows: Mapping[int, Numeral]
) -> tuple[str, Numeral] | None:
    """The sign before a section's number (`(` or none) and the number's row of the ledger."""
    block = document.blocks[section.block]
    if block.marker is None:
        return None
    marker = block.text.view[block.marker.start : block.marker.stop]
    digit = _DIGIT.search(marker)
    row = rows.get(block.text.raw_offset(block.marker.start + digit.start())) if digit else None
    return None if digit is None or row is None else (marker[: digit.start()].strip(), row)


def _notes(document: Document, rows: Mapping[int, Numeral]) -> Iterator[Claim]:
    """The marks of the notes; those in raised figures count, but are no numerals."""
    counted: list[tuple[int, Numeral | None]] = []
    for note in document.notes:
        if not note.mark.isdecimal():
            return
        start = document.blocks[note.blocks[0]].text.raw_offset(0)
        near = (rows.get(start + step) for step in range(_NOTE_LEAD))
        row = next((row for row in near if row and row.text == note.mark), None)
        counted.append((int(note.mark), row))
    numbers = [number for number, _ in counted]
    written = tuple(row for _, row in counted if row is not None)
    if written and numbers == list(range(1, len(numbers) + 1)):
        yield numeral_claim(ClaimKind.NUMBERING, "notes", written, *map(str, numbers))


def _stretches(note: str, counted: Iterable[_Counted]) -> Iterator[Claim]:
    """Unbroken stretches of two or more, and the pairs at which the count breaks.

    A list that begins anew, or much later, is another list.
    """
    stretch: list[_Counted] = []
    for item in counted:
        if stretch and item.number != stretch[-1].number + 1:
            yield from _whole(note, stretch)
            if stretch[-1].number <= item.number <= stretch[-1].number + _MISSING:
                pair = (stretch[-1], item)
                yield _counted(note, pair)
            stretch = []
        stretch.append(item)
    yield from _whole(note, stretch)


def _whole(note: str, stretch: Sequence[_Counted]) -> Iterator[Claim]:
    if len(stretch) > 1:
        yield _counted(note, stretch)


def _breaks(claim: Claim) -> bool:
    """Whether the claim is made because the numbering breaks."""
    if claim.note in ("under", "first"):
        return True
    numbers = (int(text.rpartition(".")[2]) for text in claim.context)
    return any(second != first + 1 for first, second in pairwise(numbers))


def _counted(note: str, counted: Sequence[_Counted]) -> Claim:
    """The claim that numbers follow each other."""
    rows = [one.row for one in counted]
    return numeral_claim(ClaimKind.NUMBERING, note, rows, *(row.text for row in rows))
