"""The parts of a list without their own parts, up to where a clause completes the whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from extractors.figures import Figure

if TYPE_CHECKING:
    from extractors.language import Words

AND = "và"
"""The word before the last member of a list."""


def own_parts(
    doc: Words, whole: Figure, parts: Sequence[Figure], *, closed: bool
) -> Sequence[Figure]:
    """The parts without those of their own parts, up to where a clause completes the whole.

    Of `9 đơn, gồm: hòa giải 6, thành 4, không thành 2, chuyển 3 đơn` the parts are 6 and 3. What
    follows a semicolon after the whole is reached is a thing of its own, unless semicolons part
    the members too; in a list that need not be complete, so is what follows a comma.
    """
    direct = _without_nested(parts)
    for listed in (parts, direct):
        if adds_up(listed, whole):
            return listed
    for listed in (parts, direct):
        for count, total in enumerate(accumulate(map(size, listed[:-1])), start=1):
            if count < 2 or total != size(whole):
                continue
            between = doc.texts[listed[count - 1].stop : listed[count].index]
            parted = ";" in doc.texts[listed[0].stop : listed[count - 1].index]
            if not closed or (";" in between and not parted) or AND in between:
                return listed[:count]
    return parts if closed else direct


def _without_nested(parts: Sequence[Figure]) -> list[Figure]:
    """The parts without runs of two to six that add up to the part before them."""
    kept: list[Figure] = []
    position = 0
    while position < len(parts):
        part = parts[position]
        kept.append(part)
        position += 1
        total = Decimal(0)
        for inner in range(position, min(position + 6, len(parts))):
            total += size(parts[inner])
            if inner > position and total == size(part):
                position = inner + 1
                break
    return kept


def adds_up(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether two parts or more, as written, give their whole."""
    return len(parts) >= 2 and sum(map(size, parts)) == size(whole)


def size(figure: Figure) -> Decimal:
    """A figure's value in its dimension's canonical unit."""
    return (figure.reading.value or Decimal(0)) * figure.measure.scale
