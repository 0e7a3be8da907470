"""Figures that would fit if one digit of theirs were another: what a wrong digit leaves behind.

Where the text does not tie figures together for certain, that they do not fit says nothing: they
may belong to others. That they would fit but for one digit says much, for chance seldom does so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.fact import Fact

_DIGITS = "0123456789"
_RARE = Decimal("0.5")
"""How many of a hundred percentages may be such of a count if it is to be told as theirs."""
ENDED = 2
"""So many digits of a sum agree by chance once in a hundred times."""
OPEN = 3
"""And so many once in a thousand, as rare as that must be where more parts may follow."""
TELLING = 3
"""So many digits of a percentage seldom come within one digit of fitting by chance."""


def telling_digits(percent: Fact) -> int:
    """How many digits of a percentage tell of what it is: none of 100, which is of anything.

    `0,45` has two, `45,3` three.
    """
    digits = "".join(filter(str.isdigit, percent.text)).lstrip("0")
    return 0 if percent.value == 100 else len(digits)


def misread(fact: Fact) -> Iterator[Decimal]:
    """What the figure would be, in its canonical unit, with one digit another; as many digits."""
    if fact.value is None:
        return
    digits = str(int(abs(fact.value).scaleb(fact.decimals)))
    for at, digit in enumerate(digits):
        for other in _DIGITS[1:] if at == 0 and len(digits) > 1 else _DIGITS:
            if other != digit:
                value = Decimal(f"{digits[:at]}{other}{digits[at + 1 :]}")
                yield value.scaleb(-fact.decimals) * fact.scale


def is_share(percent: Fact, part: Decimal | None, whole: Decimal | None) -> bool:
    """Whether a percentage is that of a part in its whole, rounded or cut off."""
    if percent.value is None or part is None or not whole:
        return False
    return _agree(percent.value, part, whole, percent.decimals)


def is_nearly_share(percent: Fact, part: Fact, whole: Fact) -> bool:
    """Whether one other digit in the part or in its percentage makes it that of the whole."""
    x, y = part.canonical_value, whole.canonical_value
    if x is None or not y:
        return False
    if any(_agree(z, x, y, percent.decimals) for z in misread(percent)):
        return True
    return any(is_share(percent, other, y) for other in misread(part))


def is_of_another(percent: Fact, part: Fact, whole: Fact) -> bool:
    """Whether a percentage is that of another whole number of a few things than the one beside it.

    `47,37%` of 19 is 9: hardly any other count of a few things gives it, so that it is theirs.
    """
    x, y, z = part.canonical_value, whole.canonical_value, percent.value
    if x is None or not y or z is None or whole.dimension != "count" or whole.decimals:
        return False
    rare = y.scaleb(-percent.decimals) <= _RARE
    count = (z * y / 100).to_integral_value()
    return rare and count != x and is_share(percent, count, y)


def nearly_adds_up(whole: Fact, parts: Sequence[Fact], agreeing: int = ENDED) -> bool:
    """Whether one other digit in the whole or a part makes them agree, and those behind it do.

    `990` for the sum 590 is told, `32` for 30 is not: a list that need not be whole may well lack
    so few. Zeros that all figures end with agree by custom and do not count.
    """
    values = [fact.canonical_value for fact in (whole, *parts)]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return False
    rest = known[0] - sum(known[1:], Decimal(0))
    last = min(_last_place(value) for value in known)
    if not rest or _last_place(rest) < last + agreeing:
        return False
    wanted = (known[0] - rest, *(value + rest for value in known[1:]))
    return any(right in misread(fact) for right, fact in zip(wanted, (whole, *parts), strict=True))


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _agree(percent: Decimal, part: Decimal, whole: Decimal, decimals: int) -> bool:
    return abs(100 * part - percent * whole).scaleb(decimals) < whole
