"""What a measurement gives: rows for the table, and figures for the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure."""

    name: str
    value: float
    unit: str
    size: float | None = None
    """What it grows with (reports, characters), where it is a point of a curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Two things measured side by side in one run, which another machine can repeat."""

    name: str
    value: float
    asked: str = ""
    """What the project asks for, as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One measurement."""

    letter: str
    title: str
    rows: tuple[Row, ...]
    ratios: tuple[Ratio, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file."""
        return asdict(self)


def render_result(result: Result) -> str:
    """The result as lines for a terminal.

    >>> print(render_result(Result(
    ...     letter="z", title="example", rows=(Row(name="one", value=1234.5, unit="rows/s"),),
    ...     ratios=(Ratio(name="one : two", value=2.04, asked="at least 2"),))))
    (z) example
      one                                           1,234.5 rows/s
      one : two                                        2.04 ×        asked: at least 2
    """
    lines = [f"({result.letter}) {result.title}"]
    lines += [f"  {row.name:40}{_figure(row.value):>12} {row.unit}" for row in result.rows]
    for ratio in result.ratios:
        asked = f"        asked: {ratio.asked}" if ratio.asked else ""
        lines.append(f"  {ratio.name:40}{ratio.value:12.2f} ×{asked}")
    lines += [f"  {note}" for note in result.notes]
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
