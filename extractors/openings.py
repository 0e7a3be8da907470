"""Where a list of parts may begin and end: opening words, brackets and colons behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.patterns import CueMatch

if TYPE_CHECKING:
    from extractors.language import Words

_NOUN_TOKENS = 9
"""How long a noun may be that stands between a figure and the bracket with its parts."""


@dataclass(frozen=True, slots=True)
class Opening:
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


def find_openings(doc: Words, figures: Sequence[Figure], cues: CueScan) -> Iterator[Opening]:
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
                yield Opening(bracket[0], match.tokens.end, bracket[1], closed, match.cue.name)
            elif behind in closing:
                yield Opening(start, behind + 1, closing[behind], closed, match.cue.name)
            else:
                goes_on = start == 0 or doc.texts[start - 1] == "."
                yield Opening(start, behind, sentence, closed, match.cue.name, goes_on)
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
                yield Opening(start, start + 1, stop, closed=True, rule="bracket")


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


def _colons(doc: Words, figures: Sequence[Figure], cues: CueScan) -> Iterator[Opening]:
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
            yield Opening(
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


def nested(doc: Words, opening: Opening) -> set[int]:
    """The tokens in brackets inside the list: remarks on its parts."""
    found: set[int] = set()
    depth = 0
    for index, text in enumerate(doc.texts[opening.first : opening.stop], opening.first):
        if depth > 0:
            found.add(index)
        depth += {"(": 1, ")": -1}.get(text, 0)
    return found
