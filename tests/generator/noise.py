"""What typing does to a report: double blanks, missing blanks, other dashes, lost percent signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.generator.records import Figure, Piece

NBSP = "\N{NO-BREAK SPACE}"
_BLANK = re.compile(r"([^\W\d_]|,) (?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How often each slip of typing happens, in one report."""

    double: float = 0.0
    """A second blank."""
    glued: float = 0.0
    """No blank between a figure and its unit, or behind a comma."""
    nbsp: float = 0.0
    """A no-break space between a figure and its unit."""
    spaced: float = 0.0
    """A blank before the percent sign."""
    unsigned: float = 0.0
    """A percent sign left out before the words for the plan."""


def draw_noise(rng: Random) -> Noise:
    """The habits of one typist; half of them are careful."""
    if rng.random() < 0.5:
        return Noise()
    return Noise(
        double=rng.choice((0, 0.01, 0.03)),
        glued=rng.choice((0, 0.05, 0.15)),
        nbsp=rng.choice((0, 0.1, 0.5)),
        spaced=rng.choice((0, 0.2)),
        unsigned=rng.choice((0, 0, 0.05)),
    )


def disturb(pieces: Sequence[Piece], noise: Noise, rng: Random) -> list[Piece]:
    """The pieces with the words between figures as this typist writes them."""
    if noise == Noise():
        return list(pieces)
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Figure):
            found.append(piece)
        else:
            is_after_figure = bool(found) and isinstance(found[-1], Figure)
            words = _behind_figure(piece, noise, rng) if is_after_figure else piece
            found.append(_BLANK.sub(lambda match: _blank(match[1], noise, rng), words))
    return found


def _blank(before: str, noise: Noise, rng: Random) -> str:
    """The letter or comma before a blank with what becomes of the blank."""
    if before == ",":
        return before if rng.random() < noise.glued else before + " "
    return before + ("  " if rng.random() < noise.double else " ")


def _behind_figure(text: str, noise: Noise, rng: Random) -> str:
    """The words behind a figure: only the blank or sign that follows it may change."""
    if text.startswith(("% kế hoạch", "% KH")) and rng.random() < noise.unsigned:
        return text[1:]
    if text.startswith("%") and rng.random() < noise.spaced:
        return " " + text
    if text.startswith(" ") and text[1:2].isalpha():
        if rng.random() < noise.nbsp:
            return NBSP + text[1:]
        if rng.random() < noise.glued:
            return text[1:]
    return text
