"""What changed and what was before: the figures that a report compares with an earlier time.

A change is told by its verb or sign, what was before by the words that name the earlier time or by
the bracket behind a change or a percentage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.patterns import CueMatch
from models.fact import Role
from models.number import NumeralKind

_BASE_ROLES = {
    Role.PCT_PLAN: Role.PLAN,
    Role.PCT_PRIOR: Role.PRIOR,
    Role.PCT_CHANGE: Role.PRIOR,
}
"""What the base of a percentage is."""
_BASE_WORDS = 8
"""The most tokens from a percentage to the bracket with its base."""
BASE_IN_BRACKETS = "base_in_brackets"
"""The rule of a role that says: this is the base of the percentage or difference before it."""
_OPENS = frozenset({"(", "["})
_CHANGES = frozenset({Role.ABS_CHANGE, Role.PCT_CHANGE})
_COMPARED = 6
"""The most tokens between `ít hơn` and a difference: `ít hơn tiến độ thu hoạch cùng kỳ 26 ha`."""
_UP_TO = 12
"""The most tokens between the lower end of what was before and the words for what is now."""
_RESTATED = 4
"""The most tokens between a change and its percentage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOf:
    """The role of one figure and why."""

    role: Role
    rule: str
    sign: int = 1
    """-1 for a decrease."""
    base: str = ""
    words: str = ""


def _restates(before: Figure, figure: Figure, cues: CueScan) -> bool:
    """Whether a percentage says a change once more: `giảm 8 người chết (4,9%)`."""
    between = figure.token.doc.texts[before.stop : figure.index]
    if between and between[-1] in _OPENS:
        return len(between) <= _RESTATED and not set(between[:-1]) & {",", ";", ":"}
    return len(between) <= _RESTATED and cues.before("equivalent", figure, reach=1) is not None


def _says_in_units(before: Figure, figure: Figure, cues: CueScan) -> bool:
    """Whether a percentage is said once more: `tăng 17% (bằng 9,92 ha)`, `tăng 2%, bằng 73 con`."""
    equal = _equals(figure, cues)
    if equal is None:
        return False
    between = figure.token.doc.texts[before.stop : equal.tokens.start]
    compared = cues.within("base.prior", before.stop, equal.tokens.start)
    if compared and between[-1:] == [","] and len(between) <= _BASE_WORDS:
        return "," not in between[:-1]  # `tăng 1,89% so với cùng kỳ, bằng 1,24 tạ/ha`
    if set(between[:-1]) & {",", ";", ":", "("}:
        return False
    return between == [","] or (between[-1:] == ["("] and len(between) <= _BASE_WORDS)


def _equals(figure: Figure, cues: CueScan) -> CueMatch | None:
    """The word right before a figure that says a change once more: `bằng`, `tương đương`."""
    return cues.before("reach", figure, reach=0) or cues.before("equivalent", figure, reach=0)


def find_earlier(figure: Figure, cues: CueScan) -> RoleOf | None:
    """A value of the time before: `(cùng kỳ: 85)`, `giảm từ 6,4% xuống còn 4,2%`."""
    if figure.under is not None or figure.range_start is not None:
        return None
    changed = is_moved(figure, cues, reach=0) or _sign(figure) is not None
    cue = cues.before("prior", figure, reach=3)
    if cue is not None and (_reaches_and(cue) or _opens_equal(cue, figure, cues)):
        cue = None
    if cue is not None and figure.over is None and not changed:
        return RoleOf(role=Role.PRIOR, rule=cue.cue.name, words=cue.tokens.text)
    compared = is_moved(figure, cues, reach=_COMPARED)
    near = None if compared else cues.before("prior.near", figure, reach=0)
    if figure.over is None and (cue := near):
        return RoleOf(role=Role.PRIOR, rule=cue.cue.name, words=cue.tokens.text)
    starts = cues.before("prior.from", figure, reach=0)
    if starts is not None and _is_left(figure, cues):
        return RoleOf(role=Role.PRIOR, rule=starts.cue.name, words=starts.tokens.text)
    return None


