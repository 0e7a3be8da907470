"""Small DOCX and PDF files made by hand, so that each test shows what it reads."""

from __future__ import annotations

import io
import re
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
    """A DOCX file; `parts` holds the inside of footnotes, numbering, styles or settings."""
    body = f"<w:body>{''.join(blocks)}</w:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", xml("document", body, namespace=namespace))
        for name, inner in parts.items():
            container.writestr(f"word/{name}.xml", xml(name, inner))
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
