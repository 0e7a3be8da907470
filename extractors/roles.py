"""What a figure does: actual, plan, total, prior, a percentage of these, a change, a bound.

A percentage is told by its verb (đạt, tăng, chiếm), by what it is measured against (so với …) and
by the ratio before it; a quantity by the words that govern it and by its place in `X/Y`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.bounds import find_bound
from extractors.comparisons import (
    RoleOf,
    find_after_change,
    find_behind_base,
    find_change,
    find_earlier,
    find_once,
    is_before_change,
    is_moved,
)
from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.patterns import CueMatch
from extractors.percentages import BARE, UNTOLD, is_in_points, share_bases
from models.fact import Role
from models.lexicon import Lexicon
from models.number import Approximation, NumeralKind

ABOVE_ONE = "ratio_above_one"
"""The rule by which Y is a plan: X is more, and no words say what it is."""
_PLAN_REACH = {"things": 25, "money": 5, "money_adjacent": 0, "materials": 2}
"""How many words may stand between a plan's cue and the figure, by what the cue plans."""
_PER_HEAD = frozenset({"mass", "volume", "area", "length"})
"""What is dealt out by the head: `mỗi khẩu 15 kg`."""
_COMPARED = 8
"""The most tokens between `so với cùng kỳ` and the first of the changes listed behind it."""
_MOVED = 9
"""The most tokens between a verb of change and a price, where a base stands between."""
_SENTENCE = 400
"""More tokens than the longest list of goals has."""
_SOWN = 5
"""The most tokens between `thu hoạch` and the ratio of what was harvested to what was sown."""
_WHOLE = 100
"""Percent: what reaches more is measured against a plan."""
_TARGET_REACH = 60
"""The most tokens between `phấn đấu` and the last of the rates that are strived for."""


