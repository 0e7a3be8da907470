"""The letter to a unit as a Word document, set as the decree on office papers asks."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from models.messages import Messages
from pipeline.report.letter import COLUMNS, Letter, Remark
from pipeline.report.marked import plain
from pipeline.report.workbook import FONT

_WIDTHS = (1.0, 1.5, 4.3, 3.8, 2.5, 1.8, 2.1)
"""Of the columns, in centimetres; with the margins they fill a sheet of A4."""
_SIDES = (7.4, 9.6)
"""Of what stands left and right above and below the table, in centimetres."""
_CENTRE, _LEFT, _BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """How words are set; sizes in points."""

    size: int
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _CENTRE


_BODY = _Look(14, align=_BOTH)
_SMALL = _Look(11, align=_LEFT)
_BEHIND_BORDERS = ("w:shd", "w:spacing", "w:ind", "w:jc")
"""What comes behind the borders in the properties of a paragraph."""
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_letter_document(letter: Letter, created: datetime | None, say: Messages) -> bytes:
    """The document of one letter; the same letter gives the same bytes."""
    document = Document()
    _prepare(document, created or _BEGINNING, say)
    _heads(document, letter)
    _paragraph(document, letter.to, _Look(14))
    _paragraph(document, letter.opening, _BODY, indent=1)
    _table(document, letter, say)
    _paragraph(document, letter.request, _BODY, indent=1)
    _foot(document, letter)
    return _stilled(document)


def _prepare(document: DocumentType, created: datetime, say: Messages) -> None:
    """A4, the margins of the decree, its font, and whose language this is."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    properties = normal.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN" if say.lang == "vi" else "en-GB")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.title, core.author, core.comments = say("letter.about"), "", ""
    core.created = core.modified = created


def _heads(document: DocumentType, letter: Letter) -> None:
    above, office, symbol, about = letter.left
    nation, motto, day = letter.right
    left, right = _two_sides(document)
    _line(left, above, _Look(12))
    _line(left, office, _Look(12, bold=True))
    _rule(left, 2.2)
    _line(left, symbol, _Look(13))
    _line(left, about, _Look(12))
    _line(right, nation, _Look(12, bold=True))
    _line(right, motto, _Look(13, bold=True))
    _rule(right, 5.6)
    _line(right, day, _Look(13, italic=True))


def _table(document: DocumentType, letter: Letter, say: Messages) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _fill(table.rows[0], [say(f"column.{name}") for name in COLUMNS], _Look(11, bold=True))
    _repeat(table.rows[0])
    number = 0
    for report, remarks in letter.reports:
        row = table.add_row()
        merged = row.cells[0].merge(row.cells[-1])
        _line(merged, report, _Look(11, bold=True, align=_LEFT))
        for remark in remarks:
            number += 1
            _finding(table.add_row(), number, remark)
    _set_widths(table)


def _finding(row: _Row, number: int, remark: Remark) -> None:
    _fill(
        row, [str(number), str(remark.page), "", remark.message, remark.suggestion, "", ""], _SMALL
    )
    for cell in row.cells[:2]:
        cell.paragraphs[0].alignment = _CENTRE
    sentence = row.cells[2].paragraphs[0]
    for index, part in enumerate(remark.sentence):
        run = sentence.add_run(plain(part))
        run.font.size, run.bold = Pt(11), bool(index % 2)
    _keep_together(row)


def _foot(document: DocumentType, letter: Letter) -> None:
    heading, *recipients = letter.recipients
    position, signature, name = letter.signer
    _paragraph(document, "", _Look(6))
    left, right = _two_sides(document)
    _keep_together(document.tables[-1].rows[0])
    _line(left, heading, _Look(12, bold=True, italic=True, align=_LEFT))
    for recipient in recipients:
        _line(left, recipient, _Look(11, align=_LEFT))
    _line(right, position, _Look(13, bold=True))
    _line(right, signature, _Look(13, italic=True))
    for _ in range(3):
        _line(right, "", _Look(13))
    _line(right, name, _Look(13, bold=True))


def _two_sides(document: DocumentType) -> Sequence[_Cell]:
    """Two cells side by side without borders."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _SIDES, strict=True):
        column.width = Cm(width)
        column.cells[0].width = Cm(width)
    return tuple(table.rows[0].cells)


def _paragraph(document: DocumentType, text: str, look: _Look, indent: float = 0) -> None:
    """A paragraph under the last, its first line indented by so many centimetres."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Cm(indent)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    _set(paragraph, text, look)


def _line(cell: _Cell, text: str, look: _Look) -> Paragraph:
    """Another line in a cell."""
    first: Paragraph = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.alignment is not None else first
    _set(paragraph, text, look)
    return paragraph


def _set(paragraph: Paragraph, text: str, look: _Look) -> None:
    paragraph.alignment = look.align
    run = paragraph.add_run(plain(text))
    run.font.size, run.bold, run.italic = Pt(look.size), look.bold, look.italic


def _rule(cell: _Cell, width: float) -> None:
    """A thin line of so many centimetres under the words of a cell."""
    side = Cm(width)
    paragraph = _line(cell, "", _Look(4))
    total = cell.width or side
    margin = int((total - side) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = margin
    borders: Any = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_BEHIND_BORDERS)


def _fill(row: _Row, texts: Sequence[str], look: _Look) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        _line(cell, text, look)


def _set_widths(table: Table) -> None:
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        if len(row._tr.tc_lst) == len(_WIDTHS):
            for cell, width in zip(row.cells, _WIDTHS, strict=True):
                cell.width = Cm(width)


def _repeat(row: _Row) -> None:
    """The row stands on top of every page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(row: _Row) -> None:
    """The row is not torn by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _stilled(document: DocumentType) -> bytes:
    """The document's bytes without the time of writing."""
    written, still = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(still, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return still.getvalue()
