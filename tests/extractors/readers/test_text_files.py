"""Plain text and Markdown: what is in the file is what is in the source."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import markdown, plain, read_source
from models.errors import InputError

SENTENCE = "Trồng mới 12,5 ha/15 ha, đạt 83,3% kế hoạch.\r\n- Đàn trâu: 31 con;\r\n"
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1
).filter(lambda text: text.strip())


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_text(bom: bytes, encoding: str) -> None:
    source = read_source("bao-cao.txt", bom + SENTENCE.encode(encoding))
    assert source.text == SENTENCE
    assert source.media_type == "text/plain"
    assert source.detail == ""


@given(TEXTS, st.sampled_from([(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")]))
def test_with_a_mark_any_text_comes_back_unchanged(text: str, form: tuple[bytes, str]) -> None:
    assert plain.read(form[0] + text.encode(form[1])).text == text


@given(st.text(st.sampled_from("abcđăêộ 0123456789.,%\r\n\t-"), min_size=1))
def test_without_a_mark_utf8_comes_back_unchanged(text: str) -> None:
    assert plain.read(text.encode()).text == text
    assert markdown.read(text.encode()).text == text


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.docx", "a.pdf", "a"):
        with contextlib.suppress(InputError):
            assert read_source(name, data).text.strip()


def test_decomposed_letters_stay_decomposed() -> None:
    text = "Đa\u0323t 12 ha"
    assert read_source("a.txt", text.encode()).text == text


def test_form_feed_starts_a_page() -> None:
    source = read_source("a.txt", "Trang một 1\fTrang hai 2\f".encode())
    assert source.page_starts == (0, 12)
    assert [source.page_of(at) for at in (0, 11, 12)] == [1, 1, 2]


@pytest.mark.parametrize(
    "data",
    [
        "Số liệu".encode("utf-16-le") + b"\0\0",
        b"ab\0cd" * 10,
        "Đạt 12 ha".encode("cp1258", errors="replace") + b"\xd5\xf2 ha",
        "Đạt 99%".encode()[:-5] + b"\xe1\xba",
    ],
    ids=["utf-16 with NUL", "NUL", "8-bit", "cut off"],
)
def test_what_is_no_unicode_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_source("a.txt", data)
    assert caught.value.remedy


def test_cut_off_text_is_told_from_an_old_encoding() -> None:
    whole = "Tổng thu đạt 12 tỷ đồng ở xã".encode()
    with pytest.raises(InputError, match="cắt cụt"):
        read_source("a.txt", whole[:-1])
    with pytest.raises(InputError, match="bảng mã"):
        read_source("a.txt", "Отчёт о работе за год".encode("cp1251"))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_in_an_old_encoding_is_decoded_byte_by_byte(name: str) -> None:
    data = b"T\xe6ng thu 12 t\xfb \xae\xe5ng, \xae\xb9t 95%\r\n"
    assert read_source(name, data).text == "Tæng thu 12 tû ®ång, ®¹t 95%\r\n"
    assert read_source(name, data).text.encode("cp1252") == data


def test_markdown_headings_and_tables() -> None:
    text = "# I. KẾT QUẢ\r\n\r\n#không phải\r\n\r\n"
    text += "| Cây | ha |\r\n|:--|--:|\r\n| Ngô | 12,5 |\r\n| | 3 |\r\n"
    source = read_source("a.md", text.encode())
    assert source.text == text
    assert source.media_type == "text/markdown"
    assert [span.of(text) for span in source.headings] == ["# I. KẾT QUẢ"]
    (table,) = source.tables
    assert [(one.row, one.column, one.span.of(text)) for one in table.cells] == [
        (0, 0, "Cây"),
        (0, 1, "ha"),
        (1, 0, "Ngô"),
        (1, 1, "12,5"),
        (2, 0, ""),
        (2, 1, "3"),
    ]


def test_bars_without_a_rule_are_no_table() -> None:
    assert read_source("a.md", b"a | b\nc | d\n").tables == ()


def test_escaped_bars_stay_in_their_field() -> None:
    text = "a \\| b | c\n---|---\n1 | 2\n"
    source = read_source("a.md", text.encode())
    assert [one.span.of(text) for one in source.tables[0].cells] == ["a \\| b", "c", "1", "2"]


@given(st.text(st.sampled_from("|-: \\a1\n#"), max_size=60).filter(lambda text: text.strip()))
def test_markdown_cells_lie_in_order_inside_their_table(text: str) -> None:
    source = markdown.read(text.encode())
    assert source.text == text
    for table in source.tables:
        last = table.span.start
        for one in table.cells:
            assert last <= one.span.start <= one.span.stop <= table.span.stop
            assert "\n" not in one.span.of(text)
            last = one.span.stop
