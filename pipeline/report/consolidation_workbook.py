"""The consolidation table as a workbook: indicators down, units across, totals as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name

from models.consolidation import Cell, Consolidation, Entry, Line
from models.messages import Messages
from pipeline.report.naming import render_date
from pipeline.report.notation import render_number
from pipeline.report.scale import Scale, choose_scale
from pipeline.report.workbook import Book, Sheet, Style

_TOP = 6
"""The first row with figures; above stand the title, the names of units and of columns."""
_KINDS = _TOP - 1
"""The row that says of each column whether it holds plans, results or percentages."""
_FIXED = 3
"""Number, indicator and unit of measure stand before the figures."""
_TOTALS = 4
"""Plan, result and percentage of all units, and how many units report."""
_NAME_WIDTH = 46
"""Width of the column of indicators, in characters."""
_PARTS = ("plan", "actual", "percent")

_CELL: Style = {"border": 1, "border_color": "#9AA5B4"}
_HEAD: Style = {
    **_CELL, "bold": True, "bg_color": "#DCE6F2", "align": "center", "valign": "vcenter",
    "text_wrap": True,
}  # fmt: skip
_SUM: Style = {**_CELL, "bold": True, "bg_color": "#F2F5F9"}
_GROUP: Style = {**_CELL, "bold": True, "italic": True, "bg_color": "#EEF1E6"}
_DISPUTED: Style = {"bg_color": "#FBD5D5", "font_color": "#8B1010", "bold": True}
_DOUBTFUL: Style = {"bg_color": "#FFF3DC"}
_DISPUTED_SIGN, _DOUBTFUL_SIGN = '" (!)"', '" *"'
"""Stand behind a marked number, in its format: it stays a number, and black-and-white tells too."""


_PERCENT = Scale(unit="%", divisor=Decimal(1), number_format="0.0")


def render_consolidation_workbook(
    tables: Sequence[Consolidation], created: datetime | None, say: Messages
) -> bytes:
    """The workbook: a sheet for each table, the newest period first."""
    book = Book(say("table.title"), created)
    for table in tables:
        _Table(book.sheet(_sheet_name(table)), table, say).write()
    if not tables:
        book.sheet(say("table.sheet")).text(0, 0, say("table.none"))
    return book.content()


def _sheet_name(table: Consolidation) -> str:
    period = table.circle.period_label or f"{table.circle.period_end:%m-%Y}"
    return " ".join(filter(None, (table.circle.seat.partition(",")[0], period)))


class _Table:
    """One table on its way onto a sheet."""

    def __init__(self, sheet: Sheet, table: Consolidation, say: Messages) -> None:
        self._sheet = sheet
        self._table = table
        self._say = say
        self._first = _FIXED + _TOTALS
        """The first column of the first unit."""
        self._last = self._first + len(_PARTS) * len(table.units) - 1

    def write(self) -> None:
        """Writes everything."""
        self._title()
        self._heads()
        row = _TOP
        for domain, lines in groupby(self._table.lines, key=lambda line: line.domain):
            self._sheet.text(row, 0, "", **_GROUP)
            self._sheet.text(row, 1, self._domain(domain), **_GROUP)
            for column in range(2, self._last + 1):
                self._sheet.blank(row, column, **_GROUP)
            row += 1
            for number, line in enumerate(lines, 1):
                self._line(row, number, line)
                row += 1
        self._notes(row + 1)
        self._page()

    def _domain(self, domain: str) -> str:
        key = f"domain.{domain}"
        return self._say(key) if self._say.knows(key) else domain

    def _title(self) -> None:
        circle, say = self._table.circle, self._say
        period = circle.period_label or " – ".join(
            render_date(day, say) for day in (circle.period_start, circle.period_end)
        )
        centred = {"align": "center", "text_wrap": False}
        wide = min(self._last, 12)
        self._sheet.banner(0, wide, say("table.heading"), bold=True, font_size=14, **centred)
        self._sheet.banner(1, wide, say("table.period", period=period), bold=True, **centred)
        place = circle.seat or say("table.no_seat")
        reported, missing = len(self._table.units), len(self._table.missing)
        text = say("table.scope", place=place, units=reported, all=reported + missing)
        self._sheet.banner(2, wide, text, italic=True, **centred)

    def _heads(self) -> None:
        sheet, say = self._sheet, self._say
        for column, name in enumerate(("number", "indicator", "measure")):
            sheet.raw.merge_range(_KINDS - 1, column, _KINDS, column, "")
            sheet.text(_KINDS - 1, column, say(f"column.{name}"), **_HEAD)
            sheet.blank(_KINDS, column, **_HEAD)
        self._head(_FIXED, _TOTALS, say("table.total"))
        sheet.text(_KINDS, _FIXED + 3, say("table.units"), **_HEAD)
        for index, name in enumerate(self._table.units.values()):
            self._head(self._first + index * len(_PARTS), len(_PARTS), name[:1].upper() + name[1:])

    def _head(self, column: int, width: int, text: str) -> None:
        """A name over its columns, and under it what each of them holds."""
        self._sheet.raw.merge_range(_KINDS - 1, column, _KINDS - 1, column + width - 1, "")
        self._sheet.text(_KINDS - 1, column, text, **_HEAD)
        for offset in range(1, width):
            self._sheet.blank(_KINDS - 1, column + offset, **_HEAD)
        for offset, part in enumerate(_PARTS):
            self._sheet.text(_KINDS, column + offset, self._say(f"table.{part}"), **_HEAD)

    def _line(self, row: int, number: int, line: Line) -> None:
        scale = choose_scale(line)
        season = self._say("table.season", season=line.season) if line.season else ""
        name = line.name[:1].upper() + line.name[1:]
        self._sheet.number(row, 0, number, **_CELL, align="center")
        self._sheet.text(row, 1, " – ".join(filter(None, (name, season))), **_CELL, text_wrap=True)
        self._sheet.text(row, 2, scale.unit, **_CELL)
        self._sheet.fit(row, [(f"{name} {season}", _NAME_WIDTH)])
        self._totals(row, line, scale)
        for index, unit in enumerate(self._table.units):
            cell = line.cells.get(unit, Cell())
            self._cell(row, self._first + index * len(_PARTS), cell, scale)

    def _totals(self, row: int, line: Line, scale: Scale) -> None:
        """The sums, as formulas over the cells of the row, with the values they have."""
        totals, sheet = line.totals, self._sheet
        for offset, value in enumerate((totals.plan, totals.actual)):
            column = _FIXED + offset
            if value is None:
                sheet.text(row, column, "" if line.adds_up else "–", **_SUM, align="right")
                continue
            formula = f"=SUMIF({self._kinds()},{_cell_name(_KINDS, column)},{self._cells(row)})"
            form = scale.number_format + _sum_sign(line, _PARTS[offset])
            sheet.formula(row, column, formula, value / scale.divisor, **_SUM, num_format=form)
        if totals.percent is None:
            sheet.text(row, _FIXED + 2, "" if line.adds_up else "–", **_SUM, align="right")
        else:
            sheet.formula(
                row, _FIXED + 2, self._percent(row), totals.percent, **_SUM, num_format="0.0"
            )
        is_result = f"({self._kinds()}={_cell_name(_KINDS, _FIXED + 1)})"
        count = f"=SUMPRODUCT({is_result}*ISNUMBER({self._cells(row)}))"
        sheet.formula(row, _FIXED + 3, count, Decimal(totals.units), **_SUM, align="center")

    def _percent(self, row: int) -> str:
        """Results of plans, over the units that state both."""
        plans, results = self._cells(row, 0, 2), self._cells(row, 1, 1)
        both = (
            f"({self._kinds(0, 2)}={_cell_name(_KINDS, _FIXED)})"
            f"*ISNUMBER({plans})*ISNUMBER({results})"
        )
        return f"=SUMPRODUCT({both},{results})/SUMPRODUCT({both},{plans})*100"

    def _kinds(self, left: int = 0, right: int = 0) -> str:
        """The cells that tell what the units' columns hold, fewer by so many on each side."""
        start, stop = self._first + left, self._last - right
        row = _KINDS + 1
        return f"${xl_col_to_name(start)}${row}:${xl_col_to_name(stop)}${row}"

    def _cells(self, row: int, left: int = 0, right: int = 0) -> str:
        """The cells of the units in a row."""
        start, stop = self._first + left, self._last - right
        return f"${xl_col_to_name(start)}{row + 1}:${xl_col_to_name(stop)}{row + 1}"

    def _cell(self, row: int, column: int, cell: Cell, scale: Scale) -> None:
        self._entry(row, column, cell.plan, scale)
        self._entry(row, column + 1, cell.actual, scale)
        if cell.plan and cell.actual and cell.plan.value:
            share = cell.actual.value / cell.plan.value * 100
            formula = f"={_cell_name(row, column + 1)}/{_cell_name(row, column)}*100"
            look = _look(cell.percent) if cell.percent else {}
            form = "0.0" + _sign(cell.percent)
            self._sheet.formula(
                row, column + 2, formula, share, **{**_CELL, **look}, num_format=form
            )
            self._comment(row, column + 2, cell.percent)
        else:
            self._entry(row, column + 2, cell.percent, _PERCENT)

    def _entry(self, row: int, column: int, entry: Entry | None, scale: Scale) -> None:
        if entry is None:
            self._sheet.blank(row, column, **_CELL)
            return
        form = scale.number_format + _sign(entry)
        look = {**_CELL, **_look(entry)}
        self._sheet.number(row, column, entry.value / scale.divisor, **look, num_format=form)
        self._comment(row, column, entry)

    def _comment(self, row: int, column: int, entry: Entry | None) -> None:
        """Why a cell is marked, for who points at it."""
        if entry is None:
            return
        say, lines = self._say, list(entry.disputes)
        if entry.others:
            others = "; ".join(render_number(value, say.lang) for value in entry.others)
            lines.append(say("table.others", values=others))
        if entry.label:
            lines.append(say("table.label", label=" ".join(entry.label.split())))
        if lines:
            size = {"x_scale": 2, "y_scale": 0.5 + 0.5 * len(lines), "author": "soatso"}
            self._sheet.raw.write_comment(row, column, "\n".join(lines), size)

    def _notes(self, row: int) -> None:
        """What the marks mean, and who is missing."""
        say, missing = self._say, self._table.missing
        notes = [say("table.note_disputed"), say("table.note_doubtful")]
        notes += [say("table.note_percent")]
        if missing:
            names = ", ".join(name[:1].upper() + name[1:] for name in missing)
            notes.insert(0, say("table.missing", count=len(missing), names=names))
        for offset, note in enumerate(notes):
            is_warning = bool(missing) and not offset
            self._sheet.text(row + offset, 1, note, italic=True, bold=is_warning)

    def _page(self) -> None:
        sheet = self._sheet.raw
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, _NAME_WIDTH)
        sheet.set_column(2, 2, 11)
        sheet.set_column(_FIXED, self._last, 13)
        sheet.set_column(_FIXED + 3, _FIXED + 3, 9)
        sheet.set_row(0, 24)
        sheet.set_row(_KINDS - 1, 30)
        sheet.freeze_panes(_TOP, _FIXED)
        sheet.set_landscape()
        sheet.set_paper(8 if len(self._table.units) > 3 else 9)  # A3, A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_KINDS - 1, _KINDS)
        sheet.set_footer(f"&C{self._say('sheet.footer')}")


def _look(entry: Entry) -> Style:
    return _DISPUTED if entry.disputes else _DOUBTFUL if entry.is_doubtful else {}


def _sign(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return _DISPUTED_SIGN if entry.disputes else _DOUBTFUL_SIGN if entry.is_doubtful else ""


def _sum_sign(line: Line, part: str) -> str:
    """The sign of a sum that rests on a disputed figure."""
    entries = (getattr(cell, part) for cell in line.cells.values())
    return _DISPUTED_SIGN if any(entry and entry.disputes for entry in entries) else ""


def _cell_name(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"
