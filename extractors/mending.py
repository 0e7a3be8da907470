"""Malformed numerals whose reading the arithmetic around them makes certain."""

from __future__ import annotations

from decimal import Decimal

_GROUP = 3


def fill_group(text: str) -> Decimal | None:
    """A numeral that lost digits at its end, with zeros in their place; None if more is wrong.

    >>> fill_group("280.000.00"), fill_group("2800.00")
    (Decimal('280000000'), None)
    """
    head, _, last = text.rpartition(".")
    first, *groups = head.split(".")
    well_formed = all(len(group) == _GROUP for group in groups) and 1 <= len(first) <= _GROUP
    if not groups or not well_formed or not last.isdecimal() or len(last) >= _GROUP:
        return None
    return Decimal("".join((first, *groups, last.ljust(_GROUP, "0"))))


def mend_ratio(text: str, other: Decimal, share: Decimal) -> Decimal | None:
    """The value of the malformed side Y of `X/Y đạt Z%`, or None if it stays uncertain.

    Digits lost or doubled in the last group are put right only where the mended Y gives exactly
    the percentage that the report states.

    Args:
        text: Y as written: `280.000.00`.
        other: X.
        share: Z.

    >>> mend_ratio("280.000.00", Decimal(280000000), Decimal(100))
    Decimal('280000000')
    >>> mend_ratio("280.000.00", Decimal(210000000), Decimal(70)) is None
    True
    """
    head, _, last = text.rpartition(".")
    groups = head.split(".")
    well_formed = head and all(len(group) == _GROUP for group in groups[1:])
    if not well_formed or not 1 <= len(groups[0]) <= _GROUP or not last.isdecimal():
        return None
    lead = "".join(groups)
    for mended in (last.ljust(_GROUP, "0"), last[:_GROUP]):
        if len(mended) != _GROUP:
            continue
        value = Decimal(lead + mended)
        if value and other * 100 == share * value:
            return value
    return None
