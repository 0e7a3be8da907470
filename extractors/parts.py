"""Lists of parts within a block: `… 92 con, trong đó trâu 31 con, bò 21 con`.

The whole is the figure of the parts' unit before the words that open the list, in the same
sentence or, where those words begin a sentence, in the one before. A bracket right behind a figure
opens a list too, if it holds two figures or more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.comparisons import RoleOf, is_moved
from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.outcomes import find_outcomes
from extractors.own_parts import AND, adds_up, own_parts, size
from extractors.patterns import CueMatch
from extractors.units import UNKNOWN
from models.fact import Role
from models.number import NumeralKind

if TYPE_CHECKING:
    from extractors.language import Words

_NOUN_TOKENS = 9
"""How long a noun may be that stands between a figure and the bracket with its parts."""

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


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a list may begin and end."""

    start: int
    first: int
    stop: int
    closed: bool
    rule: str
    goes_on: bool = False
    """Whether the next sentences go on the list where its own sentence has but one member."""
    least: int = 1
    """How many parts make it a list at all."""
    whole: int | None = None
    """The only figure that can be the whole, if the opening stands on one."""


def find_part_lists(
    doc: Words, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> list[PartList]:
    """All lists of parts in a block, one for each unit that has a whole."""
    found: list[PartList] = []
    outcomes = {p for _, *told in find_outcomes(doc, figures, cues) for p in told}
    openings = sorted(_openings(doc, figures, cues), key=lambda o: (o.start, -o.stop))
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
            if not opening.closed and _begins_elsewhere(doc, inside, parts):
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


def _is_of_a_label(doc: Words, figures: Sequence[Figure], opening: _Opening) -> bool:
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
    opening: _Opening,
    cues: CueScan,
) -> _Opening:
    """The opening, to the block's end if its own sentence has no two parts of one unit."""
    units = _units(_members(doc, figures, roles, opening, cues))
    if opening.goes_on and len(units) == len(set(units)):
        return replace(opening, stop=len(doc))
    return opening


