"""What a figure does: actual, plan, total, prior, a percentage of these, a change, a bound, a price.

A percentage is told by its verb (đạt, tăng, chiếm), by what it is measured against (so với …) and
by the ratio before it; a quantity by the words that govern it and by its place in `X/Y`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.cues import CueScan
from extractors.figures import Figure
from models.fact import Role
from models.lexicon import Lexicon, fold
from models.number import Approximation, NumeralKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOf:
    """The role of one figure and why."""

    role: Role
    rule: str
    sign: int = 1
    """-1 for a decrease."""
    base: str = ""
    words: str = ""


class RoleFinder:
    """Tells the roles of the figures of a block."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._wholes = {
            name.strip()
            for cue in lexicon.cues
            if cue.group == "ratio.whole"
            for name in cue.value.split(",")
        }

    def find(self, figures: Sequence[Figure], cues: CueScan, *, planning: bool) -> list[RoleOf]:
        """The role of every figure of a block, in order.

        Args:
            figures: The figures as laid out.
            cues: The block's cues.
            planning: Whether the block stands in the part that sets goals for a later time.
        """
        roles: list[RoleOf] = []
        for figure in figures:
            decided = _bound(figure, cues)
            if decided is None and figure.kind is NumeralKind.PERCENT:
                decided = _percent(figure, figures, roles, cues, planning=planning)
            if decided is None:
                decided = self._quantity(figure, figures, roles, cues, planning=planning)
            roles.append(decided)
        return roles

    def _quantity(
        self,
        figure: Figure,
        figures: Sequence[Figure],
        roles: Sequence[RoleOf],
        cues: CueScan,
        *,
        planning: bool,
    ) -> RoleOf:
        if figure.under is not None:
            return self._base_of_ratio(figure, figures, roles, cues)
        if figure.range_start is not None:
            return roles[figure.range_start]
        if (price := _price(figure, cues)) is not None:
            return price
        if (change := _change(figure, cues, reach=8)) is not None:
            return change
        if cue := cues.before("target", figure, reach=10, start=figure.sentence[0]):
            return RoleOf(role=Role.TARGET, rule=cue.cue.name, words=cue.tokens.text)
        if figure.over is None and (cue := cues.before("prior", figure, reach=4)):
            return RoleOf(role=Role.PRIOR, rule=cue.cue.name, words=cue.tokens.text)
        if figure.over is None and (cue := cues.before("plan", figure, reach=9)):
            return RoleOf(role=Role.PLAN, rule=cue.cue.name, words=cue.tokens.text)
        if planning:
            return RoleOf(role=Role.TARGET, rule="planning_section")
        return RoleOf(role=Role.ACTUAL, rule="default")

    def _base_of_ratio(
        self, figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
    ) -> RoleOf:
        """The role of Y in `X/Y`: plan, whole, or the second of a pair."""
        above = figures[figure.under or 0]
        following = figures[figure.position + 1] if figure.position + 1 < len(figures) else None
        percent_follows = (
            following is not None
            and following.kind is NumeralKind.PERCENT
            and following.left <= figure.stop
            and following.index - figure.stop <= 8
        )
        if above.stop > above.index + 1 and above.measure.name != figure.measure.name:
            if not percent_follows:
                return RoleOf(role=Role.ACTUAL, rule="pair_of_units")
        plan = cues.after("base.plan", figure) or cues.before("base.plan", figure, 12, above.left)
        if percent_follows and following is not None:
            plan = plan or cues.after("base.plan", following, reach=6)
        if plan is not None:
            return RoleOf(role=Role.PLAN, rule="ratio_with_plan", base=plan.cue.value, words=plan.tokens.text)
        over = above.reading.value
        if over is not None and figure.reading.value is not None and over > figure.reading.value:
            return RoleOf(role=Role.PLAN, rule="ratio_above_one")
        if not figure.measure.name or fold(figure.measure.name) in map(fold, self._wholes):
            return RoleOf(role=Role.TOTAL, rule="ratio_of_whole")
        return RoleOf(role=Role.PLAN, rule="ratio_of_measure")


def _bound(figure: Figure, cues: CueScan) -> RoleOf | None:
    """A norm or bound: `quy định < 18%`, `từ 55% trở lên`."""
    if cue := cues.before("threshold.before", figure, reach=2):
        return RoleOf(role=Role.THRESHOLD, rule=cue.cue.name, words=cue.tokens.text)
    if cue := cues.after("threshold.after", figure, reach=2):
        return RoleOf(role=Role.THRESHOLD, rule=cue.cue.name, words=cue.tokens.text)
    return None


