"""Lists of parts within a block: `… 92 con, trong đó trâu 31 con, bò 21 con`.

The whole is the figure of the parts' unit before the words that open the list, in the same
sentence or, where those words begin a sentence, in the one before. A bracket right behind a figure
opens a list too, if it holds two figures or more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.comparisons import BASE_IN_BRACKETS, RoleOf, is_moved
from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.openings import Opening, find_openings, nested
from extractors.outcomes import find_outcomes
from extractors.own_parts import AND, adds_up, own_parts, size
from extractors.units import UNKNOWN
from models.fact import Role
from models.number import NumeralKind

if TYPE_CHECKING:
    from extractors.language import Words

_MOST_MEMBERS = 60
"""Nobody lists more in a sentence: where more follow, the list's end was not seen, and relating all
to all would cost the cube of their number."""

_RATE = 8
"""The most tokens from `mỗi` to the figure that is dealt out by it."""
_BETWEEN = frozenset(":|-")
"""Signs between a label and its list."""
_LABEL = 2
"""Digits of a label before a list; a year may well stand between a whole and its parts."""

_NOT_ADDED = frozenset({"voltage"})
_LEVELS = frozenset({Role.ACTUAL, Role.PLAN, Role.TARGET, Role.PRIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartList:
    """A whole and what the text lists as its parts, as positions among the block's figures."""

    whole: int
    parts: tuple[int, ...]
    closed: bool
    """Whether the opening words (gồm, cụ thể, brackets) say that the list is complete."""
    certain: bool
    """Whether no other figure could be the whole."""
    rule: str
    far: bool = False
    """Whether sentences without a figure of that unit stand between the whole and its parts."""
    start: int
    """Index of the token that opens the list."""
    stop: int
    """Index behind the list's last token."""


