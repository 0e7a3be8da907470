"""Facts put together: each figure with its subject, unit, role and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.awards import AwardFinder
from extractors.belonging import Owner, OwnerFinder, Owners
from extractors.cells import CellSubjects, TableWords
from extractors.comparisons import RoleOf
from extractors.figures import Figure
from extractors.indicators import IndicatorFinder
from extractors.mending import mend_ratio
from extractors.patterns import CueFinder
from extractors.reading import BlockReading
from extractors.roles import find_approximation
from extractors.scenes import SceneMaker
from extractors.slots import Scene
from extractors.subjects import Host, Subject, SubjectFinder
from extractors.surroundings import Surroundings
from extractors.timing import Period, Timing
from extractors.units import UNKNOWN, Measure, UnitFinder
from models.document import BlockKind, Cell, Document
from models.fact import REJECTED, Evidence, Fact, Flag
from models.lexicon import Lexicon, fold
from models.number import Approximation, NumeralKind
from models.text import Span

_MOST_UNITS = 4
"""No amount is given in more units than three: tỷ, triệu, nghìn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What all facts of a document have in common."""

    document: Document
    surroundings: Surroundings
    timing: Timing
    owners: Owners
    region: str
    """Where the reporting unit lies, for units that differ: north, centre, south or empty."""
    report_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One figure with all that was decided about it."""

    figure: Figure
    role: RoleOf
    subject: Subject
    measure: Measure
    period: Period


@dataclass(frozen=True, slots=True)
class _Course:
    """What is kept while the blocks of a document are gone through."""

    ends: dict[int, Subject] = field(default_factory=dict)
    """By block, the subject with which it ends."""
    rows: dict[tuple[int, int], Subject] = field(default_factory=dict)
    """By table and row, the subject of its last quantity so far."""
    tables: dict[int, TableWords] = field(default_factory=dict)


