"""The workbook of findings: one row a finding, as an office keeps and works it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.digest import Counts, Digest
from models.finding import Severity
from models.messages import Messages
from pipeline.report.naming import file_link, report_title, unit_label, unit_seat
from pipeline.report.overview import unread_lines
from pipeline.report.slips import Slip
from pipeline.report.workbook import Book, Sheet, Style

PAGE = "findings.html"
"""The findings page, which lies beside the workbook."""

_COLUMNS = {
    "number": 5, "unit": 15, "report": 22, "page": 6, "severity": 8, "sentence": 46, "message": 38,
    "suggestion": 30, "answer": 15, "remark": 18, "formula": 34, "stated": 16, "expected": 16,
    "cause": 20, "check": 24, "file": 26, "first_seen": 12, "code": 19,
}  # fmt: skip
"""The columns of the sheet of findings and how wide they are, in characters. What an office needs
on paper comes first; `answer` and `remark` it fills in itself."""
_PRINTED = 10
"""So many columns are printed."""
_ANSWERS = ("corrected", "right", "asked")
_COLOURS = {Severity.ERROR: "#FDECEC", Severity.WARN: "#FFF3DC", Severity.INFO: "#E9F1FB"}
_CELL: Style = {"border": 1, "border_color": "#C5CCD6", "text_wrap": True}
_HEAD: Style = {**_CELL, "bold": True, "bg_color": "#DCE6F2", "align": "center"}
_TOTAL: Style = {**_CELL, "bold": True, "bg_color": "#F2F2F2"}


def render_findings_workbook(
    digest: Digest, slips: Sequence[Slip], titles: Mapping[str, str], say: Messages
) -> bytes:
    """The workbook: findings with filters, units in numbers, files that could not be read."""
    book = Book(say("html.title"), digest.newest)
    _findings(book.sheet(say("sheet.findings")), slips, titles, say)
    _units(book.sheet(say("sheet.units")), digest, say)
    _unread(book.sheet(say("sheet.unread")), digest, say)
    return book.content()


def _findings(
    sheet: Sheet, slips: Sequence[Slip], titles: Mapping[str, str], say: Messages
) -> None:
    _heads(sheet, [(say(f"column.{name}"), width) for name, width in _COLUMNS.items()])
    for row, slip in enumerate(slips, 1):
        _finding(sheet, row, slip, titles.get(slip.check, slip.check), say)
    last = max(len(slips), 1)
    sheet.raw.autofilter(0, 0, last, len(_COLUMNS) - 1)
    sheet.raw.freeze_panes(1, 2)
    column = list(_COLUMNS).index("answer")
    answers = [say(f"answer.{name}") for name in _ANSWERS]
    sheet.raw.data_validation(
        1, column, last, column, {"validate": "list", "source": answers, "error_type": "warning"}
    )
    _print_wide(sheet, say)
    sheet.raw.print_area(0, 0, last, _PRINTED - 1)


def _finding(sheet: Sheet, row: int, slip: Slip, check: str, say: Messages) -> None:
    texts = {
        "unit": unit_label(slip.unit, say),
        "report": report_title(slip.report),
        "check": check,
        "message": slip.message,
        "formula": slip.formula,
        "stated": slip.stated,
        "expected": slip.expected,
        "cause": slip.cause,
        "suggestion": slip.suggestion,
    }
    for column, name in enumerate(_COLUMNS):
        if name in texts:
            sheet.text(row, column, texts[name], **_CELL)
        elif name == "number":
            sheet.number(row, column, row, **_CELL)
        elif name == "file":
            sheet.link(row, column, file_link(slip.report), slip.report.file_name, **_CELL)
        elif name == "page":
            _page(sheet, row, column, slip)
        elif name == "severity":
            colour = {"bg_color": _COLOURS[slip.severity], "bold": True, "align": "center"}
            sheet.text(row, column, say(f"severity.{slip.severity}"), **_CELL, **colour)
        elif name == "sentence":
            sheet.rich(row, column, slip.sentence, **_CELL)
        elif name == "first_seen":
            sheet.day(row, column, slip.first_seen, **_CELL)
        elif name == "code":
            sheet.link(row, column, f"{PAGE}#f-{slip.id}", slip.id, **_CELL)
        else:
            sheet.blank(row, column, **_CELL, bg_color="#FFFDF0")
    texts["sentence"] = "".join(slip.sentence)
    sheet.fit(row, ((text, _COLUMNS[name]) for name, text in texts.items()))


def _page(sheet: Sheet, row: int, column: int, slip: Slip) -> None:
    """The page; in a PDF it opens there."""
    if "#" in slip.link:
        sheet.link(row, column, slip.link, str(slip.page), **_CELL, align="center")
    else:
        sheet.number(row, column, slip.page, **_CELL, align="center")


def _units(sheet: Sheet, digest: Digest, say: Messages) -> None:
    """Units in numbers, added up below."""
    heads = ("unit", "seat", "reports", "figures", "claims", "holds", "error", "warn", "info")
    widths = (26, 26, 10, 12, 14, 14, 10, 10, 10)
    _heads(sheet, list(zip((say(f"column.{name}") for name in heads), widths, strict=True)))
    first = 1
    for row, one in enumerate(digest.units, first):
        sheet.text(row, 0, unit_label(one.unit, say), **_CELL)
        sheet.text(row, 1, unit_seat(one.unit), **_CELL)
        for column, value in enumerate(_numbers(one.counts), 2):
            sheet.number(row, column, value, **_CELL, num_format="#,##0")
    total = first + len(digest.units)
    sheet.text(total, 0, say("table.total"), **_TOTAL)
    sheet.blank(total, 1, **_TOTAL)
    for column, value in enumerate(_numbers(digest.counts), 2):
        letter = "ABCDEFGHI"[column]
        formula = f"=SUM({letter}{first + 1}:{letter}{total})" if digest.units else "=0"
        sheet.formula(total, column, formula, Decimal(value), **_TOTAL, num_format="#,##0")
    sheet.raw.freeze_panes(1, 1)
    if digest.units:
        sheet.raw.autofilter(0, 0, total - 1, len(heads) - 1)
    _print_wide(sheet, say)


def _numbers(counts: Counts) -> tuple[int, ...]:
    by_severity = (counts.findings.get(severity, 0) for severity in Severity)
    return (counts.reports, counts.figures, counts.claims, counts.holds, *by_severity)


def _unread(sheet: Sheet, digest: Digest, say: Messages) -> None:
    _heads(sheet, [(say(f"column.{name}"), width) for name, width in
                   (("unit", 24), ("file", 40), ("reason", 90))])  # fmt: skip
    for row, line in enumerate(unread_lines(digest, say), 1):
        sheet.text(row, 0, line.unit, **_CELL)
        sheet.text(row, 1, line.name, **_CELL)
        sheet.text(row, 2, line.detail, **_CELL)
    sheet.raw.freeze_panes(1, 0)
    _print_wide(sheet, say)


def _heads(sheet: Sheet, heads: Sequence[tuple[str, int]]) -> None:
    for column, (head, width) in enumerate(heads):
        sheet.raw.set_column(column, column, width)
        sheet.text(0, column, head, **_HEAD)
    sheet.raw.set_row(0, 32)


def _print_wide(sheet: Sheet, say: Messages) -> None:
    """A4 on its side, all columns on one page, the heads on each."""
    sheet.raw.set_landscape()
    sheet.raw.set_paper(9)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(0)
    sheet.raw.set_footer(f"&C{say('sheet.footer')}")
