"""Facts by the place where the readings found their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from models.document import BlockKind, Document
from models.fact import Fact, Role
from models.lexicon import Lexicon
from models.number import NumeralKind

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
        by_start = {fact.span.start: fact for fact in facts}
        self._facts: dict[tuple[int, int], Fact] = {}
        for index, reading in readings.items():
            for figure in reading.figures:
                start = reading.block.text.raw_offset(figure.token.idx)
                self._facts[index, figure.position] = by_start[start]

    def of(self, reading: BlockReading, figure: Figure | int) -> Fact:
        """The fact of a figure of a reading."""
        position = figure if isinstance(figure, int) else figure.position
        return self._facts[reading.block.index, position]

    def running(self) -> Iterator[BlockReading]:
        """The readings of running text, in order."""
        for index in sorted(self.readings):
            if self.readings[index].block.kind is not BlockKind.CELL:
                yield self.readings[index]

    def levels(self, reading: BlockReading) -> list[Figure]:
        """The figures of a block that state a level: no percentage, no Y of a ratio, no range."""
        return [figure for figure in reading.figures if self.is_level(reading, figure)]

    def is_level(self, reading: BlockReading, figure: Figure) -> bool:
        """Whether the figure states a level."""
        if figure.kind is NumeralKind.PERCENT or figure.under is not None:
            return False
        alone = figure.range_start is None and figure.range_end is None
        return alone and self.of(reading, figure).role in LEVELS
