"""Word documents that are damaged, protected or meant to harm."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import _package, read_source
from extractors.readers.docx import read
from models.errors import InputError
from models.text import Source
from tests.extractors.readers.build import (
    OWN_MARK,
    cell,
    docx,
    note,
    note_reference,
    paragraph,
    table,
    xml,
)


def packed(document: str | bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", document)
    return content.getvalue()


def test_entities_are_refused_not_resolved() -> None:
    inner = xml("document", f"<w:body>{paragraph('a')}</w:body>").split("?>", 1)[1]
    bomb = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>' + inner
    with pytest.raises(InputError, match="DTD"):
        read(packed(bomb))


def test_a_part_that_unpacks_to_an_absurd_size_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_package, "RATIO_FLOOR", 10_000)
    monkeypatch.setattr(_package, "MAX_RATIO", 50)
    fine = docx(*[paragraph(f"Mục {i}: đạt {i * 7} ha") for i in range(50)])
    assert read(fine).text.startswith("Mục 0")
    with pytest.raises(InputError, match="bất thường"):
        read(packed(xml("document", f"<w:body>{paragraph('0' * 3_000_000)}</w:body>")))


def test_deep_nesting_is_an_error_of_the_file() -> None:
    deep = "<w:sdt>" * 4000 + paragraph("a") + "</w:sdt>" * 4000
    with pytest.raises(InputError, match="hỏng"):
        read(docx(deep))
    boxes = paragraph("a")
    for _ in range(60):
        boxes = paragraph(f"<w:txbxContent>{boxes}</w:txbxContent>")
    assert read(docx(boxes)).text == "a"


def test_a_part_with_a_password_is_told() -> None:
    data = bytearray(docx(paragraph("a")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    with pytest.raises(InputError, match="mật khẩu"):
        read(bytes(data))


WHOLE = docx(
    paragraph("Đạt 12 ha", note_reference(1)),
    table([cell("1"), cell("2", '<w:gridSpan w:val="x"/>')]),
    footnotes=note(1, paragraph(OWN_MARK, "x")),
)


@given(st.integers(3, len(WHOLE) - 1))
def test_a_truncated_file_is_refused(length: int) -> None:
    with pytest.raises(InputError):
        read_source("a.docx", WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(place: int, byte: int) -> None:
    data = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    with contextlib.suppress(InputError):
        assert isinstance(read_source("a.docx", data), Source)
