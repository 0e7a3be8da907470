"""Pages drawn for tests: what a scanner would see of a small report of ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.engine import find_engine
from pipeline.ocr.picture import Grey

DPI = 200
SIZE = 34
"""Pixels of a letter of 12 points at 200 dpi, nearly."""
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "C:/Windows/Fonts/times.ttf",
)
FONT = next(filter(lambda name: Path(name).exists(), _FONTS), "")

needs_font = pytest.mark.skipif(not FONT, reason="no font with Vietnamese letters is at hand")
needs_engine = pytest.mark.skipif(
    find_engine() is None or not FONT,
    reason="Tesseract with Vietnamese, or a font with Vietnamese letters, is not installed",
)


class Drawing:
    """A sheet of A4 in grey, written on in pixels."""

    def __init__(self) -> None:
        self.image = Image.new("L", (1654, 2339), 250)
        self._draw = ImageDraw.Draw(self.image)

    def text(self, x: int, y: int, text: str, size: int = SIZE) -> Drawing:
        """Writes `text` with its top left at x, y."""
        self._draw.text((x, y), text, fill=20, font=ImageFont.truetype(FONT, size))
        return self

    def width(self, text: str, size: int = SIZE) -> int:
        """How many pixels `text` takes."""
        return round(ImageFont.truetype(FONT, size).getlength(text))

    def rule(self, x0: int, y: int, x1: int) -> Drawing:
        """Draws a level line."""
        self._draw.line((x0, y, x1, y), fill=20, width=2)
        return self

    def grid(self, xs: list[int], ys: list[int]) -> Drawing:
        """Draws the borders of a table."""
        for y in ys:
            self._draw.line((xs[0], y, xs[-1], y), fill=20, width=2)
        for x in xs:
            self._draw.line((x, ys[0], x, ys[-1]), fill=20, width=2)
        return self

    def grey(self) -> Grey:
        """The pixels."""
        return np.asarray(self.image)


def report_page() -> Drawing:
    """A page with prose, a note with its mark, and a ruled table of figures."""
    drawing = Drawing()
    drawing.text(700, 120, "BÁO CÁO")
    drawing.text(300, 240, "Diện tích gieo trồng lúa xuân được 148,6 ha/152,3 ha, đạt 97,57%")
    drawing.text(220, 300, "kế hoạch huyện giao; năng suất đạt 56,4 tạ/ha; sản lượng 838,1 tấn.")
    income = "Tổng thu ngân sách trên địa bàn được 1.945.837.840 đồng"
    drawing.text(300, 380, income).text(302 + drawing.width(income), 378, "1", 20)
    drawing.grid([220, 320, 900, 1150, 1420], [500, 570, 640, 710])
    rows = (
        ("STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"),
        ("1", "Đàn trâu", "215", "207"),
        ("2", "Đàn lợn", "1.480", "1.536"),
    )
    for row, texts in enumerate(rows):
        for x, text in zip((228, 340, 940, 1190), texts, strict=True):
            drawing.text(x, 513 + 70 * row, text)
    drawing.rule(220, 2050, 620)
    drawing.text(220, 2071, "1", 16)
    drawing.text(240, 2072, "Trong đó thu phí, lệ phí 27.350.000 đồng.", 25)
    return drawing


FIGURES = [
    *("148,6", "152,3", "97,57", "56,4", "838,1", "1.945.837.840"),
    *("1", "215", "207", "2", "1.480", "1.536", "27.350.000"),
]
"""The figures of `report_page` in reading order, marks left out."""
