"""The scenes of blocks made: which words are each figure's own, what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.counted import find_counted
from extractors.figures import Figure
from extractors.indicators import IndicatorFinder
from extractors.phrases import PhraseGroup
from extractors.reading import BlockReading
from extractors.slots import SEPARATORS, Range, Scene, Slot
from extractors.units import UNKNOWN, Measure, UnitFinder
from models.lexicon import Lexicon
from models.number import NumeralKind

if TYPE_CHECKING:
    from extractors.language import Words

_NOUN_TOKENS = 14
"""How long the noun phrase behind a figure may be."""
_MONEY_FROM = 10_000
"""From which value on a bare figure behind `số tiền` is an amount in đồng."""


class SceneMaker:
    """Tells the words of figures apart."""

    def __init__(self, lexicon: Lexicon, indicators: IndicatorFinder, units: UnitFinder) -> None:
        self._indicators = indicators
        self._filler = PhraseGroup(lexicon, "filler")
        self._stops = PhraseGroup(lexicon, "noun.stop")
        self._money = PhraseGroup(lexicon, "money")
        self._places = frozenset(
            word for cue in lexicon.cues_of("place") for word in cue.pattern.split("|")
        ) | frozenset(cue.value for cue in lexicon.cues_of("header.unit"))
        self._units = units
        money = units.by_name["đồng"]
        self._dong = Measure(money.name, money.dimension, money.scale, 0)

    def make(self, reading: BlockReading, heads: Sequence[str]) -> Scene:
        """The scene of a block.

        Args:
            reading: The block with its figures.
            heads: The texts above it, folded, innermost first.
        """
        doc = reading.doc
        fillers, stops = self._filler.covered(doc), self._stops.covered(doc)
        slots: list[Slot] = []
        for figure in reading.figures:
            near = _near(figure, reading, slots, stops)
            aside = _aside(doc, near)
            says = [i for i in range(aside, near[1]) if doc.texts[i].isalpha() and i not in fillers]
            slot = Slot(
                near=near,
                own=(says[0], says[-1] + 1) if says else None,
                noun=_noun(figure, doc, stops),
                measure=figure.measure,
            )
            if not slot.measure.name:
                slot = replace(slot, measure=self._measure(figure, reading, slot, slots))
            slots.append(slot)
        return Scene(
            reading=reading,
            slots=slots,
            mentions=self._indicators.mentions(reading.doc),
            fillers=fillers,
            heads=heads,
            text=doc.text,
            closings=_closings(reading),
            place_words=self._places,
        )

    def _measure(
        self, figure: Figure, reading: BlockReading, slot: Slot, before: Sequence[Slot]
    ) -> Measure:
        """The unit that a figure without one can be told to have before its subject is known."""
        doc = reading.doc
        if slot.noun[0] < slot.noun[1]:
            return Measure(doc[slot.noun[0]].text, "count", Decimal(1), figure.stop)
        if figure.under is not None:
            return before[figure.under].measure
        for parts in reading.parts:
            if figure.position in parts.parts and parts.whole < len(before):
                return before[parts.whole].measure
        counted = find_counted(doc, *slot.near, self._units)
        if counted is not None:
            return replace(counted, stop=figure.stop)
        value = figure.reading.value
        large = value is not None and value >= _MONEY_FROM
        named = large and any(self._money.found(doc[slot.near[0] : slot.near[1]]))
        return self._dong if named else UNKNOWN


def _closings(reading: BlockReading) -> dict[int, int]:
    """For each figure in brackets, by its position, the token that closes the innermost."""
    positions = {figure.index: figure.position for figure in reading.figures}
    found: dict[int, int] = {}
    opened: list[list[int]] = []
    for index, text in enumerate(reading.doc.texts):
        if text == "(":
            opened.append([])
        elif text == ")" and opened:
            found.update(dict.fromkeys(opened.pop(), index))
        elif opened and index in positions:
            opened[-1].append(positions[index])
    return found


def _noun(figure: Figure, doc: Words, stops: frozenset[int]) -> Range:
    """The noun phrase behind a figure."""
    start = figure.stop if figure.kind is NumeralKind.PERCENT else figure.index + 1
    stop, limit = start, min(figure.right, start + _NOUN_TOKENS)
    while stop < limit and (
        stop < figure.stop or (doc.texts[stop].isalpha() and stop not in stops)
    ):
        stop += 1
    return start, max(stop, start)


def _aside(doc: Words, near: Range) -> int:
    """The token behind the bracket that closes an aside on the figure before, else the first.

    In `01 tập thể (Hội Phụ nữ xã) và 01 cá nhân` the second figure has no words of its own.
    """
    start, stop = near
    if start < stop and doc.texts[start] == "(":
        closing = (i for i in range(start, stop) if doc.texts[i] == ")")
        return next(closing, start - 1) + 1
    return start


def _near(
    figure: Figure, reading: BlockReading, slots: Sequence[Slot], stops: frozenset[int]
) -> Range:
    """The words before a figure: those behind the noun of the one before, where that ends."""
    start = figure.left
    if slots:
        end = slots[-1].noun[1]
        if start < end < figure.index:
            ended = end in stops or reading.doc.texts[end] in SEPARATORS
            start = end if ended else start
        start = _behind_bracket(reading.doc, start, figure.index)
        if figure.kind is NumeralKind.PERCENT and reading.figures[len(slots) - 1].under is not None:
            start = _behind_noun_of_base(reading.doc, start, figure.index)
    return start, figure.index


def _behind_bracket(doc: Words, start: int, stop: int) -> int:
    """Where the words before a figure begin if a bracket that opened before them closes there.

    In `24 người (nữ 14 người thuộc diện tạo nguồn), 19 người dân tộc` the source is the women's.
    """
    depth = 0
    for index in range(start, stop):
        depth += {"(": 1, ")": -1}.get(doc.texts[index], 0)
        if depth < 0:
            start, depth = index + 1, 0
    return start


def _behind_noun_of_base(doc: Words, start: int, stop: int) -> int:
    """Where a percentage's own words begin behind `X/Y`: what stands before a sign is Y's noun.

    In `249/277 đơn thuộc thẩm quyền, đạt 89,9%` the competence is that of the petitions.
    """
    signs = [index for index in range(start, stop) if doc.texts[index] in (",", "(")]
    return signs[-1] + 1 if signs else start
