"""Which pages of a PDF must be recognised from their picture."""

from __future__ import annotations

import pytest

from extractors.readers.pdf import pages_to_recognise, read
from extractors.readers.pdf.layout import Glyph, Page, TextLayer
from extractors.readers.pdf.pages import text_layer
from models.errors import InputError
from tests.extractors.readers.build import Pdf
from tests.extractors.readers.test_pdf import LINES, page_of_prose

PROSE = " ".join(LINES)
TCVN3 = "§µn tr©u, bß cña toµn x· ®¹t 1.250 con, b»ng 98,4% kÕ ho¹ch giao; gia cÇm 32.000 con " * 2


def page(text: str, *, garbled: int = 0, pictures: bool = False, outlined: bool = False) -> Page:
    glyphs = tuple(Glyph(char, 5.0 * at, 5.0 * at + 5, 100, 10) for at, char in enumerate(text))
    return Page(
        number=0,
        width=600,
        height=800,
        glyphs=glyphs,
        turned=(),
        rules=(),
        pictures=pictures,
        garbled=garbled,
        outlined=outlined,
    )


@pytest.mark.parametrize(
    "readable",
    [
        page(PROSE),
        page(PROSE, pictures=True),  # a scan with the text that its maker recognised
        page(PROSE, garbled=5),  # bullets of a font of symbols
        page(TCVN3),  # a legacy encoding is mended later
        page(PROSE.translate({ord("đ"): "®", ord("ạ"): "¹"})),
        page("- - - - - 12"),  # a nearly empty page of a table
        page(""),
        page("1. Kết quả phần một" + "." * 200 + "3"),
        page("Họ và tên: " + "_ " * 150),
    ],
)
def test_readable(readable: Page) -> None:
    assert text_layer(readable) is TextLayer.GOOD


@pytest.mark.parametrize(
    "unreadable",
    [
        page("", pictures=True),
        page("Ký bởi: Văn thư, ngày 05/02/2031", pictures=True),
        page("", outlined=True),
        page("", garbled=200),
        page("Trang 3", garbled=200),
        page("".join(chr(0xE000 + ord(char)) for char in PROSE)),
        page("\ufffd" * 60 + PROSE[:60]),
        page("!\"#$%&'()*+,-./:;<=>?@ " * 6 + "ab"),
    ],
)
def test_unreadable(unreadable: Page) -> None:
    assert text_layer(unreadable) is not TextLayer.GOOD


def test_pages_are_counted_from_0_and_those_of_text_left_out() -> None:
    pdf = page_of_prose().page().picture().page().column(50, 100, *LINES).page()
    pdf.picture().text(50, 60, "Ký số 01/02/2031").page()
    assert pages_to_recognise(pdf.build()) == (1, 3)


def test_a_scan_in_strips_is_a_scan() -> None:
    pdf = Pdf().page()
    for strip in range(10):
        pdf.pages[-1].append(f"q 600 0 0 80 0 {80 * strip} cm /I Do Q")
    assert pages_to_recognise(pdf.build()) == (0,)


def test_a_logo_and_a_stamp_are_no_scan() -> None:
    pdf = page_of_prose()
    pdf.pages[-1].append("q 90 0 0 90 40 700 cm /I Do Q q 150 0 0 150 350 100 cm /I Do Q")
    assert pages_to_recognise(pdf.build()) == ()


def test_a_page_of_curves_is_recognised_and_a_form_of_rules_is_not() -> None:
    curves = Pdf().page()
    for letter in range(400):
        x, y = 50 + 10 * (letter % 40), 100 + 15 * (letter // 40)
        curves.pages[-1].append(f"{x} {y} m {x + 4} {y + 9} {x + 8} {y} {x + 4} {y + 4} c f")
    form = Pdf().page().grid([50 + 20 * i for i in range(20)], [50 + 35 * i for i in range(20)])
    assert pages_to_recognise(curves.build()) == (0,)
    assert pages_to_recognise(form.build()) == ()


def test_characters_for_private_use_are_garbage() -> None:
    private = Pdf().page()
    for row, line in enumerate(LINES):
        private.text(50, 100 + 12 * row, "".join(chr(0xE000 + ord(char) % 256) for char in line))
    assert pages_to_recognise(private.build()) == (0,)


def test_glyphs_whose_meaning_the_file_leaves_out_are_garbage() -> None:
    data = page_of_prose().build(composite=True)
    assert pages_to_recognise(data) == ()
    assert pages_to_recognise(data.replace(b"/ToUnicode", b"/NoUnicode")) == (0,)


def test_a_damaged_file_is_refused_here_too() -> None:
    with pytest.raises(InputError, match="cắt cụt"):
        pages_to_recognise(page_of_prose().build()[:400])


def test_a_garbled_page_among_others_is_named_and_its_figures_are_not_read() -> None:
    pdf = page_of_prose().page()
    pdf.text(50, 100, "".join(chr(0xE000 + ord(char) % 256) for char in PROSE[:150]) + " 17")
    source = read(pdf.build())
    assert source.detail.startswith("Lớp chữ của trang 2 bị hỏng, chưa nhận dạng được chữ.")
    assert source.text == PROSE
    assert len(source.page_starts) == 2
