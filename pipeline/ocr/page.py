"""One page from its picture: turned upright and level, tables cell by cell, marks on their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.recognised import RecognisedPage, RecognisedRule, RecognisedWord
from pipeline.ocr.engine import Engine, Manner
from pipeline.ocr.hocr import TextLine, Word, parse_hocr
from pipeline.ocr.marks import divide, find_raised, read_mark
from pipeline.ocr.picture import (
    Place,
    cut,
    even,
    find_ink,
    find_slant,
    level,
    lies_sideways,
    paint,
    scaled,
    upright,
)
from pipeline.ocr.render import POINTS, Sight
from pipeline.ocr.sheet import Sheet, make_sheet, prose_of

_LEVEL = 0.1
"""Degrees of slant that do no harm."""
_MARGIN = 0.06
"""Inches of paper around what is cut out: Tesseract wants air."""
_NEAR = 3
"""Pixels around a place in which its ink fades."""
_READABLE = 70.0
"""Mean confidence under which a page may stand on its head."""
_SURE = 90.0
"""Confidence from which a reading needs no second look."""
_DOUBT = 50.0
"""Confidence of a figure that was read in three ways: whoever asks shall doubt it."""
_SIGNS = str.maketrans("", "", ".,")
_AGAIN = (0.6, 1.5)
"""Scales of the second look: at another size Tesseract fails on other figures than at first."""
_MARK_SCALES = (1.5, 2.2, 3.0)
"""Marks are small: at these scales they are as high as running text, or higher."""


class _Reading(NamedTuple):
    """A page read in one of the ways in which it may lie."""

    quarters: int
    slant: float
    sheet: Sheet
    lines: list[TextLine]


def read_page(sight: Sight, engine: Engine) -> RecognisedPage:
    """What stands on a page, from its picture.

    Raises:
        EngineFailure: the engine did not answer.
    """
    best = _read_upright(replace(sight, grey=even(sight.grey, sight.dpi)), engine)
    lines = _with_marks(best.sheet, best.lines, engine)
    unit = POINTS / sight.dpi
    height, width = best.sheet.grey.shape
    return RecognisedPage(
        number=sight.number,
        width=width * unit,
        height=height * unit,
        words=tuple(_words(lines, unit)),
        rules=tuple(
            RecognisedRule(*(position * unit for position in stroke))
            for stroke in best.sheet.strokes
        ),
        slant=best.slant,
        quarters=best.quarters,
    )


def _read_upright(sight: Sight, engine: Engine) -> _Reading:
    """The page the right way up: if it reads badly, the other way is tried as well."""
    sideways = lies_sideways(find_ink(sight.grey[::2, ::2], sight.dpi / 2))
    first = _read_turned(int(sideways), sight, engine)
    if not first.lines or _trust(first.lines) >= _READABLE:
        return first
    second = _read_turned(first.quarters + 2, sight, engine)
    return second if _trust(second.lines) > _trust(first.lines) else first


def _read_turned(quarters: int, sight: Sight, engine: Engine) -> _Reading:
    grey, dpi = upright(sight.grey, quarters), sight.dpi
    slant = find_slant(find_ink(grey[::2, ::2], dpi / 2))
    slant = slant if abs(slant) >= _LEVEL else 0.0
    sheet = make_sheet(level(grey, slant) if slant else grey, dpi)
    return _Reading(quarters, slant, sheet, [*_prose(sheet, engine), *_cells(sheet, engine)])


def _prose(sheet: Sheet, engine: Engine) -> list[TextLine]:
    """The lines outside the tables."""
    picture = prose_of(sheet)
    if picture is None:
        return []
    pages = parse_hocr(engine.read([picture], sheet.dpi, Manner.PAGE))
    return pages[0] if pages else []


def _cells(sheet: Sheet, engine: Engine) -> list[TextLine]:
    """The lines of all cells; figures, and what is doubtful, are looked at three times."""
    places = [place for cell in sheet.cells if (place := sheet.inked(cell))]
    readings = [lines for (lines,) in _look(sheet, places, (1.0,), engine)]
    open_ones = [
        index
        for index, lines in enumerate(readings)
        if _least_sure(lines) < _SURE or any(map(str.isdigit, _text(lines)))
    ]
    again = _look(sheet, [places[index] for index in open_ones], _AGAIN, engine)
    for index, others in zip(open_ones, again, strict=True):
        readings[index] = _settled([readings[index], *others])
    return [line for lines in readings for line in lines]


def _settled(readings: Sequence[list[TextLine]]) -> list[TextLine]:
    """What most readings agree on; where no two do, the surest, its figures doubtful.

    Points and commas are lost easily and hardly ever imagined: they do not count in the vote, and
    of those that agree the one that has the most is taken.
    """
    votes = Counter(map(_without_signs, readings))
    text, count = votes.most_common(1)[0]
    if count > 1 and text:
        agreeing = [one for one in readings if _without_signs(one) == text]
        return max(agreeing, key=lambda one: (len(_text(one)), _least_sure(one)))
    return [_doubted(line) for line in max(readings, key=_least_sure)]


def _doubted(line: TextLine) -> TextLine:
    words = tuple(
        replace(word, confidence=min(word.confidence, _DOUBT))
        if any(map(str.isdigit, word.text))
        else word
        for word in line.words
    )
    return replace(line, words=words)


def _without_signs(lines: Iterable[TextLine]) -> str:
    return _text(lines).translate(_SIGNS)


def _text(lines: Iterable[TextLine]) -> str:
    return " ".join(word.text for line in lines for word in line.words)


def _with_marks(sheet: Sheet, lines: Sequence[TextLine], engine: Engine) -> Iterator[TextLine]:
    """The lines, divided by the raised marks in them; such lines are read again without."""
    raised = [(at, one) for at, line in enumerate(lines) for one in find_raised(sheet.ink, line)]
    readings = _look(sheet, [one.digits for _, one in raised], _MARK_SCALES, engine, near=1)
    clean = replace(sheet, grey=sheet.grey.copy())
    marks: dict[int, list[Word]] = {}
    for (at, one), answers in zip(raised, readings, strict=True):
        mark = read_mark(one, answers)
        if mark:
            marks.setdefault(at, []).append(mark)
            paint(clean.grey, one.place)
    again = _look(clean, [_extent(lines[at]) for at in marks], (1.0,), engine)
    unmarked = dict(zip(marks, again, strict=True))
    for at, line in enumerate(lines):
        if at in marks:
            yield from divide(_better(line, unmarked[at][0]), marks[at])
        else:
            yield line


def _look(
    sheet: Sheet,
    places: Sequence[Place],
    scales: Sequence[float],
    engine: Engine,
    *,
    near: int = _NEAR,
) -> list[list[list[TextLine]]]:
    """For each place and each scale the lines that are read there, in pixels of the sheet."""
    if not places:
        return []
    margin = round(_MARGIN * sheet.dpi)
    tasks = [(place, scale) for place in places for scale in scales]
    pieces = [scaled(cut(sheet.grey, place, margin, near), scale) for place, scale in tasks]
    answers = parse_hocr(engine.read(pieces, sheet.dpi, Manner.BLOCK))
    if len(answers) != len(tasks):
        answers = [[] for _ in tasks]
    moved = [
        [line.moved(place.x0 - margin, place.top - margin, scale) for line in lines]
        for (place, scale), lines in zip(tasks, answers, strict=True)
    ]
    return [moved[start : start + len(scales)] for start in range(0, len(moved), len(scales))]


def _better(line: TextLine, again: Sequence[TextLine]) -> TextLine:
    """The line as it was read again, if that went as well."""
    best = max(again, key=lambda one: len(one.words), default=None)
    if best is None or _trust([best]) < _trust([line]) or len(best.words) < 0.7 * len(line.words):
        return line
    return replace(best, baseline=line.baseline, size=line.size)


def _least_sure(lines: Iterable[TextLine]) -> float:
    """The confidence of the least sure word; -1 without any."""
    return min((word.confidence for line in lines for word in line.words), default=-1.0)


def _trust(lines: Iterable[TextLine]) -> float:
    """The mean confidence of all characters; -1 without any."""
    words = [word for line in lines for word in line.words]
    characters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * word.confidence for word in words)
    return sure / characters if characters else -1.0


def _extent(line: TextLine) -> Place:
    return Place(
        round(line.words[0].edges[0]),
        round(min(word.top for word in line.words)),
        round(line.words[-1].edges[-1]),
        round(max(word.bottom for word in line.words)),
    )


def _words(lines: Iterable[TextLine], unit: float) -> Iterator[RecognisedWord]:
    for line in lines:
        for word in line.words:
            yield RecognisedWord(
                text=word.text,
                edges=tuple(edge * unit for edge in word.edges),
                baseline=line.baseline * unit,
                size=line.size * unit,
                confidence=word.confidence,
            )
