"""The words for a rise and a fall, in the messages of the two checks on changes."""

from __future__ import annotations

from fractions import Fraction

from pipeline.checks._compare import Case
from pipeline.checks._interval import nominal
from pipeline.checks._messages import say
from pipeline.checks._notation import write_fact, write_value


def change_fields(case: Case, value: Fraction, lang: str) -> dict[str, str]:
    """`direction` and `size` of the computed change, and the change `claimed` with its direction.

    >>> from pipeline.checks._examples import example_fact
    >>> case = Case(stated=example_fact("-5"), operands=(), compute=lambda ops: ops[0])
    >>> change_fields(case, Fraction(3), "vi")
    {'direction': 'tăng', 'size': '3 con', 'claimed': 'giảm 5 con'}
    """
    claimed = write_fact(case.stated).removeprefix("-")
    return {
        "direction": _direction(value, lang),
        "size": write_value(abs(value), case.stated),
        "claimed": f"{_direction(nominal(case.stated), lang)} {claimed}",
    }


def _direction(value: Fraction, lang: str) -> str:
    return say("direction.fall" if value < 0 else "direction.rise", lang, {})
