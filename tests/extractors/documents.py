"""Documents made of plain text, and what stands in them, in forms that are short to compare."""

from __future__ import annotations

from functools import cache

from extractors.header import find_header
from extractors.readers import markdown
from extractors.structure import build_document
from models.document import Block, BlockKind, Document, Header, Table
from models.lexicon import Lexicon, load
from models.text import Source


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    return load()


def document_of(text: str) -> Document:
    """The structured document of a plain text."""
    return build_document(Source(text=text, media_type="text/plain"))


def markdown_document(text: str) -> Document:
    """The structured document of a Markdown file."""
    return build_document(markdown.read(text.encode()))


def header_of(text: str) -> Header:
    """The header of a plain text."""
    return find_header(document_of(text), lexicon()).header


def views(document: Document, *kinds: BlockKind) -> list[str]:
    """The blocks of some kinds as one line each; of all kinds, if none is named."""
    return [block.text.view for block in document.blocks if not kinds or block.kind in kinds]


def body(document: Document) -> list[str]:
    """The running text: neither notes nor page numbers nor cells."""
    apart = (BlockKind.NOTE, BlockKind.FURNITURE, BlockKind.CELL)
    return [block.text.view for block in document.blocks if block.kind not in apart]


def notes(document: Document) -> list[tuple[str, str, list[str]]]:
    """For each note its mark, its host's text and its paragraphs."""
    return [
        (
            note.mark,
            document.blocks[note.host].text.view if note.host is not None else "",
            [document.blocks[index].text.view for index in note.blocks],
        )
        for note in document.notes
    ]


def sections(document: Document) -> list[tuple[int, str, str]]:
    """Level, number and title of each section."""
    return [(section.level, section.number, section.title) for section in document.sections]


def parent_of(document: Document, start: str) -> str | None:
    """The text of the block that the block beginning with `start` elaborates."""
    block = block_of(document, start)
    return document.blocks[block.parent].text.view if block.parent is not None else None


def block_of(document: Document, start: str) -> Block:
    """The one block that begins with `start`."""
    (block,) = (block for block in document.blocks if block.text.view.startswith(start))
    return block


def body_cells(document: Document, table: Table) -> dict[str, tuple[str, ...]]:
    """Headings, a bar, and rows of each figure in a table's body, by its text."""
    return {
        document.blocks[cell.block].text.view: (*cell.heads, "|", *cell.stubs)
        for cell in table.cells
        if cell.block is not None and not cell.header
    }


def row_numbers(document: Document) -> list[str]:
    """The cells that number rows or columns."""
    return [
        block.text.view
        for block in document.blocks
        if block.kind is BlockKind.CELL and block.marker is not None
    ]
