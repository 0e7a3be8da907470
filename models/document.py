"""A report as its reader sees it: header, sections, paragraphs, items, notes, tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.text import Source, Span, Text


class BlockKind(StrEnum):
    """What a block of running text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    CELL = "cell"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, list item, heading, note paragraph or table cell, rejoined over pages.

    Blocks stand in reading order and together cover every digit of the source once.
    """

    index: int
    """Position in `Document.blocks`."""
    kind: BlockKind
    text: Text
    """The block as one line, its marker (`-`, `a)`, `2.1.`) included."""
    depth: int = 0
    """Nesting of list items: 0 for paragraphs, 1 for `-`, 2 for `+` …"""
    marker: Span | None = None
    """The marker in the view (not the source), where the block begins with one."""
    section: int | None = None
    """Index in `Document.sections` of the section it stands in."""
    parent: int | None = None
    """Index of the block that this one elaborates: the item above, the paragraph that ends in
    a colon, or for a note the block its mark hangs on."""
    note: str | None = None
    """For blocks of a footnote, its mark."""
    table: int | None = None
    """For cells, the index in `Document.tables`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    number: str
    """As written, without its full stop: `II`, `2.2.1`, `a`; empty if it has none."""
    title: str
    level: int
    """1 for the outermost."""
    block: int
    """Index of the heading's block."""
    parent: int | None
    """Index of the section above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note and the mark it hangs on."""

    mark: str
    """In plain characters: `5` for ⁽⁵⁾."""
    blocks: tuple[int, ...]
    """The note's paragraphs."""
    host: int | None
    """Index of the block with the mark, if it was found."""
    anchor: int | None
    """Source offset of the mark in the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell."""

    row: int
    column: int
    row_span: int
    column_span: int
    block: int | None
    """Index of its block; None for an empty cell."""
    header: bool
    """Whether it heads a column."""
    heads: tuple[str, ...] = ()
    """For body cells, the headings above it, outermost first."""
    stubs: tuple[str, ...] = ()
    """For body cells, the rows it belongs to, outermost first: group, item, its own row's text."""
    row_words: tuple[str, ...] = ()
    """For body cells, the cells of its row that hold words, each for itself: the item, its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its header rows told from its body."""

    span: Span
    cells: tuple[Cell, ...]
    header_rows: int
    """How many rows head the columns."""
    caption: tuple[int, ...] = ()
    """Blocks above it that title it (with `Đơn vị tính: …`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the first page says about the report itself; None or empty where it does not."""

    title: str = ""
    kind: str = ""
    """What sort of report: a code of lexicon `cues.toml`, for example `emulation`."""
    level: str = ""
    """xã, huyện or tỉnh."""
    unit_name: str = ""
    district: str = ""
    province: str = ""
    symbol: str = ""
    report_date: date | None = None
    place: str = ""
    period_label: str = ""
    period_start: date | None = None
    period_end: date | None = None
    signer: str = ""
    unit_code: str = ""
    """Official code of the unit; empty if it cannot be told for certain."""
    unit_id: str = ""
    """The code with the year from which it is valid: `models.places.Place.unit_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report, structured."""

    source: Source
    header: Header
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    notes: tuple[Footnote, ...]
    tables: tuple[Table, ...]
