"""The letter to a unit as a workbook: the unit fills in two columns and sends it back."""

from __future__ import annotations

from datetime import datetime

from models.messages import Messages
from pipeline.report.letter import COLUMNS, Letter, Remark
from pipeline.report.workbook import Book, Sheet, Style

_WIDTHS = (5, 7, 48, 40, 34, 20, 24)
_LEFT, _RIGHT = (0, 2), (3, len(COLUMNS) - 1)
"""First and last column of what stands left and right above and below the table."""
_SIZE: Style = {"font_size": 12}
_CELL: Style = {"border": 1, "text_wrap": True, "font_size": 12}
_HEAD: Style = {
    **_CELL,
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#EDEDED",
}
_CENTRED: Style = {**_SIZE, "align": "center", "text_wrap": True}


def render_letter_workbook(letter: Letter, created: datetime | None, say: Messages) -> bytes:
    """The workbook of one letter."""
    book = Book(say("letter.about"), created)
    sheet = book.sheet(say("sheet.corrections"))
    for column, width in enumerate(_WIDTHS):
        sheet.raw.set_column(column, column, width)
    _heads(sheet, letter)
    head = _table_head(sheet, letter, say)
    row = _findings(sheet, head + 1, letter)
    _foot(sheet, row + 1, letter)
    sheet.raw.set_landscape()
    sheet.raw.set_paper(9)
    sheet.raw.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(head)
    sheet.raw.set_footer(f"&C{say('sheet.footer')}")
    return book.content()


def _heads(sheet: Sheet, letter: Letter) -> None:
    above, office, symbol, about = letter.left
    nation, motto, day = letter.right
    _over(sheet, 0, _LEFT, above)
    _over(sheet, 0, _RIGHT, nation, bold=True)
    _over(sheet, 1, _LEFT, office, bold=True)
    _over(sheet, 1, _RIGHT, motto, bold=True, underline=1)
    _over(sheet, 3, _LEFT, symbol)
    _over(sheet, 3, _RIGHT, day, italic=True)
    _over(sheet, 4, _LEFT, about)
    _over(sheet, 6, (0, _RIGHT[1]), letter.to, font_size=13)
    _over(sheet, 8, (0, _RIGHT[1]), letter.opening, align="left", font_size=13)


def _table_head(sheet: Sheet, letter: Letter, say: Messages) -> int:
    row = 10
    for column, name in enumerate(COLUMNS):
        sheet.text(row, column, say(f"column.{name}"), **_HEAD)
    return row


def _findings(sheet: Sheet, row: int, letter: Letter) -> int:
    """Writes the reports with their findings and says which row comes next."""
    number = 0
    for report, remarks in letter.reports:
        sheet.raw.merge_range(row, 0, row, len(COLUMNS) - 1, "")
        sheet.text(row, 0, report, **_CELL, bold=True)
        sheet.fit(row, [(report, sum(_WIDTHS))], size=12)
        for column in range(1, len(COLUMNS)):
            sheet.blank(row, column, **_CELL)
        for remark in remarks:
            row, number = row + 1, number + 1
            _finding(sheet, row, number, remark)
        row += 1
    return row


def _finding(sheet: Sheet, row: int, number: int, remark: Remark) -> None:
    sheet.number(row, 0, number, **_CELL, align="center")
    sheet.number(row, 1, remark.page, **_CELL, align="center")
    sheet.rich(row, 2, remark.sentence, **_CELL)
    sheet.text(row, 3, remark.message, **_CELL)
    sheet.text(row, 4, remark.suggestion, **_CELL)
    sheet.blank(row, 5, **_CELL)
    sheet.blank(row, 6, **_CELL)
    texts = ("".join(remark.sentence), remark.message, remark.suggestion)
    sheet.fit(row, zip(texts, _WIDTHS[2:5], strict=True), size=12)


def _foot(sheet: Sheet, row: int, letter: Letter) -> None:
    _over(sheet, row, (0, _RIGHT[1]), letter.request, align="left", font_size=13)
    sheet.fit(row, [(letter.request, sum(_WIDTHS))], size=14)
    heading, *recipients = letter.recipients
    position, signature, name = letter.signer
    _over(sheet, row + 2, _LEFT, heading, align="left", bold=True, italic=True)
    _over(sheet, row + 2, _RIGHT, position, bold=True, font_size=13)
    for offset, recipient in enumerate(recipients, 3):
        _over(sheet, row + offset, _LEFT, recipient, align="left", font_size=11)
    _over(sheet, row + 3, _RIGHT, signature, italic=True)
    _over(sheet, row + 7, _RIGHT, name, bold=True, font_size=13)


def _over(sheet: Sheet, row: int, columns: tuple[int, int], text: str, **style: object) -> None:
    """Writes text over several columns."""
    first, last = columns
    sheet.raw.merge_range(row, first, row, last, "")
    sheet.text(row, first, text, **{**_CENTRED, **style})
