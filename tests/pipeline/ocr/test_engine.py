"""What the engine answers, the cache before it, and what happens where it is missing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.recognised import RecognisedPage
from pipeline.ocr import engine as engine_module
from pipeline.ocr import recognise
from pipeline.ocr.cache import Cached, default_folder
from pipeline.ocr.engine import EngineFailure, Manner, TesseractCommand, find_engine
from pipeline.ocr.hocr import parse_hocr
from pipeline.ocr.picture import Grey
from pipeline.read import read_file
from tests.pipeline.ocr.drawn import report_page

ANSWER = b"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page' title='image "0.pgm"'>
<span class='ocr_line' title="bbox 10 10 100 40; baseline 0 -8; x_size 36; x_descenders 8">
<span class='ocrx_word' title='bbox 10 10 60 34; x_wconf 88'>
<span class='ocrx_cinfo' title='x_bboxes 10 10 12 40; x_conf 20'>|</span>
<span class='ocrx_cinfo' title='x_bboxes 20 10 30 34; x_conf 99'>4</span>
<span class='ocrx_cinfo' title='x_bboxes 34 10 44 34; x_conf 99'>6</span></span>
<span class='ocrx_word' title='bbox 70 10 72 34; x_wconf 12'>
<span class='ocrx_cinfo' title='x_bboxes 70 10 72 34; x_conf 12'>|</span></span>
<span class='ocrx_word' title='bbox 75 10 99 34; x_wconf 96'>
<span class='ocrx_cinfo' title='x_bboxes 75 10 85 34; x_conf 99'>h</span>
<span class='ocrx_cinfo' title='x_bboxes 84 10 99 34; x_conf 99'>&amp;</span></span>
</span></div><div class='ocr_page' title=''></div></body></html>"""


class Scripted:
    """An engine that answers what it was given, and counts how often it was asked."""

    name = "scripted 1"

    def __init__(self, answer: bytes = ANSWER) -> None:
        self.answer = answer
        self.asked = 0

    def read(self, pictures: Sequence[Grey], dpi: int, manner: Manner) -> bytes:
        self.asked += 1
        return self.answer


PICTURE = np.full((60, 120), 250, np.uint8)


def test_rests_of_borders_are_dropped_and_letters_keep_their_places() -> None:
    (line,), empty = parse_hocr(ANSWER)
    assert empty == []
    assert [word.text for word in line.words] == ["46", "h&"]
    assert line.words[0].edges == (20, 34, 60)
    assert line.baseline == 32
    assert line.size == 36


@pytest.mark.parametrize("answer", [b"", b"not hocr", ANSWER[:700]])
def test_a_broken_answer_holds_no_more_than_it_says(answer: bytes) -> None:
    assert sum(map(len, parse_hocr(answer))) <= 1


def test_the_same_picture_is_asked_once(tmp_path: Path) -> None:
    engine = Scripted()
    cached = Cached(engine, tmp_path)
    answers = {cached.read([PICTURE], 200, Manner.PAGE) for _ in range(3)}
    assert (answers, engine.asked) == ({ANSWER}, 1)
    cached.read([PICTURE], 200, Manner.BLOCK)
    cached.read([PICTURE + 1], 200, Manner.PAGE)
    cached.read([PICTURE.reshape(120, 60)], 200, Manner.PAGE)
    assert engine.asked == 4


@pytest.mark.parametrize("damage", [b"", b"soatso-hocr-1\nrubbish", b"\0" * 40])
def test_a_damaged_entry_is_asked_again_and_mended(tmp_path: Path, damage: bytes) -> None:
    engine = Scripted()
    cached = Cached(engine, tmp_path)
    cached.read([PICTURE], 200, Manner.PAGE)
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(damage)
    assert cached.read([PICTURE], 200, Manner.PAGE) == ANSWER
    assert cached.read([PICTURE], 200, Manner.PAGE) == ANSWER
    assert engine.asked == 2


def test_without_a_folder_to_write_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    engine = Scripted()
    cached = Cached(engine, blocked / "cache")
    assert [cached.read([PICTURE], 200, Manner.PAGE) for _ in range(2)] == [ANSWER, ANSWER]
    assert engine.asked == 2


def test_the_cache_stands_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOATSO_CACHE", str(tmp_path))
    assert default_folder() == tmp_path


def test_a_program_that_is_not_there_fails_with_a_reason() -> None:
    missing = TesseractCommand(os.path.join(os.sep, "nowhere", "tesseract"), "none")
    with pytest.raises(EngineFailure):
        missing.read([PICTURE], 200, Manner.PAGE)


def test_a_scan_without_an_engine_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    find_engine.cache_clear()
    try:
        file = tmp_path / "trang.png"
        report_page().image.save(file)
        read = read_file(file)
    finally:
        find_engine.cache_clear()
    assert read.source is None
    assert read.error is not None
    assert "Tesseract" in str(read.error)
    assert "doctor" in str(read.error)


def test_a_page_on_which_the_engine_fails_is_left_out(tmp_path: Path) -> None:
    class Failing(Scripted):
        def read(self, pictures: Sequence[Grey], dpi: int, manner: Manner) -> bytes:
            raise EngineFailure("stopped")

    file = tmp_path / "trang.png"
    report_page().image.save(file)
    assert recognise(file.read_bytes(), (0,), Failing()) == {}


def test_never_means_that_nothing_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden() -> None:
        raise AssertionError("asked for an engine")

    monkeypatch.setattr(engine_module, "find_command", forbidden)
    file = tmp_path / "trang.png"
    report_page().image.save(file)
    assert read_file(file, ocr="never").source is None


def test_a_point_of_a_turned_page_is_seen_where_it_was() -> None:
    for quarters in range(4):
        page = RecognisedPage(number=0, width=600, height=800, words=(), quarters=quarters)
        x, y = page.seen(0, 0)
        corner = {0: (0, 0), 1: (0, 600), 2: (600, 800), 3: (800, 0)}[quarters]
        assert (x, y) == corner
