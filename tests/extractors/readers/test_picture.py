"""Pictures that are whole, damaged, too large; what is in them is not read here."""

from __future__ import annotations

import contextlib
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extractors.readers import pages_to_recognise, read_source
from extractors.readers.picture import read
from models.errors import InputError
from models.recognised import RecognisedPage, RecognisedRule, RecognisedWord
from models.text import Span
from pipeline.ocr.render import render


def picture(form: str, pages: int = 1, **options: object) -> bytes:
    image = Image.linear_gradient("L").resize((80, 60))
    data = io.BytesIO()
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    image.save(data, form, **more, **options)
    return data.getvalue()


WHOLE = [
    picture("PNG"),
    picture("JPEG"),
    picture("TIFF", 2),
    picture("TIFF", compression="tiff_lzw"),
]


@pytest.mark.parametrize(
    ("data", "pages"), list(zip(WHOLE, [(0,), (0,), (0, 1), (0,)], strict=True))
)
def test_each_picture_of_a_file_is_a_page(data: bytes, pages: tuple[int, ...]) -> None:
    assert pages_to_recognise("a.dat", data) == pages
    assert [sight.number for sight in render(data, pages)] == list(pages)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_damaged_pictures_are_read_or_refused(whole: bytes, draw: st.DataObject) -> None:
    places = draw.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5))
    data = bytearray(whole)
    for place in places:
        data[place] = draw.draw(st.integers(0, 255))
    stop = draw.draw(st.integers(8, len(whole)))
    with contextlib.suppress(InputError):
        for sight in render(bytes(data[:stop]), pages_to_recognise("a", bytes(data[:stop]))[:3]):
            assert sight.grey.size


def test_a_bomb_is_refused() -> None:
    data = bytearray(picture("PNG"))
    data[16:24] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(InputError):
        pages_to_recognise("a.png", bytes(data))


def test_without_recognition_the_error_tells_how_to_get_it() -> None:
    with pytest.raises(InputError, match="Tesseract"):
        read_source("a.png", picture("PNG"))


def word(text: str, x: float, baseline: float, *, size: float = 12.0, sure: float = 95.0):
    edges = tuple(x + 6.0 * at * size / 12 for at in range(len(text) + 1))
    return RecognisedWord(text=text, edges=edges, baseline=baseline, size=size, confidence=sure)


def page(*words: RecognisedWord, rules: tuple[RecognisedRule, ...] = (), **more: object):
    return RecognisedPage(number=0, width=595, height=842, words=words, rules=rules, **more)  # type: ignore[arg-type]


def test_words_become_lines_marks_superscripts_and_cells_cells() -> None:
    rules = tuple(
        [RecognisedRule(50, y, 250, y + 1) for y in (200, 220, 240)]
        + [RecognisedRule(x, 200, x + 1, 240) for x in (50, 150, 250)]
    )
    words = (
        *(word("Trồng", 50, 100), word("12,5", 86, 100, sure=61.0), word("ha", 116, 100)),
        word("3", 130, 96, size=7.2),
        *(word("Đàn", 60, 214), word("trâu", 84, 214.4), word("215", 160, 214)),
        *(word("Đàn", 60, 234), word("bò", 84, 234), word("46", 160, 234)),
    )
    source = read(picture("PNG"), {0: page(*words, rules=rules)})
    assert source.text == "Trồng 12,5 ha³\n\nĐàn trâu\t215\nĐàn bò\t46"
    assert len(source.tables) == 1
    start = source.text.index("12,5")
    assert source.confidence_of(Span(start, start + 4)) == 61.0
    assert source.confidence_of(Span(start + 5, start + 7)) == 95.0
    assert source.ocr_pages == (1,)
    assert source.media_type == "image/png"


def test_a_page_of_a_tiff_that_was_not_recognised_is_named() -> None:
    source = read(picture("TIFF", 2), {0: page(word("Đạt", 50, 100), word("75%", 74, 100))})
    assert source.text == "Đạt 75%"
    assert source.detail.startswith("Trang 2 ")


def test_sizes_that_were_measured_a_little_apart_are_one_font() -> None:
    words = [word("đạt", 50, 100 + 14 * at, size=12.0 + 0.1 * (at % 5)) for at in range(10)]
    small = word("chú thích", 50, 300, size=9.0)
    source = read(picture("PNG"), {0: page(*words, small)})
    heights = {round(run.bottom - run.top, 3) for run in source.glyphs}
    assert len(heights) == 2
