"""Whether a figure is a norm or bound: of a rule, of a goal, or of a class that is counted.

A class lies between two rates, lengths or powers; under it things are counted: `thiệt hại từ 30%
đến 70%: 120 ha`. The same words before a share (`trên 70% số hộ có nước sạch`) bound nothing: there
the percentage is followed by what it is a share of, not by how much lies in the class.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.comparisons import RoleOf
from extractors.cues import CueScan
from extractors.figures import Figure
from extractors.patterns import CueMatch
from models.fact import Role
from models.number import NumeralKind

_BOUNDED = {
    "measured": frozenset({"duration", "percent", "power"}),
    "size": frozenset({"power", "length"}),
    "money": frozenset({"money"}),
    "price": frozenset({"price"}),
}
"""By the value of a cue: the dimensions of what it can bound; without a value all."""


def find_bound(figure: Figure, figures: Sequence[Figure], cues: CueScan) -> RoleOf | None:
    """The role of a norm or bound (`quy định < 18%`, `từ 55% trở lên`), else None.

    Args:
        figure: The figure; the upper end of a range has the role of the lower and is left to it.
        figures: All figures of its block, in order.
        cues: The block's cues.
    """
    if figure.range_start is not None:
        return None
    cue = _before(figure, cues) or cues.after("threshold.after", figure, reach=2)
    cue = cue or _class(figure, figures, cues)
    return RoleOf(role=Role.THRESHOLD, rule=cue.cue.name, words=cue.tokens.text) if cue else None


def _before(figure: Figure, cues: CueScan) -> CueMatch | None:
    """The nearest word of a bound before the figure that can bound what is measured so."""
    per_thing = figure.measure.is_money_per_thing
    dimension = "money" if per_thing else figure.measure.dimension
    for match in cues.all_before("threshold.before", figure, reach=2):
        bounded = _BOUNDED.get(match.cue.value, {dimension})
        if dimension in bounded or (per_thing and "price" in bounded):
            return match
    return None


def _class(figure: Figure, figures: Sequence[Figure], cues: CueScan) -> CueMatch | None:
    """The word that opens a class of rates: `từ 30% đến 50%: 9 ha`, `12 ha thiệt hại trên 70%`."""
    rated = figure.kind is NumeralKind.PERCENT
    if not rated and figure.measure.dimension not in _BOUNDED["size"]:
        return None
    opening = cues.before("threshold.opens", figure, reach=0)
    named = cues.before("threshold.degree", figure, reach=0)
    if (opening or named) is None:
        return None
    if any(cues.before(group, figure, reach=2) for group in ("share.strong", "reach")):
        return None
    upper = figures[figure.range_end] if figure.range_end is not None else figure
    behind = figures[upper.position + 1 : upper.position + 2]
    if behind and cues.within("threshold.below", upper.stop, behind[0].index):
        upper, behind = behind[0], figures[upper.position + 2 : upper.position + 3]
    if behind and behind[0].kind is NumeralKind.QUANTITY and _is_counted(upper, behind[0], cues):
        return opening or named
    return named if rated and _says_no_more(upper, figure, figures) else None


def _is_counted(upper: Figure, amount: Figure, cues: CueScan) -> bool:
    """Whether right behind a class stands how much lies in it: `… là 45 ha`."""
    sign = next(iter(cues.within("threshold.holds", upper.stop, amount.index)), None)
    return sign is not None and (sign.tokens.start, sign.tokens.end) == (upper.stop, amount.index)


def _says_no_more(upper: Figure, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether an amount stands before a degree and nothing behind: `12 ha thiệt hại trên 70%`."""
    if not figure.position:
        return False
    before, words = figures[figure.position - 1], upper.token.doc
    ends = upper.stop >= len(words) or not words[upper.stop].is_alpha
    counted = before.kind is NumeralKind.QUANTITY and before.sentence == figure.sentence
    return ends and counted
