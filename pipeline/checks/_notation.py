"""Figures and arithmetic as a Vietnamese report writes them: `1.234,5`, `305 / 300 = 101,67%`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import MAX_PREC, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from models.fact import Fact
from models.relation import Verdict
from pipeline.checks._interval import nominal

PERCENT = "%"
STORED_PLACES = 6
"""Decimals kept of a computed bound; bounds are rounded outwards."""
WRITTEN_OUT = 9
"""Decimals that any sum of amounts needs: one đồng in tỷ đồng."""
_EXACT = Context(prec=MAX_PREC)

SIGNS = {
    Verdict.EXACT: "=",
    Verdict.ROUNDED: "≈",
    Verdict.TRUNCATED: "≈",
    Verdict.APPROXIMATE: "≈",
    Verdict.BROKEN: "≠",
}


def is_percent(fact: Fact) -> bool:
    """Whether the figure is a percentage, its sign written or not."""
    return fact.dimension == "percent"


def write_number(value: Fraction, decimals: int) -> str:
    """`value` in Vietnamese notation with at most `decimals` decimals, without idle zeros.

    >>> write_number(Fraction(30500, 300), 2), write_number(Fraction(2302500), 2)
    ('101,67', '2.302.500')
    """
    rounded = _quantised(value, decimals, ROUND_HALF_UP)
    whole, _, rest = f"{rounded:,f}".partition(".")
    whole, rest = whole.replace(",", "."), rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def write_value(value: Fraction, like: Fact, decimals: int | None = None) -> str:
    """`value` (canonical) in the unit of the figure `like`, that unit behind it.

    Without `decimals`, percentages get two, or as many as `like` has; sums and products are
    written out.
    """
    places = decimals
    if places is None:
        places = max(2, like.decimals) if is_percent(like) else WRITTEN_OUT
    return _with_unit(write_number(value / Fraction(like.scale), places), like.unit)


def write_fact(fact: Fact, *, unit: bool = True) -> str:
    """The figure as written, with the sign that the words around it give and its unit.

    >>> from pipeline.checks._examples import example_fact
    >>> write_fact(example_fact("-12,5", unit="%")), write_fact(example_fact("07"))
    ('-12,5%', '07 con')
    """
    negative = fact.value is not None and fact.value < 0 and not fact.text.startswith("-")
    text = f"-{fact.text}" if negative else fact.text
    return _with_unit(text, fact.unit) if unit or is_percent(fact) else text


def common_unit(facts: Sequence[Fact]) -> str:
    """The unit that all share, empty if they differ."""
    units = {fact.unit for fact in facts}
    return units.pop() if len(units) == 1 else ""


def write_all(facts: Sequence[Fact], *, beside: Sequence[Fact] = ()) -> list[str]:
    """The figures as written; with units only where these differ, `beside` included."""
    differ = not common_unit((*facts, *beside))
    return [write_fact(fact, unit=differ) for fact in facts]


def write_equation(left: str, computed: str, sign: str, claimed: str) -> str:
    """The arithmetic on one line; the computed value is left out where it is the one claimed.

    >>> write_equation("305 / 300", "101,67%", "≠", "116%")
    '305 / 300 = 101,67% ≠ 116%'
    >>> write_equation("11 + 10", "21", "=", "21")
    '11 + 10 = 21'
    """
    if computed == left:
        return f"{left} {sign} {claimed}"
    if sign == SIGNS[Verdict.EXACT]:
        return f"{left} = {claimed}"
    return f"{left} = {computed} {sign} {claimed}"


def written_value(fact: Fact) -> str:
    """The value of a figure spelled afresh with its decimals and unit, for a corrected reading.

    >>> from pipeline.checks._examples import example_fact
    >>> written_value(example_fact("7000", unit="đồng"))
    '7.000 đồng'
    """
    return write_value(nominal(fact), fact, fact.decimals)


def restated(fact: Fact, value: Fraction) -> Fact:
    """The figure with another (canonical) value, as finely written as it was, or as needed."""
    places = max(fact.decimals, 2) if is_percent(fact) else fact.decimals
    exact = value / Fraction(fact.scale)
    written = _quantised(exact, places, ROUND_HALF_UP)
    if not is_percent(fact) and Fraction(written) != exact:
        written, places = _quantised(exact, WRITTEN_OUT, ROUND_HALF_UP), WRITTEN_OUT
    return replace(fact, value=written, decimals=places)


def bounds(low: Fraction, high: Fraction) -> tuple[Decimal, Decimal]:
    """Decimals that enclose the interval, for the store.

    >>> bounds(Fraction(1, 3), Fraction(2, 3))
    (Decimal('0.333333'), Decimal('0.666667'))
    """
    return (
        _quantised(low, STORED_PLACES, ROUND_FLOOR),
        _quantised(high, STORED_PLACES, ROUND_CEILING),
    )


def _quantised(value: Fraction, places: int, rounding: str) -> Decimal:
    above, below = value.numerator * 10**places, value.denominator
    if rounding == ROUND_FLOOR:
        whole = above // below
    elif rounding == ROUND_CEILING:
        whole = -(-above // below)
    else:  # half away from zero
        whole = (2 * abs(above) + below) // (2 * below) * (1 if above >= 0 else -1)
    return Decimal(whole).scaleb(-places, _EXACT)


def _with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    return f"{text}{unit}" if unit == PERCENT else f"{text} {unit}"
