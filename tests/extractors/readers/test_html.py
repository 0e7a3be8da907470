"""Web pages: what a browser shows, and nothing of what it hides."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import read_source
from extractors.readers.html import read, recognises
from models.errors import InputError
from models.text import Source


def page(body: str) -> Source:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def text_of(body: str) -> str:
    return page(body).text


def test_paragraphs_headings_and_white_space() -> None:
    source = page(
        "<h2>1. Trồng\n trọt</h2>\n<p>Ngô <b>12</b>,5&nbsp; ha<br>đạt  97%</p>"
        "chữ trần<div>Lúa <span>7</span> ha</div>"
    )
    assert source.text == "1. Trồng trọt\n\nNgô 12,5 ha\nđạt 97%\n\nchữ trần\n\nLúa 7 ha"
    assert [span.of(source.text) for span in source.headings] == ["1. Trồng trọt"]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    assert text_of(
        "<p>Đạt <del>12</del><ins>15</ins> ha<script>var a = 7;</script><style>p {top: 8px}</style>"
        "<!-- 9 --><span style='DISPLAY: none'>10</span><span hidden>11</span>"
        "<span style='mso-hide:all'>13</span><input value=14></p><p style='display:none'>16</p>"
    ) == ("Đạt 15 ha")


def test_lists_are_numbered_as_shown() -> None:
    assert text_of(
        "<ol><li>Ngô 5 ha<li>Lúa<ul><li>xuân 3 ha</ul></ol>"
        "<ol start=3 type=a><li><p>một</p><p>hai</p></li><li value=9>ba</ol>"
    ).split("\n\n") == [
        "1. Ngô 5 ha", "2. Lúa", "- xuân 3 ha", "c. một", "hai", "i. ba",
    ]  # fmt: skip


def test_raised_digits_become_superscripts() -> None:
    assert text_of(
        "110 m<sup>2</sup>, 3<sup>th</sup>, 5<span style='vertical-align:super'>3</span>"
    ) == ("110 m², 3th, 5³")


def test_tables_with_spans() -> None:
    source = page(
        "<p>Trước</p><table><caption>Bảng 1</caption>"
        "<tr><th rowspan=2>TT</th><th colspan=2>Số lượng</th></tr>"
        "<tr><th>Tập thể<th>Cá nhân</tr>"
        "<tr><td>1<td><p>12</p><p>tập thể</p><td></tr></table>Sau"
    )
    assert source.text == (
        "Trước\n\nBảng 1\n\nTT\tSố lượng\n\tTập thể\tCá nhân\n1\t12 tập thể\t\n\nSau"
    )
    (found,) = source.tables
    assert [
        (one.row, one.column, one.row_span, one.column_span, one.span.of(source.text))
        for one in found.cells
    ] == [
        (0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Số lượng"),
        (1, 1, 1, 1, "Tập thể"), (1, 2, 1, 1, "Cá nhân"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "12 tập thể"), (2, 2, 1, 1, ""),
    ]  # fmt: skip


def test_inner_parts_of_cells_are_read_once_and_in_order() -> None:
    cells = "<td>a<ol><li>b 1<li>c</ol>d<br>e<td><sup>2</sup><i>f</i> g<p hidden>x</p>"
    assert text_of(f"<table><tr>{cells}</table>") == "a 1. b 1 2. c d e\t²f g"


def test_tables_that_arrange_the_page_are_no_tables() -> None:
    inner = "<table><tr><td>Ngô<td>5</table>"
    source = page(f"<table><tr><td>Trái<td><p>Phải</p>{inner}</table><table><tr><td>Khung</table>")
    assert source.text == "Trái\n\nPhải\n\nNgô\t5\n\nKhung"
    assert len(source.tables) == 1


WORD = (
    '<p>Đạt 12 ha<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p><div id=ftn1>'
    '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Gồm 2 trâu.</p><p>+ 3 bò.</p></div>'
)
LIBREOFFICE = (
    '<p>Đạt 12 ha<a name="s1anc" href="#s1sym"><sup>1</sup></a>.</p><div id="s1">'
    '<p><a name="s1sym" href="#s1anc">1</a> Gồm 2 trâu.</p><p>+ 3 bò.</p></div>'
)
GOOGLE = (
    '<p>Đạt 12 ha<sup><a href="#f1" id="fr1">[1]</a></sup>.</p><div>'
    '<p><a href="#fr1" id="f1">[1]</a> Gồm 2 trâu.<br><br>+ 3 bò.</p></div>'
)
PANDOC = (
    '<p>Đạt 12 ha<a href="#fn1" id="r1"><sup>1</sup></a>.</p><section><ol>'
    '<li id="fn1"><p>Gồm 2 trâu.</p><p>+ 3 bò. <a href="#r1">↩</a></p></li></ol></section>'
)


@pytest.mark.parametrize("form", [WORD, LIBREOFFICE, GOOGLE, PANDOC])
def test_notes_are_pairs_of_links(form: str) -> None:
    source = page(form)
    assert source.text == "Đạt 12 ha¹.\n\n¹ Gồm 2 trâu.\n\n+ 3 bò."
    (note,) = source.notes
    assert note.mark == "1"
    assert note.span.of(source.text) == "¹ Gồm 2 trâu.\n\n+ 3 bò."
    assert source.text[note.anchor or 0] == "¹"


def test_notes_of_tables_and_links_that_are_no_notes() -> None:
    source = page(
        '<p><a href="#m1">Mục 1</a> <a href="#khong">2</a></p><h2 id=m1>1. Mục</h2>'
        '<p><a href="#">Lên</a></p>'
        '<table><tr><td>Ngô<td>5<a id=r href="#n"><sup>(3)</sup></a></table>'
        '<p id=n><a href="#r">(3)</a> ước</p>'
    )
    assert source.text.startswith("Mục 1 2\n\n1. Mục\n\nLên\n\nNgô\t5³")
    assert [source.text[note.anchor or 0] for note in source.notes] == ["³"]


@pytest.mark.parametrize(
    "data",
    [
        "<html><p>Đạt 5 ha".encode(),
        codecs.BOM_UTF8 + "<html><p>Đạt 5 ha".encode(),
        codecs.BOM_UTF16_LE + "<html><p>Đạt 5 ha".encode("utf-16-le"),
        '<html><meta charset="windows-1258"><p>Đạt 5 ha'.encode("cp1258", "replace"),
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><p>Đạt 5 ha'.encode(),
        '<html><meta content="text/html; charset=unicode"><p>Đạt 5 ha'.encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert recognises(data)
    assert read(data).text.replace("?", "ạ").endswith("t 5 ha")
    assert read(data).text[0] == "Đ"


def test_an_encoding_that_is_not_said_is_not_guessed() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        read(b"<html><p>\xd0\xb9t 5 ha \xff")


def test_an_archive_of_a_page() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=b"\r\n\r\n'
        b"--=b\r\nContent-Type: image/png\r\n\r\nxx\r\n"
        b'--=b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>=C4=90=E1=BA=A1t 5 ha</p></html>\r\n--=b--\r\n"
    )
    source = read_source("a.mht", data)
    assert source.text == "Đạt 5 ha"
    assert source.detail == ""
    with pytest.raises(InputError):
        read_source("a.mht", data.replace(b"text/html", b"text/none"))


@pytest.mark.parametrize("data", [b"12 < 15 ha", b"# <b>1</b>", b"From: 5 ha", b"", b"<b>5</b>"])
def test_text_with_some_tags_is_no_page(data: bytes) -> None:
    assert not recognises(data)


def test_a_table_saved_as_excel_is_read_and_told() -> None:
    source = read_source("a.xls", b"<table><tr><td>Ngo<td>5<tr><td>Lua<td>7</table>")
    assert source.text == "Ngo\t5\nLua\t7"
    assert ".xls" in source.detail


def test_nothing_is_fetched_or_resolved() -> None:
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><html><p>x&a;y</p>'
    assert "x" in read(data).text
    assert len(read(data).text) < 60


def test_deep_nesting_ends() -> None:
    assert "5 ha" in text_of("<div>" * 200 + "5 ha")
    read(b"<html>" + b"<div><b>" * 20_000 + b"5 ha")


TAGS = st.sampled_from([
    "<p>", "</p>", "<table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "</table>",
    "<ol>", "<li>", "</ol>", "<sup>", "</sup>", "<br>", "<h1>", "<del>", "</del>", "</a>",
    '<a href="#a" id=b>', '<a href="#b" id=a>', "<div>", "</div>", "12", " ha ", "\n", "<pre>",
])  # fmt: skip


@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_tangle_of_tags_keeps_its_records_in_place(body: str) -> None:
    source = page(body)
    for table in source.tables:
        for cell in table.cells:
            assert table.span.start <= cell.span.start <= cell.span.stop <= table.span.stop
            assert not set("\t\n") & set(cell.span.of(source.text))
    if "<del>" not in body:
        assert source.text.replace("¹²", "12").count("12") == body.count("12")
    for note in source.notes:
        assert note.span.stop <= len(source.text)
