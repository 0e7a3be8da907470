"""Facts put together: each figure with its subject, indicator, season, place and the evidence.

A figure with words of its own is of what these words name. One that only goes on (a percentage
behind a ratio, the second figure of `X/Y`) takes the subject of the figure before it; a part takes
that of its whole where its own words name nothing; the first figure of an item or note that of
the sentence which it elaborates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.figures import Figure
from extractors.indicators import OTHER, Around, Binding, IndicatorFinder, Mention
from extractors.language import make_doc
from extractors.places import PlaceFinder
from extractors.reading import BlockReading
from extractors.roles import RoleOf, find_approximation
from extractors.units import UNKNOWN, Measure, UnitFinder
from models.document import Block, BlockKind, Document
from models.fact import Evidence, Fact, Flag, Role, Season
from models.lexicon import Lexicon, fold
from models.number import Approximation, NumeralKind
from models.text import Span

_LABEL_TOKENS = 12
_BEHIND_TOKENS = 6
_CONTEXT_LENGTH = 400


@dataclass(slots=True)
class _Subject:
    """What a figure is about, while the figures of a block are gone through."""

    binding: Binding
    label: str
    head: int
    """Position of the figure whose subject this is."""
    season: Season | None = None


class FactMaker:
    """Makes the facts of a document from its readings."""

    def __init__(self, lexicon: Lexicon, units: UnitFinder) -> None:
        self._units = units
        self._indicators = IndicatorFinder(lexicon)
        self._places = PlaceFinder(lexicon)
        self._connectors = frozenset(
            word
            for cue in lexicon.cues
            if cue.group == "connector"
            for word in fold(cue.pattern).split("|")
        )

    def make(
        self, document: Document, readings: Mapping[int, BlockReading], report_id: str
    ) -> list[Fact]:
        """The facts of a document, by offset.

        Args:
            document: The structured report.
            readings: By block index, what the earlier stages found there.
            report_id: Prefix of the facts' ids.
        """
        facts: list[Fact] = []
        subjects: dict[int, _Subject] = {}
        for index in sorted(readings):
            reading = readings[index]
            around = _Surroundings(document, readings, subjects, reading)
            if reading.cell is not None:
                made = self._cell_facts(document, reading, around, report_id)
            else:
                made = self._block_facts(document, reading, around, report_id)
            facts.extend(made)
        return sorted(facts, key=lambda fact: fact.span.start)

    # -- running text ------------------------------------------------------------------------

    def _block_facts(
        self, document: Document, reading: BlockReading, around: _Surroundings, report_id: str
    ) -> list[Fact]:
        mentions = self._indicators.mentions(reading.doc)
        context = around.context()
        subjects: list[_Subject] = []
        measures: list[Measure] = []
        for figure, role in zip(reading.figures, reading.roles, strict=True):
            subject = self._subject(reading, figure, role, subjects, mentions, around, context)
            subjects.append(subject)
            measures.append(self._measure(reading, figure, subject, measures))
        if subjects:
            around.remember(reading, subjects)
        return [
            self._fact(document, reading, figure, role, subject, measure, report_id)
            for figure, role, subject, measure in zip(
                reading.figures, reading.roles, subjects, measures, strict=True
            )
        ]

    def _subject(
        self,
        reading: BlockReading,
        figure: Figure,
        role: RoleOf,
        subjects: Sequence[_Subject],
        mentions: Sequence[Mention],
        around: _Surroundings,
        context: str,
    ) -> _Subject:
        """What the figure is about: its own words, else what it goes on from."""
        doc, view = reading.doc, reading.block.text.view
        if figure.under is not None:
            return self._subject_of_base(figure, role, subjects[figure.under])
        if figure.range_start is not None:
            return subjects[figure.range_start]
        percent = figure.kind is NumeralKind.PERCENT
        behind = _noun_behind(figure, reading, self._connectors)
        near = (figure.left, figure.index)
        clause = fold(view[doc[figure.left].idx if figure.left < len(doc) else 0 : _stop_of(doc, behind[1], view)])
        place = Around(
            mentions=mentions,
            anchor=figure.index,
            near=near,
            behind=behind,
            clause=clause,
            context=f"{clause} {context}",
        )
        binding = self._indicators.choose(place, figure.measure, percent=percent)
        own = self._own_words(doc, figure.left, figure.index)
        season = _season(reading, figure) or around.season()
        label = _label(view, doc, own) or _words(view, doc, behind)
        if binding is not None:
            return _Subject(binding, label or binding.words, figure.position, season)
        inherited = self._inherited(reading, figure, role, subjects, own, behind, around)
        if inherited is not None:
            named = label if own else inherited.label
            return replace(inherited, label=named or inherited.label, season=inherited.season or season)
        return _Subject(Binding(code=OTHER, rule="none"), label, figure.position, season)

    def _subject_of_base(self, figure: Figure, role: RoleOf, above: _Subject) -> _Subject:
        """Y of `X/Y`: a plan is of the same indicator, a whole of its own."""
        if role.role is not Role.TOTAL:
            return above
        code = self._indicators.whole_of(above.binding.code, figure.measure)
        return replace(above, binding=Binding(code=code, rule="whole_of", words=above.binding.words))

    def _inherited(
        self,
        reading: BlockReading,
        figure: Figure,
        role: RoleOf,
        subjects: Sequence[_Subject],
        own: tuple[int, int] | None,
        behind: tuple[int, int],
        around: _Surroundings,
    ) -> _Subject | None:
        """The subject that the figure takes over, if its own words leave it open."""
        dependent = figure.kind is NumeralKind.PERCENT or role.role is Role.ABS_CHANGE
        previous = subjects[-1] if subjects else None
        same_sentence = (
            previous is not None
            and reading.figures[figure.position - 1].sentence == figure.sentence
        )
        if previous is not None and same_sentence and dependent and (own is None or _refers(role)):
            code = previous.binding.code
            if role.role is Role.PCT_SHARE:
                code = self._indicators.rate_of(code)
            return replace(previous, binding=Binding(code=code, rule="goes_on", words=previous.binding.words))
        for parts in reading.parts:
            if figure.position in parts.parts and parts.whole < len(subjects):
                whole = subjects[parts.whole]
                if whole.binding.code != OTHER:
                    return replace(whole, binding=Binding(code=whole.binding.code, rule="part_of", words=whole.binding.words))
        bare = own is None and behind[0] == behind[1]
        if previous is not None and same_sentence and bare:
            return previous
        if previous is None and bare:
            return around.host_subject(figure)
        return None

    def _own_words(self, doc: object, start: int, stop: int) -> tuple[int, int] | None:
        """The token range of the words before a figure that say what it is about."""
        tokens = [
            token
            for token in doc[start:stop]  # type: ignore[index]
            if token.is_alpha and token.text not in self._connectors
        ]
        return (tokens[0].i, tokens[-1].i + 1) if tokens else None

    def _measure(
        self,
        reading: BlockReading,
        figure: Figure,
        subject: _Subject,
        before: Sequence[Measure],
    ) -> Measure:
        """The stated unit, else that of the list, the neighbour or the indicator."""
        if figure.measure.name:
            return figure.measure
        if figure.under is not None and before[figure.under].name:
            return before[figure.under]
        for parts in reading.parts:
            if figure.position in parts.parts and parts.whole < len(before):
                return before[parts.whole]
        indicator = self._indicators.indicators.get(subject.binding.code)
        if indicator is not None and indicator.dimension in ("count", "money"):
            name = indicator.unit.split("/")[0]
            unit = self._units.by_name.get(name)
            if unit is not None:
                return Measure(unit.name, unit.dimension, unit.scale, figure.stop)
        if _names_money(reading, figure):
            unit = self._units.by_name["đồng"]
            return Measure(unit.name, unit.dimension, unit.scale, figure.stop)
        following = [
            other.measure
            for other in reading.figures[figure.position + 1 :]
            if other.sentence == figure.sentence and other.measure.dimension == "count"
        ]
        return following[0] if following else UNKNOWN

    # -- tables --------------------------------------------------------------------------------

    def _cell_facts(
        self, document: Document, reading: BlockReading, around: _Surroundings, report_id: str
    ) -> list[Fact]:
        cell = reading.cell
        if cell is None:
            return []
        facts = []
        texts = (*cell.stubs, *cell.heads)
        label = " | ".join(texts)
        doc = make_doc(label)
        mentions = self._indicators.mentions(doc)
        context = f"{fold(label)} {around.context()}"
        head_measure = self._head_measure(document, reading)
        for figure, role in zip(reading.figures, reading.roles, strict=True):
            measure = figure.measure if figure.measure.name else head_measure
            place = Around(
                mentions=mentions,
                anchor=len(doc),
                near=(0, len(doc)),
                behind=(0, 0),
                clause=fold(label),
                context=context,
            )
            percent = figure.kind is NumeralKind.PERCENT
            binding = self._indicators.choose(place, measure, percent=percent)
            subject = _Subject(
                binding or Binding(code=OTHER, rule="none"), label, figure.position, None
            )
            facts.append(self._fact(document, reading, figure, role, subject, measure, report_id))
        return facts

    def _head_measure(self, document: Document, reading: BlockReading) -> Measure:
        """The unit that the column's headings, the row or the caption state."""
        cell = reading.cell
        if cell is None:
            return UNKNOWN
        for text in (*reversed(cell.heads), *reversed(cell.stubs)):
            if (measure := self._units.in_brackets(text)) is not None:
                return measure
        if (measure := self._units.in_words((*reversed(cell.heads), *reversed(cell.stubs)))) is not None:
            return measure
        table = document.tables[reading.block.table or 0]
        for block in table.caption:
            if (measure := self._units.in_brackets(document.blocks[block].text.view)) is not None:
                return measure
        return UNKNOWN

    # -- the record ----------------------------------------------------------------------------

    def _fact(
        self,
        document: Document,
        reading: BlockReading,
        figure: Figure,
        role: RoleOf,
        subject: _Subject,
        measure: Measure,
        report_id: str,
    ) -> Fact:
        block, source = reading.block, document.source
        start = figure.token.idx
        span = block.text.raw(Span(start, start + len(figure.token.text)))
        value = figure.reading.value
        if value is not None and role.sign < 0:
            value = -value
        canonical = self._units.canonical(measure)
        approximation = find_approximation(figure, role.role, reading.cues)
        first, last = figure.sentence
        return Fact(
            fact_id=f"{report_id}-{span.start}",
            span=span,
            text=span.of(source.text),
            page=source.page_of(span.start),
            box=source.box_of(span),
            block=block.index,
            value=value,
            decimals=figure.reading.decimals,
            unit=measure.name,
            dimension=measure.dimension,
            scale=measure.scale,
            canonical_value=None if value is None else value * measure.scale,
            canonical_unit=canonical,
            role=role.role,
            base=role.base,
            indicator=subject.binding.code,
            label=subject.label,
            season=subject.season if subject.binding.code.startswith("crop.") else None,
            place=self._places.before(block.text.view, reading.doc[first].idx, start),
            period_start=document.header.period_start,
            period_end=document.header.period_end,
            approximation=approximation,
            flags=_flags(document, reading, figure, span),
            section=_section_path(document, block),
            quote=_quote(reading, first, last),
            evidence=_evidence(figure, role, subject, measure, approximation),
        )