def _is_left(figure: Figure, cues: CueScan) -> bool:
    """Whether words behind lead on to another level: `từ 200-250 ca xuống còn 100 ca`."""
    if figure.range_end is not None and is_moved(figure, cues, reach=2):
        led = next(iter(cues.within("change.to", figure.stop, figure.stop + _UP_TO)), None)
        return led is not None and "," not in figure.token.doc.texts[figure.stop : led.tokens.start]
    return cues.after("change.to", figure, reach=8) is not None


def _reaches_and(cue: CueMatch) -> bool:
    """True if the words of the cue run on to a second statement: `so với cùng kỳ và đạt 48%`."""
    return "và" in cue.tokens.text.casefold().split()


def _opens_equal(cue: CueMatch, figure: Figure, cues: CueScan) -> bool:
    """Whether a bracket says a change in units: `tăng 2% so với năm 2023 (bằng 41 ha)`."""
    equal = _equals(figure, cues)
    opened = cue.tokens.text.endswith("(")
    return opened and equal is not None and equal.tokens.start == cue.tokens.end


def find_after_change(
    figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> RoleOf | None:
    """What stands right behind a change: the same in percent or in units, or what was before."""
    if not figure.position or roles[figure.position - 1].role not in _CHANGES:
        return None
    before, change = figures[figure.position - 1], roles[figure.position - 1]
    if change.role is Role.PCT_CHANGE:
        said = figure.kind is not before.kind and _says_in_units(before, figure, cues)
        return replace(change, role=Role.ABS_CHANGE, rule="restates_change") if said else None
    if figure.kind is NumeralKind.PERCENT:
        restated = before.kind is not figure.kind and _restates(before, figure, cues)
        return replace(change, role=Role.PCT_CHANGE, rule="restates_change") if restated else None
    was = _was(figure, before) or _is_dated_in_brackets(figure, before, cues)
    return RoleOf(role=Role.PRIOR, rule="in_brackets_after_change") if was else None


def find_behind_base(
    figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> RoleOf | None:
    """The base itself in brackets: `đạt 140% kế hoạch (52,9 ha)`, `tăng 5% so với CK (555 tấn)`.

    A level in the same unit must stand before the percentage: else the bracket may be the level.
    """
    if figure.position < 2 or figure.over is not None or figure.under is not None:
        return None
    percent, doc = figures[figure.position - 1], figure.token.doc
    role = _BASE_ROLES.get(roles[percent.position].role) or _base_of_points(
        figure, figures, roles, cues
    )
    between = doc.texts[percent.stop : figure.index]
    closed = figure.stop < len(doc) and doc.texts[figure.stop] == ")"
    based = between[-1:] == ["("] and 1 < len(between) <= _BASE_WORDS and closed
    if role is None or not based or set(between[:-1]) & {",", ";", "("}:
        return None
    level = any(
        other.sentence == figure.sentence and other.measure.dimension == figure.measure.dimension
        for other in figures[: percent.position]
    )
    in_points = roles[percent.position].role is Role.ABS_CHANGE
    if not level or (figure.kind is NumeralKind.PERCENT and not in_points):
        return None
    return RoleOf(role=role, rule=BASE_IN_BRACKETS, base=roles[percent.position].base)


def _base_of_points(
    figure: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> Role | None:
    """Of what a rate is higher or lower: `thấp hơn 0,4% so với chỉ tiêu tỉnh giao (35,5%)`."""
    change = roles[figure.position - 1]
    points = figures[figure.position - 1].kind is figure.kind is NumeralKind.PERCENT
    if change.role is not Role.ABS_CHANGE or not points or not change.base:
        return None
    return Role.PRIOR if cues.after("base.prior", figures[figure.position - 1]) else Role.PLAN


def find_once(figure: Figure, figures: Sequence[Figure], cues: CueScan) -> RoleOf | None:
    """What was in a year that a bracket names, alone: `có 07 trường (năm 2016 là 3 trường)`."""
    if not figure.position or figure.kind is NumeralKind.PERCENT:
        return None
    before, following = figures[figure.position - 1], figures[figure.position + 1 :]
    texts = figure.token.doc.texts
    closing = next((i for i in range(figure.stop, len(texts)) if texts[i] == ")"), len(texts))
    alone = not following or following[0].index > closing
    if not alone or not _is_dated_in_brackets(figure, before, cues):
        return None
    return RoleOf(role=Role.PRIOR, rule="year_in_brackets")


def _is_dated_in_brackets(figure: Figure, before: Figure, cues: CueScan) -> bool:
    """Whether it stands in the bracket of a change that names a time: `giảm 9 (năm 2019 có 47)`."""
    texts = figure.token.doc.texts[before.stop : figure.index]
    if "(" not in texts or ")" in texts or figure.measure.name != before.measure.name:
        return False
    opened = before.stop + texts.index("(")
    return bool(cues.within("prior.dated", opened, opened + 2))


def _was(figure: Figure, before: Figure) -> bool:
    """Whether the figure alone in brackets is what was before: `giảm 9 vụ (47 vụ)`."""
    doc = figure.token.doc
    alone = before.stop == figure.index - 1 and doc.texts[before.stop] == "("
    closed = figure.stop < len(doc) and doc.texts[figure.stop] == ")"
    return alone and closed and before.measure.name == figure.measure.name


def is_moved(figure: Figure, cues: CueScan, *, reach: int) -> bool:
    """Whether a verb of change stands before the figure: `giảm 12.000 đồng/kg`."""
    return any(cues.before(f"change.{way}", figure, reach) for way in ("up", "down"))


def find_change(figure: Figure, cues: CueScan, reach: int) -> RoleOf | None:
    """A rise or fall in the figure's unit, if a verb of change or a sign governs it."""
    if (sign := _sign(figure)) is not None:
        return RoleOf(role=Role.ABS_CHANGE, rule="sign", sign=sign)
    up = cues.before("change.up", figure, reach)
    down = cues.before("change.down", figure, reach)
    verb = max((m for m in (up, down) if m), key=lambda m: m.tokens.end, default=None)
    if verb is None:
        return None
    level = cues.before("change.none", figure, reach + 4)
    if level is not None and level.tokens.end > verb.tokens.start:
        return None
    if cues.after("change.none", figure, reach=0) is not None:
        return None
    words = verb.tokens.doc[verb.tokens.end : figure.index]
    texts = {token.text for token in words}
    if texts & {",", "("} or (":" in texts and "là" not in texts and len(words) > 1):
        return None
    reached = cues.within("reach", max(0, verb.tokens.start - 2), verb.tokens.start)
    if reached and (figure.over is not None or figure.kind is not NumeralKind.PERCENT):
        return None  # `đạt và vượt 6/14 chỉ tiêu`, `đạt và vượt như sản lượng 6.040 tấn`
    base = cues.after("base.prior", figure) or cues.before("base.prior", figure, reach)
    return RoleOf(
        role=Role.ABS_CHANGE,
        rule=verb.cue.name,
        sign=-1 if verb.cue.group == "change.down" else 1,
        base=base.cue.value if base else "",
        words=verb.tokens.text,
    )


def is_before_change(below: Figure, figures: Sequence[Figure], roles: Sequence[RoleOf]) -> bool:
    """Whether `X/Y` in brackets is now and before of the change told: `tăng 93 vụ (206/113 vụ)`."""
    above = figures[below.under or 0]
    opened = above.index and above.token.doc.texts[above.index - 1] == "("
    if not opened or not above.position or roles[above.position - 1].role is not Role.ABS_CHANGE:
        return False
    now, then = above.reading.value, below.reading.value
    change = figures[above.position - 1].reading.value
    if now is None or then is None or change is None:
        return False
    return abs(now - then) == change


def _sign(figure: Figure) -> int | None:
    """The sign written on the figure itself: `(+60 con)`, `(+ 60 con)`, `-5` in a cell."""
    doc, index = figure.token.doc, figure.index
    if not index or doc.texts[index - 1] not in "+-":
        return None
    opened = index >= 2 and doc.texts[index - 2] == "("
    alone = index == 1 and figure.stop == len(doc)
    if doc[index - 1].spaced and not opened:
        return None
    return (1 if doc.texts[index - 1] == "+" else -1) if opened or alone else None
