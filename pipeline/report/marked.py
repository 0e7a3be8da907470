"""A report's text as paragraphs and tables, its figures marked, its findings beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.digest import FigureState, MarkedFigure, Review, ReviewedFinding
from models.text import Span

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\ufeff]")
"""What no reader sees and a page must not hold."""
_LEAST_FOLD = 3
"""So many blocks in a row without a finding are folded away; fewer are left to read on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Characters of the text: a figure, or what stands between two."""

    text: str
    state: FigureState | None = None
    """None if it is no figure."""
    numbers: tuple[int, ...] = ()
    """The findings it is involved in, counted from 1 within the report."""
    finding_id: str = ""
    """The first of them."""


Cell = tuple[Segment, ...]
Line = tuple[Cell, ...]
"""The cells of one line; of prose one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a table: lines with cells, one behind the other."""

    lines: tuple[Line, ...]
    is_table: bool
    findings: tuple[ReviewedFinding, ...]
    """Those whose first figure stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Blocks to be shown, or to be folded away."""

    blocks: tuple[Block, ...]
    """Empty for a folded stretch of a brief layout."""
    is_folded: bool
    paragraphs: int
    figures: int
    """How many of both stand in it."""


def lay_out(review: Review, *, is_brief: bool = False) -> tuple[Stretch, ...]:
    """The text of a report in stretches: what findings are about, and the rest, folded.

    A brief layout has no text of folded stretches, only how much there is.
    """
    stretches: list[Stretch] = []
    for has_findings, group in groupby(_blocks(review), key=lambda block: bool(block.findings)):
        blocks = tuple(group)
        is_folded = not has_findings and len(blocks) >= _LEAST_FOLD
        stretches.append(
            Stretch(
                blocks=() if is_folded and is_brief else blocks,
                is_folded=is_folded,
                paragraphs=len(blocks),
                figures=sum(map(_count_figures, blocks)),
            )
        )
    return tuple(stretches)


def _count_figures(block: Block) -> int:
    segments = (segment for line in block.lines for cell in line for segment in cell)
    return sum(segment.state is not None for segment in segments)


def plain(text: str) -> str:
    r"""`text` without characters that nobody sees; what parts words becomes a blank.

    >>> plain("Đàn\x0b lợn\u200b")
    'Đàn  lợn'
    """
    return _CONTROL.sub(lambda found: "" if found[0] in "\u200b\ufeff" else " ", text)


def _blocks(review: Review) -> Iterator[Block]:
    """Lines that are not empty, runs of lines with cells as one block."""
    numbers = {
        one.stored.finding.finding_id: number for number, one in enumerate(review.findings, 1)
    }
    lines = [line for line in _lines(review.text) if line.of(review.text).strip()]
    todo = list(review.findings)
    for is_table, group in groupby(lines, key=lambda line: "\t" in line.of(review.text)):
        spans = list(group)
        for part in [spans] if is_table else [[span] for span in spans]:
            yield Block(
                lines=tuple(_line(review, span, numbers) for span in part),
                is_table=is_table and len(part) > 1,
                findings=tuple(_taken(todo, part[-1].stop)),
            )
    if todo:
        yield Block(lines=(), is_table=False, findings=tuple(todo))


def _taken(todo: list[ReviewedFinding], stop: int) -> Iterator[ReviewedFinding]:
    """The next findings whose first figure stands before `stop`, those without figures too."""
    while todo:
        spans = todo[0].stored.finding.spans
        if spans and spans[0].start >= stop:
            return
        yield todo.pop(0)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _line(review: Review, line: Span, numbers: Mapping[str, int]) -> Line:
    cells, start = [], line.start
    for cell in line.of(review.text).split("\t"):
        cells.append(tuple(_segments(review, Span(start, start + len(cell)), numbers)))
        start += len(cell) + 1
    return tuple(cells)


def _segments(review: Review, cell: Span, numbers: Mapping[str, int]) -> Iterator[Segment]:
    at = cell.start
    for figure in _figures_in(review.figures, cell):
        if figure.span.start < at:
            continue
        if figure.span.start > at:
            yield Segment(text=plain(review.text[at : figure.span.start]))
        ids = figure.finding_ids
        yield Segment(
            text=plain(review.text[figure.span.start : min(figure.span.stop, cell.stop)]),
            state=figure.state,
            numbers=tuple(numbers[one] for one in ids),
            finding_id=ids[0] if ids else "",
        )
        at = figure.span.stop
    if at < cell.stop:
        yield Segment(text=plain(review.text[at : cell.stop]))


def _figures_in(figures: Sequence[MarkedFigure], part: Span) -> Sequence[MarkedFigure]:
    first = bisect_left(figures, part.start, key=lambda figure: figure.span.start)
    last = bisect_left(figures, part.stop, key=lambda figure: figure.span.start)
    return figures[first:last]
