"""Lines to paragraphs: which line goes on with the sentence of the line above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf.layout import Line
from extractors.readers.pdf.lines import word_joint

_MARKER = re.compile(r"(?:[-–—+*•▪◦➢✓]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zđ][.)]|[IVXLC]+[.)/])\s")
"""List markers and numbering, as they stand at the beginning of a line."""
_SENTENCE_END = re.compile(r"[.;:!?…]\W*$")
_TIGHT = 1.35
"""Lines of one paragraph are at most so many sizes apart, where it is set solid."""
_LOOSE = 2.4
"""Lines further apart than so many sizes never belong together."""
_INDENT = 0.8
"""A first line is indented by so many sizes at least."""
_SAME_SIZE = 1.15
_ALIGNED = 3.0
"""Points by which ends or centres of lines may differ and still be aligned."""
_PROSE = 20
"""Characters of the shortest line that tells a margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The column in which text is set."""

    left: float
    right: float
    pitch: float
    """Usual distance of lines inside paragraphs, in sizes."""
    indented: bool
    """Whether paragraphs begin with an indented line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a paragraph, and what joins it to the one before."""

    joint: str
    line: Line


def measure(lines: Sequence[Line]) -> Measure:
    """The column that successive lines (of one width of page) were set in."""
    prose = [line for line in lines if len(line.text) >= _PROSE] or list(lines)
    right = _mode((line.x1 for line in prose), last=True)
    pairs = list(pairwise(lines))
    inner = [pair for pair in pairs if _is_full(*pair, right) and pair[1].x0 <= pair[0].x0 + 1]
    left = _mode(line.x0 for _, line in inner) if inner else _mode(line.x0 for line in prose)
    starts = [line for above, line in pairs if not _is_full(above, line, right)]
    flush = sum(line.x0 <= left + _ALIGNED for line in starts)
    distances = sorted((b.baseline - a.baseline) / b.size for a, b in inner if b.size > 0)
    distances = [distance for distance in distances if 0 < distance < _LOOSE]
    return Measure(
        left=left,
        right=right,
        pitch=distances[len(distances) // 2] if distances else 1.15,
        indented=2 * flush < len(starts),
    )


def join_lines(lines: Iterable[Line], column: Measure) -> list[list[Piece]]:
    r"""The paragraphs that lines form.

    Lines that go on are joined by a space (by nothing behind a word's own hyphen or stroke),
    lines of one centred title by `\n`.
    """
    paragraphs: list[list[Piece]] = []
    for line in lines:
        joint = _joint(paragraphs[-1], line, column) if paragraphs else None
        if joint is None:
            paragraphs.append([Piece("", line)])
        else:
            paragraphs[-1].append(Piece(joint, line))
    return paragraphs


def _joint(paragraph: Sequence[Piece], line: Line, column: Measure) -> str | None:
    """What joins a line to the paragraph above, or None if it begins a new one."""
    above, first = paragraph[-1].line, paragraph[0].line
    distance = (line.baseline - above.baseline) / max(line.size, above.size)
    sizes = max(line.size, above.size) / max(min(line.size, above.size), 0.1)
    if line.marked or above.columns or line.columns or distance > _LOOSE or sizes > _SAME_SIZE:
        return None
    if distance <= 0:
        return None
    tight = distance <= max(_TIGHT, 1.12 * column.pitch)
    if _is_full(above, line, column.right):
        if _goes_on(first, above, line, column, tight=tight):
            return word_joint(above)
        return None
    centred = _is_centred(above, column) and _is_centred(line, column)
    return "\n" if centred and distance <= max(1.2, 1.05 * column.pitch) else None


def _goes_on(first: Line, above: Line, line: Line, column: Measure, *, tight: bool) -> bool:
    """Whether a line under a full one goes on with its paragraph."""
    indent = _INDENT * line.size
    if _MARKER.match(line.text):
        return column.indented and line.x0 < first.x0 - indent
    if line.x0 > above.x0 + indent:
        hanging = above is first and _MARKER.match(above.text) is not None and tight
        return hanging or (_is_centred(above, column) and _is_centred(line, column))
    ended = _SENTENCE_END.search(above.text) is not None
    if ended and not tight:
        return False
    beside_first = above is first and abs(line.x0 - first.x0) <= _ALIGNED
    return not (ended and beside_first and first.x0 > column.left + indent)


def _is_full(line: Line, below: Line, right: float) -> bool:
    """Whether the first word of the line below would not have fitted in."""
    space = below.text.find(" ")
    word = (below.edges[space] if space > 0 else below.x1) - below.x0
    return line.x1 + 0.2 * line.size + word > right - 0.1 * line.size


def _is_centred(line: Line, column: Measure) -> bool:
    middle = (line.x0 + line.x1) / 2
    indented = line.x0 > column.left + 2 * _ALIGNED
    return indented and abs(middle - (column.left + column.right) / 2) <= 2 * _ALIGNED


def _mode(positions: Iterable[float], *, last: bool = False) -> float:
    """The commonest position; among equals the first, or the last; 0 if there are none."""
    counts = Counter(round(position) for position in positions)
    order = sorted(counts, reverse=last)
    best = max(order, key=lambda position: counts[position], default=0)
    if last and counts and counts[best] < 0.1 * counts.total():
        best = max(counts)  # ragged text: no line ends where the others do
    return float(best)
