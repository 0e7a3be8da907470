"""The light markup in which the samples are written, as blocks that both builders lay out.

`left || right` rows of a letterhead or signature · `= ` centred title · `# `, `## `, `### `
headings · `| a | b |` table rows, the first heads the columns · `[^1]` a note's mark and
`[^1]: ` the note itself · anything else is a paragraph. Blank lines part the blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["columns", "title", "heading", "paragraph", "table"]

NOTE = re.compile(r"^\[\^(\d+)\]: (.+)$")
MARK = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBlock:
    """One block: `lines` for titles and paragraphs, `rows` for tables and columns."""

    kind: Kind
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 0
    """Of a heading, 1 for the outermost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A whole report: blocks in reading order, and its notes by mark."""

    blocks: tuple[SampleBlock, ...]
    notes: dict[str, str]


def parse_sample(markup: str) -> Sample:
    """The report that the markup describes."""
    blocks: list[SampleBlock] = []
    notes: dict[str, str] = {}
    for part in re.split(r"\n{2,}", markup.strip()):
        lines = tuple(part.splitlines())
        if NOTE.match(lines[0]):
            notes.update(_parse_note(line) for line in lines)
        else:
            blocks.append(_parse_block(lines))
    return Sample(blocks=tuple(blocks), notes=notes)


def split_marks(line: str) -> list[tuple[str, str]]:
    """The line cut at its marks: pairs of running text and the mark that follows it, or ''.

    >>> split_marks("đạt 98%[^1].")
    [('đạt 98%', '1'), ('.', '')]
    """
    pieces = [*MARK.split(line), ""]
    return [pair for pair in zip(pieces[::2], pieces[1::2], strict=True) if any(pair)]


def _parse_note(line: str) -> tuple[str, str]:
    found = NOTE.match(line)
    if found is None:
        raise ValueError(f"not a note: {line}")
    return found[1], found[2]


def _parse_block(lines: tuple[str, ...]) -> SampleBlock:
    first = lines[0]
    if " || " in first:
        rows = tuple(tuple(line.split(" || ")) for line in lines)
        return SampleBlock(kind="columns", rows=rows)
    if first.startswith("| "):
        rows = tuple(tuple(c.strip() for c in line.strip("|").split("|")) for line in lines)
        return SampleBlock(kind="table", rows=rows)
    if first.startswith("= "):
        return SampleBlock(kind="title", lines=tuple(line[2:] for line in lines))
    if heading := re.match(r"(#{1,3}) (.+)", first):
        return SampleBlock(kind="heading", lines=(heading[2],), level=len(heading[1]))
    return SampleBlock(kind="paragraph", lines=lines)
