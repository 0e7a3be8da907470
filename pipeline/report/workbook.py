"""Workbooks as an office keeps them: styles, text that stays text, the same bytes each time.

XlsxWriter is used because it stores the value of a formula beside it (what opens without being
recalculated, on a phone or in a preview, shows totals too) and writes no clock into the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.report.marked import plain

FONT = "Times New Roman"
"""What decrees on office papers ask for."""
DAY = "dd/mm/yyyy"
_LONGEST_TEXT = 32_000
"""A cell takes 32,767 characters."""
_MOST_LINKS = 65_000
"""A sheet takes 65,530."""
_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a text begins that a program might take for a formula."""
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']+")
_BEGINNING = datetime(2000, 1, 1)  # noqa: DTZ001 - what a workbook without reports is dated

Style = Mapping[str, object]
_FIGURE: Style = {"bold": True, "font_color": "#A61B1B"}
_LINE = 15.0
"""Height of a line in points, at 11 points of type."""
_LETTERS = 1.12
"""Letters of running text that take the width of a digit, which widths of columns count in."""
_TALLEST = 400.0
"""A row takes 409 points."""


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, created: datetime | None) -> None:
        self._content = BytesIO()
        self._book = Workbook(
            self._content,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._book.formats[0].set_font_name(FONT)
        self._book.formats[0].set_font_size(11)
        moment = created.astimezone(UTC).replace(tzinfo=None) if created else _BEGINNING
        self._book.set_properties({"title": title, "created": moment})
        self._names: set[str] = set()
        self._format = lru_cache(maxsize=None)(self._new_format)

    def sheet(self, name: str) -> Sheet:
        """A new sheet; its name is cut and numbered as programs need it."""
        cleaned = " ".join(_NO_SHEET_NAME.sub(" ", name).split())[:31] or "1"
        unique, number = cleaned, 2
        while unique.casefold() in self._names:
            tail = f" ({number})"
            unique, number = cleaned[: 31 - len(tail)].rstrip() + tail, number + 1
        self._names.add(unique.casefold())
        return Sheet(self, self._book.add_worksheet(unique))

    def style(self, properties: Style) -> Format:
        """The format with these properties, made once."""
        return self._format(tuple(sorted(properties.items())))

    def content(self) -> bytes:
        """The finished workbook; nothing can be added any more."""
        self._book.close()
        return self._content.getvalue()

    def _new_format(self, properties: tuple[tuple[str, object], ...]) -> Format:
        base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        return self._book.add_format({**base, **dict(properties)})


class Sheet:
    """A sheet; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book = book
        self._links = 0
        self.raw = sheet
        """For what concerns the sheet as a whole: widths, frozen panes, printing."""

    def text(self, row: int, column: int, text: str, **style: object) -> None:
        """Writes text, whatever it looks like: `=1+1` stays those four characters.

        It stays so even if somebody edits the cell.
        """
        shown = plain(text)[:_LONGEST_TEXT]
        self.raw.write_string(row, column, shown, self._book.style({**style, **_guard(shown)}))

    def rich(self, row: int, column: int, parts: tuple[str, ...], **style: object) -> None:
        """Writes words and figures by turns, words first, the figures bold."""
        words = plain("".join(parts))
        if sum(map(bool, parts)) < 2 or len(words) > _LONGEST_TEXT:
            self.text(row, column, words, **style)
            return
        look = {name: style[name] for name in ("font_size",) if name in style}
        looks = self._book.style(look), self._book.style({**look, **_FIGURE})
        fragments: list[object] = []
        for index, part in enumerate(parts):
            fragments += [looks[index % 2], plain(part)] if part else []
        form = self._book.style({**style, **_guard(words)})
        self.raw.write_rich_string(row, column, *fragments, form)

    def number(self, row: int, column: int, value: Decimal | int, **style: object) -> None:
        """Writes a number."""
        self.raw.write_number(row, column, float(value), self._book.style(style))

    def day(self, row: int, column: int, day: date | None, **style: object) -> None:
        """Writes a day as a date, or an empty cell."""
        form = self._book.style({"num_format": DAY, **style})
        if day is None:
            self.raw.write_blank(row, column, None, form)
        else:
            self.raw.write_datetime(row, column, datetime(day.year, day.month, day.day), form)  # noqa: DTZ001

    def blank(self, row: int, column: int, **style: object) -> None:
        """Writes an empty cell with borders or a colour."""
        self.raw.write_blank(row, column, None, self._book.style(style))

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | None, **style: object
    ) -> None:
        """Writes a formula with the value it has now."""
        stored = "" if value is None else float(value)
        self.raw.write_formula(row, column, formula, self._book.style(style), stored)

    def link(self, row: int, column: int, target: str, text: str, **style: object) -> None:
        """Writes text that opens `target`: a file address, or a file beside the workbook."""
        look = {"font_color": "#1A4F8F", "underline": 1, **style}
        if not target or len(target) > 2_000 or self._links >= _MOST_LINKS:
            self.text(row, column, text, **style)
            return
        self._links += 1
        self.raw.write_url(row, column, _address(target), self._book.style(look), plain(text))

    def fit(self, row: int, texts: Iterable[tuple[str, float]], size: float = 11) -> None:
        """Makes a row as high as its wrapped texts need, given the widths of their columns.

        Excel would do that itself on opening, LibreOffice and printing services do not.
        """
        room = _LETTERS * 11 / size
        lines = max((_line_count(text, width * room) for text, width in texts), default=1)
        self.raw.set_row(row, min(_TALLEST, max(1, lines) * _LINE * size / 11 + 2))

    def banner(self, row: int, last: int, text: str, **style: object) -> None:
        """Writes text over the columns 0 to `last`."""
        form = self._book.style(style)
        if last:
            self.raw.merge_range(row, 0, row, last, "", form)
        self.raw.write_string(row, 0, plain(text), form)


def _guard(text: str) -> Style:
    """What keeps `text` from becoming a formula when somebody edits the cell."""
    return {"quote_prefix": True} if _FORMULA.match(text) else {}


def _line_count(text: str, width: float) -> int:
    """How many lines `text` takes in a column of so many characters, words kept whole."""
    lines, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
        lines, used = lines + int(used // (width + 1)), used % (width + 1)
    return lines


def _address(target: str) -> str:
    """`target` as XlsxWriter leaves it: of `file:` it makes a path of Windows, of `File:` not."""
    return f"File:{target[5:]}" if target.startswith("file:") else f"external:{target}"