def _price(figure: Figure, cues: CueScan) -> RoleOf | None:
    """A unit price or rate per item, in money."""
    if figure.measure.dimension == "rate" and "đồng" in figure.measure.name:
        return RoleOf(role=Role.PRICE, rule="money_per_thing")
    if figure.measure.dimension != "money":
        return None
    if cue := cues.before("price", figure, reach=7):
        return RoleOf(role=Role.PRICE, rule=cue.cue.name, words=cue.tokens.text)
    return None


def _change(figure: Figure, cues: CueScan, reach: int) -> RoleOf | None:
    """A rise or fall in the figure's unit, if a verb of change governs it."""
    up = cues.before("change.up", figure, reach)
    down = cues.before("change.down", figure, reach)
    verb = max((m for m in (up, down) if m), key=lambda m: m.tokens.end, default=None)
    if verb is None:
        return None
    level = cues.before("change.none", figure, reach)
    if level is not None and level.tokens.start >= verb.tokens.start:
        return None
    words = verb.tokens.doc[verb.tokens.end : figure.index]
    if any(token.text in ",(" for token in words):
        return None
    base = cues.after("base.prior", figure) or cues.before("base.prior", figure, reach)
    return RoleOf(
        role=Role.ABS_CHANGE,
        rule=verb.cue.name,
        sign=-1 if verb.cue.group == "change.down" else 1,
        base=base.cue.value if base else "",
        words=verb.tokens.text,
    )


def _percent(
    figure: Figure,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    cues: CueScan,
    *,
    planning: bool,
) -> RoleOf:
    """The role of a percentage that is no bound."""
    if figure.range_start is not None:
        return roles[figure.range_start]
    prior, plan = cues.after("base.prior", figure), cues.after("base.plan", figure)
    if prior and plan:
        first = min((prior, plan), key=lambda m: m.tokens.start)
        prior, plan = (first, None) if first is prior else (None, first)
    if (change := _change(figure, cues, reach=6 if figure.range_end is None else 8)) is not None:
        rate = cues.before("share", figure, reach=16, start=figure.left)
        base = prior or plan
        return RoleOf(
            role=Role.ABS_CHANGE if rate else Role.PCT_CHANGE,
            rule=change.rule,
            sign=change.sign,
            base=base.cue.value if base else change.base,
            words=change.words,
        )
    if prior is not None:
        return RoleOf(role=Role.PCT_PRIOR, rule=prior.cue.name, base=prior.cue.value, words=prior.tokens.text)
    if plan is not None:
        return RoleOf(role=Role.PCT_PLAN, rule=plan.cue.name, base=plan.cue.value, words=plan.tokens.text)
    before = figures[figure.position - 1] if figure.position else None
    same_clause = before is not None and before.stop == figure.left
    if before is not None and same_clause and before.under is not None:
        role = roles[before.position].role
        if role is Role.PLAN:
            return RoleOf(role=Role.PCT_PLAN, rule="after_ratio_to_plan", base=roles[before.position].base)
        return RoleOf(role=Role.PCT_SHARE, rule="after_ratio_to_whole")
    if cue := cues.before("target", figure, reach=10, start=figure.sentence[0]):
        return RoleOf(role=Role.TARGET, rule=cue.cue.name, words=cue.tokens.text)
    if cue := cues.before("share", figure, reach=12):
        return RoleOf(role=Role.PCT_SHARE, rule=cue.cue.name, words=cue.tokens.text)
    reached = figure.index > 0 and figure.token.doc[figure.index - 1].text in {"đạt", "bằng"}
    if before is not None and same_clause and reached and figure.index - before.stop <= 4:
        if roles[before.position].role in (Role.ACTUAL, Role.PRICE):
            return RoleOf(role=Role.PCT_PLAN, rule="reached_after_quantity")
    if planning:
        return RoleOf(role=Role.TARGET, rule="planning_section")
    return RoleOf(role=Role.PCT_SHARE, rule="default_percent")


def find_approximation(figure: Figure, role: Role, cues: CueScan) -> Approximation:
    """How far the report itself lets the figure be from the truth.

    A bound is exact, and so is a percentage; `trên`, `hơn`, `gần` must stand right before.
    """
    if role is Role.THRESHOLD or figure.kind is NumeralKind.PERCENT:
        return Approximation.EXACT
    if cues.before("approx.over", figure, reach=0):
        return Approximation.OVER
    if cues.before("approx.under", figure, reach=0):
        return Approximation.UNDER
    if figure.under is None and cues.before("approx.about", figure, reach=1):
        return Approximation.ABOUT
    return Approximation.EXACT