class _Surroundings:
    """What stands around a block: the item or sentence it elaborates, its sections, its caption."""

    def __init__(
        self,
        document: Document,
        readings: Mapping[int, BlockReading],
        subjects: dict[int, _Subject],
        reading: BlockReading,
    ) -> None:
        self._document = document
        self._readings = readings
        self._subjects = subjects
        self._block = reading.block

    def context(self) -> str:
        """The folded words around: block, parents, sections, caption."""
        texts = [self._block.text.view[:_CONTEXT_LENGTH]]
        texts.extend(block.text.view[:_CONTEXT_LENGTH] for block in self._parents())
        texts.append(_section_path(self._document, self._block))
        if self._block.table is not None:
            table = self._document.tables[self._block.table]
            texts.extend(self._document.blocks[index].text.view for index in table.caption)
        return fold(" ; ".join(texts))

    def _parents(self) -> list[Block]:
        found: list[Block] = []
        parent = self._block.parent
        while parent is not None and len(found) < 4:
            found.append(self._document.blocks[parent])
            parent = found[-1].parent
        return found

    def season(self) -> Season | None:
        """The season that the list's head names, if it does."""
        for block in self._parents():
            reading = self._readings.get(block.index)
            if reading is not None and (found := reading.cues.within("season", 0, len(reading.doc))):
                seasons = {match.cue.value for match in found}
                return Season(seasons.pop()) if len(seasons) == 1 else None
        return None

    def remember(self, reading: BlockReading, subjects: Sequence[_Subject]) -> None:
        """Keep the subject with which the block ends, for what elaborates it."""
        self._subjects[reading.block.index] = subjects[-1]

    def host_subject(self, figure: Figure) -> _Subject | None:
        """The subject of the sentence which this block elaborates."""
        if figure.position or self._block.parent is None or self._block.kind is BlockKind.PARAGRAPH:
            return None
        return self._subjects.get(self._block.parent)


