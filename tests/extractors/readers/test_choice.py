"""Which reader reads a file, and which files are refused."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from extractors.readers import read_source, readers
from models.errors import InputError
from tests.extractors.readers import build

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = build.docx(build.paragraph("Đạt 99,6% kế hoạch."))
PDF = build.Pdf().page().text(50, 100, "Đạt 99,6% kế hoạch.").build()


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as container:
        for name in names:
            container.writestr(name, "x")
    return content.getvalue()


def test_every_reader_keeps_the_contract() -> None:
    found = readers()
    assert {"text/plain", "text/markdown", "application/pdf"} < {one.MEDIA_TYPE for one in found}
    suffixes = [suffix for one in found for suffix in one.SUFFIXES]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.docx", WORD, "wordprocessingml"),
        ("A.PDF", PDF, "application/pdf"),
        ("khong-duoi", PDF, "application/pdf"),
        ("a.md", "Đạt 1 ha".encode(), "text/markdown"),
        ("a.dat", "Đạt 1 ha".encode(), "text/plain"),
    ],
)
def test_well_named_files_are_read_without_remark(name: str, data: bytes, media_type: str) -> None:
    source = read_source(name, data)
    assert media_type in source.media_type
    assert source.detail == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", PDF), ("a.pdf", WORD), ("a.doc", WORD), ("a.txt", PDF), ("a.xlsx", b"1 ha")],
)
def test_misnamed_files_are_read_by_content_and_told(name: str, data: bytes) -> None:
    source = read_source(name, data)
    assert "1 ha" in source.text or "99,6%" in source.text
    assert name[1:] in source.detail


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "rỗng"),
        (b" \r\n\t", "không có chữ"),
        (build.docx(build.paragraph("")), "không có chữ"),
        (OLE + "WordDocument".encode("utf-16-le"), r"\.doc"),
        (OLE + "Workbook".encode("utf-16-le"), r"\.xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE, "Office"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (archive("bao-cao.txt"), "nén"),
        (b"{\\rtf1\\ansi abc}", "RTF"),
        (b"<!DOCTYPE html><p>1 ha", "HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "ảnh"),
        (bytes(range(256)) * 4, "nhị phân"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_source("bao-cao.docx", data)
    assert caught.value.remedy
    assert caught.value.remedy_en != caught.value.remedy


def test_libraries_are_loaded_only_for_the_format_that_needs_them() -> None:
    code = (
        "import sys, extractors.readers as r; r.read_source('a.txt', b'1 ha');"
        "print([m for m in ('lxml', 'pypdfium2', 'pdfplumber') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