class FactMaker:
    """Makes the facts of a document from its readings."""

    def __init__(self, lexicon: Lexicon, units: UnitFinder) -> None:
        self._units = units
        self._indicators = IndicatorFinder(lexicon)
        awards = AwardFinder(lexicon)
        self._scenes = SceneMaker(lexicon, self._indicators, units)
        self._subjects = SubjectFinder(self._indicators, awards)
        self._cells = CellSubjects(lexicon, self._indicators, awards, units)
        self._owners = OwnerFinder(lexicon)
        self._regions = {name: cue.value for name, cue in lexicon.alternatives("region")}
        self._seasons = CueFinder(lexicon.cues_of("season"))

    def make(
        self, document: Document, readings: Mapping[int, BlockReading], report_id: str
    ) -> list[Fact]:
        """The facts of a document, by offset.

        Args:
            document: The structured report.
            readings: By block index, what the earlier stages found there.
            report_id: Prefix of the facts' ids.
        """
        surroundings = Surroundings(document, readings, self._seasons)
        report = _Report(
            document=document,
            surroundings=surroundings,
            timing=Timing(document.header),
            owners=self._owners.of(document, surroundings),
            region=self._regions.get(fold(document.header.province), ""),
            report_id=report_id,
        )
        course = _Course()
        facts: list[Fact] = []
        for index in sorted(readings):
            reading = readings[index]
            if reading.cell is not None:
                statements = self._of_cell(report, reading, reading.cell, course)
            else:
                statements = self._of_block(report, reading, course)
            owners = report.owners.find(reading)
            for statement, owner in zip(statements, owners, strict=True):
                facts.append(self._fact(report, reading, statement, owner))
        return sorted(facts, key=lambda fact: fact.span.start)

    def _of_block(
        self, report: _Report, reading: BlockReading, course: _Course
    ) -> list[_Statement]:
        """The statements of running text."""
        heads = report.surroundings.heads(reading.block)
        scene = self._scenes.make(reading, heads)
        subjects = self._subjects.find(scene, _host(report, reading, course.ends))
        course.ends[reading.block.index] = subjects[-1]
        statements: list[_Statement] = []
        for figure, role, subject in zip(reading.figures, reading.roles, subjects, strict=True):
            measure = self._measure(scene, figure, subject, [s.measure for s in statements])
            before = reading.doc.text[reading.doc.offset(figure.left) : figure.token.idx]
            period = report.timing.find(role.role, before, heads)
            statements.append(
                _Statement(
                    figure=figure, role=role, subject=subject, measure=measure, period=period
                )
            )
        return statements

    def _of_cell(
        self, report: _Report, reading: BlockReading, cell: Cell, course: _Course
    ) -> list[_Statement]:
        """The statements of a table cell."""
        index = reading.block.table or 0
        if index not in course.tables:
            above = report.surroundings.heads(reading.block)
            course.tables[index] = self._cells.table(report.document, index, above)
        words, row = course.tables[index], (index, cell.row)
        column = self._cells.measure(cell, words)
        statements = []
        for figure, role in zip(reading.figures, reading.roles, strict=True):
            measure = figure.measure if figure.measure.name else column
            subject = self._cells.find(cell, measure, role, words, course.rows.get(row))
            if figure.kind is not NumeralKind.PERCENT:
                course.rows[row] = subject
            columns = fold(" ; ".join(cell.heads))
            period = report.timing.find(role.role, columns, words.above)
            statements.append(
                _Statement(
                    figure=figure, role=role, subject=subject, measure=measure, period=period
                )
            )
        return statements

    def _measure(
        self, scene: Scene, figure: Figure, subject: Subject, before: Sequence[Measure]
    ) -> Measure:
        """The stated unit, else that of the list, the indicator or the neighbour."""
        if figure.measure.name:
            return figure.measure
        if figure.under is not None and before[figure.under].name:
            return before[figure.under]
        for parts in scene.reading.parts:
            if figure.position in parts.parts and parts.whole < len(before):
                return before[parts.whole]
        indicator = self._indicators.indicators.get(subject.binding.code)
        if indicator is not None and indicator.dimension in ("count", "money"):
            unit = self._units.by_name.get(indicator.unit.split("/")[0])
            if unit is not None:
                return Measure(unit.name, unit.dimension, unit.scale, figure.stop)
        told = scene.slots[figure.position].measure
        if told.name in self._units.by_name:
            return told
        following = (
            other.measure
            for other in scene.reading.figures[figure.position + 1 :]
            if other.sentence == figure.sentence and other.measure.dimension == "count"
        )
        return next(following, UNKNOWN)

    def _fact(self, report: _Report, reading: BlockReading, said: _Statement, owner: Owner) -> Fact:
        document, block, figure = report.document, reading.block, said.figure
        source = document.source
        start = figure.token.idx
        span = block.text.raw(Span(start, start + len(figure.token.text)))
        confidence = source.confidence_of(span)
        value = figure.reading.value
        if value is None:
            value = _mended(reading, figure)
        if value is not None and said.role.sign < 0:
            value = -value
        measure = self._units.in_region(said.measure, report.region)
        following = [
            (other, self._units.in_region(other.measure, report.region))
            for other in reading.figures[figure.position + 1 : figure.position + _MOST_UNITS]
        ]
        approximation = find_approximation(figure, said.role.role, reading.cues)
        code = said.subject.binding.code
        return Fact(
            fact_id=f"{report.report_id}-{span.start}",
            span=span,
            text=span.of(source.text),
            page=source.page_of(span.start),
            box=source.box_of(span),
            block=block.index,
            value=value,
            decimals=figure.reading.decimals,
            unit=said.measure.name,
            dimension=measure.dimension,
            scale=measure.scale,
            canonical_value=None if value is None else _amount(value, measure, figure, following),
            canonical_unit=self._units.canonical(measure),
            role=said.role.role,
            base=said.role.base,
            indicator=code,
            label=said.subject.label,
            season=said.subject.season if code.startswith("crop.") else None,
            place=owner.place,
            project=owner.project,
            period_start=said.period.start,
            period_end=said.period.stop,
            approximation=approximation,
            flags=_flags(document, reading, figure) | _seen(confidence),
            confidence=confidence,
            section=report.surroundings.section_path(block),
            quote=_quote(reading, figure),
            evidence=_evidence(said, value, approximation, confidence),
        )


def _amount(
    value: Decimal, measure: Measure, figure: Figure, following: Sequence[tuple[Figure, Measure]]
) -> Decimal | None:
    """The canonical value; of `1 tỷ 500 triệu đồng` the first figure has that of both."""
    amount = value * measure.scale
    for other, smaller in following:
        if other.completes == figure.position:
            if smaller.dimension != measure.dimension:
                return None
            rest = (other.reading.value or 0) * smaller.scale
            amount += rest if value >= 0 else -rest
    return amount


