"""What the figure in a table cell is about: its rows, its columns, the caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.awards import Award, AwardFinder
from extractors.indicators import OTHER, Around, Binding, IndicatorFinder, Window
from extractors.language import make_doc
from extractors.phrases import PhraseGroup
from extractors.subjects import Subject
from extractors.units import UNKNOWN, Measure, UnitFinder
from models.document import Cell
from models.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

_JOINT = " | "
_VILLAGES, _COPIES = "thôn", "bản"
"""`bản` is a village, but a copy where papers are certified."""


class CellSubjects:
    """Finds subjects and units of the figures of table cells."""

    def __init__(
        self, lexicon: Lexicon, indicators: IndicatorFinder, awards: AwardFinder, units: UnitFinder
    ) -> None:
        self._indicators = indicators
        self._awards = awards
        self._units = units
        self._filler = PhraseGroup(lexicon, "filler")
        self._copied = PhraseGroup(lexicon, "copied")

    def measure(self, cell: Cell, captions: Sequence[str]) -> Measure:
        """The unit that the column's headings, the row or the caption state.

        Args:
            cell: The cell with its headings.
            captions: The texts of the table's caption.
        """
        texts = (*reversed(cell.heads), *reversed(cell.stubs))
        measure = self._in_brackets(texts) or self._units.in_words(texts)
        if measure is None:
            counted = (self._counted(make_doc(text)) for text in texts)
            measure = next(filter(None, counted), None) or self._in_brackets(captions)
        if measure is None:
            return UNKNOWN
        if measure.name == _VILLAGES and any(self._copied.found(make_doc(" ; ".join(texts)))):
            return replace(measure, name=_COPIES)
        return measure

    def _in_brackets(self, texts: Iterable[str]) -> Measure | None:
        return next(filter(None, map(self._units.in_brackets, texts)), None)

    def _counted(self, doc: Doc) -> Measure | None:
        """The noun that a heading counts: `Tổng số việc giải quyết`."""
        fillers = self._filler.covered(doc)
        start = next((token.i for token in doc if token.i not in fillers), 0)
        return self._units.read(doc, start) if start else None

    def find(self, cell: Cell, measure: Measure, heads: Sequence[str], issuer: str) -> Subject:
        """The subject of a cell's figures.

        Args:
            cell: The cell with its headings.
            measure: The figures' unit.
            heads: Section titles and caption, folded.
            issuer: The level of the reporting office.
        """
        texts = (*cell.stubs, *cell.heads)
        label = _JOINT.join(texts)
        doc = make_doc(label)
        around = Around(
            clause=doc.text, before=doc.text, sentence=0, after="", heads=" ; ".join(heads)
        )
        mentions = self._indicators.mentions(doc)
        binding = self._indicators.choose(mentions, _windows(doc), around, measure)
        if binding is None:
            binding = self._award(cell, measure, heads, issuer)
        return Subject(binding=binding or Binding(code=OTHER, rule="none"), label=label)

    def _award(
        self, cell: Cell, measure: Measure, heads: Sequence[str], issuer: str
    ) -> Binding | None:
        """The commendation that a row and the column of its recipient stand for."""
        who = self._awards.who(measure)
        if not who:
            return None
        rows = self._awards.read_heads((*reversed(cell.stubs), *reversed(cell.heads)))
        table = self._awards.read_heads(heads)
        if not (rows.given or (rows.level and table.given)):
            return None
        code = self._awards.code(rows.over(Award(given=True)), who, issuer)
        return Binding(code=code, rule="award", words=_JOINT.join(cell.stubs)) if code else None


def _windows(doc: Doc) -> list[Window]:
    """Every heading by itself: the longest phrase decides, then the innermost heading."""
    found: list[Window] = []
    start = 0
    for index in range(len(doc) + 1):
        if index == len(doc) or doc[index].text == _JOINT.strip():
            found.append(Window(start=start, stop=index, anchor=index, rank=1))
            start = index + 1
    return found
