"""How a thing came out, told in two figures behind its own: done and not done.

`Khám 54 thanh niên, khám đạt 40 thanh niên, khám không đạt 14`: the second and third figure
repeat the first one's words with a result behind them, which the third denies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.cues import CueScan
from extractors.figures import Figure

if TYPE_CHECKING:
    from extractors.language import Words

_SEPARATORS = frozenset({",", ";", ":", "(", ")", "."})


def find_outcomes(
    doc: Words, figures: Sequence[Figure], cues: CueScan
) -> list[tuple[int, int, int]]:
    """The positions of the figures of a whole, of its success and of its failure.

    The three follow each other in one sentence and count the same.
    """
    denied = {match.tokens.start for match in cues.matches.get("parts.denied", ())}
    if not denied:
        return []
    return [
        (whole.position, done.position, failed.position)
        for whole, done, failed in zip(figures, figures[1:], figures[2:], strict=False)
        if whole.sentence == failed.sentence
        and whole.measure.name == done.measure.name == failed.measure.name
        and _come_out(*(_clause(doc, f, denied) for f in (whole, done, failed)))
    ]


def between_signs(doc: Words, figure: Figure) -> tuple[int, int]:
    """The words of a figure up to the next signs on both sides, as token indices."""
    start, stop = figure.index, figure.stop
    while start > figure.left and doc.texts[start - 1] not in _SEPARATORS:
        start -= 1
    while stop < figure.right and doc.texts[stop] not in _SEPARATORS:
        stop += 1
    return start, stop


def _come_out(whole: list[str], done: list[str], failed: list[str]) -> bool:
    """Whether the words of two clauses say that what the first names succeeded, and failed.

    The negation is an empty word: `['hòa', 'giải', '', 'thành']`.
    """
    if failed.count("") != 1 or "" in done:
        return False
    result = failed[failed.index("") + 1 :]
    stem = done[: len(done) - len(result)]
    denied = [word for word in failed if word]
    told = bool(stem) and done[len(stem) :] == result and denied in (done, result)
    return told and any(whole[i : i + len(stem)] == stem for i in range(len(whole)))


def _clause(doc: Words, figure: Figure, denied: set[int]) -> list[str]:
    """The words around a figure up to the next signs, without the figure and its unit."""
    start, stop = between_signs(doc, figure)
    around = (*range(start, figure.index), *range(figure.stop, stop))
    return ["" if i in denied else doc.texts[i] for i in around if doc[i].is_alpha]
