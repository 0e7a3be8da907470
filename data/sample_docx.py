"""A sample as Word stores it: raw XML in a zip, with true footnotes and tables."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from sample_text import Sample, SampleBlock, split_marks

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EPOCH = (2024, 6, 1, 0, 0, 0)
"""Written into the zip, so that the same source gives the same bytes."""
PARTS = {"document": "document.main", "footnotes": "footnotes", "styles": "styles"}


def build_docx(sample: Sample) -> bytes:
    """The sample as the bytes of a .docx file; equal samples give equal bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships(
            [("footnotes", "footnotes.xml"), ("styles", "styles.xml")]
        ),
        "word/document.xml": _document(sample),
        "word/footnotes.xml": _footnotes(sample),
        "word/styles.xml": _styles(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for part, kind in PARTS.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _document(sample: Sample) -> str:
    body = "".join(_block(block) for block in sample.blocks)
    return f'{XML}<w:document xmlns:w="{MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>'


def _block(block: SampleBlock) -> str:
    if block.kind in ("table", "columns"):
        return _table(block.rows, ruled=block.kind == "table")
    if block.kind == "heading":
        return _paragraph(block.lines[0], f'<w:pStyle w:val="Heading{block.level}"/>')
    centred = '<w:jc w:val="center"/>' if block.kind == "title" else '<w:jc w:val="both"/>'
    return "".join(_paragraph(line, centred) for line in block.lines)


def _paragraph(line: str, properties: str) -> str:
    runs = "".join(_run(text) + _reference(mark) for text, mark in split_marks(line))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _reference(mark: str) -> str:
    if not mark:
        return ""
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{raised}<w:footnoteReference w:id="{mark}"/></w:r>'


def _table(rows: tuple[tuple[str, ...], ...], *, ruled: bool) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in edges) if ruled else ""
    grid = "<w:gridCol/>" * len(rows[0])
    lines = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    properties = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"


def _cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{_paragraph(text, '')}</w:tc>"


def _footnotes(sample: Sample) -> str:
    separators = "".join(
        f'<w:footnote w:id="{number}" w:type="{kind}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own_mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{mark}"><w:p>{own_mark}{_run(" " + text)}</w:p></w:footnote>'
        for mark, text in sample.notes.items()
    )
    return f'{XML}<w:footnotes xmlns:w="{MAIN}">{separators}{notes}</w:footnotes>'


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}">'
        f'<w:name w:val="heading {level}"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr><w:b/></w:rPr></w:style>"
        for level in (1, 2, 3)
    )
    return f'{XML}<w:styles xmlns:w="{MAIN}">{headings}</w:styles>'
