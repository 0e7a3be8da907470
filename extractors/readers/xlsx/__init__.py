"""Excel workbooks (.xlsx, .xlsm): each sheet a page, its tables with merged cells, titles as text.

Cells are read as Excel in Vietnam shows them; of formulas the value that was computed last.
Nothing is computed, no macro run, no linked workbook opened. Left out are comments, pictures,
charts, and sheets that Excel itself does not let its users see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.readers._package import office_folder
from extractors.readers._writer import SourceWriter
from models.messages import messages
from models.text import Source

if TYPE_CHECKING:
    from extractors.readers.xlsx.sheet import Sheet

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RANK = 0
"""Asked first: the container tells the format."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are a container with Excel's parts, whole or not.

    >>> recognises(b"%PDF-1.7")
    False
    """
    return office_folder(data) == "xl"


def read(data: bytes) -> Source:
    """The workbook's sheets in their order, each a page headed by its name.

    Rows of tables are lines with tabs; what stands above and below a table are paragraphs.
    Hidden sheets, rows and columns are read too, and `detail` names the sheets.

    Raises:
        InputError: the file is damaged, cut off, protected or not safe to open.
    """
    from extractors.readers.xlsx.layout import write_sheet
    from extractors.readers.xlsx.sheet import read_sheet
    from extractors.readers.xlsx.workbook import open_workbook

    writer = SourceWriter()
    workbook, parts = open_workbook(data)
    sheets = [read_sheet(part, workbook) for part in parts]
    for sheet in sheets:
        writer.begin_page()
        write_sheet(sheet, writer)
    return writer.source(MEDIA_TYPE, _remarks(sheets))


def _remarks(sheets: Sequence[Sheet]) -> str:
    """What a reader should know of sheets that show less, or more, than they seem to."""
    say = messages("vi")
    hidden = ", ".join(sheet.name for sheet in sheets if sheet.hidden and sheet.cells)
    empty = ", ".join(sheet.name for sheet in sheets if sheet.uncomputed)
    remarks = [
        say("read.hidden_cells", sheets=hidden) if hidden else "",
        say("read.uncomputed", sheets=empty) if empty else "",
    ]
    return " ".join(filter(None, remarks))
