"""Lists of percentages that may be shares of one whole, with the words that name each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.document import Block, BlockKind, Document
from models.fact import Fact, Role
from models.lexicon import fold
from models.number import NumeralKind

ALL = Decimal(100)
"""The whole, in percent."""
_ROLES = (Role.PCT_SHARE, Role.PRIOR, Role.PLAN, Role.TARGET, Role.ACTUAL)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of a list and the words that name what it is a share of."""

    fact: Fact
    words: str
    of: Decimal | None = None
    """Y of the ratio right before it: 312 of `99/312 = 31,73%`."""


@dataclass(frozen=True, slots=True)
class ShareList:
    """Percentages of one list, in order."""

    shares: Sequence[Share]
    lead: str
    """What stands above or before them."""

    @property
    def words(self) -> str:
        """All words of the list."""
        return " ".join((self.lead, *(share.words for share in self.shares)))


def find_share_lists(index: FactIndex) -> Iterator[ShareList]:
    """The percentages of sentences, of items below one another and of the columns of tables."""
    for shares in (*_sentences(index), *_items(index), *_columns(index)):
        if len(shares.shares) >= 2:
            yield shares


def _sentences(index: FactIndex) -> Iterator[ShareList]:
    """The percentages of each sentence, those of one role together."""
    for reading in index.running():
        lead = _above(index.document, reading.block)
        for sentence, figures in groupby(reading.figures, key=lambda figure: figure.sentence):
            inside = [f for f in figures if _depth(reading, sentence[0], f.index) == 0]
            facts = [(index.of(reading, figure), figure) for figure in inside]
            for role in _ROLES:
                shares: list[Share] = []
                start = sentence[0]
                for fact, figure in facts:
                    fits = _is_share(fact) and fact.role is role
                    if fits:
                        words = " ".join(reading.doc.texts[start : figure.index])
                        shares.append(Share(fact, words, _base(index, reading, figure)))
                    if fits or not shares:
                        start = figure.stop  # what stands between two shares names the second
                if shares:
                    yield ShareList(shares, lead)


def _items(index: FactIndex) -> Iterator[ShareList]:
    """The first percentages of items that follow one another."""
    blocks = [b for b in index.document.blocks if b.kind is BlockKind.ITEM and b.note is None]
    for _, items in groupby(blocks, key=lambda block: (block.parent, block.section, block.depth)):
        shares: list[Share] = []
        lead = ""
        for block in items:
            reading = index.readings.get(block.index)
            share = _first_share(index, reading) if reading else None
            if share is None:
                break
            lead = lead or _above(index.document, block)
            shares.append(share)
        yield ShareList(shares, lead)


def _base(index: FactIndex, reading: BlockReading, figure: Figure) -> Decimal | None:
    """Y of the ratio right before a percentage."""
    before = reading.figures[figure.position - 1] if figure.position else None
    return index.of(reading, before).value if before and before.under is not None else None


def _first_share(index: FactIndex, reading: BlockReading) -> Share | None:
    """The only percentage of an item's first sentence: `Dân tộc Tày: 450 người, chiếm 45,3%`."""
    percents = [
        figure
        for figure in reading.figures
        if figure.kind is NumeralKind.PERCENT and figure.sentence == reading.figures[0].sentence
    ]
    if len(percents) != 1 or not _is_share(index.of(reading, percents[0])):
        return None
    words = " ".join(reading.doc.texts[: percents[0].index])
    return Share(index.of(reading, percents[0]), words)


def _columns(index: FactIndex) -> Iterator[ShareList]:
    """The percentages of each column of a table, rows that follow one another."""
    for table in index.document.tables:
        captions = " ".join(_folded(index.document, block) for block in table.caption)
        body = sorted((c for c in table.cells if not c.header), key=lambda c: (c.column, c.row))
        for (_, group), cells in groupby(body, key=lambda cell: (cell.column, cell.stubs[:-1])):
            shares: list[Share] = []
            lead = captions
            for cell in cells:
                inside = index.in_cell(cell)
                if inside is None or not cell.stubs:
                    continue
                lead = lead if shares else " ".join((captions, *map(fold, (*group, *cell.heads))))
                _, fact = inside
                if _is_share(fact):
                    shares.append(Share(fact, fold(cell.stubs[-1])))
            yield ShareList(shares, lead)


def _above(document: Document, block: Block) -> str:
    """The block that a block elaborates, or the heading it stands under."""
    above = document.sections[block.section].block if block.section is not None else None
    at = block.parent if block.parent is not None else above
    return _folded(document, at) if at is not None and at != block.index else ""


def _folded(document: Document, block: int) -> str:
    return fold(document.blocks[block].text.view)


def _depth(reading: BlockReading, start: int, stop: int) -> int:
    """How many brackets are open at a token."""
    texts = reading.doc.texts[start:stop]
    return texts.count("(") - texts.count(")")


def _is_share(fact: Fact) -> bool:
    return fact.dimension == "percent" and fact.value is not None and 0 <= fact.value != ALL
