"""What Word shows and what it hides: changes, fields, symbols, frames, headers."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.extract import extract
from extractors.readers._counting import format_count
from extractors.readers.docx import read
from models.lexicon import load
from models.number import NumeralKind
from tests.extractors.readers.build import (
    cell,
    docx,
    note,
    note_reference,
    paragraph,
    raised,
    run,
    table,
    xml,
)

NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>{form}'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
DECIMAL = NUMBERING.format(form='<w:numFmt w:val="decimal"/>')


def text_of(*blocks: str, **parts: str) -> str:
    return read(docx(*blocks, **parts)).text


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


# Tracked changes


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>"])
def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(mark: str) -> None:
    unmarked = f"<w:rPr>{mark}</w:rPr>"
    assert text_of(
        paragraph("Đạt 1", properties=unmarked),
        '<w:bookmarkStart w:id="1"/>',
        paragraph("2", properties=unmarked),
        paragraph("5 ha"),
        paragraph("Hết", properties="<w:rPr><w:ins/></w:rPr>"),
    ) == ("Đạt 125 ha\n\nHết")


def test_a_deleted_item_has_no_number() -> None:
    gone = paragraph(deleted("cũ 7"), properties=f"{NUMBERED}<w:rPr><w:del/></w:rPr>")
    body = [
        paragraph("một", properties=NUMBERED), gone, gone, paragraph("hai", properties=NUMBERED),
        table([cell("3"), cell("4")], [cell("5"), cell("6")]),
        paragraph(deleted("8"), properties="<w:rPr><w:del/></w:rPr>"),
    ]  # fmt: skip
    assert text_of(*body, numbering=DECIMAL) == "1. một\n\n2. hai\n\n3\t4\n5\t6"


def test_moved_text_is_read_where_it_went() -> None:
    assert text_of(
        paragraph("Ngô ", f"<w:moveFrom>{run('12')}</w:moveFrom>", "x"),
        paragraph(f"<w:moveTo>{run('12')}</w:moveTo>", " ha"),
        f"<w:moveTo>{paragraph('cả đoạn')}</w:moveTo>",
    ) == ("Ngô x\n\n12 ha\n\ncả đoạn")


def test_deleted_rows_and_cells_are_gone_inserted_ones_stay() -> None:
    rows = table(
        [cell("1"), cell("2"), cell("x", '<w:cellDel w:id="1"/>')],
        [cell("3"), cell("4")],
        [cell("5"), cell("6", "<w:cellIns/>")],
    )
    second = "<w:trPr><w:del/></w:trPr>"
    third = "<w:trPr><w:ins/></w:trPr>"
    parts = rows.split("<w:tr>")
    body = "<w:tr>".join([*parts[:2], second + parts[2], third + parts[3]])
    assert text_of(body) == "1\t2\n5\t6"


def test_changes_in_notes_are_accepted_and_deleted_references_not_counted() -> None:
    gone = f"<w:del>{note_reference(1)}</w:del>"
    source = read(
        docx(
            paragraph("a", gone, "b", note_reference(2)),
            footnotes=note(1, paragraph("bỏ 1")) + note(2, paragraph(" Còn ", deleted("7"), "8")),
        )
    )
    assert source.text == "ab¹\n\n¹ Còn 8"


# Fields


def test_of_fields_the_result_is_shown_even_inside_a_code() -> None:
    inner = char("begin") + code(" MERGEFIELD x ") + char("separate") + run("99") + char("end")
    outer = (
        char("begin") + code(" IF ") + inner + code(" = 99 ") + char("separate") + run("12")
        + char("end")
    )  # fmt: skip
    hyper = f'<w:hyperlink r="x">{run("5")}</w:hyperlink>'
    simple = f'<w:fldSimple w:instr="SUM(B2)">{run("7")}</w:fldSimple>'
    nothing = char("begin") + code(' XE "8" ') + run("8") + char("end")
    assert text_of(paragraph("Đạt ", outer, " ha ", hyper, simple, nothing, " hết")) == (
        "Đạt 12 ha 57 hết"
    )


def test_a_field_over_several_paragraphs_loses_nothing() -> None:
    begin = char("begin") + code(" TOC ") + char("separate")
    assert text_of(paragraph(begin, "I. Kết quả 3"), paragraph("II. Nhiệm vụ 5", char("end"))) == (
        "I. Kết quả 3\n\nII. Nhiệm vụ 5"
    )


# Characters


def test_symbols_hyphens_and_fractions() -> None:
    assert (
        text_of(
            paragraph(
                '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
                run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'),
                '<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>',
                '<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>',
                "<w:r><w:t>5</w:t><w:softHyphen/><w:t>6</w:t><w:noBreakHyphen/><w:t>7</w:t></w:r>",
                "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
                "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            )
        )
        == "≥≤✓56-71/2"
    )


def test_hidden_text_of_styles_and_what_takes_it_back() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Ke"><w:basedOn w:val="An"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Doan"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    by_style, back = '<w:rStyle w:val="An"/>', '<w:vanish w:val="0"/>'
    assert text_of(
        paragraph("1", run("2", '<w:rStyle w:val="Ke"/>'), run("3", by_style + back)),
        paragraph("4", run("5", back), properties='<w:pStyle w:val="Doan"/>'),
        paragraph("6", properties="<w:rPr><w:vanish/></w:rPr>"),
        styles=styles,
    ) == ("13\n\n5\n\n6")  # fmt: skip


def test_comments_smart_tags_and_content_controls() -> None:
    comment = (
        '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        '<w:commentRangeEnd w:id="1"/>'
    )
    tagged = f"<w:smartTag>{run('12')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(',5')}</w:sdtContent></w:sdt>"
    last = f"<w:customXml>{paragraph('cuối')}</w:customXml>"
    around = f"<w:sdt><w:sdtContent>{last}</w:sdtContent></w:sdt>"
    assert text_of(paragraph(comment, "Đạt ", tagged, control, " ha"), around) == (
        "Đạt 12,5 ha\n\ncuối"
    )


def test_text_boxes_of_old_word_and_of_alternatives_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Hộp 7')}</w:txbxContent>"
    old = f"<w:r><w:pict><shape><textbox>{box}</textbox></shape></w:pict></w:r>"
    assert text_of(paragraph("a", old)) == "a\n\nHộp 7"
    only_fallback = (
        f"<mc:AlternateContent><mc:Fallback>{paragraph('b 3')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(only_fallback, paragraph("c")) == "b 3\n\nc"


# Tables


def test_frames_are_no_tables_but_true_tables_inside_them_are() -> None:
    inner = table([cell("Ngô"), cell("5")], [cell("Lúa"), cell("7")])
    source = read(
        docx(
            table([cell(paragraph("1. Một") + paragraph("2. Hai"))]),
            table([cell("Trái"), cell(paragraph("Phải") + inner + paragraph())]),
        )
    )
    assert source.text == "1. Một\n\n2. Hai\n\nTrái\n\nPhải\n\nNgô\t5\nLúa\t7"
    assert [one.span.of(source.text) for one in source.tables] == ["Ngô\t5\nLúa\t7"]


def test_cells_merged_in_the_manner_of_old_files() -> None:
    start, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    source = read(
        docx(table([cell("Năm 2024", start), cell("", on), cell("c")],
                   [cell("1"), cell("2"), cell("3")]))
    )  # fmt: skip
    assert source.text == "Năm 2024\tc\n1\t2\t3"
    assert [(one.column, one.column_span) for one in source.tables[0].cells][:2] == [(0, 2), (2, 1)]


def test_rows_that_begin_further_right() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    indented = f"<w:tr>{before}".join(
        table([cell("a"), cell("b")], [cell("c")]).rsplit("<w:tr>", 1)
    )
    source = read(docx(indented))
    assert [(one.row, one.column) for one in source.tables[0].cells] == [(0, 0), (0, 1), (1, 1)]


# Notes, numbering, headers


def test_endnotes_have_their_own_marks() -> None:
    ending = '<w:r><w:endnoteReference w:id="4"/></w:r>'
    source = read(
        docx(
            paragraph("a", note_reference(1), " b", raised("("), ending, raised(")")),
            footnotes=note(1, paragraph("<w:r><w:footnoteRef/></w:r>", " một")),
            endnotes=note(4, paragraph("<w:r><w:endnoteRef/></w:r>", " cuối 5")).replace(
                "w:footnote ", "w:endnote "
            ).replace("</w:footnote>", "</w:endnote>"),
        )
    )  # fmt: skip
    assert source.text == "a¹ b⁽i⁾\n\n¹ một\n\ni cuối 5"
    assert [one.mark for one in source.notes] == ["1", "i"]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (3, "numberInDash", "- 3 -"), (3, "decimalEnclosedParen", "(3)"), (27, "lowerLetter", "aa"),
        (3, "decimalEnclosedCircle", "③"), (25, "decimalEnclosedCircle", "25"),
        (5, "chicago", "**"),
        (3, "ordinalText", "3"), (3, "none", ""), (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_number_formats(count: int, form: str, shown: str) -> None:
    assert format_count(count, form) == shown


def test_a_number_format_of_ones_own_keeps_its_zero() -> None:
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="01, 02, 03, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    item = paragraph("Ngô", properties=NUMBERED)
    assert text_of(item, numbering=NUMBERING.format(form=own)) == "01. Ngô"


def test_headers_and_footers_are_furniture_without_page_numbers() -> None:
    page = char("begin") + code(" PAGE ") + char("separate") + run("2") + char("end")
    source = read(
        docx(
            paragraph("Trồng 12 ha/15 ha, đạt 80% kế hoạch."),
            header1=paragraph("Phụ lục 3"),
            header2=paragraph("Phụ lục 3") + paragraph("- ", page, " -"),
            footer1=paragraph(page) + table([cell("Mẫu 05"), cell("")]),
        )
    )
    assert source.text == "Trồng 12 ha/15 ha, đạt 80% kế hoạch.\n\nPhụ lục 3\n\nMẫu 05"
    assert [span.of(source.text) for span in source.furniture] == ["Phụ lục 3", "Mẫu 05"]
    found = extract(source, load(), "r")
    assert [fact.text for fact in found.facts] == ["12", "15", "80"]
    assert [one.kind for one in found.numerals][3:] == [NumeralKind.LABEL] * 2


# The package


def test_parts_are_found_by_their_relations() -> None:
    content = io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = f"<w:body>{paragraph('Ngô', note_reference(1))}</w:body>"
    with zipfile.ZipFile(content, "w") as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr(
            "_rels/.rels",
            f'<R><Relationship Type="{office}/officeDocument" Target="/word/document2.xml"/></R>',
        )
        container.writestr("word/document2.xml", xml("document", body))
        container.writestr(
            "word/_rels/document2.xml.rels",
            f'<R><Relationship Type="{office}/footnotes" Target="notes/f.xml"/></R>',
        )
        container.writestr("word/notes/f.xml", xml("footnotes", note(1, paragraph(" 5 ha"))))
    assert read(content.getvalue()).text == "Ngô¹\n\n¹ 5 ha"


def test_an_embedded_file_that_is_not_read_is_told() -> None:
    whole = read(docx(paragraph("a 1"), '<w:altChunk w:id="x"/>'))
    assert whole.text == "a 1"
    assert "nhúng" in whole.detail
    assert read(docx(paragraph("a 1"))).detail == ""
