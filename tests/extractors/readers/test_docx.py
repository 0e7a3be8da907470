"""Word documents, each feature in a file of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.readers._counting import format_count
from extractors.readers.docx import read
from tests.extractors.readers.build import (
    OWN_MARK,
    cell,
    docx,
    note,
    note_reference,
    paragraph,
    raised,
    run,
    table,
)

NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


def text_of(*blocks: str, **parts: str) -> str:
    return read(docx(*blocks, **parts)).text


def level(index: int, form: str, pattern: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{extra}</w:lvl>'
    )


def numbering(*levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def item(text: str, at: int = 0, of: int = 1) -> str:
    return paragraph(text, properties=NUMBERED.format(level=at, list=of))


def test_runs_split_anywhere_make_one_figure() -> None:
    assert text_of(paragraph("Thu 1.23", "4.5", "67 đồng")) == "Thu 1.234.567 đồng"


def test_paragraphs_tabs_and_breaks() -> None:
    body = paragraph("Số:<w:x/>", "<w:r><w:tab/><w:t>12</w:t><w:br/><w:t>hai</w:t></w:r>")
    assert text_of(body.replace("&lt;w:x/&gt;", ""), paragraph(), paragraph("b")) == (
        "Số: 12\nhai\n\nb"
    )


def test_insertions_stay_and_deletions_go() -> None:
    deleted = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('15')}</w:ins>"
    hidden = run("99", "<w:vanish/>")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r>'
    )
    assert text_of(paragraph("Đạt ", deleted, inserted, hidden, field, " ha")) == "Đạt 15 ha"


def test_raised_digits_become_superscripts_and_words_do_not() -> None:
    assert text_of(paragraph("110m", raised("2"), " và 3", raised("th"))) == "110m² và 3th"


def test_not_raised_by_its_own_word_against_its_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/>'
        "</w:rPr></w:style>"
    )
    by_style = run("4", '<w:rStyle w:val="Mark"/>')
    undone = run("5", '<w:rStyle w:val="Mark"/><w:vertAlign w:val="baseline"/>')
    assert text_of(paragraph("a", by_style, undone), styles=styles) == "a⁴5"


def test_footnotes_are_counted_in_place_and_written_behind_the_body() -> None:
    data = docx(
        paragraph("Trồng 12 ha", note_reference(8), "; nuôi 5 con", raised("("), note_reference(3),
                  raised(")"), "."),
        paragraph("Hết."),
        footnotes=note(3, paragraph(OWN_MARK, " Gồm 2 trâu."), paragraph("+ 3 bò."))
        + note(8, paragraph(OWN_MARK, " Lúa 12 ha.")),
    )  # fmt: skip
    source = read(data)
    assert source.text == (
        "Trồng 12 ha¹; nuôi 5 con⁽²⁾.\n\nHết.\n\n¹ Lúa 12 ha.\n\n² Gồm 2 trâu.\n\n+ 3 bò."
    )
    assert [(one.mark, one.span.of(source.text)) for one in source.notes] == [
        ("1", "¹ Lúa 12 ha."),
        ("2", "² Gồm 2 trâu.\n\n+ 3 bò."),
    ]
    assert [source.text[one.anchor] for one in source.notes if one.anchor] == ["¹", "²"]


def test_footnote_anchors_in_table_cells_and_behind_labels() -> None:
    data = docx(
        table([cell("Ngô"), cell(paragraph("12 ha", note_reference(1)))]),
        paragraph("  Mục", note_reference(2), properties=NUMBERED.format(level=0, list=1)),
        footnotes=note(1, paragraph(OWN_MARK, "a")) + note(2, paragraph(OWN_MARK, "b")),
        numbering=numbering(level(0, "decimal", "%1.")),
    )
    source = read(data)
    assert source.text.startswith("Ngô\t12 ha¹\n\n1. Mục²")
    assert [source.text[one.anchor or 0] for one in source.notes] == ["¹", "²"]


def test_custom_marks_are_kept_and_not_counted() -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>(*)</w:t></w:r>'
    source = read(
        docx(
            paragraph("Thu", custom, " chi", note_reference(2)),
            footnotes=note(1, paragraph("(*) Cả năm 9.")) + note(2, paragraph(" Không dấu 8.")),
        )
    )
    assert source.text == "Thu(*) chi¹\n\n(*) Cả năm 9.\n\n¹ Không dấu 8."
    assert [one.mark for one in source.notes] == ["*", "1"]
    assert source.text[source.notes[0].anchor or 0] == "*"


def test_a_note_without_reference_is_not_shown_and_a_self_reference_ends() -> None:
    source = read(
        docx(
            paragraph("a", note_reference(1), note_reference(77)),
            footnotes=note(1, paragraph(OWN_MARK, " x", note_reference(1)))
            + note(2, paragraph(OWN_MARK, "thừa 5")),
        )
    )
    assert source.text == "a¹\n\n¹ x²"


def test_automatic_numbers_as_word_shows_them() -> None:
    parts = numbering(
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", '<w:suff w:val="space"/>'),
        level(3, "bullet", "\uf02d"),
    )
    body = [
        item("Một"), item("Hai"), item("x", 1), item("y", 2), item("z", 2), item("g", 3),
        item("x2", 1), item("y2", 2), item("Ba"), item("Lại", 0, 2),
    ]  # fmt: skip
    assert text_of(*body, numbering=parts).split("\n\n") == [
        "I. Một", "II. Hai", "2.1. x", "a) y", "b) z", "- g", "2.2. x2", "a) y2", "III. Ba",
        "I. Lại",
    ]  # fmt: skip


def test_numbering_from_a_style_and_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    parts = numbering(
        level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Muc"/>')
    )
    off = paragraph(
        "tắt", properties='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    source = read(
        docx(
            item("A"), paragraph("B", properties='<w:pStyle w:val="Muc"/>'), off,
            numbering=parts, styles=styles,
        )
    )  # fmt: skip
    assert source.text == "1. A\n\n1.1 B\n\ntắt"
    assert [span.of(source.text) for span in source.headings] == ["1.1 B", "tắt"]


def test_empty_numbered_cells_show_their_number() -> None:
    rows = [[cell(item("")), cell("Ngô")], [cell(item("")), cell("Lúa")]]
    assert text_of(table(*rows), numbering=numbering(level(0, "decimal", "%1"))) == (
        "1\tNgô\n2\tLúa"
    )


@given(st.integers(1, 3999))
def test_roman_numbers_are_ordered_by_their_value(count: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [worth[letter] for letter in format_count(count, "lowerRoman")]
    signed = (-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    assert sum(signed) == count


def test_merged_cells_have_spans_and_leave_a_gap_in_their_lines() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = read(
        docx(
            table(
                [cell("TT", down), cell("Số lượng", '<w:gridSpan w:val="2"/>')],
                [cell("", on), cell("Tập thể"), cell("Cá nhân")],
                [cell("1"), cell(paragraph("12") + paragraph("tập thể")), cell("")],
            )
        )
    )
    assert source.text == "TT\tSố lượng\n\tTập thể\tCá nhân\n1\t12 tập thể\t"
    (found,) = source.tables
    assert [
        (one.row, one.column, one.row_span, one.column_span, one.span.of(source.text))
        for one in found.cells
    ] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Số lượng"),
        (1, 1, 1, 1, "Tập thể"),
        (1, 2, 1, 1, "Cá nhân"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "12 tập thể"),
        (2, 2, 1, 1, ""),
    ]


def test_tables_inside_cells_are_flattened() -> None:
    inner = table([cell("3"), cell("4")])
    assert text_of(table([cell(paragraph("1") + inner + paragraph()), cell("2")])) == "1 3 4\t2"


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Hộp 7')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph("Trước", both, " sau")) == "Trước sau\n\nHộp 7"


def test_pages_start_where_word_broke_them() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>"
    source = read(
        docx(
            paragraph("một ", rendered),
            paragraph("ba", page),
            paragraph(rendered),
            paragraph("bốn", properties="<w:pageBreakBefore/>"),
            paragraph(page),
        )
    )
    assert source.text == "một hai\n\nba\n\nhai\n\nbốn"
    assert source.page_starts == (0, 4, 13, 18)


def test_strict_open_xml_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = docx(paragraph("Đạt 5 ha"), namespace=strict)
    assert read(data).text == "Đạt 5 ha"


def fonts(ascii_font: str, other: str = "") -> str:
    return f'<w:rFonts w:ascii="{ascii_font}" w:hAnsi="{other or ascii_font}"/>'


def style(name: str, inner: str, kind: str = "paragraph", extra: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"{extra}>{inner}</w:style>'


def runs_of(*blocks: str, **parts: str) -> list[tuple[str, str]]:
    """The text and the name of each run in a legacy font."""
    source = read(docx(*blocks, **parts))
    return [(one.span.of(source.text), one.name) for one in source.fonts]


def test_legacy_fonts_of_runs_are_told() -> None:
    body = paragraph(run("Số ", fonts("Arial")), run("b¸o c¸o", fonts(".VnTimeH")), " khác")
    assert runs_of(body) == [("b¸o c¸o", ".VnTimeH")]
    assert runs_of(paragraph(run("bình thường", fonts("Times New Roman")))) == []


def test_legacy_fonts_come_from_styles_and_defaults() -> None:
    properties = f"<w:rPrDefault><w:rPr>{fonts('.VnTime')}</w:rPr></w:rPrDefault>"
    styles = (
        f"<w:docDefaults>{properties}</w:docDefaults>"
        + style("Title", '<w:basedOn w:val="Base"/>')
        + style("Base", f"<w:rPr>{fonts('VNI-Times')}</w:rPr>")
        + style("Strong", f"<w:rPr>{fonts('.VnArialH')}</w:rPr>", "character")
    )
    body = [
        paragraph("mét"),
        paragraph("hai", properties='<w:pStyle w:val="Title"/>'),
        paragraph(run("ba", '<w:rStyle w:val="Strong"/>')),
        paragraph(run("bốn", fonts("Calibri"))),
    ]
    assert runs_of(*body, styles=styles) == [
        ("mét", ".VnTime"),
        ("hai", "VNI-Times"),
        ("ba", ".VnArialH"),
    ]


def test_legacy_fonts_are_told_in_cells_notes_and_behind_labels() -> None:
    numbered = paragraph(run("muc", fonts(".VnTime")), properties=NUMBERED.format(level=0, list=1))
    body = [
        numbered,
        table([cell(paragraph(run(" « mét", fonts(".VnTime")))), cell("hai")]),
        paragraph(run("ba", fonts(".VnTimeH")), note_reference(2)),
    ]
    parts = {
        "numbering": numbering(level(0, "decimal", "%1.")),
        "footnotes": note(2, paragraph(OWN_MARK, run(" chó", fonts(".VnTime")))),
    }
    assert [text.strip() for text, _ in runs_of(*body, **parts)] == ["muc", "« mét", "ba", "chó"]


def test_a_soft_hyphen_is_a_letter_in_legacy_fonts_only() -> None:
    inner = "<w:t>n</w:t><w:softHyphen/><w:t>íc</w:t></w:r>"
    legacy = f"<w:r><w:rPr>{fonts('.VnTime')}</w:rPr>{inner}"
    assert text_of(paragraph(legacy)) == "n\u00adíc"
    assert text_of(paragraph(legacy, f"<w:r>{inner}")) == "n\u00adícníc"
