"""What the figures of a block are about: their own words, or what they go on from.

A figure's own words stand between the noun of the figure before it and itself, and in the noun
behind it. One without own words goes on: a percentage measures the figure before it, one of a row
(`03 vụ, 05 đối tượng`) stands under the verb of the first, a part takes the subject of its whole,
the first figure of an item that of the sentence which it elaborates. Nothing is taken over that
the figure's unit does not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.awards import NO_AWARD, Award, AwardFinder
from extractors.comparisons import BASE_IN_BRACKETS, RoleOf
from extractors.figures import Figure
from extractors.indicators import OTHER, Binding, IndicatorFinder
from extractors.slots import Range, Scene
from models.fact import Role, Season
from models.number import NumeralKind

_MEASURED = frozenset({"area", "mass", "yield", "volume"})
_OF_RATES = frozenset({Role.PCT_SHARE, Role.ABS_CHANGE, Role.THRESHOLD, Role.TARGET, Role.PRIOR})
_BESIDE = frozenset({Role.PRIOR, Role.PLAN})
"""What stands beside the value that it is compared with, often without words of its own."""
_FEW_WORDS = 3
_AWARD = "award"
"""The rule of a commendation read from its row, which the next of the row may go on from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a figure is about."""

    binding: Binding
    label: str
    season: Season | None = None
    award: Award = NO_AWARD
    """For commendations, what the next of the row goes on from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What a block hangs on."""

    subject: Subject | None
    """The subject with which the block ends that this one elaborates."""
    lists: bool
    """Whether that block ends in a colon: its items are the parts of its last figure."""
    season: Season | None
    """The season that the list's head names."""
    issuer: str
    """The level of the reporting office."""


