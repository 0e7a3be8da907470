"""Small DOCX and PDF files made by hand, so that each test shows what it reads."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def xml(root: str, inner: str, *, namespace: str = W) -> str:
    declared = f'xmlns:w="{namespace}" xmlns:mc="{MC}" xmlns:m="{M}"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {declared}>{inner}</w:{root}>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def note_reference(note_id: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{note_id}"/></w:r>'


def note(note_id: int, *paragraphs: str) -> str:
    return f'<w:footnote w:id="{note_id}">{"".join(paragraphs)}</w:footnote>'


OWN_MARK = "<w:r><w:footnoteRef/></w:r>"


def cell(text: str, properties: str = "") -> str:
    inner = text if text.startswith("<") else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: list[str]) -> str:
    lines = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def docx(*blocks: str, namespace: str = W, **parts: str) -> bytes:
    """A DOCX file; `parts` holds the inside of footnotes, numbering, styles, settings, headers."""
    body = f"<w:body>{''.join(blocks)}</w:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", xml("document", body, namespace=namespace))
        for name, inner in parts.items():
            container.writestr(f"word/{name}.xml", xml(name, inner))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        listed = (
            f'<Relationship Id="{name}" Type="{kind}/{name.rstrip("123")}" Target="{name}.xml"/>'
            for name in parts
        )
        relations = f"<Relationships>{''.join(listed)}</Relationships>"
        container.writestr("word/_rels/document.xml.rels", relations)
    return content.getvalue()


def ole(*names: str, inside: str = "", head: bytes = b"") -> bytes:
    """An old Office container: streams at its top that begin with `head`, one in a storage."""
    none = 0xFFFFFFFF
    content = head.ljust(4096, b"\0")

    def entry(name: str, kind: int, right: int, within: int, sector: int) -> bytes:
        coded = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<3I", none, right, within)
        line = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1) + links
        return line + bytes(36) + struct.pack("<IQ", sector, len(content) if kind == 2 else 0)

    streams = [*names, *([inside] if inside else [])]
    lines = [entry("Root Entry", 5, none, 1 if streams else none, none)]
    for index, name in enumerate(streams, start=1):
        nested = index > len(names)
        right = none if nested or index == len(streams) else index + 1
        lines.append(entry(name, 2, right, none, 0))
        if nested:  # a storage in its place, and the stream behind it
            lines[-1:] = [entry("MBD1", 1, none, index + 1, 0), lines[-1]]
    directory = b"".join(lines).ljust(2048, b"\0")
    first = 8  # behind the eight sectors of the streams' content
    following = [*range(1, 8), none - 1, *range(first + 1, first + 4), none - 1, none - 2]
    allocation = struct.pack("<13I", *following).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, first, 0, 4096, none - 1, 0, none - 1, 0)
    header += struct.pack("<109I", 12, *[none] * 108)
    return header + content + directory + allocation


@dataclass
class Xlsx:
    """A workbook; cells are given as XML, or as text and numbers with the index of a style."""

    sheets: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    boxed: set[int] = field(default_factory=set)
    since_1904: bool = False
    namespace: str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts: dict[str, str] = field(default_factory=dict)

    def style(self, code: str = "General", *, boxed: bool = False) -> int:
        self.formats.append(code)
        if boxed:
            self.boxed.add(len(self.formats))
        return len(self.formats)

    def sheet(self, cells: dict[str, object], *, name: str = "Sheet1", **more: str) -> Xlsx:
        """`cells` by reference; a pair holds a style too; `more`: state, merged, before, rows."""
        rows: dict[int, list[str]] = {}
        for place, content in cells.items():
            number = int("".join(char for char in place if char.isdigit()))
            rows.setdefault(number, []).append(self._cell(place, content))
        hidden = more.get("hidden_row", "")
        lines = "".join(
            f'<row r="{number}" hidden="{int(str(number) == hidden)}">{"".join(row)}</row>'
            for number, row in sorted(rows.items())
        )  # fmt: skip
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in more.get("merged", "").split())
        self.sheets.append(f'name="{name}" state="{more.get("state", "visible")}"')
        self.parts[f"xl/worksheets/sheet{len(self.sheets)}.xml"] = (
            f'<worksheet xmlns="{self.namespace}">{more.get("before", "")}'
            f"<sheetData>{lines}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
        )
        return self

    def _cell(self, place: str, content: object) -> str:
        value, style = content if isinstance(content, tuple) else (content, 0)
        if isinstance(value, str) and value.startswith("<c "):
            return value
        if isinstance(value, str):
            self.strings.append(value)
            number = len(self.strings) - 1
            return f'<c r="{place}" s="{style}" t="s"><v>{number}</v></c>'
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'

    def build(self) -> bytes:
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        main = f'xmlns="{self.namespace}" xmlns:r="{relations}"'
        listed = "".join(f'<sheet {one} r:id="r{i}"/>' for i, one in enumerate(self.sheets, 1))
        targets = [("worksheet", f"worksheets/sheet{i}.xml", f"r{i}")
                   for i in range(1, len(self.sheets) + 1)]  # fmt: skip
        targets += [("sharedStrings", "sharedStrings.xml", "s"), ("styles", "styles.xml", "t")]
        rels = "".join(
            f'<Relationship Id="{name}" Type="{relations}/{kind}" Target="{target}"/>'
            for kind, target, name in targets
        )
        formats = "".join(
            f'<numFmt numFmtId="{200 + i}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
            for i, code in enumerate(self.formats)
        )
        xfs = "".join(
            f'<xf numFmtId="{200 + i}" borderId="{int(i + 1 in self.boxed)}"/>'
            for i in range(len(self.formats))
        )
        borders = '<border/><border><left style="thin"/></border>'
        items = "".join(
            f"<si>{one}</si>" if one.startswith("<") else f"<si><t>{escape(one)}</t></si>"
            for one in self.strings
        )
        parts = {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {main}><workbookPr date1904="{int(self.since_1904)}"/>'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{rels}</Relationships>",
            "xl/sharedStrings.xml": f"<sst {main}>{items}</sst>",
            "xl/styles.xml": f"<styleSheet {main}><numFmts>{formats}</numFmts><borders>{borders}"
            f'</borders><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>',
            **self.parts,
        }
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
            for path, inner in parts.items():
                container.writestr(path, inner)
        return content.getvalue()


@dataclass
class Pdf:
    """A PDF file with one font in which every character is half as wide as its size.

    Places are given from the top left, in points; baselines for text.
    """

    pages: list[list[str]] = field(default_factory=list)
    rotations: list[int] = field(default_factory=list)
    pictures: set[int] = field(default_factory=set)
    locked: bool = False
    width: int = 600
    height: int = 800
    sizes: list[tuple[int, int]] = field(default_factory=list)
    _codes: dict[str, int] = field(default_factory=dict)

    def page(self, *, rotate: int = 0, size: tuple[int, int] | None = None) -> Pdf:
        self.width, self.height = size or (self.width, self.height)
        self.pages.append([])
        self.rotations.append(rotate)
        self.sizes.append((self.width, self.height))
        return self

    def text(self, x: float, y: float, text: str, *, size: float = 10, turned: bool = False) -> Pdf:
        codes = "".join(f"{self._codes.setdefault(c, 33 + len(self._codes)):02x}" for c in text)
        way = "0 1 -1 0" if turned else "1 0 0 1"
        operators = f"BT /F {size} Tf {way} {x} {self.height - y} Tm <{codes}> Tj ET"
        self.pages[-1].append(operators)
        return self

    def drawn(self, x: float, y: float, text: str, *, size: float, matrix: str) -> Pdf:
        """Text in a size and with a matrix that together may be any size and way."""
        self.text(x, y, text, size=size)
        self.pages[-1][-1] = self.pages[-1][-1].replace("1 0 0 1", matrix)
        return self

    def column(self, x: float, y: float, *lines: str, size: float = 10, step: float = 12) -> Pdf:
        for index, line in enumerate(lines):
            self.text(x, y + index * step, line, size=size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Pdf:
        self.pages[-1].append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Pdf:
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> Pdf:
        self.pages[-1].append(f"q {self.width} 0 0 {self.height} 0 0 cm /I Do Q")
        return self

    def build(self, *, composite: bool = False) -> bytes:
        """The file; `composite` sets its font by numbers of glyphs, as Word does."""
        kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(self.pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode(),
            self._composite_font() if composite else self._font(),
            _stream(self._to_unicode(digits=4 if composite else 2)),
            _stream(
                "\xff",
                "/Type /XObject /Subtype /Image /Width 1 /Height 1"
                " /ColorSpace /DeviceGray /BitsPerComponent 8",
            ),
        ]
        for number, operators in enumerate(self.pages):
            resources = "<< /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>"
            width, height = self.sizes[number]
            box = f"[0 0 {width} {height}]"
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources}"
                f" /Rotate {self.rotations[number]} /Contents {7 + 2 * number} 0 R >>".encode()
            )
            drawn = "\n".join(operators)
            objects.append(_stream(re.sub("<(.*?)>", _wide, drawn) if composite else drawn))
        return self._file(objects)

    def _font(self) -> bytes:
        widths = "500 " * 223
        return (
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar 255"
            f" /Widths [{widths}] /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>"
        ).encode()

    def _composite_font(self) -> bytes:
        system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        part = (
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Nothing {system} /DW 500 >>"
        )
        return (
            "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Nothing /Encoding /Identity-H"
            f" /DescendantFonts [{part}] /ToUnicode 4 0 R >>"
        ).encode()

    def _to_unicode(self, *, digits: int) -> str:
        pairs = "\n".join(
            f"<{code:0{digits}x}> <{ord(char):04x}>" for char, code in self._codes.items()
        )
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            f"1 begincodespacerange <{0:0{digits}}> <{'f' * digits}> endcodespacerange\n"
            f"{len(self._codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
        )

    def _file(self, objects: list[bytes]) -> bytes:
        out = io.BytesIO()
        out.write(b"%PDF-1.4\n")
        offsets = []
        for number, body in enumerate(objects, start=1):
            offsets.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        for offset in offsets:
            out.write(b"%010d 00000 n \n" % offset)
        lock = b""
        if self.locked:
            zeros = b"<" + b"00" * 32 + b">"
            lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >> /ID [<00> <00>] "
            lock = lock % (zeros, zeros)
        size = len(objects) + 1
        out.write(b"trailer << /Size %d /Root 1 0 R %s>>\n" % (size, lock))
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()


def _wide(codes: re.Match[str]) -> str:
    """A string of codes of two digits with codes of four."""
    return "<" + re.sub("..", r"00\g<0>", codes[1]) + ">"


def _stream(content: str, entries: str = "") -> bytes:
    data = content.encode("latin-1")
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)