def _refers(role: RoleOf) -> bool:
    """Whether a percentage measures the figure before it, whatever words stand between."""
    return role.role in (Role.PCT_PLAN, Role.PCT_PRIOR, Role.PCT_CHANGE)


def _noun_behind(
    figure: Figure, reading: BlockReading, connectors: frozenset[str]
) -> tuple[int, int]:
    """The token range of the noun phrase right behind figure and unit: `120 con |lợn|, …`."""
    stop = figure.stop
    limit = min(figure.right, figure.stop + _BEHIND_TOKENS)
    while stop < limit:
        token = reading.doc[stop]
        if not token.is_alpha or token.text in connectors:
            break
        stop += 1
    return figure.stop, stop


def _stop_of(doc: object, index: int, view: str) -> int:
    return doc[index].idx if index < len(doc) else len(view)  # type: ignore[arg-type,index]


def _label(view: str, doc: object, own: tuple[int, int] | None) -> str:
    """The last words of a token range, as the source has them."""
    if own is None:
        return ""
    return _words(view, doc, (max(own[0], own[1] - _LABEL_TOKENS), own[1]))


def _words(view: str, doc: object, span: tuple[int, int]) -> str:
    if span[0] >= span[1]:
        return ""
    last = doc[span[1] - 1]  # type: ignore[index]
    return view[doc[span[0]].idx : last.idx + len(last.text)].strip()  # type: ignore[index]