def _host(report: _Report, reading: BlockReading, ends: Mapping[int, Subject]) -> Host:
    """What the block hangs on."""
    above = report.surroundings.host(reading.block)
    text = above.block.text.view.rstrip() if above else ""
    return Host(
        subject=ends.get(above.block.index) if above else None,
        lists=text.endswith(":"),
        season=report.surroundings.season(reading.block),
        issuer=report.document.header.level,
    )


def _mended(reading: BlockReading, figure: Figure) -> Decimal | None:
    """The reading of a malformed Y that the percentage behind `X/Y` makes certain."""
    following = reading.figures[figure.position + 1 : figure.position + 2]
    if figure.under is None or not following or following[0].kind is not NumeralKind.PERCENT:
        return None
    above, share = reading.figures[figure.under].reading.value, following[0].reading.value
    if above is None or share is None:
        return None
    return mend_ratio(figure.token.text, above, share)


def _flags(document: Document, reading: BlockReading, figure: Figure) -> frozenset[Flag]:
    flags = set()
    if figure.reading.malformed:
        flags.add(Flag.MALFORMED)
    if reading.block.kind is BlockKind.NOTE:
        flags.add(Flag.FOOTNOTE)
    if reading.cell is not None:
        flags.add(Flag.TABLE)
    if reading.cues.before("forecast", figure, reach=14, start=figure.sentence[0]):
        flags.add(Flag.FORECAST)
    if document.source.is_repaired(_ground(document, reading, figure)):
        flags.add(Flag.REPAIRED)
    return frozenset(flags)


def _ground(document: Document, reading: BlockReading, figure: Figure) -> Span:
    """Where in the source the words stand on which a figure rests: its sentence, or its table."""
    if reading.block.table is not None:
        return document.tables[reading.block.table].span
    tokens = reading.doc[slice(*figure.sentence)]
    return reading.block.text.raw(Span(tokens.start_char, tokens.end_char))


def _seen(confidence: float | None) -> frozenset[Flag]:
    """The flag of a figure that was read from a picture."""
    return frozenset() if confidence is None else frozenset({Flag.OCR})


def _quote(reading: BlockReading, figure: Figure) -> str:
    """The sentence, or in a table the row's and column's headings."""
    if reading.cell is not None:
        return " | ".join((*reading.cell.stubs, *reading.cell.heads))
    tokens = reading.doc[slice(*figure.sentence)]
    return reading.block.text.view[tokens.start_char : tokens.end_char].strip()


def _evidence(
    said: _Statement,
    value: Decimal | None,
    approximation: Approximation,
    confidence: float | None,
) -> tuple[Evidence, ...]:
    """Why the figure was read as it was."""
    figure, role, subject = said.figure, said.role, said.subject
    mended = figure.reading.value is None and value is not None
    shown = figure.reading.value if figure.reading.value is not None else value
    steps = [
        Evidence(
            aspect="value",
            said="" if shown is None else str(shown),
            rule="mended" if mended else "notation",
            words=figure.token.text,
        ),
        Evidence(
            aspect="unit",
            said=said.measure.name,
            rule="stated" if figure.measure.name else "inherited",
            words=said.measure.spelling,
        ),
        Evidence(aspect="role", said=str(role.role), rule=role.rule, words=role.words),
        Evidence(
            aspect="indicator",
            said=subject.binding.code,
            rule=subject.binding.rule,
            words=subject.binding.words,
        ),
        *(
            Evidence(aspect="indicator", said=code, rule=REJECTED, words=words)
            for code, words in subject.binding.rejected
        ),
        Evidence(aspect="label", said=subject.label, rule="words", words=subject.label),
    ]
    if said.period.rule != "report":
        days = f"{said.period.start} – {said.period.stop}"
        steps.append(
            Evidence(aspect="period", said=days, rule=said.period.rule, words=said.period.words)
        )
    if approximation is not Approximation.EXACT:
        steps.append(Evidence(aspect="approximation", said=str(approximation), rule="cue"))
    if confidence is not None:
        steps.append(Evidence(aspect="ocr", said=f"{confidence:.0f}", rule="confidence"))
    return tuple(steps)
