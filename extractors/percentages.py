"""What percentages measure where they do not say it themselves.

Points of a rate or per cent of an amount, by the rate told before; against which plan or time, by
what other percentages of the sentence name.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.comparisons import RoleOf
from extractors.cues import CueScan
from extractors.figures import Figure
from models.fact import Role
from models.number import NumeralKind

BARE = "reached_after_quantity"
"""The rule of a percentage that does not say what it is measured against."""
UNTOLD = "default_percent"
"""The rule of one of which not even that is told: whether anything was reached."""
_BESIDE_RATE = 12
"""The most tokens between a rate and its change."""
_NAMED = {Role.PCT_PLAN: "plan_of_list", Role.PCT_PRIOR: "base_of_list"}
"""What may be named for others, with the rule of a percentage that takes it over."""


def is_in_points(
    figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> bool:
    """Whether a percentage tells by how many points a rate changed.

    `tỷ lệ tăng đạt 9,9%` is itself the change, unless a rate was told before.
    """
    before = figures[figure.position - 1] if figure.position else None
    if before is not None and before.kind is figure.kind:
        level = roles[before.position].role is Role.PCT_SHARE
        if level and figure.index - before.stop <= _BESIDE_RATE:
            return True
        listed = roles[before.position].role is Role.ABS_CHANGE
        if listed and cues.before("points", figure, reach=3):
            return True  # `Tỷ lệ hộ nghèo giảm 1,76%, hộ cận nghèo giảm 1,51%`
        compared = cues.within("base.prior", before.stop, figure.index)
        if listed and compared and "," not in figure.token.doc.texts[before.stop : figure.index]:
            return True  # `giảm 0,04% so với cùng kỳ và giảm 0,2% so với tháng trước`
    if cues.after("points", figure, 0) or cues.after("share", figure, 0):
        return True
    rate = cues.before("share", figure, reach=16)
    if rate is None:
        return False
    behind = rate.tokens.end
    moved = any(cues.within(f"change.{way}", behind, behind + 1) for way in ("up", "down"))
    if not moved or cues.within("points", behind, figure.index):
        return True
    said = (f for f in figures[: figure.position] if f.sentence == figure.sentence)
    return any(roles[f.position].role is Role.PCT_SHARE for f in said)


def share_bases(figures: Sequence[Figure], roles: list[RoleOf], cues: CueScan) -> list[RoleOf]:
    """The roles, bare percentages being measured against what others of their sentence name.

    `Đàn trâu 215 con, bằng 99,3%; đàn bò 340 con, bằng 101,5% so với cùng kỳ`: no plan is meant.
    `Tạo việc làm cho 396 người (đạt 99% kế hoạch), trong đó nữ 181 người (đạt 90,5%)`: one is.
    """
    sentences: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        if figure.kind is NumeralKind.PERCENT:
            sentences.setdefault(figure.sentence, []).append(figure)
    for percents in sentences.values():
        named = [f for f in percents if roles[f.position].base and _is_level(roles[f.position])]
        wanted = {roles[f.position].role for f in named}
        if len(wanted) != 1:
            continue
        role, base = wanted.pop(), roles[named[0].position].base
        equal = role is Role.PCT_PRIOR
        if not all(_is_told_so(f, cues, equal=equal) for f in named):
            continue
        for figure in percents:
            bare = roles[figure.position].rule == (BARE if equal else UNTOLD)
            if bare and _is_told_so(figure, cues, equal=equal):
                roles[figure.position] = RoleOf(role=role, rule=_NAMED[role], base=base)
    return roles


def _is_level(role: RoleOf) -> bool:
    """Whether a percentage tells how much of a plan or of an earlier value was reached."""
    return role.role in _NAMED


def _is_told_so(figure: Figure, cues: CueScan, *, equal: bool) -> bool:
    """Whether `bằng`, for an earlier value, or `đạt`, for a plan, stands before the figure."""
    if equal:
        return cues.before("reach.equal", figure, reach=1) is not None
    return cues.before("reach", figure, reach=0) is not None