def _gives_whole(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: _Opening,
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
    opening: _Opening,
    cues: CueScan,
) -> list[Figure]:
    """The levels between a list's opening and its end, remarks in brackets left out.

    A rate (`mỗi mùa 10.000 con`) is no part, nor in a bracket is what something rose to.
    """
    nested = _nested(doc, opening)
    return [
        figure
        for figure in figures
        if opening.first <= figure.index < opening.stop
        and _is_level(figure, roles)
        and figure.index not in nested
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


def _openings(doc: Words, figures: Sequence[Figure], cues: CueScan) -> Iterator[_Opening]:
    """Words and brackets that may open a list of parts."""
    closing = _bracket_ends(doc)
    for group, closed in (("parts.closed", True), ("parts.open", False)):
        for match in _opening_words(cues, group, len(doc)):
            start = match.tokens.start
            sentence = _sentence_of(figures, match.tokens.end, len(doc))
            sentence = _next_list(doc, cues, match.tokens.end, sentence)
            inside = [(a, b) for a, b in closing.items() if a < start < b]
            behind = match.tokens.end
            if behind < len(doc) and doc.texts[behind] == ":":
                behind += 1
            if inside:
                bracket = max(inside)
                yield _Opening(bracket[0], match.tokens.end, bracket[1], closed, match.cue.name)
            elif behind in closing:
                yield _Opening(start, behind + 1, closing[behind], closed, match.cue.name)
            else:
                goes_on = start == 0 or doc.texts[start - 1] == "."
                yield _Opening(start, behind, sentence, closed, match.cue.name, goes_on)
    yield from _colons(doc, figures, cues)
    cued = {
        m.tokens.start
        for group in ("parts.closed", "parts.open")
        for m in cues.within(group, 0, len(doc))
    }
    for figure in figures:
        start = _bracket_behind(doc, figure)
        ranged = figure.range_start is not None  # `10 - 12 làn xe (…)`, `thắng 2-1 (…)`
        if ranged or cues.within("prior.dated", start, start + 2):
            continue  # nor is what was in another year a part
        if start in closing and not cues.within("parts.not", start + 1, start + 2):
            stop = closing[start]
            if not any(start < cue < stop for cue in cued):
                yield _Opening(start, start + 1, stop, closed=True, rule="bracket")


def _opening_words(cues: CueScan, group: str, stop: int) -> Iterator[CueMatch]:
    """The words that open lists; `trong đó khi` only sets one thing against another."""
    for match in cues.within(group, 0, stop):
        if not cues.within("parts.while", match.tokens.start, match.tokens.start + 1):
            yield match


def _next_list(doc: Words, cues: CueScan, start: int, stop: int) -> int:
    """Where a list ends because the clause behind a semicolon begins another one.

    `…, trong đó lợn 1.250 con; tổng đàn gia cầm 42.000 con, trong đó gà 31.000 con` has two lists.
    """
    opened = [
        match.tokens.start
        for group in ("parts.open", "parts.closed", "parts.whole")
        for match in cues.within(group, start, stop)
    ]
    ends = [token.i for token in doc[start : min(opened, default=start)] if token.text == ";"]
    return ends[-1] if ends else stop


def _colons(doc: Words, figures: Sequence[Figure], cues: CueScan) -> Iterator[_Opening]:
    """Colons behind a figure: `15 chỉ tiêu, kết quả: 09 chỉ tiêu vượt, 06 chỉ tiêu đạt`."""
    for figure in figures:
        following = figures[figure.position + 1 : figure.position + 2]
        stop = following[0].index if following else len(doc)
        colon = next((i for i in range(figure.stop, stop) if doc.texts[i] in ":;"), None)
        if colon is None or doc.texts[colon] == ";" or colon >= figure.sentence[1]:
            continue
        if doc.texts[figure.index - 1] == ":" and "," in doc.texts[figure.stop : colon]:
            continue  # one of a row of labels: `Ngữ văn: 120 phút, Toán: 90 phút`
        opened = [
            match
            for group in ("parts.closed", "parts.open")
            for match in cues.within(group, figure.stop, stop)
        ]
        if not opened and figure.measure.name:
            yield _Opening(
                colon,
                colon + 1,
                figure.sentence[1],
                closed=False,
                rule="colon",
                least=3,
                whole=figure.position,
            )


def _bracket_behind(doc: Words, figure: Figure) -> int:
    """The index of the bracket that opens behind a figure and its noun, -1 if none does."""
    for index in range(figure.stop, min(figure.stop + _NOUN_TOKENS, len(doc))):
        if doc.texts[index] == "(":
            return index
        if not doc[index].is_alpha:
            break
    return -1


def _bracket_ends(doc: Words) -> dict[int, int]:
    """For each opening bracket the index of the one that closes it."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for index, text in enumerate(doc.texts):
        if text == "(":
            stack.append(index)
        elif text == ")" and stack:
            found[stack.pop()] = index
    return found


def _sentence_of(figures: Sequence[Figure], index: int, end: int) -> int:
    """The end of the sentence in which a list that begins at `index` stands."""
    for figure in figures:
        if figure.sentence[0] <= index < figure.sentence[1]:
            return figure.sentence[1]
    return next((figure.sentence[0] for figure in figures if figure.index > index), end)


def _nested(doc: Words, opening: _Opening) -> set[int]:
    """The tokens in brackets inside the list: remarks on its parts."""
    found: set[int] = set()
    depth = 0
    for index, text in enumerate(doc.texts[opening.first : opening.stop], opening.first):
        if depth > 0:
            found.add(index)
        depth += {"(": 1, ")": -1}.get(text, 0)
    return found


def _candidates(
    doc: Words,
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: _Opening,
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
    same = [f for f in here if f.measure.name == unit.name]
    known = [f for f in here if f.measure.dimension in (unit.dimension, "")]
    bare = opening.closed and not unit.name and len(parts) > 1
    counted = [f for f in here if f.measure.dimension == "count"] if bare else []
    return same or known or counted


def _in_brackets(doc: Words, figure: Figure) -> bool:
    """Whether a figure stands in brackets that open and close in its sentence."""
    before = doc.texts[figure.sentence[0] : figure.index]
    return before.count("(") > before.count(")")


def _is_far(figures: Sequence[Figure], whole: Figure, opening: _Opening) -> bool:
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


def _runs_on(figures: Sequence[Figure], opening: _Opening, parts: Sequence[Figure]) -> bool:
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
    """Whether the list is of other things and ends before a part: `trong đó 7/16 khoản; …`."""
    first, part = inside[0], parts[0]
    ratio = first.over is not None and first.measure.dimension != part.measure.dimension
    return ratio and ";" in doc.texts[first.stop : part.index]
