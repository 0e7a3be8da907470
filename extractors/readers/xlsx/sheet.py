"""The cells of a sheet: where each stands, what it shows, how far merged ones reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.xlsx.formats import show_number, show_text
from extractors.readers.xlsx.workbook import (
    S,
    SheetPart,
    Style,
    Workbook,
    is_true,
    plain,
    rich_text,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?)?")
_MAX_REACH = 100_000
"""Merged areas of more rows or columns are drawn over empty sheets, not over tables."""
_PLAIN = Style()

Place = tuple[int, int]
"""Row and column, 0-based."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows something."""

    text: str
    numeric: bool
    """Whether the workbook holds a number there."""
    boxed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a sheet shows."""

    name: str
    cells: Mapping[Place, Cell]
    """In reading order."""
    reach: Mapping[Place, Place]
    """For the first cell of each merged area that shows something, the area's last."""
    boxes: tuple[str, ...]
    """Paragraphs of text boxes."""
    hidden: bool
    """Whether the sheet, or a row or column in which something stands, is hidden."""
    uncomputed: int
    """How many formulas have no computed value."""


def read_sheet(part: SheetPart, workbook: Workbook) -> Sheet:
    """The cells of one sheet."""
    cells: dict[Place, Cell] = {}
    unseen = _hidden_columns(part.root)
    hidden, uncomputed, row = part.hidden, 0, -1
    for line in part.root.iterfind(f"{S}sheetData/{S}row"):
        row = _number(line.get("r"), row + 1)
        column = -1
        concealed = is_true(line.get("hidden"))
        for element in line.iterfind(f"{S}c"):
            column = _column(element.get("r"), column + 1)
            cell = _cell(element, workbook)
            if cell is not None:
                cells[row, column] = cell
                hidden = hidden or concealed or any(column in span for span in unseen)
            elif element.find(f"{S}f") is not None and element.find(f"{S}v") is None:
                uncomputed += 1
    return Sheet(
        name=part.name,
        cells=cells,
        reach=dict(_merged(part.root, cells)),
        boxes=part.boxes,
        hidden=hidden,
        uncomputed=uncomputed,
    )


def _cell(element: Element, workbook: Workbook) -> Cell | None:
    """What a cell shows, or None if that is nothing."""
    index = _number(element.get("s"), -1) + 1
    style = workbook.styles[index] if 0 <= index < len(workbook.styles) else _PLAIN
    kind, stored = element.get("t", "n"), element.findtext(f"{S}v") or ""
    numeric = kind == "n"
    if numeric:
        text = show_number(stored, style.code, since_1904=workbook.since_1904) if stored else ""
    elif kind == "s":
        place = _number(stored, -1) + 1
        known = 0 <= place < len(workbook.strings)
        text = show_text(workbook.strings[place], style.code) if known else ""
    elif kind == "inlineStr":
        inline = element.find(f"{S}is")
        text = "" if inline is None else show_text(rich_text(inline), style.code)
    elif kind == "b":
        text = "TRUE" if stored == "1" else "FALSE"
    elif kind == "d":
        text = _ISO_DATE.sub(r"\3/\2/\1", stored)
    else:  # a formula's text, or an error as Excel shows it
        text = plain(stored)
    text = text.strip()
    return Cell(text, numeric, style.boxed) if text else None


def _merged(root: Element, cells: Mapping[Place, Cell]) -> Iterator[tuple[Place, Place]]:
    for area in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = area.get("ref", "").partition(":")
        start, stop = _place(first), _place(last)
        if start is None or stop is None or start not in cells or start == stop:
            continue
        if max(stop[0] - start[0], stop[1] - start[1]) < _MAX_REACH:
            yield start, stop


def _hidden_columns(root: Element) -> list[range]:
    return [
        range(_number(column.get("min"), 0), _number(column.get("max"), -1) + 1)
        for column in root.iterfind(f"{S}cols/{S}col")
        if is_true(column.get("hidden"))
    ]


def _number(text: str | None, default: int) -> int:
    """A 1-based number as a 0-based one, or the default."""
    return int(text) - 1 if text and text.isdecimal() and len(text) < 10 else default


def _column(place: str | None, default: int) -> int:
    found = _place(place or "")
    return default if found is None else found[1]


def _place(text: str) -> Place | None:
    """Row and column of a reference.

    >>> _place("C5"), _place("AA10")
    ((4, 2), (9, 26))
    """
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
