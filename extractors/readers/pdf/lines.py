"""Characters to lines: what stands on one baseline, left to right, raised marks included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.readers._superscripts import RAISED_DIGITS, raise_mark
from extractors.readers.pdf.layout import Glyph, Line

_SMALL = 0.75
"""A character below this share of its line's size is a mark, if it is raised too."""
_RAISED = 0.12
"""How far above the baseline a mark stands at least, in sizes of its line."""
_LEVEL = 0.2
"""How far baselines of one line may lie apart, in sizes."""
_WORD_GAP = 0.18
"""A gap of so many sizes is a space, where the file draws none."""
_COLUMN_GAP = 2.5
"""A gap of so many sizes divides columns."""
_SPACES = re.compile(r"\s+")
_GLUED = re.compile(r"[^\W_][-/]$")
"""A word broken behind its own hyphen or stroke: 254/QĐ-|UBND."""


@dataclass(slots=True)
class _Row:
    """A line on its way: its largest run comes first and gives baseline and size."""

    baseline: float
    size: float
    runs: list[list[Glyph]] = field(default_factory=list)

    def takes(self, run: Sequence[Glyph]) -> bool:
        rise = self.baseline - run[0].baseline
        if abs(rise) <= _LEVEL * self.size:
            return True
        return run[0].size < _SMALL * self.size and -0.25 * self.size <= rise <= 0.75 * self.size


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that the characters form, from top to bottom.

    Marks are written as superscript characters, a space stands in every gap between words.

    >>> glyphs = [Glyph(char, 6.0 * i, 6.0 * i + 6, 100.0, 12.0) for i, char in enumerate("120m")]
    >>> build_lines([*glyphs, Glyph("2", 24.0, 28.0, 96.0, 7.0)])[0].text
    '120m²'
    """
    rows: list[_Row] = []
    for run in sorted(_runs(glyphs), key=lambda run: -run[0].size):
        near = [row for row in rows if row.takes(run)]
        if near:
            best = min(near, key=lambda row: abs(row.baseline - run[0].baseline))
        else:
            best = _Row(run[0].baseline, run[0].size)
            rows.append(best)
        best.runs.append(run)
    rows.sort(key=lambda row: row.baseline)
    return [line for row in rows if (line := _line(row)) is not None]


def split_line(line: Line, gap: float, borders: Sequence[float] = ()) -> list[Line]:
    """The parts of a line between which gaps of at least `gap` sizes stand, or borders.

    >>> glyphs = [Glyph(char, x, x + 6.0, 100.0, 12.0) for char, x in zip("1NA", (0, 40, 46))]
    >>> [part.text for part in split_line(build_lines(glyphs)[0], 1.2)]
    ['1', 'NA']
    """
    parts, start = [], 0
    for space in _SPACES.finditer(line.text):
        left, right = line.edges[space.start()], line.edges[space.end()]
        if right - left >= gap * line.size or any(left < x <= right + 1 for x in borders):
            parts.append(_part(line, start, space.start()))
            start = space.end()
    return [*parts, _part(line, start, len(line.text))]


def _part(line: Line, start: int, stop: int) -> Line:
    edges = line.edges[start : stop + 1]
    return replace(line, text=line.text[start:stop], edges=edges, columns=False)


def word_joint(above: Line) -> str:
    """What stands between a line and the one that goes on with it: a space, or nothing."""
    return "" if _GLUED.search(above.text) else " "


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters drawn one behind the other on one baseline in one size."""
    run: list[Glyph] = []
    right = baseline = size = 0.0
    for glyph in glyphs:
        char, x0, x1, at, height = glyph
        follows = (
            -0.4 * size <= x0 - right <= _COLUMN_GAP * size
            and -0.05 * size <= at - baseline <= 0.05 * size
            and -0.05 * size <= height - size <= 0.05 * size
        )
        if run and not follows and not unicodedata.combining(char):
            yield run
            run = []
        run.append(glyph)
        right, baseline, size = x1, at, height
    if run:
        yield run


def _line(row: _Row) -> Line | None:
    """The line of a row, or None if nothing but white space stands in it."""
    chars: list[str] = []
    edges: list[float] = []
    right = 0.0
    columns = False
    word_gap, column_gap = _WORD_GAP * row.size, _COLUMN_GAP * row.size
    for run in sorted(row.runs, key=lambda run: run[0].x0):
        raised = (
            run[0].size < _SMALL * row.size and row.baseline - run[0].baseline >= _RAISED * row.size
        )
        text = "".join([glyph[0] for glyph in run])
        shown = raise_mark(text) if raised else text
        for char, (_, x0, x1, _, _) in zip(shown, run, strict=True):
            if not chars:
                if char.isspace():
                    continue
                right = x0
            if x0 - right > word_gap:
                columns = columns or (x0 - right > column_gap)
                if not char.isspace() and not chars[-1].isspace():
                    chars.append(" ")
                    edges.append(right)
            chars.append(char)
            edges.append(x0 if not edges or x0 > edges[-1] else edges[-1])
            right = max(right, x1)
    while chars and chars[-1].isspace():
        chars.pop()
        right = edges.pop()
    if not chars:
        return None
    return Line(
        text="".join(chars),
        edges=(*edges, max(right, edges[-1])),
        baseline=row.baseline,
        size=row.size,
        columns=columns,
        marked="".join(chars[:3]).lstrip("⁽ ")[:1] in set(RAISED_DIGITS),
    )
