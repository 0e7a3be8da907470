"""Which reader reads a file, and which files are refused."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import foreign_format, read_source, readers
from models.errors import InputError
from tests.extractors.readers import build

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
        (build.ole("1Table", "WordDocument"), r"\.doc .*LibreOffice"),
        (build.ole("Workbook", inside="WordDocument"), r"\.xls .*LibreOffice"),
        (build.ole("EncryptedPackage"), "mật khẩu"),
        (build.ole("WordDocument", head=bytes(11) + b"\x01"), "mật khẩu"),
        (build.ole("PowerPoint Document", inside="Workbook"), "Office"),
        (build.ole("WordDocument")[:4000], "Office"),
        (archive("[Content_Types].xml", "xl/workbook.bin"), r"\.xlsb .*LibreOffice"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "trình chiếu"),
        (archive("bao-cao.txt"), "nén"),
        (b"{\\rtf1\\ansi abc}", r"\.rtf .*LibreOffice"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "ảnh"),
        (bytes(range(256)) * 4, "nhị phân"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_source("bao-cao.docx", data)
    assert caught.value.remedy
    assert caught.value.remedy_en != caught.value.remedy


def test_a_document_with_a_workbook_inside_is_a_document() -> None:
    content = io.BytesIO(WORD)
    with zipfile.ZipFile(content, "a") as container:  # stored, so that its names show
        container.writestr("word/embeddings/a.xlsx", archive("xl/workbook.xml"))
    assert read_source("a.docx", content.getvalue()).text == "Đạt 99,6% kế hoạch."


@pytest.mark.parametrize(
    ("data", "suffix", "becomes"),
    [
        (build.ole("WordDocument"), ".doc", ".docx"),
        (build.ole("Workbook"), ".xls", ".xlsx"),
        (build.ole("Book"), ".xls", ".xlsx"),
        (b"\r\n{\\rtf1 abc}", ".rtf", ".docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', ".xml", ".docx"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", ".odt", ".docx"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods", ".xlsx"),
    ],
)
def test_the_content_tells_what_must_be_converted(data: bytes, suffix: str, becomes: str) -> None:
    found = foreign_format(data)
    assert found is not None
    assert (found.suffix, found.becomes) == (suffix, becomes)


@pytest.mark.parametrize("data", [WORD, PDF, b"", b"1 ha", build.ole("EncryptedPackage")])
def test_what_needs_no_conversion_or_cannot_be_converted(data: bytes) -> None:
    assert foreign_format(data) is None


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=8))
def test_damaged_containers_are_told_apart_or_not_but_never_fail(place: int, junk: bytes) -> None:
    whole = build.ole("1Table", "WordDocument", inside="Workbook")
    damaged = whole[:place] + junk + whole[place + len(junk) :]
    found = foreign_format(damaged)
    others = place == 0  # there the junk may be the mark of any format: `{\\rtf`
    assert found is None or found.suffix in {".doc", ".xls"} or others


def test_libraries_are_loaded_only_for_the_format_that_needs_them() -> None:
    code = (
        "import sys, extractors.readers as r; r.read_source('a.txt', b'1 ha');"
        "print([m for m in ('lxml', 'pypdfium2', 'pdfplumber') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
