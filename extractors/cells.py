"""What the figure in a table cell is about: its columns, its row, the caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.awards import Award, AwardFinder
from extractors.comparisons import RoleOf
from extractors.counted import find_counted
from extractors.indicators import OTHER, Binding, IndicatorFinder
from extractors.language import make_doc
from extractors.phrases import PhraseGroup
from extractors.subjects import Subject
from extractors.units import UNKNOWN, Measure, UnitFinder
from extractors.windows import Around, Window
from models.document import Cell, Document
from models.fact import Role
from models.lexicon import Lexicon, fold

if TYPE_CHECKING:
    from extractors.language import Words

_JOINT = " | "
_VILLAGES, _COPIES = "thôn", "bản"
"""`bản` is a village, but a copy where papers are certified."""
_COLUMN, _ROW, _COLUMN_IN_CONTEXT, _ROW_IN_CONTEXT = 40, 30, 20, 10
"""A plain name in a column says more than one in the row, and both than ambiguous ones; in between
stand the row's stubs, of which the innermost says most."""
_ROLE_SORTS = ("plan", "prior", "actual")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What all cells of a table have in common."""

    captions: tuple[str, ...]
    heads: tuple[str, ...]
    """What stands above, folded: section titles, caption, the headings of all columns."""
    above: tuple[str, ...]
    """Of these, what stands above the table itself, innermost first."""
    columns: Mapping[int, tuple[str, ...]]
    """By column, its headings."""
    units: Mapping[int, str]
    """By row, what its cell in the column of units says."""
    issuer: str
    """The level of the reporting office."""


class CellSubjects:
    """Finds subjects and units of the figures of table cells."""

    def __init__(
        self, lexicon: Lexicon, indicators: IndicatorFinder, awards: AwardFinder, units: UnitFinder
    ) -> None:
        self._indicators = indicators
        self._awards = awards
        self._units = units
        self._copied = PhraseGroup(lexicon, "copied")
        self._unit_heads = frozenset(lexicon.phrases("unit.column"))
        self._role_words = frozenset(
            phrase for sort in _ROLE_SORTS for phrase in lexicon.phrases(f"column.{sort}")
        )

    def table(self, document: Document, index: int, above: Sequence[str]) -> TableWords:
        """The words around the cells of a table.

        Args:
            document: The report.
            index: Which of its tables.
            above: Section titles and caption, folded.
        """
        table = document.tables[index]
        texts = {
            cell: document.blocks[cell.block].text.view
            for cell in table.cells
            if cell.block is not None
        }
        units = {
            cell.row: text
            for cell, text in texts.items()
            if cell.heads and fold(cell.heads[-1]).strip(" .") in self._unit_heads
        }
        headings = (fold(text) for cell, text in texts.items() if cell.header)
        return TableWords(
            captions=tuple(document.blocks[block].text.view for block in table.caption),
            heads=(*above, *headings),
            above=tuple(above),
            columns={cell.column: cell.heads for cell in table.cells if not cell.header},
            units=units,
            issuer=document.header.level,
        )

    def measure(self, cell: Cell, words: TableWords) -> Measure:
        """The unit that the column's headings, the row, its unit column or the caption state."""
        texts = (*reversed(cell.heads), *reversed(cell.stubs))
        column = words.units.get(cell.row)
        found = (
            self._in_brackets(texts)
            or (self._units.read(make_doc(column), 0) if column else None)
            or self._units.in_words(texts)
            or next(filter(None, map(self._counted, texts)), None)
            or self._in_brackets(words.captions)
            or UNKNOWN
        )
        if found.name == _VILLAGES and any(self._copied.found(make_doc(_JOINT.join(texts)))):
            return replace(found, name=_COPIES)
        return found

    def _counted(self, text: str) -> Measure | None:
        doc = make_doc(text)
        return find_counted(doc, 0, len(doc), self._units)

    def _in_brackets(self, texts: Iterable[str]) -> Measure | None:
        return next(filter(None, map(self._units.in_brackets, texts)), None)

    def find(
        self, cell: Cell, measure: Measure, role: RoleOf, words: TableWords, left: Subject | None
    ) -> Subject:
        """The subject of a cell's figures.

        Args:
            cell: The cell with its headings.
            measure: The figures' unit.
            role: What the figure does: a share has the code of the rate, if there is one.
            words: What the table's cells have in common.
            left: The subject of the last quantity before it in its row, which a percentage
                measures whose heading names nothing.
        """
        label = _JOINT.join((*cell.stubs, *cell.heads))
        percent = measure.dimension == "percent"
        binding = self._named(_JOINT.join(cell.heads), 0, measure, words)
        if binding is None and percent and left is not None:
            binding = replace(left.binding, rule="goes_on")
        if binding is None:
            binding = (
                self._named(label, len(cell.stubs), measure, words)
                or self._from_above(cell.heads, measure, words)
                or (self._from_right(cell, measure, words) if role.role is Role.PLAN else None)
            )
        if binding is None or not self._awards.is_award(binding.code):
            binding = self._award(cell, measure, words) or binding
        if binding is not None and percent and role.role in (Role.PCT_SHARE, Role.ABS_CHANGE):
            binding = replace(binding, code=self._indicators.rate_of(binding.code))
        return Subject(binding=binding or Binding(code=OTHER, rule="none"), label=label)

    def _named(self, label: str, rows: int, measure: Measure, words: TableWords) -> Binding | None:
        """What headings name, of which the first `rows` are the row's.

        An ambiguous name in the column is looked for together with the row: `Đã giải quyết` of
        `Hộ tịch` are dossiers, which the row's own figures are not.
        """
        doc = make_doc(label)
        around = Around(
            clause=doc.text, before=doc.text, sentence=0, after="", heads=" ; ".join(words.heads)
        )
        windows = list(_windows(doc, rows))
        if not rows:
            windows = [window for window in windows if window.strict]
        mentions = [
            mention
            for mention in self._indicators.mentions(doc)
            if mention.phrase not in self._role_words
        ]
        return self._indicators.choose(mentions, windows, around, measure)

    def _from_above(
        self, heads: Sequence[str], measure: Measure, words: TableWords
    ) -> Binding | None:
        """What the caption names, where the column only says what is measured: `Năng suất`."""
        core = fold(heads[-1]).partition("(")[0].strip(" :.") if heads else ""
        if not self._indicators.is_measure(core) and core not in self._role_words:
            return None
        for text in (*map(fold, words.captions), *words.above):
            if (found := self._indicators.choose_heading(text, measure)) is not None:
                return replace(found, rule="caption")
        return None

    def _from_right(self, cell: Cell, measure: Measure, words: TableWords) -> Binding | None:
        """What the next column that names something is about: a plan stands before its result."""
        for column in sorted(index for index in words.columns if index > cell.column):
            heads = words.columns[column]
            label = _JOINT.join((*cell.stubs, *heads))
            found = self._named(label, len(cell.stubs), measure, words)
            if found := found or self._from_above(heads, measure, words):
                return replace(found, rule="next_column")
        return None

    def _award(self, cell: Cell, measure: Measure, words: TableWords) -> Binding | None:
        """The commendation that a row and the column of its recipient stand for."""
        who = self._awards.who(measure)
        if not who:
            return None
        texts = map(make_doc, (*reversed(cell.stubs), *reversed(cell.heads)))
        said = [self._awards.read(doc, 0, len(doc)) for doc in texts]
        level = next((award.level for award in said if award.level), "")
        form = next((award.form for award in said if award.form), "")
        given = any(award.given for award in said)
        if not given and not (level and self._awards.read_heads(words.heads).given):
            return None
        code = self._awards.code(Award(level, form, given=True), who, words.issuer)
        return Binding(code=code, rule="award", words=_JOINT.join(cell.stubs)) if code else None


def _windows(doc: Words, stubs: int) -> Iterator[Window]:
    """Every heading by itself, once for plain names and once for ambiguous ones.

    Args:
        doc: Row and column headings, joined.
        stubs: How many of them are the row's.
    """
    start, number = 0, 0
    for index in range(len(doc) + 1):
        if index < len(doc) and doc.texts[index] != _JOINT.strip():
            continue
        depth = min(number, 9)
        plain, ambiguous = (
            (_ROW + depth, _ROW_IN_CONTEXT + depth)
            if number < stubs
            else (_COLUMN, _COLUMN_IN_CONTEXT)
        )
        core = next((i for i in range(start, index) if doc.texts[i] in "(%"), index)
        yield Window(start=start, stop=index, anchor=index, rank=plain, strict=True)
        yield Window(start=start, stop=index, anchor=index, rank=ambiguous, heading=(start, core))
        start, number = index + 1, number + 1
