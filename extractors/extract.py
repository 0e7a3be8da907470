"""The composition: the only module that knows the order of the stages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractors.columns import ColumnRoles
from extractors.cues import CueScanner
from extractors.facts import FactMaker
from extractors.figures import lay_out
from extractors.header import find_header
from extractors.kinds import KindFinder, KindOf
from extractors.language import make_doc
from extractors.ledger import close_ledger
from extractors.numerals import Notation, find_notation
from extractors.parts import find_part_lists
from extractors.reading import BlockReading
from extractors.relations import ClaimFinder
from extractors.repair import repair
from extractors.roles import RoleFinder, pass_on_plans, share_in_amounts
from extractors.structure import build_document
from extractors.units import UnitFinder
from extractors.wording import WordedFinder
from models.document import Block, Cell, Document
from models.lexicon import Lexicon, fold
from models.number import FIGURE_KINDS, Numeral
from models.report import Extraction
from models.text import Source, Span


def extract(source: Source, lexicon: Lexicon, report_id: str) -> Extraction:
    """All that a source says: document, ledger, facts and claims.

    The same source and lexicon always give the same result.

    Args:
        source: What a reader returned.
        lexicon: What is known beforehand.
        report_id: Prefix of the ids of facts.

    >>> from models.lexicon import load
    >>> text = "Đàn lợn 90/120 con, đạt 75% kế hoạch."
    >>> found = extract(Source(text=text, media_type="text/plain"), load(), "r")
    >>> [(fact.text, str(fact.role)) for fact in found.facts]
    [('90', 'actual'), ('120', 'plan'), ('75', 'pct_plan')]
    """
    return _engine(lexicon).extract(source, report_id)


@lru_cache(maxsize=4)
def _engine(lexicon: Lexicon) -> _Engine:
    """The stages compiled for one lexicon, kept because compiling takes longer than a report."""
    return _Engine(lexicon)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What holds for a whole report."""

    document: Document
    planning: frozenset[int]
    """The sections that tell what is still to be done."""
    notation: Notation


class _Engine:
    """All stages, ready."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._units = UnitFinder(lexicon)
        self._kinds = KindFinder(lexicon, self._units)
        self._cues = CueScanner(lexicon)
        self._roles = RoleFinder(lexicon)
        self._columns = ColumnRoles(lexicon)
        self._facts = FactMaker(lexicon, self._units)
        self._claims = ClaimFinder(lexicon)
        self._planning = lexicon.phrases("planning")
        self._worded = WordedFinder(lexicon)

    def extract(self, source: Source, report_id: str) -> Extraction:
        """Run the stages in order."""
        source = repair(source)
        document = build_document(source)
        document = find_header(document, self._lexicon)
        cells = {c.block: c for t in document.tables for c in t.cells if c.block is not None}
        setting = _Setting(
            document=document,
            planning=_planning_sections(document, self._planning),
            notation=find_notation(source.reading),
        )
        numerals: list[Numeral] = []
        readings: dict[int, BlockReading] = {}
        for block in document.blocks:
            worded = list(self._worded.find(block.text.view))
            if not worded and not any(map(str.isdecimal, block.text.view)):
                continue
            doc = make_doc(block.text.view, worded)
            cell = cells.get(block.index)
            kinds = self._kinds.find(block, doc, cell)
            numerals.extend(_numeral(source, block, k) for k in kinds if k.token.value is None)
            if any(kind.kind in FIGURE_KINDS for kind in kinds):
                readings[block.index] = self._read(setting, block, cell, kinds)
        ledger = close_ledger(source, numerals)
        facts = self._facts.make(document, readings, report_id)
        claims = self._claims.find(document, readings, facts, ledger)
        return Extraction(
            document=document, numerals=tuple(ledger), facts=tuple(facts), claims=tuple(claims)
        )

    def _read(
        self, setting: _Setting, block: Block, cell: Cell | None, kinds: list[KindOf]
    ) -> BlockReading:
        doc = kinds[0].token.doc
        figures = lay_out(doc, block.text.view, kinds, self._units, setting.notation)
        cues = self._cues.scan(doc)
        planning = block.section in setting.planning
        roles = share_in_amounts(figures, self._roles.find(figures, cues, planning=planning))
        if cell is not None:
            table = setting.document.tables[block.table or 0]
            roles = [
                self._columns.find(table, cell, figure.kind, role)
                for figure, role in zip(figures, roles, strict=True)
            ]
        parts = find_part_lists(doc, figures, roles, cues)
        roles = pass_on_plans(roles, ((part.whole, part.parts) for part in parts))
        return BlockReading(
            block=block, doc=doc, cell=cell, figures=figures, roles=roles, cues=cues, parts=parts
        )


def _numeral(source: Source, block: Block, kind: KindOf) -> Numeral:
    """The ledger's row for a numeral token."""
    start = kind.token.idx
    span = block.text.raw(Span(start, start + len(kind.token.text)))
    return Numeral(
        span=span,
        text=span.of(source.text),
        page=source.page_of(span.start),
        kind=kind.kind,
        block=block.index,
        rule=kind.rule,
        rejected=kind.rejected,
    )


def _planning_sections(document: Document, openings: tuple[str, ...]) -> frozenset[int]:
    """The sections under a heading that announces what is still to be done, that one included."""
    found: set[int] = set()
    parts: set[int | None] = set()  # `Phần thứ hai` over the heading `PHƯƠNG HƯỚNG, NHIỆM VỤ`
    for index, section in enumerate(document.sections):  # a parent stands before its children
        announces = section.level <= 3 and fold(section.title).startswith(openings)
        if announces or section.parent in found or (section.number and section.parent in parts):
            found.add(index)
        if announces and not section.number and section.parent is not None:
            parts.add(section.parent)
    return frozenset(found)
