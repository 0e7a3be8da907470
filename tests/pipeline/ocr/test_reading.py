"""Pages drawn here, read by Tesseract from end to end; skipped where it is not installed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from extractors.extract import extract
from models.fact import Flag
from models.lexicon import load
from models.text import Span
from pipeline.read import read_file
from tests.pipeline.ocr.drawn import FIGURES, needs_engine, report_page

pytestmark = needs_engine
NUMERAL = re.compile(r"\d(?:[\d.,]*\d)?")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOATSO_CACHE", str(tmp_path / "cache"))


def pdf_of(*images: Image.Image) -> bytes:
    data = io.BytesIO()
    images[0].save(data, "PDF", resolution=200, save_all=True, append_images=images[1:])
    return data.getvalue()


def figures_of(file: Path) -> list[str]:
    source = read_file(file).source
    assert source is not None
    return NUMERAL.findall(source.text)


def test_every_figure_of_a_scan_is_read(tmp_path: Path) -> None:
    file = tmp_path / "quet.pdf"
    file.write_bytes(pdf_of(report_page().image))
    source = read_file(file).source
    assert source is not None
    assert NUMERAL.findall(source.text) == FIGURES
    assert "đồng¹" in source.text
    assert [note.mark for note in source.notes] == ["1"]
    assert source.notes[0].anchor is not None
    assert "2\tĐàn lợn\t1.480\t1.536" in source.text
    assert source.ocr_pages == (1,)
    assert source.detail == ""


@pytest.mark.parametrize("degrees", [2.2, -3.1, 90, 180, 270])
def test_however_the_page_lies_the_figures_are_the_same(tmp_path: Path, degrees: float) -> None:
    image = report_page().image
    turned = image.rotate(
        degrees, Image.Resampling.BICUBIC, expand=degrees % 90 == 0, fillcolor=250
    )
    file = tmp_path / "trang.png"
    turned.save(file, dpi=(200, 200))
    assert figures_of(file) == FIGURES


def test_a_tiff_of_two_pages_and_a_photograph_without_resolution(tmp_path: Path) -> None:
    image = report_page().image
    tiff, photo = tmp_path / "hai.tif", tmp_path / "anh.jpg"
    image.save(tiff, save_all=True, append_images=[image])
    image.convert("RGB").save(photo, quality=80)
    source = read_file(tiff).source
    assert source is not None
    assert len(source.page_starts) == 2
    assert figures_of(tiff) == FIGURES * 2
    assert figures_of(photo) == FIGURES


def test_boxes_are_where_the_figures_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "nghieng.pdf"
    turned = report_page().image.rotate(3.0, Image.Resampling.BICUBIC, fillcolor=250)
    file.write_bytes(pdf_of(turned))
    source = read_file(file).source
    assert source is not None
    start = source.text.index("1.536")
    box = source.box_of(Span(start, start + 5))
    assert box is not None
    crop = turned.crop(tuple(round(v * 200 / 72) for v in (box.x0, box.top, box.x1, box.bottom)))
    again = tmp_path / "o.png"
    sheet = Image.new("L", (1654, 2339), 250)
    sheet.paste(crop, (300, 300))
    sheet.save(again, dpi=(200, 200))
    assert figures_of(again) == ["1.536"]


def test_facts_of_a_scan_are_flagged_and_tell_their_confidence(tmp_path: Path) -> None:
    file = tmp_path / "trang.png"
    report_page().image.save(file, dpi=(200, 200))
    source = read_file(file).source
    assert source is not None
    facts = extract(source, load(), "r").facts
    assert len(facts) >= 8
    assert all(Flag.OCR in fact.flags for fact in facts)
    assert all(0 <= (fact.confidence or -1) <= 100 for fact in facts)


def test_reading_twice_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "trang.png"
    report_page().image.save(file, dpi=(200, 200))
    first = read_file(file).source
    monkeypatch.setenv("SOATSO_CACHE", str(tmp_path / "other"))
    assert read_file(file).source == first