def find_part_lists(
    doc: Words, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> list[PartList]:
    """All lists of parts in a block, one for each unit that has a whole."""
    found: list[PartList] = []
    outcomes = {p for _, *told in find_outcomes(doc, figures, cues) for p in told}
    openings = sorted(find_openings(doc, figures, cues), key=lambda o: (o.start, -o.stop))
    for opening in (_extended(doc, figures, roles, o, cues) for o in openings):
        inside = _members(doc, figures, roles, opening, cues)
        if len(inside) > _MOST_MEMBERS or _is_of_a_label(doc, figures, opening):
            continue
        units = _units(inside)
        if opening.closed and _gives_whole(doc, figures, roles, opening, inside):
            units = ["count"] * len(inside)
        for unit in dict.fromkeys(units):
            listing = [f for f, own in zip(inside, units, strict=True) if own == unit]
            parts = [f for f in listing if not _counts_a_noun(doc, f, listing)]
            parts = [f for f in parts if f.position not in outcomes] or parts
            candidates = [
                whole
                for whole in _candidates(doc, figures, roles, opening, parts)
                if cues.before("price.each", whole, reach=0) is None
            ]
            if not candidates or len(parts) < opening.least:
                continue
            if opening.whole is not None and candidates[-1].position != opening.whole:
                continue
            whole = _choose_whole(candidates, parts)
            if _begins_elsewhere(doc, inside, parts):
                continue
            far = _is_far(figures, whole, opening)
            listed = own_parts(doc, whole, parts, closed=opening.closed)
            if opening.rule == "colon" and any(size(part) > size(whole) for part in listed):
                continue
            found.append(
                PartList(
                    whole=whole.position,
                    parts=tuple(figure.position for figure in listed),
                    closed=opening.closed,
                    certain=len(candidates) == 1
                    and not far
                    and _lead_clauses(doc, listed, inside)
                    and not _runs_on(figures, opening, listed)
                    and not _are_bare(whole, listed)
                    and (opening.closed or not _may_overlap(listed, cues)),
                    rule=opening.rule,
                    far=far,
                    start=opening.start,
                    stop=opening.stop,
                )
            )
    return found


def _is_of_a_label(doc: Words, figures: Sequence[Figure], opening: Opening) -> bool:
    """Whether a label stands right before the opening: `vùng 3 gồm 22 xã` parts no figure."""
    before = opening.start - 1
    if before > 0 and doc.texts[before] in _BETWEEN:
        before -= 1
    labelled = before >= 0 and doc[before].like_num and len(doc.texts[before]) <= _LABEL
    return labelled and all(figure.index != before for figure in figures)


def _extended(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: Opening,
    cues: CueScan,
) -> Opening:
    """The opening, to the block's end if its own sentence has no two parts of one unit."""
    units = _units(_members(doc, figures, roles, opening, cues))
    if opening.goes_on and len(units) == len(set(units)):
        return replace(opening, stop=len(doc))
    return opening


def _gives_whole(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: Opening,
    inside: Sequence[Figure],
) -> bool:
    """Whether counts of several nouns are one list: `đảng bộ 9 tổ chức, 3 chi bộ` of 12 lượt."""
    if any(figure.measure.dimension not in ("count", "") for figure in inside):
        return False
    wholes = _candidates(doc, figures, roles, opening, inside)
    return any(adds_up(inside, whole) for whole in wholes)


def _members(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: Opening,
    cues: CueScan,
) -> list[Figure]:
    """The levels between a list's opening and its end, remarks in brackets left out.

    A rate (`mỗi mùa 10.000 con`) is no part, nor in a bracket is what something rose to.
    """
    aside = nested(doc, opening)
    return [
        figure
        for figure in figures
        if opening.first <= figure.index < opening.stop
        and _is_level(figure, roles)
        and figure.index not in aside
        and cues.before("price.each", figure, reach=_RATE) is None
        and cues.before("multiple", figure, reach=1) is None
        and not (opening.rule == "bracket" and _is_moved_to(figure, cues))
    ]


def _is_moved_to(figure: Figure, cues: CueScan) -> bool:
    """Whether a level is what a change led to: `tăng lên 103`."""
    reached = cues.before("change.to", figure, reach=0)
    return reached is not None and is_moved(figure, cues, reach=1)


def _units(inside: Sequence[Figure]) -> list[str]:
    """What each figure of a list adds up by; a bare one goes with the next that has a unit.

    In `trâu 31, bò 21 con` both count heads.
    """
    names = Counter(figure.measure.name for figure in inside)
    found: list[str] = []
    following = _sort(inside[-1], names) if inside else ""
    for figure in reversed(inside):
        following = _sort(figure, names) or following
        found.append(following)
    known = next((dimension for dimension in found if dimension), "")
    return [dimension or known for dimension in reversed(found)]


def _sort(figure: Figure, names: Counter[str]) -> str:
    """What a list adds up by: the noun if several members have it, else the dimension."""
    repeated = figure.measure.dimension == "count" and names[figure.measure.name] >= 2
    return figure.measure.name if repeated else figure.measure.dimension


def _is_level(figure: Figure, roles: Sequence[RoleOf]) -> bool:
    """Whether a figure can be a whole or a part: a level, not a Y, a change or a percentage."""
    if figure.kind is NumeralKind.PERCENT or figure.under is not None:
        return False
    if figure.measure.dimension in _NOT_ADDED:
        return False
    return roles[figure.position].role in _LEVELS and figure.range_start is None


def _candidates(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: Opening,
    parts: Sequence[Figure],
) -> list[Figure]:
    """The figures of the parts' unit before the list, in its sentence or the last that has one."""
    if not parts:
        return []
    before = [f for f in figures if f.index < opening.start and _is_level(f, roles)]
    sentences = [f.sentence for f in figures if f.sentence[0] <= opening.start < f.sentence[1]]
    here = [f for f in before if sentences and f.sentence == sentences[0]]
    starts_sentence = bool(sentences) and opening.start - sentences[0][0] <= 2
    unit = next((part.measure for part in parts if part.measure.name), parts[0].measure)
    if not here and starts_sentence and before:
        last = before[-1].sentence
        outside = [f for f in before if f.measure.name == unit.name and not _in_brackets(doc, f)]
        if outside and outside[-1].sentence != last:
            return [f for f in outside if f.sentence == outside[-1].sentence]
        here = [f for f in before if f.sentence == last]
    if opening.rule == "bracket":
        here = here[-1:]
    here = [f for f in here if not _is_aside(doc, f, roles, opening)] or here
    same = [f for f in here if f.measure.name == unit.name]
    known = [f for f in here if f.measure.dimension in (unit.dimension, "")]
    bare = opening.closed and not unit.name and len(parts) > 1
    counted = [f for f in here if f.measure.dimension == "count"] if bare else []
    return same or known or counted


def _is_aside(doc: Words, figure: Figure, roles: Sequence[RoleOf], opening: Opening) -> bool:
    """Whether a figure is but the base of a percentage: `đạt 77% kế hoạch (500 ha), trong đó …`."""
    closed = ")" in doc.texts[figure.stop : opening.start]
    return closed and roles[figure.position].rule == BASE_IN_BRACKETS


def _in_brackets(doc: Words, figure: Figure) -> bool:
    """Whether a figure stands in brackets that open and close in its sentence."""
    before = doc.texts[figure.sentence[0] : figure.index]
    return before.count("(") > before.count(")")


def _is_far(figures: Sequence[Figure], whole: Figure, opening: Opening) -> bool:
    """Whether other sentences with figures stand between the whole and its list."""
    return any(
        f.sentence != whole.sentence and f.index < opening.start
        for f in figures[whole.position + 1 :]
    )


def _choose_whole(candidates: Sequence[Figure], parts: Sequence[Figure]) -> Figure:
    """The nearest candidate that the parts give exactly, else the nearest that can hold them.

    In `có 21 người, còn thiếu 01; trong đó nam 12, nữ 9` the whole is 21.
    """
    sizes = [size(part) for part in parts]
    for whole in reversed(candidates):
        if size(whole) == sum(sizes):
            return whole
    for whole in reversed(candidates):
        if size(whole) >= max(sizes):
            return whole
    return candidates[-1]


def _are_bare(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts of a count are numbers alone: of things, or of criteria and years."""
    return whole.measure.dimension == "count" and all(f.measure is UNKNOWN for f in parts)


def _runs_on(figures: Sequence[Figure], opening: Opening, parts: Sequence[Figure]) -> bool:
    """Whether the next sentence goes on in the same manner, so that the list is one of sentences.

    `180 trường đạt chuẩn. Cụ thể: mầm non có 120 trường, đạt chuẩn 41 trường. Tiểu học có …`.
    """
    if not opening.goes_on:
        return False
    name = parts[0].measure.name
    behind = [f for f in figures if f.index >= opening.stop and f.measure.name == name]
    following = [f for f in behind if f.sentence == behind[0].sentence]
    return bool(name) and len(following) >= len(parts)


def _may_overlap(parts: Sequence[Figure], cues: CueScan) -> bool:
    """Whether parts are named by qualities that one person can share: `nữ 14, dân tộc 19`."""
    return any(cues.within("parts.overlap", part.left, part.right) for part in parts)


def _lead_clauses(doc: Words, parts: Sequence[Figure], inside: Sequence[Figure]) -> bool:
    """Whether every part is the first level of its clause, as members of one list are.

    In `họp 14 cuộc; kiểm đếm 37 hộ với 20,5 ha` the area is no member of a list of areas.
    """
    members = {part.position for part in parts}
    previous = 0
    for figure in inside:
        if figure.position in members:
            previous = figure.index
            continue
        later = [f for f in parts if f.index > figure.index]
        clause = set(doc.texts[previous : figure.index])
        joined = later and ";" not in {t.text for t in doc[figure.index : later[0].index]}
        if later and joined and (";" in clause or not previous):
            return False
    return True


def _counts_a_noun(doc: Words, figure: Figure, listing: Sequence[Figure]) -> bool:
    """Whether a bare figure counts what stands behind it, amid measures: `19 tỷ …, 41 ủy viên`."""
    if figure.measure.name or figure.stop >= len(doc):
        return False
    word = doc[figure.stop]
    measured = any(other.measure.dimension not in ("", "count") for other in listing)
    return measured and word.is_alpha and word.text != AND


def _begins_elsewhere(doc: Words, inside: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Whether the list is of other things and ends before a part: `gồm 5 dự án; giải ngân …`."""
    first, part = inside[0], parts[0]
    other = first.measure.dimension != part.measure.dimension
    return other and ";" in doc.texts[first.stop : part.index]