class SubjectFinder:
    """Finds the subjects of the figures of running text."""

    def __init__(self, indicators: IndicatorFinder, awards: AwardFinder) -> None:
        self._indicators = indicators
        self._awards = awards

    def find(self, scene: Scene, host: Host) -> list[Subject]:
        """The subject of every figure of a block, in order.

        Args:
            scene: The block with the words of its figures.
            host: What it hangs on.
        """
        subjects: list[Subject] = []
        for figure, role in zip(scene.reading.figures, scene.reading.roles, strict=True):
            found = self._subject(scene, figure, role, subjects)
            if found.binding.rule == "none" and (taken := self._from_host(scene, figure, host)):
                found = replace(taken, label=found.label or taken.label)
            if found.binding.rule == _AWARD or not self._awards.is_award(found.binding.code):
                found = self._award(scene, figure, subjects, host) or found
            season = scene.season(figure) or found.season or host.season
            subjects.append(found if found.season is season else replace(found, season=season))
        return subjects

    def _subject(
        self, scene: Scene, figure: Figure, role: RoleOf, before: Sequence[Subject]
    ) -> Subject:
        """What the figure is about: its own words, else what it goes on from."""
        if figure.same_as is not None:
            return before[figure.same_as]
        if figure.under is not None and not _is_pair(scene, figure, role):
            return self._of_base(scene, figure, role, before[figure.under])
        if role.rule == BASE_IN_BRACKETS:
            return replace(before[-1], binding=replace(before[-1].binding, rule="base_of"))
        slot = scene.slots[figure.position]
        label = _label(scene, figure, role, before)
        if scene.goes_on(figure, role) and (taken := self._antecedent(scene, figure, role, before)):
            return taken
        if (code := self._sibling(scene, figure, before)) is not None:
            same = Binding(code=code, rule="same_subject", words=scene.own_words(figure))
            return Subject(binding=same, label=label, season=before[-1].season)
        binding = self._indicators.choose(
            scene.mentions, scene.windows(figure), scene.around(figure), slot.measure
        )
        binding = binding or self._indicators.choose_like(scene.own_words(figure), slot.measure)
        if binding is not None:
            if _is_rate(figure, role):
                binding = replace(binding, code=self._indicators.rate_of(binding.code))
            return Subject(binding=binding, label=label)
        inherited = self._inherited(scene, figure, role, before)
        if inherited is not None:
            return replace(inherited, label=label if slot.own else inherited.label or label)
        binding = self._from_heading(scene, figure) or Binding(code=OTHER, rule="none")
        return Subject(binding=binding, label=label)

    def _from_heading(self, scene: Scene, figure: Figure) -> Binding | None:
        """What the heading names, where a measure stands under it with hardly a word of its own.

        `1.2. Cây ăn quả` over `Trồng mới 15 ha`. Counts and money are too many things for that.
        """
        measure = scene.slots[figure.position].measure
        if measure.dimension not in _MEASURED or not scene.heads:
            return None
        if len(scene.own_words(figure).split()) > _FEW_WORDS:
            return None
        around = scene.around(figure)
        found = self._indicators.choose_heading(scene.heads[0], measure, around)
        return replace(found, rule="heading") if found else None

    def _of_base(self, scene: Scene, figure: Figure, role: RoleOf, above: Subject) -> Subject:
        """Y of `X/Y`: a plan is of the same indicator, a whole of its own."""
        if role.role is not Role.TOTAL:
            return above
        measure = scene.slots[figure.position].measure
        code = self._indicators.whole_of(above.binding.code, measure)
        return replace(above, binding=replace(above.binding, code=code, rule="whole_of"))

    def _antecedent(
        self, scene: Scene, figure: Figure, role: RoleOf, before: Sequence[Subject]
    ) -> Subject | None:
        """The last subject that a percentage or change can measure."""
        measure = scene.slots[figure.position].measure
        for position in range(figure.position - 1, -1, -1):
            other = scene.reading.figures[position]
            if other.under is not None and scene.reading.roles[position].role is Role.TOTAL:
                continue
            if scene.is_aside(other, figure):
                continue
            if other.sentence != figure.sentence and position < figure.position - 1:
                return None
            found = before[position]
            code = found.binding.code
            percent = figure.kind is NumeralKind.PERCENT
            same_thing = percent or scene.slots[position].measure.name == measure.name
            if (code == OTHER and same_thing) or self._indicators.fits(code, measure):
                if _is_rate(figure, role):
                    code = self._indicators.rate_of(code)
                return replace(found, binding=replace(found.binding, code=code, rule="goes_on"))
        return None

    def _sibling(self, scene: Scene, figure: Figure, before: Sequence[Subject]) -> str | None:
        """The same crop under another measure, where only the measure is named."""
        if not before or scene.slots[figure.position].own is None:
            return None
        if self._awards.is_award(before[-1].binding.code):
            return None
        words = scene.own_words(figure)
        begins = figure.sentence != scene.reading.figures[figure.position - 1].sentence
        if begins and _names_more(scene, figure, words):
            return None
        measure = scene.slots[figure.position].measure
        return self._indicators.sibling(before[-1].binding.code, words, measure)

    def _inherited(
        self, scene: Scene, figure: Figure, role: RoleOf, before: Sequence[Subject]
    ) -> Subject | None:
        """The subject that the figure takes over, where its own words leave it open."""
        if not before:
            return None
        if _refers(figure, role) and scene.same_clause(figure):
            return self._antecedent(scene, figure, role, before)
        for parts in scene.reading.parts:
            if figure.position in parts.parts and parts.whole < len(before):
                whole = before[parts.whole]
                if self._takes_over(scene, figure, whole):
                    return replace(whole, binding=replace(whole.binding, rule="part_of"))
        previous = before[-1]
        goes_on = _is_bare(scene, figure) and scene.same_clause(figure)
        goes_on = goes_on or self._is_of_stage(scene, figure, previous)
        if not goes_on and scene.reading.figures[figure.position - 1].sentence == figure.sentence:
            goes_on = self._is_of_place(scene, figure, previous)
        if goes_on and self._takes_over(scene, figure, previous):
            return previous
        return None

    def _is_of_place(self, scene: Scene, figure: Figure, other: Subject) -> bool:
        """Whether only a place is named, and what is measured is the same as before."""
        measure = scene.slots[figure.position].measure
        before = scene.reading.figures[figure.position - 1]
        rate = figure.kind is before.kind is NumeralKind.PERCENT
        measured = (rate or measure.dimension in _MEASURED) and other.binding.code != OTHER
        return measured and scene.names_only(figure)

    def _is_of_stage(self, scene: Scene, figure: Figure, other: Subject) -> bool:
        """Whether only a stage is named, as in `xuống giống 337 ha lúa; đã thu hoạch 332 ha`."""
        before = scene.reading.figures[figure.position - 1]
        measured = scene.slots[figure.position].measure.dimension in _MEASURED
        if not measured or other.binding.code == OTHER or before.sentence != figure.sentence:
            return False
        return self._indicators.is_stage(scene.own_words(figure))

    def _takes_over(self, scene: Scene, figure: Figure, other: Subject) -> bool:
        """Whether a figure's unit and words let it be of the same indicator as another."""
        code = other.binding.code
        if not self._indicators.fits(code, scene.slots[figure.position].measure):
            return False
        return self._indicators.allows(code, scene.around(figure).clause)

    def _from_host(self, scene: Scene, figure: Figure, host: Host) -> Subject | None:
        """The subject of what the block elaborates, for its first figure if that fits."""
        slot = scene.slots[figure.position]
        if figure.position or host.subject is None:
            return None
        words = scene.own_words(figure)
        if code := self._indicators.sibling(host.subject.binding.code, words, slot.measure):
            return replace(host.subject, binding=Binding(code=code, rule="same_subject"))
        if not (_is_bare(scene, figure) or host.lists or scene.names_only(figure)):
            return None
        if not self._takes_over(scene, figure, host.subject):
            return None
        return replace(host.subject, binding=replace(host.subject.binding, rule="elaborates"))

    def _award(
        self, scene: Scene, figure: Figure, before: Sequence[Subject], host: Host
    ) -> Subject | None:
        """The commendation that the figure counts, if its unit is a recipient of one."""
        slot = scene.slots[figure.position]
        who = self._awards.who(slot.measure)
        if not who or figure.under is not None:
            return None
        above = self._awards.read_heads(scene.heads)
        award = self._awards.read(scene.doc, *_last_part(scene, slot.near))
        noun = self._awards.read(scene.doc, *slot.noun)
        behind = self._awards.read(scene.doc, *scene.row_tail(figure))
        received = self._awards.read(scene.doc, *scene.row_reach(figure))
        if received.form and self._awards.receives(scene.doc, scene.row_reach(figure)):
            award = received
        elif not award.given:
            award = award.over(noun.over(behind)) if behind.given else award
        elif not award.form:
            award = replace(award, form=noun.form)
        if not award.given:
            award = self._awards.read(scene.doc, *slot.near)
        row = _row_award(scene, figure, before)
        if not award.given:
            context = above.given or self._awards.read(scene.doc, 0, figure.index).given
            gives = self._awards.gives(scene.doc, *slot.near) and context
            said = self._awards.read(scene.doc, figure.sentence[0], figure.index)
            listed = slot.own is None and (row.given or said.given or (above.given and host.lists))
            if not (gives or listed):
                return None
            told = row if row.given else said
            award = replace(told if listed and told.given else award, given=True)
        award = award.over(row)
        if not award.asked:
            award = award.over(above)
        code = self._awards.code(award, who, host.issuer)
        label = scene.label(figure)
        binding = Binding(code=code or OTHER, rule=_AWARD, words=label)
        return Subject(binding=binding, label=label, award=award)


