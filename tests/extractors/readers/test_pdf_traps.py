"""Traps of printed pages beside what only looks like one, and where every digit stands."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from extractors.extract import extract
from extractors.readers.pdf import read
from extractors.structure.build import build_document
from models.document import BlockKind
from models.lexicon import load
from models.text import Source
from tests.extractors.readers.build import Pdf
from tests.extractors.readers.test_pdf import LINES, page_of_prose
from tests.extractors.readers.test_pdf_joins import JOINED

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "reports" / "pdf"
PROSE = " ".join(LINES)


def furniture(source: Source) -> list[str]:
    return [span.of(source.text) for span in source.furniture]


def body(source: Source) -> list[str]:
    blocks = build_document(source).blocks
    return [one.text.view for one in blocks if one.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)]


def test_a_year_with_a_mark_a_square_metre_and_a_figure_with_a_mark() -> None:
    pdf = page_of_prose().text(50, 160, "Năm 2024").text(90, 156, "1", size=6)
    pdf.text(95, 160, " sửa 40 m").text(140, 156, "2", size=6).text(
        145, 160, " sàn, giải quyết 9.823"
    )
    pdf.text(255, 156, "3", size=6).text(260, 160, " hồ sơ")
    pdf.rule(50, 690, 150, 690)
    pdf.text(50, 697, "1", size=5).text(55, 700, "Tính đến ngày 15/6.", size=8)
    pdf.text(50, 707, "3", size=5).text(55, 710, "Gồm 100 hồ sơ trực tuyến.", size=8)
    extraction = extract(read(pdf.build()), load(), "a.pdf")
    kinds = {one.text: str(one.kind) for one in extraction.numerals}
    assert kinds["2024"] == "date"
    assert {"20241", "402", "9.8233"}.isdisjoint(kinds)
    values = {fact.text: (str(fact.value), fact.unit) for fact in extraction.facts}
    assert values["40"] == ("40", "m2")
    assert values["9.823"] == ("9823", "hồ sơ")
    assert [note.mark for note in extraction.document.notes] == ["1", "3"]


def test_small_figures_on_the_line_are_no_marks() -> None:
    pdf = Pdf().page().text(50, 100, "Đạt 12").text(80, 100, "5", size=6)
    assert read(pdf.build()).text == "Đạt 125"


def test_a_note_goes_on_behind_the_sentence_that_the_page_breaks() -> None:
    pdf = Pdf().page().column(50, 660, LINES[0], LINES[1]).text(370, 656, "1", size=6)
    pdf.rule(50, 690, 150, 690).text(50, 697, "1", size=5)
    pdf.text(55, 700, "Gồm lúa 10 ha, ngô 2,5 ha và các loại cây", size=8)
    pdf.page().text(300, 40, "2").column(50, 100, "so với cùng kỳ.", "Hết phần một của báo cáo.")
    pdf.rule(50, 690, 150, 690).text(50, 700, "khác 3 ha.", size=8)
    source = read(pdf.build())
    document = build_document(source)
    (note,) = document.notes
    text = " ".join(document.blocks[index].text.view for index in note.blocks)
    assert text.endswith("và các loại cây khác 3 ha.")
    assert body(source)[0] == PROSE
    assert furniture(source) == ["2"]


def heads(*, odd: str, even: str, foot: str) -> Source:
    pdf = Pdf()
    for number in range(1, 7):
        pdf.page().text(50, 40, odd if number % 2 else even).column(50, 100, *LINES)
        pdf.text(270, 780, foot.format(number), size=8)
    return read(pdf.build())


@pytest.mark.parametrize("foot", ["Trang {}/6", "- {} -", "{}", "Trang {}"])
def test_heads_of_odd_and_even_pages_and_numbered_feet_are_furniture(foot: str) -> None:
    source = heads(odd="UBND xã Bản Mới", even="Báo cáo quý II năm 2031", foot=foot)
    assert len(furniture(source)) == 12
    assert set(body(source)) == {PROSE}


def test_page_numbers_that_do_not_count_the_cover_are_furniture() -> None:
    pdf = Pdf().page().text(200, 300, "BÁO CÁO").text(180, 330, "Tổng kết năm 2031")
    pdf.page().text(298, 40, "1").column(50, 100, *LINES)
    pdf.page().text(298, 40, "2").column(50, 100, *LINES)
    assert furniture(read(pdf.build())) == ["1", "2"]


def test_a_figure_at_the_end_of_the_page_is_no_page_number() -> None:
    pdf = Pdf().page().column(50, 100, *LINES).text(50, 780, "7").page().column(50, 100, *LINES)
    assert furniture(read(pdf.build())) == []


def test_lying_pages_between_upright_ones_have_margins_of_their_own() -> None:
    long = "Trong kỳ báo cáo toàn xã đã trồng mới được 12,5 ha rừng các loại trên tổng số 15 ha"
    pdf = page_of_prose().page(size=(900, 600)).column(50, 100, long, "được giao, đạt 83,3%.")
    pdf.page(size=(600, 800)).column(50, 100, *LINES)
    assert read(pdf.build()).text.split("\n\n") == [PROSE, f"{long} được giao, đạt 83,3%.", PROSE]


def test_a_letterhead_of_two_columns_is_understood() -> None:
    pdf = (
        Pdf()
        .page()
        .text(60, 40, "ỦY BAN NHÂN DÂN")
        .text(300, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    )
    pdf.text(75, 52, "XÃ BẢN MỚI").text(325, 52, "Độc lập - Tự do - Hạnh phúc")
    pdf.text(60, 80, "Số: 112/BC-UBND").text(310, 80, "Bản Mới, ngày 15 tháng 6 năm 2031")
    pdf.text(250, 110, "BÁO CÁO").text(150, 122, "Tình hình kinh tế - xã hội 6 tháng đầu năm 2031")
    header = extract(read(pdf.column(50, 160, *LINES).build()), load(), "a.pdf").document.header
    assert (header.symbol, header.unit_name, header.level) == ("112/BC-UBND", "xã Bản Mới", "xã")
    assert str(header.report_date) == "2031-06-15"


def test_boxes_inherited_from_the_page_tree_count() -> None:
    data = page_of_prose().build()
    own, tree = b"/MediaBox [0 0 600 800] /Resources", b"/Type /Pages /Kids"
    assert own in data
    moved = data.replace(own, b" " * 23 + b" /Resources", 1)
    moved = moved.replace(tree, b"/Type /Pages /MediaBox [0 0 600 800] /Kids", 1)
    boxes = [read(one).glyphs[0].top for one in (data, moved)]
    assert boxes[0] == boxes[1] == pytest.approx(100 - 9)


def test_a_table_inside_a_form_is_where_the_form_puts_it() -> None:
    inner = Pdf(width=300, height=400).page().grid([20, 60, 120, 200], [50, 70, 90])
    inner.text(25, 62, "TT").text(65, 62, "Cây").text(125, 62, "Diện tích")
    inner.text(25, 82, "1").text(65, 82, "Ngô").text(125, 82, "12,5")
    target = pypdfium2.PdfDocument.new()
    page = target.new_page(600, 800)
    source = pypdfium2.PdfDocument(inner.build())
    form = source.page_as_xobject(0, target).as_pageobject()
    form.set_matrix(pypdfium2.PdfMatrix(1.5, 0, 0, 1.5, 60, 100))
    page.insert_obj(form)
    page.gen_content()
    out = io.BytesIO()
    target.save(out)
    assert read(out.getvalue()).text == "TT\tCây\tDiện tích\n1\tNgô\t12,5"


def sources() -> list[object]:
    files = [*sorted(SHARED.glob("*.pdf")), *sorted((ROOT / "data" / "samples").glob("*.pdf"))]
    named = [pytest.param(path.read_bytes(), id=path.name) for path in files]
    drawn = [pytest.param(pdf.build(), id=name) for name, (pdf, _) in JOINED.items()]
    missing = (
        []
        if SHARED.is_dir()
        else [
            pytest.param(b"", id="shared", marks=pytest.mark.skip(reason=f"no reports in {SHARED}"))
        ]
    )
    return [*named, *drawn, *missing]


@pytest.mark.parametrize("data", sources())
def test_every_numeral_and_fact_has_its_page_and_box(data: bytes) -> None:
    source = read(data)
    extraction = extract(source, load(), "a.pdf")
    assert extraction.numerals
    for numeral in extraction.numerals:
        box = source.box_of(numeral.span)
        assert box is not None, numeral.text
        assert box.page + 1 == source.page_of(numeral.span.start)
        assert box.x0 < box.x1
        assert box.top < box.bottom
    assert all(fact.box is not None for fact in extraction.facts)