def _names_money(reading: BlockReading, figure: Figure) -> bool:
    """Whether the words before a bare figure of millions speak of money."""
    words = {token.text for token in reading.doc[figure.left : figure.index]}
    value = figure.reading.value
    return value is not None and value >= 10000 and bool(words & {"tiền", "phí", "vốn"})


def _season(reading: BlockReading, figure: Figure) -> Season | None:
    """The season named last before the figure in its sentence."""
    found = reading.cues.within("season", figure.sentence[0], figure.index)
    return Season(found[-1].cue.value) if found else None


def _flags(
    document: Document, reading: BlockReading, figure: Figure, span: Span
) -> frozenset[Flag]:
    flags = set()
    if figure.reading.malformed:
        flags.add(Flag.MALFORMED)
    if reading.block.kind is BlockKind.NOTE:
        flags.add(Flag.FOOTNOTE)
    if reading.cell is not None:
        flags.add(Flag.TABLE)
    if reading.cues.before("forecast", figure, reach=14, start=figure.sentence[0]):
        flags.add(Flag.FORECAST)
    if any(span.overlaps(repaired) for repaired in document.source.repaired):
        flags.add(Flag.REPAIRED)
    return frozenset(flags)


def _section_path(document: Document, block: Block) -> str:
    """The titles of the sections in which a block stands, outermost first."""
    parts: list[str] = []
    index = block.section
    while index is not None:
        section = document.sections[index]
        parts.append(f"{section.number} {section.title}".strip())
        index = section.parent
    return " > ".join(reversed(parts))


def _quote(reading: BlockReading, first: int, last: int) -> str:
    """The sentence, or in a table the row's and column's headings."""
    if reading.cell is not None:
        return " | ".join((*reading.cell.stubs, *reading.cell.heads))
    return _words(reading.block.text.view, reading.doc, (first, last))


def _evidence(
    figure: Figure,
    role: RoleOf,
    subject: _Subject,
    measure: Measure,
    approximation: Approximation,
) -> tuple[Evidence, ...]:
    """Why the figure was read as it was."""
    value = figure.reading.value
    steps = [
        Evidence(aspect="value", said=str(value if value is not None else ""), rule="notation", words=figure.token.text),
        Evidence(aspect="unit", said=measure.name, rule="stated" if figure.measure.name else "inherited", words=measure.spelling),
        Evidence(aspect="role", said=str(role.role), rule=role.rule, words=role.words),
        Evidence(aspect="indicator", said=subject.binding.code, rule=subject.binding.rule, words=subject.binding.words),
        Evidence(aspect="label", said=subject.label, rule="words", words=subject.label),
    ]
    if approximation is not Approximation.EXACT:
        steps.append(Evidence(aspect="approximation", said=str(approximation), rule="cue"))
    return tuple(steps)


def scaled(value: Decimal, measure: Measure) -> Decimal:
    """A value in the dimension's canonical unit."""
    return value * measure.scale
