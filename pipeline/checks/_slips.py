"""What a slip is, and how likely chance alone would have made a figure look like one.

A break can often be mended in several ways. Each has a doubt: how many such readings would fit by
chance, fewer for slips that are made often. It grows with the readings tried and shrinks with
the digits that agree, so that `85,47` for `58,47` convinces and `20` for `18` does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause
from pipeline.checks._compare import Case, Given, agrees
from pipeline.checks._interval import counted, last_place, nominal

NUDGE = Fraction(1, 1000)
"""By what share a figure is moved to see how much hangs on it."""
SHIFTS = frozenset(Fraction(10) ** places for places in (-3, -2, -1, 1, 2, 3))
CONFIRMED = 8.0
"""How much harder it is to doubt a figure that another claim confirms."""
ACCUSED = 0.25
"""How much easier it is to doubt one with which another claim breaks, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A likely slip and what to say of it."""

    cause: Cause
    fields: Mapping[str, str] = field(default_factory=dict)
    """For the text of the cause: `written` and `reading`, as a rule."""
    doubt: float = 0.0
    """How many such explanations chance would give, next to how often the slip is made."""
    likely: float = 1.0
    """How often such a slip makes just this of the right figure, next to other slips."""
    loose: bool = False
    """Whether it may as well come from a claim bound to the wrong figures."""
    soft: bool = False
    """Whether the figures are right and only the words around them, or the base, are not."""
    form: str = ""
    """The text that tells it, if not the cause's own."""
    wrong: Fact | None = None
    """The figure that is doubted."""
    right: Fact | None = None
    """The same with the reading that reconciles the claim."""

    @property
    def text(self) -> str:
        """The name of the text that tells it."""
        return self.form or self.cause.value


def chance(case: Case, index: int, reading: Fact, given: Given | None = None) -> float:
    """How likely a reading drawn at random would reconcile the case, at `index` of its figures.

    That is the share of its own value by which the reading may be moved: one unit of its last
    place, or as much as the rounding of the stated figure leaves room for. `given` is what
    `case.given()` has at the index, where that is at hand.

    >>> from pipeline.checks._examples import example_fact
    >>> whole, parts = example_fact("1.620"), (example_fact("436"), example_fact("1.184"))
    >>> case = Case(stated=whole, operands=parts, compute=lambda ops: ops[0] + ops[1])
    >>> round(1 / chance(case, 0, whole)), round(1 / chance(case, 1, parts[0]))
    (1620, 436)
    """
    value = abs(nominal(reading))
    if value == 0:
        return 1.0
    place = _place(case.figures[index], reading) / value
    if index == 0:
        return min(float(place), 1.0)
    given, moved = given or case.given()[index], nominal(reading)
    hangs = abs(given(moved * (1 + NUDGE)) - given(moved)) / NUDGE
    if hangs == 0:
        return 1.0
    room = Fraction(0) if counted(case.stated) else last_place(case.stated)
    return min(float(max(place, room / hangs)), 1.0)


def _place(figure: Fact, reading: Fact) -> Fraction:
    """One unit of the reading's last digit; shifted as a whole it keeps the figure's digits."""
    shift = abs(nominal(reading) / nominal(figure)) if nominal(figure) else Fraction(0)
    return last_place(figure) * shift if shift in SHIFTS else last_place(reading)


def doubt_of_stated(case: Case, ways: int, often: float) -> float:
    """The doubt of a slip that gives the stated figure in one of so many ways."""
    return ways * chance(case, 0, case.stated) * standing(case, case.stated) / often


def likely_result(case: Case, ways: int, often: float) -> float:
    """How likely a slip is that gives one of so many results, to have given the stated figure."""
    return often / ways / standing(case, case.stated)


def standing(case: Case, figure: Fact) -> float:
    """How the other claims of the report make it harder (above 1) or easier to doubt a figure."""
    if figure.fact_id in case.beside.confirmed:
        return CONFIRMED
    return ACCUSED if figure.fact_id in case.beside.accused else 1.0


def gives(case: Case, value: Fraction) -> bool:
    """Whether `value` is what the case states, its sign aside."""
    return agrees(replace(case.stated, value=abs(case.stated.value or Decimal(0))), value)
