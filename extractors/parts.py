"""Lists of parts within a block: `… 92 con, trong đó trâu 31 con, bò 21 con`.

The whole is the figure of the parts' unit before the words that open the list, in the same
sentence or, where those words begin a sentence, in the one before. A bracket right behind a figure
opens a list too, if it holds two figures or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.roles import RoleOf
from models.fact import Role
from models.number import NumeralKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEVELS = frozenset({Role.ACTUAL, Role.PLAN, Role.TARGET, Role.PRIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartList:
    """A whole and what the text lists as its parts, as positions among the block's figures."""

    whole: int
    parts: tuple[int, ...]
    closed: bool
    """Whether the opening words (gồm, cụ thể, brackets) say that the list is complete."""
    rule: str
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


def find_part_lists(
    doc: Doc, figures: Sequence[Figure], roles: Sequence[RoleOf], cues: CueScan
) -> list[PartList]:
    """All lists of parts in a block, one for each unit that has a whole."""
    found: list[PartList] = []
    taken: set[int] = set()
    for opening in sorted(_openings(doc, figures, cues), key=lambda o: (o.start, -o.stop)):
        inside = [
            figure
            for figure in figures
            if opening.first <= figure.index < opening.stop and _is_level(figure, roles)
        ]
        inside = [figure for figure in inside if not _is_nested(doc, figure, opening)]
        for unit in dict.fromkeys(figure.measure.dimension for figure in inside):
            parts = [figure for figure in inside if figure.measure.dimension == unit]
            whole = _find_whole(figures, roles, opening, parts, doc)
            if whole is None or whole.position in taken & {figure.position for figure in parts}:
                continue
            found.append(
                PartList(
                    whole=whole.position,
                    parts=tuple(figure.position for figure in parts),
                    closed=opening.closed,
                    rule=opening.rule,
                    start=opening.start,
                    stop=opening.stop,
                )
            )
    return found


def _is_level(figure: Figure, roles: Sequence[RoleOf]) -> bool:
    """Whether a figure can be a whole or a part: a level, not a Y, a change or a percentage."""
    if figure.kind is NumeralKind.PERCENT or figure.under is not None:
        return False
    return roles[figure.position].role in _LEVELS and figure.range_start is None


def _openings(doc: Doc, figures: Sequence[Figure], cues: CueScan) -> Iterator[_Opening]:
    """Words and brackets that may open a list of parts."""
    closing = _bracket_ends(doc)
    for group, closed in (("parts.closed", True), ("parts.open", False)):
        for match in cues.within(group, 0, len(doc)):
            start = match.tokens.start
            sentence = _sentence_of(figures, match.tokens.end, len(doc))
            inside = [(a, b) for a, b in closing.items() if a < start < b]
            if inside:
                bracket = max(inside)
                yield _Opening(bracket[0], match.tokens.end, bracket[1], closed, match.cue.name)
            else:
                yield _Opening(start, match.tokens.end, sentence, closed, match.cue.name)
    cued = {m.tokens.start for group in ("parts.closed", "parts.open") for m in cues.within(group, 0, len(doc))}
    for figure in figures:
        for start in (figure.stop, figure.stop + 1):
            if start in closing and doc[start].text == "(":
                stop = closing[start]
                if not any(start < cue < stop for cue in cued):
                    yield _Opening(start, start + 1, stop, closed=True, rule="bracket")
                break


def _bracket_ends(doc: Doc) -> dict[int, int]:
    """For each opening bracket the index of the one that closes it."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for token in doc:
        if token.text == "(":
            stack.append(token.i)
        elif token.text == ")" and stack:
            found[stack.pop()] = token.i
    return found


def _sentence_of(figures: Sequence[Figure], index: int, end: int) -> int:
    """The end of the sentence in which a list that begins at `index` stands."""
    for figure in figures:
        if figure.sentence[0] <= index < figure.sentence[1]:
            return figure.sentence[1]
    return next((figure.sentence[0] for figure in figures if figure.index > index), end)


def _is_nested(doc: Doc, figure: Figure, opening: _Opening) -> bool:
    """Whether the figure stands in a bracket inside the list: a remark on one of its parts."""
    depth = 0
    for token in doc[opening.first : figure.index]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
    return depth > 0


def _find_whole(
    figures: Sequence[Figure],
    roles: Sequence[RoleOf],
    opening: _Opening,
    parts: Sequence[Figure],
    doc: Doc,
) -> Figure | None:
    """The nearest figure of the parts' dimension before the list, at most one sentence back."""
    if not parts:
        return None
    before = [f for f in figures if f.index < opening.start and _is_level(f, roles)]
    sentence = next((f.sentence for f in figures if f.sentence[0] <= opening.start < f.sentence[1]), None)
    starts_sentence = sentence is not None and opening.start - sentence[0] <= 2
    here = [f for f in before if sentence and f.sentence == sentence]
    if not here and starts_sentence and before:
        last = before[-1].sentence
        here = [f for f in before if f.sentence == last]
    if opening.rule == "bracket":
        here = [f for f in here if opening.start - f.stop <= 1]
    unit = parts[0].measure
    same = [f for f in here if f.measure.name == unit.name]
    alike = [f for f in here if f.measure.dimension == unit.dimension]
    return (same or alike or [None])[-1]
