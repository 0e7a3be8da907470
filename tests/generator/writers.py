"""The same report as plain text, DOCX and PDF. Equal reports give equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.extractors.readers.build import (
    OWN_MARK,
    cell,
    docx,
    note,
    note_reference,
    paragraph,
    run,
    table,
)
from tests.generator.records import Block, BlockKind, Cell, Figure, Piece, Report, write_text

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
EPOCH = (2024, 1, 1, 0, 0, 0)
_MARK = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
Change = Mapping[Figure, Figure]


def to_text(report: Report, changed: Change) -> bytes:
    """The report as UTF-8."""
    return write_text(report, changed).text.encode()


def to_docx(report: Report, changed: Change) -> bytes:
    """The report with real footnotes and tables."""
    blocks = [_docx_block(b, changed) for b in report.blocks if b.kind is not BlockKind.NOTE]
    notes = []
    for block in report.blocks:
        if block.kind is BlockKind.NOTE:
            mark, _, words = _spoken(block.pieces, changed).partition(" ")
            notes.append(note(_number(mark), paragraph(OWN_MARK, run(" " + words))))
    return _timeless(docx(*blocks, footnotes="".join(notes)))


def _docx_block(block: Block, changed: Change) -> str:
    if block.kind is BlockKind.TABLE:
        return table(*([cell(_spoken(c, changed)) for c in row] for row in block.rows))
    lines = _spoken(block.pieces, changed).split("\n")
    return "".join(paragraph(*_docx_runs(line)) for line in lines)


def _docx_runs(line: str) -> list[str]:
    """Runs of words, with references in the place of raised marks."""
    parts = _MARK.split(line)
    return [
        note_reference(_number(part)) if index % 2 else run(part)
        for index, part in enumerate(parts)
        if part
    ]


def _timeless(content: bytes) -> bytes:
    """The container with one date for all its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def to_pdf(report: Report, changed: Change) -> bytes:
    """The report laid out on A4 with ruled tables; its notes stand at the end."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    if "body" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("body", str(FONT)))
    style = ParagraphStyle("body", fontName="body", fontSize=10, leading=13, spaceAfter=5)
    small = ParagraphStyle("cell", parent=style, fontSize=8, leading=10, spaceAfter=0)
    rules = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    flow = []
    for block in report.blocks:
        if block.kind is BlockKind.TABLE:
            rows = [[Paragraph(_markup(c, changed), small) for c in row] for row in block.rows]
            flow.append(Table(rows, style=rules, repeatRows=1, spaceAfter=6))
        else:
            flow.append(Paragraph(_markup(block.pieces, changed), style))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, title=report.name).build(flow)
    return out.getvalue()


def _markup(pieces: Cell | Sequence[Piece], changed: Change) -> str:
    text = escape(_spoken(pieces, changed)).replace("\n", "<br/>")
    return _MARK.sub(lambda match: f"<super size=6>{_number(match[1])}</super>", text)


def _spoken(pieces: Sequence[Piece], changed: Change) -> str:
    """The pieces as text."""
    return "".join(p if isinstance(p, str) else changed.get(p, p).text for p in pieces)


def _number(mark: str) -> int:
    return int(mark.translate(_PLAIN))


WRITERS = {"txt": to_text, "docx": to_docx, "pdf": to_pdf}
