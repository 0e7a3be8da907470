"""Pages of PDF files and of picture files as grey pictures of one resolution."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from extractors.readers import pdf
from extractors.readers.picture import decoding, open_picture
from pipeline.ocr.picture import Grey

DPI = 200
"""More is slower and reads no better."""
POINTS = 72
_MOST_PIXELS = 40_000_000
"""A page that would have more is looked at more coarsely."""
_PAGE_INCHES = (5.0, 24.0)
"""Lengths that the longer side of a page may have."""
_USUAL_INCHES = 11.69
"""The longer side of A4: what a photograph shows, whose resolution means nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """The picture of a page."""

    number: int
    """0-based."""
    grey: Grey
    dpi: int


def render(data: bytes, numbers: Sequence[int]) -> Iterator[Sight]:
    """The pages `numbers` of a PDF file, or the pictures of a picture file.

    Raises:
        InputError: the picture is damaged or too large.
    """
    return _render_pdf(data, numbers) if pdf.recognises(data) else _render_picture(data, numbers)


def _render_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[Sight]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            page = document[number]
            width, height = page.get_size()
            fits = math.sqrt(_MOST_PIXELS / max(1.0, width * height)) * POINTS
            dpi = max(1, min(DPI, math.floor(fits)))
            bitmap = page.render(scale=dpi / POINTS, grayscale=True)
            grey = np.array(bitmap.to_numpy()).reshape(bitmap.height, -1)[:, : bitmap.width]
            bitmap.close()
            page.close()
            yield Sight(number, np.ascontiguousarray(grey), dpi)
    finally:
        document.close()


def _render_picture(data: bytes, numbers: Sequence[int]) -> Iterator[Sight]:
    with open_picture(data) as image:
        for number in numbers:
            with decoding():
                image.seek(number)
                grey = _grey(image)
            yield Sight(number, grey, DPI)


def _grey(image: Image.Image) -> Grey:
    """The picture upright as its camera held it, in grey, at `DPI`."""
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    longest = max(upright.size)
    factor = _inches(image) * DPI / longest
    size = tuple(max(1, round(side * factor)) for side in upright.size)
    grey = upright.convert("L")
    if abs(factor - 1) > 0.02:
        grey = grey.resize((size[0], size[1]), Image.Resampling.LANCZOS)
    return np.asarray(grey)


def _inches(image: Image.Image) -> float:
    """How long the longer side of the page is."""
    told = image.info.get("dpi", (0, 0))
    dpi = float(told[0]) if isinstance(told, tuple) and told else 0.0
    length = max(image.size) / dpi if dpi >= POINTS else 0.0
    least, most = _PAGE_INCHES
    return length if least <= length <= most else _USUAL_INCHES
