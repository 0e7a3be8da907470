"""What Tesseract answers: lines of words with a box for every character (hOCR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

_LINES = frozenset({"ocr_line", "ocr_textfloat", "ocr_header", "ocr_caption"})
_NUMBERS = re.compile(r"(\w+) ([-\d. ]+)")
_STRAY = "|¦"
"""What is left of a border that was taken for a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in pixels of the picture."""

    text: str
    edges: tuple[float, ...]
    """len(text) + 1 horizontal positions, ascending."""
    top: float
    bottom: float
    confidence: float
    """From 0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    baseline: float
    """At the line's middle."""
    size: float
    """From the lowest descender to the highest ascender: the size of the font, nearly."""

    def moved(self, x: float, y: float, scale: float = 1.0) -> TextLine:
        """The line of a picture that is `scale` times as large and has its corner at x, y."""
        words = tuple(
            replace(
                word,
                edges=tuple(x + edge / scale for edge in word.edges),
                top=y + word.top / scale,
                bottom=y + word.bottom / scale,
            )
            for word in self.words
        )
        baseline = y + self.baseline / scale
        return TextLine(words=words, baseline=baseline, size=self.size / scale)


def parse_hocr(answer: bytes) -> list[list[TextLine]]:
    """The lines of each picture, as far as they hold words; broken hOCR has none."""
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False, huge_tree=True)
    root = etree.fromstring(answer, parser) if answer.strip() else None
    if root is None:
        return []
    pages = (element for element in root.iter("{*}div") if element.get("class") == "ocr_page")
    return [list(_lines(page)) for page in pages]


def _lines(page: etree._Element) -> Iterator[TextLine]:
    for element in page.iter("{*}span"):
        if element.get("class") not in _LINES:
            continue
        title = _title(element)
        words = tuple(word for one in element.iter("{*}span") if (word := _word(one)))
        box = title.get("bbox", ())
        if not words or len(box) != 4:
            continue
        slope, offset = title.get("baseline", (0.0, 0.0))[:2]
        yield TextLine(
            words=words,
            baseline=box[3] + offset + slope * (box[2] - box[0]) / 2,
            size=title.get("x_size", (box[3] - box[1],))[0],
        )


def _word(element: etree._Element) -> Word | None:
    """The word of an element; None if it is none, or nothing but the rest of a border."""
    if element.get("class") != "ocrx_word":
        return None
    title = _title(element)
    box = title.get("bbox", ())
    text = ""
    lefts: list[float] = []
    for letter in element.iter("{*}span"):
        place = _title(letter).get("x_bboxes", ())
        if letter.get("class") == "ocrx_cinfo" and len(place) == 4 and letter.text:
            width = (place[2] - place[0]) / len(letter.text)
            lefts.extend(place[0] + width * i for i in range(len(letter.text)))
            text += letter.text
    if len(box) != 4 or not text.strip(_STRAY):
        return None
    start = len(text) - len(text.lstrip(_STRAY))
    stop = len(text.rstrip(_STRAY))
    right = lefts[stop] if stop < len(text) else box[2]
    edges = [*lefts[start:stop], max(right, lefts[stop - 1])]
    for index, (left, other) in enumerate(pairwise(edges)):
        edges[index + 1] = max(left, other)
    return Word(
        text=text[start:stop],
        edges=tuple(edges),
        top=box[1],
        bottom=box[3],
        confidence=title.get("x_wconf", (0.0,))[0],
    )


def _title(element: etree._Element) -> dict[str, tuple[float, ...]]:
    """The numbers of an element's title by name."""
    found = _NUMBERS.findall(element.get("title", ""))
    return {name: tuple(map(float, numbers.split())) for name, numbers in found}
