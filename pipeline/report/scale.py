"""In which unit and with how many decimals the figures of a line are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.consolidation import Line

_MILLION = Decimal(1_000_000)
_MOST_DECIMALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the figures of a line are written."""

    unit: str
    divisor: Decimal
    number_format: str
    """As workbooks have it; the program that opens the workbook puts its own signs."""


def choose_scale(line: Line) -> Scale:
    """As many decimals as any figure has; money in millions where no đồng is lost by it."""
    values = list(_values(line))
    is_money = line.unit == "đồng" and max(map(abs, values), default=Decimal(0)) >= _MILLION
    in_millions = is_money and all(
        _decimals(value / _MILLION) <= _MOST_DECIMALS for value in values
    )
    divisor = _MILLION if in_millions else Decimal(1)
    decimals = max((_decimals(value / divisor) for value in values), default=0)
    decimals = min(_MOST_DECIMALS, decimals)
    return Scale(
        unit=f"triệu {line.unit}" if in_millions else line.unit,
        divisor=divisor,
        number_format="#,##0" + ("." + "0" * decimals if decimals else ""),
    )


def _values(line: Line) -> Iterator[Decimal]:
    for cell in line.cells.values():
        yield from (entry.value for entry in (cell.plan, cell.actual) if entry and entry.value)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
