"""Facts by the place where the readings found their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.figures import Figure
from extractors.indicators import OTHER
from extractors.reading import BlockReading
from models.document import BlockKind, Cell, Document, Table
from models.fact import Fact, Role
from models.lexicon import Lexicon
from models.number import NumeralKind
from models.relation import Claim

LEVELS = frozenset({Role.ACTUAL, Role.PLAN, Role.PRIOR, Role.TARGET})
"""Roles of figures that can be a whole or a part."""


class FactIndex:
    """The facts of a document, by block and position."""

    def __init__(
        self,
        document: Document,
        readings: Mapping[int, BlockReading],
        facts: Sequence[Fact],
        lexicon: Lexicon,
    ) -> None:
        self.document = document
        self.readings = readings
        self.lexicon = lexicon
        self.case_units = lexicon.names("case.units")
        self.closed_sets = lexicon.names("whole.closed")
        self.manifold = lexicon.names("whole.manifold")
        self._kindred = [
            frozenset(name.strip() for name in cue.value.split(","))
            for cue in lexicon.cues_of("kindred.units")
        ]
        self._dimensions = {unit.name: unit.dimension for unit in lexicon.units}
        self.wholes = tuple(code for code, one in lexicon.indicators.items() if one.whole_of)
        self._parents = {code: one.parent for code, one in lexicon.indicators.items()}
        self._families = frozenset(family.name for family in lexicon.families)
        by_start = {fact.span.start: fact for fact in facts}
        self._facts: dict[tuple[int, int], Fact] = {}
        self._composed: set[str] = set()
        for index, reading in readings.items():
            for figure in reading.figures:
                start = reading.block.text.raw_offset(figure.token.idx)
                self._facts[index, figure.position] = by_start[start]
                if figure.completes is not None:
                    head = self._facts[index, figure.completes]
                    self._composed |= {by_start[start].fact_id, head.fact_id}

    def of(self, reading: BlockReading, figure: Figure | int) -> Fact:
        """The fact of a figure of a reading."""
        position = figure if isinstance(figure, int) else figure.position
        return self._facts[reading.block.index, position]

    def in_cell(self, cell: Cell) -> tuple[Figure, Fact] | None:
        """The only figure of a cell with its fact; None if it has none or several."""
        reading = self.readings.get(cell.block) if cell.block is not None else None
        if reading is None or len(reading.figures) != 1:
            return None
        return reading.figures[0], self.of(reading, 0)

    def cells(self, table: Table) -> Iterator[tuple[Cell, Figure, Fact]]:
        """The cells below the heads that have one figure, in order, with it and its fact."""
        for cell in table.cells:
            inside = None if cell.header else self.in_cell(cell)
            if inside is not None:
                yield cell, *inside

    def is_whole(self, claim: Claim) -> bool:
        """Whether each figure of a claim is all of its amount: 500 of `1 tỷ 500 triệu` is not."""
        figures = (claim.stated, *claim.operands) if claim.stated else claim.operands
        return self._composed.isdisjoint(fact.fact_id for fact in figures)

    def running(self) -> Iterator[BlockReading]:
        """The readings of running text, in order."""
        for index in sorted(self.readings):
            if self.readings[index].block.kind is not BlockKind.CELL:
                yield self.readings[index]

    def levels(self, reading: BlockReading) -> list[Figure]:
        """The figures of a block that state a level: no percentage, no Y of a ratio, no range."""
        return [figure for figure in reading.figures if self.is_level(reading, figure)]

    def measured(self, fact: Fact) -> str:
        """The dimension of a figure; of a rate that of what is given out: `triệu đồng/hộ`."""
        given = fact.unit.partition("/")[0].split()
        rate = fact.dimension == "rate" and given
        return self._dimensions.get(given[-1], "") if rate else fact.dimension

    def dimension_of(self, unit: str) -> str:
        """What a unit measures; empty if it is not one of the lexicon."""
        return self._dimensions.get(unit, "")

    def are_kindred(self, facts: Sequence[Fact]) -> bool:
        """Whether figures count things of one sort by several nouns: `68 tin, trong đó 15 bài`."""
        units = {fact.unit for fact in facts}
        return any(units <= kindred for kindred in self._kindred)

    def is_part(self, part: Fact, whole: Fact) -> bool:
        """Whether the indicators say that one figure is the other or part of it."""
        return whole.indicator != OTHER and whole.indicator in self._line(part.indicator)

    def has_rate(self, fact: Fact) -> bool:
        """Whether the indicator has a rate, so that a percentage beside it may be of points."""
        entry = self.lexicon.indicators.get(fact.indicator)
        return entry is not None and bool(entry.rate)

    def may_be_part(self, part: Fact, whole: Fact) -> bool:
        """Whether the indicators let one be part of the other: spending is none of the revenue."""
        return OTHER in (part.indicator, whole.indicator) or self.is_part(part, whole)

    def are_cousins(self, one: Fact, other: Fact) -> bool:
        """Whether two indicators are parts of one thing and neither of the other: two crops."""
        first, second = self._line(one.indicator), self._line(other.indicator)
        apart = one.indicator not in second and other.indicator not in first
        measure = one.indicator.rpartition(".")[0]
        of_family = measure.partition(".")[0] in self._families
        same_measure = of_family and other.indicator.rpartition(".")[0] == measure
        same_whole = len(first) > 1 and len(second) > 1 and first[-1] == second[-1]
        return apart and (same_whole or same_measure)

    def _line(self, code: str) -> list[str]:
        """The indicator and those that comprise it, the innermost first."""
        line = [code]
        while (parent := self._parents.get(line[-1])) is not None:
            line.append(parent)
        return line

    def is_level(self, reading: BlockReading, figure: Figure) -> bool:
        """Whether the figure states a level."""
        if figure.kind is NumeralKind.PERCENT or figure.under is not None:
            return False
        alone = figure.range_start is None and figure.range_end is None
        return alone and self.of(reading, figure).role in LEVELS


def same_unit(whole: Fact, part: Fact) -> bool:
    """Whether two figures count the same things or measure in the same dimension."""
    if "count" in (whole.dimension, part.dimension):
        return whole.unit == part.unit or not (whole.unit and part.unit)
    return whole.dimension == part.dimension