class RoleFinder:
    """Tells the roles of the figures of a block."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._wholes = lexicon.names("ratio.whole")
        self._applicants = lexicon.names("applicants")
        self._paired = lexicon.names("pair.units")

    def find(self, figures: Sequence[Figure], cues: CueScan, *, planning: bool) -> list[RoleOf]:
        """The role of every figure of a block, in order.

        Args:
            figures: The figures as laid out.
            cues: The block's cues.
            planning: Whether the block stands in the part that sets goals for a later time.
        """
        roles: list[RoleOf] = []
        for figure in figures:
            if figure.spells is not None:
                roles.append(roles[figure.spells])
                continue
            decided = (
                find_bound(figure, figures, cues)
                or find_earlier(figure, cues)
                or _stated_plan(figure, cues)
                or find_after_change(figure, figures, roles, cues)
                or find_once(figure, figures, cues)
                or find_behind_base(figure, figures, roles, cues)
            )
            if decided is None and figure.kind is NumeralKind.PERCENT:
                decided = self._percent(figure, figures, roles, cues, planning=planning)
            if decided is None:
                decided = self._quantity(figure, figures, roles, cues, planning=planning)
            roles.append(decided)
        return share_bases(figures, roles, cues)

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
        if (change := find_change(figure, cues, reach=12)) is not None:
            struck_off = cues.before("change.people", figure, reach=3)
            if struck_off is None or not self._applies(figure):
                return change
        if (joined := _joined(figure, figures, roles, cues)) is not None:
            return joined
        if (target := _target(figure, cues)) is not None:
            return target
        if figure.over is None and (plan := self._planned(figure, cues)) is not None:
            return plan
        if planning:
            return RoleOf(role=Role.TARGET, rule="planning_section")
        return RoleOf(role=Role.ACTUAL, rule="default")

    def _applies(self, figure: Figure) -> bool:
        """Whether the figure counts people or files: that they asked for something is a result."""
        return figure.measure.name in self._applicants

    def _planned(self, figure: Figure, cues: CueScan) -> RoleOf | None:
        """A plan by the words before the figure, without a comma between."""
        for cue in cues.all_before("plan", figure, reach=25):
            if _spoilt(cue, "plan.not", cues):
                continue
            between = cue.tokens.doc.texts[cue.tokens.end : figure.index]
            if "," in between or len(between) > _PLAN_REACH.get(cue.cue.value, 9):
                continue
            if self._is_plannable(figure, cue.cue.value):
                return RoleOf(role=Role.PLAN, rule=cue.cue.name, words=cue.tokens.text)
        return None

    def _is_plannable(self, figure: Figure, sort: str) -> bool:
        """Whether a cue for things of this sort can plan the figure."""
        dimension = figure.measure.dimension
        if sort == "things":
            return not self._applies(figure)
        if sort.startswith("money"):
            return dimension == "money"
        return sort != "materials" or dimension in ("mass", "volume")

    def _base_of_ratio(
        self, figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
    ) -> RoleOf:
        """The role of Y in `X/Y`: plan, whole, or the second of a pair."""
        above = figures[figure.under or 0]
        if cue := cues.before("pair", above, reach=1):
            return RoleOf(role=Role.ACTUAL, rule=cue.cue.name, words=cue.tokens.text)
        following = figures[figure.position + 1] if figure.position + 1 < len(figures) else None
        percent_follows = (
            following is not None
            and following.kind is NumeralKind.PERCENT
            and following.left <= figure.stop
            and following.index - figure.stop <= 8
        )
        if _is_pair(above, figure) or self._is_told_twice(above, figure):
            earlier = roles[above.position].role is Role.PRIOR
            return RoleOf(role=Role.PRIOR if earlier else Role.ACTUAL, rule="pair_of_units")
        if is_before_change(figure, figures, roles):
            return RoleOf(role=Role.PRIOR, rule="ratio_of_change")
        plan = cues.after("base.plan", figure, reach=3)
        plan = plan or cues.before("base.plan", figure, 7, above.left)
        plan = plan or cues.before("ratio.plan", above, reach=2)
        shared = following is not None and any(
            cues.before(group, following, reach=2) for group in ("share", "share.strong")
        )
        if percent_follows and following is not None and not shared:
            plan = plan or cues.after("base.plan", following, reach=6)
        if plan is not None:
            return RoleOf(
                role=Role.PLAN, rule="ratio_with_plan", base=plan.cue.value, words=plan.tokens.text
            )
        if figure.measure.dimension == "area" and cues.before("ratio.sown", above, reach=_SOWN):
            return RoleOf(role=Role.TOTAL, rule="ratio_of_what_was_sown")
        over = above.reading.value
        if over is not None and figure.reading.value is not None and over > figure.reading.value:
            return RoleOf(role=Role.PLAN, rule=ABOVE_ONE)
        if not figure.measure.name or figure.measure.name in self._wholes:
            return RoleOf(role=Role.TOTAL, rule="ratio_of_whole")
        return RoleOf(role=Role.PLAN, rule="ratio_of_measure")

    def _is_told_twice(self, above: Figure, below: Figure) -> bool:
        """Whether visits and visitors stand side by side: `866 lượt/964 lượt người`."""
        spellings = above.measure.spelling, below.measure.spelling
        return (
            above.measure.name in self._paired and "" not in spellings and len(set(spellings)) > 1
        )

    def _percent(
        self,
        figure: Figure,
        figures: Sequence[Figure],
        roles: Sequence[RoleOf],
        cues: CueScan,
        *,
        planning: bool,
    ) -> RoleOf:
        """The role of a percentage that is no bound: by its verb, its base, what it follows."""
        if figure.range_start is not None:
            return roles[figure.range_start]
        before = figures[figure.position - 1] if figure.position else None
        base = _base(figure, cues)
        if (change := find_change(figure, cues, reach=12)) is not None:
            role = (
                Role.ABS_CHANGE if is_in_points(figure, figures, roles, cues) else Role.PCT_CHANGE
            )
            return replace(change, role=role, base=base.base if base else change.base)
        if (cue := cues.before("share.strong", figure, reach=6)) and not _target(figure, cues):
            return RoleOf(role=Role.PCT_SHARE, rule=cue.cue.name, words=cue.tokens.text)
        if planning and (base is None or base.role is Role.PCT_PLAN):
            return RoleOf(role=Role.TARGET, rule="planning_section")
        if base is not None:
            return base
        if before is not None and before.stop == figure.left:
            if (role_of := self._after(before, figure, roles, cues)) is not None:
                return role_of
        if (target := _target(figure, cues)) is not None:
            return target
        return _reached_or_shared(figure, cues)

    def _after(
        self, before: Figure, figure: Figure, roles: Sequence[RoleOf], cues: CueScan
    ) -> RoleOf | None:
        """The role that the figure right before gives: a ratio, or a quantity that is reached."""
        above = roles[before.position]
        if before.under is not None and not _has_rate_of_its_own(figure, cues):
            if above.role is Role.PLAN:
                return RoleOf(role=Role.PCT_PLAN, rule="after_ratio_to_plan", base=above.base)
            return RoleOf(role=Role.PCT_SHARE, rule="after_ratio_to_whole")
        shared = cues.before("share", figure, reach=12)
        if shared is None and cues.before("reach", figure, reach=1):
            if self._is_reached(before, above.role, figure):
                return RoleOf(role=Role.PCT_PLAN, rule=BARE)
        return None

    def _is_reached(self, before: Figure, role: Role, figure: Figure) -> bool:
        """Whether `448 công, đạt 112%` measures the quantity before it against its plan."""
        if before.kind is figure.kind:
            return False
        if role is Role.PLAN:
            return True
        level = role in (Role.ACTUAL, Role.PRICE) and before.measure.name not in self._wholes
        return level and figure.index - before.stop <= 4


def _reached_or_shared(figure: Figure, cues: CueScan) -> RoleOf:
    """A share; where more than all was reached, as in `đạt 109,5%`, a plan must be meant."""
    value = figure.reading.value
    reached = cues.before("reach", figure, reach=1) or cues.before("approx.about", figure, 1)
    if value is not None and value > _WHOLE and reached is not None:
        return RoleOf(role=Role.PCT_PLAN, rule="more_than_the_whole")
    if cue := cues.before("share", figure, reach=12):
        return RoleOf(role=Role.PCT_SHARE, rule=cue.cue.name, words=cue.tokens.text)
    return RoleOf(role=Role.PCT_SHARE, rule=UNTOLD)


def _has_rate_of_its_own(figure: Figure, cues: CueScan) -> bool:
    """Whether the words name another rate: `37/63 địa phương có tỷ lệ giải ngân đạt 3%`."""
    rate = cues.before("share", figure, reach=12)
    if rate is None:
        return False
    reached = cues.before("reach", figure, reach=2)
    stop = reached.tokens.start if reached else figure.index
    return stop - rate.tokens.end > 1


def _is_pair(above: Figure, below: Figure) -> bool:
    """Whether `X/Y` sets two things side by side: `24 lần/96 lượt`, `9 tỷ đồng/310 hộ`."""
    if above.stop == above.index + 1:
        return False
    if above.measure.dimension != below.measure.dimension:
        return True
    return above.measure.dimension == "count" and above.measure.name != below.measure.name


def _target(figure: Figure, cues: CueScan) -> RoleOf | None:
    """A goal, if the sentence strives for it: `phấn đấu trồng 60 ha`."""
    reach = _TARGET_REACH if figure.kind is NumeralKind.PERCENT else _TARGET_REACH // 3
    listed = cues.before("target.list", figure, reach=_SENTENCE, start=figure.sentence[0])
    cue = listed or cues.before("target", figure, reach=reach, start=figure.sentence[0])
    if cue is None or _spoilt(cue, "target.not", cues):
        return None
    if cues.within("target.ends", cue.tokens.end, figure.index):
        return None
    return RoleOf(role=Role.TARGET, rule=cue.cue.name, words=cue.tokens.text)


def _spoilt(cue: CueMatch, group: str, cues: CueScan) -> bool:
    """Whether a cue is part of words that mean something else: `sinh đẻ kế hoạch`."""
    others = cues.within(group, 0, cue.tokens.end)
    return any(other.tokens.end > cue.tokens.start for other in others)


def _stated_plan(figure: Figure, cues: CueScan) -> RoleOf | None:
    """The plan itself, named right before: `kế hoạch 6.500 con`, `(KH 10 lớp)`."""
    if figure.under is not None or figure.over is not None or figure.range_start is not None:
        return None
    cue = cues.before("plan.near", figure, reach=0)
    if cue is not None and not _spoilt(cue, "plan.not", cues):
        return RoleOf(role=Role.PLAN, rule=cue.cue.name, words=cue.tokens.text)
    return None


def _price(figure: Figure, cues: CueScan) -> RoleOf | None:
    """A unit price or rate per item, in money."""
    compared = cues.before("base.prior", figure, reach=2) is not None
    if is_moved(figure, cues, reach=_MOVED if compared else 0):
        return None
    per_thing = figure.measure.is_money_per_thing
    if figure.measure.dimension in _PER_HEAD and cues.before("price.each", figure, reach=2):
        return RoleOf(role=Role.PRICE, rule="each")
    if not per_thing and figure.measure.dimension != "money":
        return None
    each = cues.before("price.each", figure, reach=8)
    if cue := cues.before("price", figure, reach=7) or each:
        return RoleOf(role=Role.PRICE, rule=cue.cue.name, words=cue.tokens.text)
    if per_thing and cues.before("price.not", figure, reach=8) is None:
        return RoleOf(role=Role.PRICE, rule="money_per_thing")
    return None


def _base(figure: Figure, cues: CueScan) -> RoleOf | None:
    """What the words behind a percentage say that it is measured against.

    A plan must stand close by, or behind `so với`: `100% các xã xây dựng kế hoạch` has none.
    """
    prior = _beside(cues.after("base.prior", figure), figure)
    plan = _beside(cues.after("base.plan", figure), figure)
    if plan is not None:
        between = plan.tokens.doc.texts[figure.stop : plan.tokens.start]
        if len(between) > (9 if "so" in between else 2):
            plan = None
    if prior is not None and (plan is None or prior.tokens.start < plan.tokens.start):
        rule, value, words = prior.cue.name, prior.cue.value, prior.tokens.text
        return RoleOf(role=Role.PCT_PRIOR, rule=rule, base=value, words=words)
    if plan is not None:
        rule, value, words = plan.cue.name, plan.cue.value, plan.tokens.text
        return RoleOf(role=Role.PCT_PLAN, rule=rule, base=value, words=words)
    return None


def _beside(match: CueMatch | None, figure: Figure) -> CueMatch | None:
    """A cue behind the figure, if no comma stands between."""
    if match is None:
        return None
    between = match.tokens.doc[figure.stop : match.tokens.start]
    return None if any(token.text == "," for token in between) else match


def _joined(
    figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> RoleOf | None:
    """The role of the figure before, where only `và` or a comma joins the two.

    Behind `so với cùng kỳ giảm` all that is listed are changes, whatever nouns they count.
    """
    if not figure.position:
        return None
    before = figures[figure.position - 1]
    between = set(figure.token.doc.texts[before.stop : figure.index])
    same_sort = before.kind is figure.kind and before.measure.dimension == figure.measure.dimension
    if between and between <= {"và", ","} and same_sort and before.under is None:
        return replace(roles[before.position], rule="joined")
    compared_behind = cues.after("base.prior", figure) is not None
    if roles[before.position].role is Role.ABS_CHANGE and between == {"và"} and compared_behind:
        return replace(roles[before.position], rule="joined")
    if roles[before.position].role is Role.ABS_CHANGE and before.kind is figure.kind:
        words = list(figure.token.doc[before.stop : figure.index])
        signs = [token.text for token in words if not token.is_alpha]
        compared = cues.before("base.prior", before, reach=_COMPARED)
        if compared is not None and signs == [","] and words[-1].text == ",":
            return replace(roles[before.position], rule="joined")
    return None


def share_in_amounts(figures: Sequence[Figure], roles: list[RoleOf]) -> list[RoleOf]:
    """The roles, those that go on an amount (`1 tỷ 500 triệu đồng`) being what begins it is."""
    for figure in figures:
        if figure.completes is not None:
            roles[figure.position] = roles[figure.completes]
    return roles


def pass_on_plans(
    roles: Sequence[RoleOf], parts: Iterable[tuple[int, Sequence[int]]]
) -> list[RoleOf]:
    """The roles with the parts of a plan made plans too.

    Args:
        roles: As found.
        parts: Pairs of a whole's position and its parts' positions.
    """
    passed = list(roles)
    for whole, members in parts:
        if passed[whole].role is Role.PLAN:
            for member in members:
                if passed[member].role is Role.ACTUAL:
                    passed[member] = replace(passed[whole], rule="part_of_plan")
    return passed


def find_approximation(figure: Figure, role: Role, cues: CueScan) -> Approximation:
    """How far the report itself lets the figure be from the truth.

    A bound is exact; `trên`, `hơn`, `gần` must stand right before.
    """
    if role is Role.THRESHOLD:
        return Approximation.EXACT
    if cues.before("approx.over", figure, reach=0) and not is_moved(figure, cues, reach=0):
        return Approximation.OVER
    if cues.before("approx.under", figure, reach=0):
        return Approximation.UNDER
    if figure.under is None and cues.before("approx.about", figure, reach=1):
        return Approximation.ABOUT
    return Approximation.EXACT
