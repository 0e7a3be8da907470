"""Puts a document together: blocks in reading order, sections, notes on their marks, tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.normalise import make_text
from extractors.structure.furniture import set_furniture_apart
from extractors.structure.grids import RawGrid, find_grids
from extractors.structure.lines import find_lines
from extractors.structure.notes import hang_on_hosts, join_notes
from extractors.structure.outline import Outline, read_marker
from extractors.structure.paragraphs import Flow, Paragraph, find_paragraphs
from extractors.structure.tables import column_heads, find_row_numbers, row_stubs, row_words
from models.document import Block, BlockKind, Cell, Document, Header, Table
from models.text import Source, Span

_CAPTION_REACH = 4
"""How many paragraphs may title a table."""

_CAPTION_LENGTH = 250
"""No longer paragraph titles a table."""


def build_document(source: Source) -> Document:
    r"""The structured document of a source.

    Every digit stands in exactly one block, note marks and rules of tables excepted.

    >>> text = "I. KẾT QUẢ\n\n1. Chăn nuôi\n\n- Đàn lợn 350 con;\n\n+ Lợn nái 40 con."
    >>> document = build_document(Source(text=text, media_type="text/plain"))
    >>> [(str(block.kind), block.parent) for block in document.blocks]
    [('heading', None), ('heading', None), ('item', 1), ('item', 2)]
    >>> [section.number for section in document.sections]
    ['I', '1']
    """
    lines = set_furniture_apart(source, find_lines(source))
    flow = find_paragraphs(source, lines)
    grids = find_grids(source, lines)
    raw = _raw_blocks(source, flow, grids)
    blocks, sections = Outline(source).arrange(raw)
    notes = join_notes(flow, blocks)
    blocks = hang_on_hosts(blocks, notes)
    return Document(
        source=source,
        header=Header(),
        blocks=tuple(blocks),
        sections=tuple(sections),
        notes=tuple(notes),
        tables=tuple(_tables(grids, blocks)),
    )


def _raw_blocks(source: Source, flow: Flow, grids: Sequence[RawGrid]) -> list[Block]:
    """Blocks without sections and parents, in the order of their first character."""
    found = [
        (paragraph.pieces[0].start, _paragraph_block(source, paragraph))
        for paragraph in flow.paragraphs
    ]
    for number, grid in enumerate(grids):
        numbering = find_row_numbers(grid)
        for cell in grid.cells:
            block = Block(
                index=0,
                kind=BlockKind.CELL,
                text=cell.content,
                table=number,
                marker=Span(0, len(cell.text)) if (cell.row, cell.column) in numbering else None,
            )
            found.append((cell.content.raw_starts[0], block))
    found.sort(key=lambda pair: pair[0])
    return [replace(block, index=index) for index, (_, block) in enumerate(found)]


def _paragraph_block(source: Source, paragraph: Paragraph) -> Block:
    text = make_text(source.reading, paragraph.pieces)
    if paragraph.furniture:
        kind = BlockKind.FURNITURE
    elif paragraph.note is not None:
        kind = BlockKind.NOTE
    else:
        kind = BlockKind.PARAGRAPH
    marker = read_marker(text.view, note=paragraph.note)
    return Block(
        index=0, kind=kind, text=text, note=paragraph.note, marker=marker.span if marker else None
    )


def _tables(grids: Sequence[RawGrid], blocks: Sequence[Block]) -> list[Table]:
    """The tables, each body cell with its headings and rows."""
    by_start = {
        block.text.raw_offset(0): block.index for block in blocks if block.kind is BlockKind.CELL
    }
    starts = [block.text.raw_offset(0) for block in blocks]
    tables = []
    for grid in grids:
        heads, stubs, words = column_heads(grid), row_stubs(grid), row_words(grid)
        first = bisect_left(starts, grid.span.start)
        cells = []
        for cell in grid.cells:
            header = cell.row in grid.header_rows
            cells.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    block=by_start[cell.content.raw_offset(0)],
                    header=header,
                    heads=() if header else heads.get(cell.column, ()),
                    stubs=() if header else stubs.get(cell.row, ()),
                    row_words=() if header else words.get(cell.row, ()),
                )
            )
        tables.append(
            Table(
                span=grid.span,
                cells=tuple(cells),
                header_rows=grid.top_header,
                caption=_caption(first, blocks),
            )
        )
    return tables


def _caption(first: int, blocks: Sequence[Block]) -> tuple[int, ...]:
    """The up to four short paragraphs right above the block with which a table begins."""
    above: list[int] = []
    for block in reversed(blocks[max(0, first - _CAPTION_REACH) : first]):
        ends = (
            block.kind in (BlockKind.CELL, BlockKind.NOTE) or len(block.text.view) > _CAPTION_LENGTH
        )
        if ends:
            break
        if block.text.view:
            above.append(block.index)
    return tuple(reversed(above))