def _label(scene: Scene, figure: Figure, role: RoleOf, before: Sequence[Subject]) -> str:
    """The figure's subject in the source's words.

    An earlier or planned value often brings only its unit: `Sản lượng thịt hơi 305 tấn (năm trước
    377 tấn)`. It is of what the value beside it is of.
    """
    if role.role in _BESIDE and _is_bare(scene, figure):
        sort = _sort(scene, figure)
        for other in scene.row(figure):
            if _sort(scene, other) == sort:
                return before[other.position].label
    return scene.label(figure)


def _sort(scene: Scene, figure: Figure) -> str:
    """What a figure measures, as far as its unit tells: a dimension, or the thing it counts."""
    measure = scene.slots[figure.position].measure
    return measure.name if measure.dimension == "count" else measure.dimension


def _is_bare(scene: Scene, figure: Figure) -> bool:
    """Whether no word but its unit says what a figure is of."""
    slot = scene.slots[figure.position]
    return slot.own is None and slot.noun[1] <= figure.stop


def _last_part(scene: Scene, near: Range) -> Range:
    """The words behind the last comma: in `18 cá nhân đạt …, 03 cá nhân đạt …` the form follows."""
    start, stop = near
    commas = [i for i in range(start, stop) if scene.doc.texts[i] in (",", ";")]
    return (commas[-1] + 1 if commas else start), stop


def _row_award(scene: Scene, figure: Figure, before: Sequence[Subject]) -> Award:
    """The last commendation of the sentence."""
    for other, subject in zip(
        reversed(scene.reading.figures[: len(before)]), reversed(before), strict=True
    ):
        if other.sentence != figure.sentence:
            break
        if subject.award.given:
            return subject.award
    return NO_AWARD


def _names_more(scene: Scene, figure: Figure, words: str) -> bool:
    """Whether the words are the end of a name: `tổng diện tích gieo trồng` is that of all crops."""
    start, stop = scene.slots[figure.position].own or (0, 0)
    return any(
        start < mention.stop <= stop and mention.phrase.endswith(f" {words}")
        for mention in scene.mentions
    )


def _is_pair(scene: Scene, figure: Figure, role: RoleOf) -> bool:
    """Whether Y of `X/Y` is a thing of its own: `03 vụ/15 đối tượng`."""
    above = scene.slots[figure.under or 0].measure
    return role.role is Role.ACTUAL and above.name != scene.slots[figure.position].measure.name


def _is_rate(figure: Figure, role: RoleOf) -> bool:
    """Whether a percentage states a share, now, earlier or wanted, or its change in points."""
    return figure.kind is NumeralKind.PERCENT and role.role in _OF_RATES


def _refers(figure: Figure, role: RoleOf) -> bool:
    """Whether the figure measures the one before it, whatever words stand between."""
    return role.role in (Role.PCT_PLAN, Role.PCT_PRIOR, Role.PCT_CHANGE) or (
        role.role is Role.ABS_CHANGE and figure.kind is not NumeralKind.PERCENT
    )
