"""How offices write numbers: three notations, rounded or cut off, two digits for small counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """One office's way of writing."""

    group: str
    """What divides thousands; may be empty."""
    point: str
    """The decimal sign."""
    padded: bool
    """Whether counts below ten get a zero before them."""
    cut: bool
    """Whether percentages are cut off rather than rounded."""
    keeps_zeros: bool
    """Whether a percentage keeps zeros behind the decimal sign."""


SIGNS = ((".", ","),) * 14 + (("", ","),) * 4 + ((",", "."),) * 2
"""2.302,47 as a rule, then 2302,47, then 2,302.47."""


def draw_notation(rng: Random) -> Notation:
    """A way of writing."""
    group, point = rng.choice(SIGNS)
    return Notation(
        group=group,
        point=point,
        padded=rng.random() < 0.6,
        cut=rng.random() < 0.3,
        keeps_zeros=rng.random() < 0.3,
    )


def write(value: Decimal, notation: Notation, *, padded: bool = False) -> str:
    """The size of the number in this notation.

    >>> office = Notation(group=".", point=",", padded=False, cut=False, keeps_zeros=False)
    >>> write(Decimal("2302.47"), office)
    '2.302,47'
    """
    whole, _, decimals = f"{abs(value):f}".partition(".")
    text = f"{int(whole):,}".replace(",", notation.group)
    if decimals:
        return text + notation.point + decimals
    return text.zfill(2) if padded and notation.padded else text


def trimmed(value: Decimal) -> Decimal:
    """The number without zeros at the end of its decimals.

    >>> trimmed(Decimal("35.40")), trimmed(Decimal("1200"))
    (Decimal('35.4'), Decimal('1200'))
    """
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal.as_tuple().exponent > 0 else normal


def stated(value: Decimal, places: int, *, cut: bool) -> Decimal:
    """The number rounded half up, or cut off, to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN if cut else ROUND_HALF_UP)


def about(value: Decimal, sense: str, step: Decimal) -> Decimal:
    """The round number that `over` (trên), `under` (gần) or `about` (khoảng) would name."""
    rounding = {"over": ROUND_FLOOR, "under": ROUND_CEILING, "about": ROUND_HALF_UP}[sense]
    return trimmed((value / step).quantize(Decimal(1), rounding=rounding) * step)


def last_place(value: Decimal, *, zeros: bool = False) -> Decimal:
    """One unit of the last digit; with `zeros`, of the last digit that is not zero.

    >>> last_place(Decimal("96.5")), last_place(Decimal("120"), zeros=True)
    (Decimal('0.1'), Decimal('1E+1'))
    """
    plain = value.normalize() if zeros and value else value
    return Decimal(1).scaleb(int(plain.as_tuple().exponent))
