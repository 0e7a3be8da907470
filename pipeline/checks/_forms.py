"""Slips of one form of claim: another base, another direction, a part too many or too few.

The figures are right here, or copied as they are; what went wrong is what was done with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from models.fact import Fact, Flag
from models.finding import Cause
from pipeline.checks._compare import Case, agrees
from pipeline.checks._interval import Interval, last_place, nominal
from pipeline.checks._judgement import naming, subject_of
from pipeline.checks._notation import write_fact, write_value
from pipeline.checks._slips import Slip, doubt_of_stated, gives, likely_result

HUNDRED = Fraction(100)
OFTEN = 5.0
"""How often these slips are made, next to one wrong digit."""
COPIED = 2.0
"""How often a figure is copied from elsewhere."""
NEXT_TO = 4
"""So many of the nearest results are likelier to be copied than others."""


def change_for_level(case: Case) -> Slip | None:
    """`tăng Z%` where x is Z% of y, or `đạt Z%` where x is Z% more or less than y."""
    if len(case.operands) != 2:
        return None
    level = nominal(case.operands[0]) / nominal(case.operands[1]) * HUNDRED
    change = level - HUNDRED
    computed = case.value()
    for words, other in (("level", level), ("rise", change), ("fall", -change)):
        if other != computed and other > 0 and gives(case, other):
            return Slip(
                cause=Cause.CHANGE_FOR_LEVEL,
                fields={"written": _unsigned(case.stated)},
                doubt=doubt_of_stated(case, 2, OFTEN),
                likely=likely_result(case, 1, OFTEN),
                form=f"{Cause.CHANGE_FOR_LEVEL}.{words}",
                soft=True,
            )
    return None


def inverse_ratio(case: Case) -> Slip | None:
    """The base divided by the result."""
    if len(case.operands) != 2:
        return None
    x, y = case.operands
    inverse = nominal(y) / nominal(x) * HUNDRED
    is_change = case.value() != nominal(x) / nominal(y) * HUNDRED
    if not gives(case, inverse) and not (is_change and gives(case, abs(inverse - HUNDRED))):
        return None
    fields = {"result": write_fact(x), "base": write_fact(y), "written": _unsigned(case.stated)}
    form = "" if gives(case, inverse) else f"{Cause.INVERSE_RATIO}_of_change"
    return Slip(
        cause=Cause.INVERSE_RATIO,
        fields=fields,
        doubt=doubt_of_stated(case, 2, OFTEN),
        likely=likely_result(case, 1, OFTEN),
        form=form,
    )


def wrong_direction(case: Case) -> Slip | None:
    """`tăng` where the figures fall, or the reverse."""
    turned = replace(case.stated, value=-(case.stated.value or Decimal(0)))
    if not agrees(turned, case.value()):
        return None
    likely = likely_result(case, 1, OFTEN)
    return Slip(cause=Cause.UNKNOWN, form="direction", likely=likely, soft=True)


def wrong_base(case: Case) -> Slip | None:
    """The percentage of another figure that the result is compared with: the plan for last year's.

    >>> from models.relation import Beside
    >>> from pipeline.checks._examples import example_fact
    >>> texts = ("294,4", "445", "261,2")
    >>> sown, last, plan = (example_fact(text, unit="ha", at=at) for at, text in enumerate(texts))
    >>> case = Case(
    ...     stated=example_fact("112,7", unit="%"),
    ...     operands=(sown, last),
    ...     compute=lambda ops: (ops[0] / ops[1]).scaled(HUNDRED),
    ...     beside=Beside(bases=(plan,)),
    ... )
    >>> wrong_base(case).fields["base"]
    '261,2 ha'
    """
    if len(case.operands) != 2:
        return None
    x, y = case.operands
    bases = [base for base in case.beside.bases if base.fact_id != y.fact_id and nominal(base)]
    for base in bases:
        trial = replace(case, operands=(x, base))
        level = nominal(x) / nominal(base) * HUNDRED
        if trial.reconciled() or (level != trial.value() and gives(case, level)):
            return Slip(
                cause=Cause.WRONG_BASE,
                fields={
                    "other": f"{write_fact(x)} / {write_fact(base)}",
                    "base": write_fact(base),
                },
                doubt=doubt_of_stated(case, len(bases), OFTEN),
                likely=likely_result(case, len(bases), OFTEN),
                soft=True,
            )
    return None


def mean_of_percents(case: Case) -> Slip | None:
    """The plain mean of the rates of the parts, where their sums should be divided."""
    means = (sum(rates, Fraction(0)) / len(rates) for rates in _rates(case) if len(rates) > 1)
    if not any(_is_mean(case, mean) for mean in means):
        return None
    return Slip(
        cause=Cause.MEAN_OF_PERCENTS,
        fields={"written": write_fact(case.stated)},
        doubt=doubt_of_stated(case, 1, OFTEN),
        likely=likely_result(case, 1, OFTEN),
        soft=True,
    )


def part_left_out(case: Case) -> Slip | None:
    """A total that is short of its parts by exactly one of them."""
    return _one_part(case, Cause.MISSING_PART, case.value() - nominal(case.stated))


def part_counted_twice(case: Case) -> Slip | None:
    """A total that exceeds its parts by exactly one of them."""
    return _one_part(case, Cause.COUNTED_TWICE, nominal(case.stated) - case.value())


def copied(case: Case) -> Slip | None:
    """What another claim of the same sort states, word for word: the next row's, a neighbour's."""
    results = case.beside.results
    for count, nearby in ((NEXT_TO, results[:NEXT_TO]), (len(results), results)):
        for other in nearby:
            if other.value == case.stated.value and other.unit == case.stated.unit:
                in_table = Flag.TABLE in other.flags and Flag.TABLE in case.stated.flags
                column = in_table and other in results[:NEXT_TO]
                fields = {"written": write_fact(case.stated), "owner": _owner(other)}
                return Slip(
                    cause=Cause.COLUMN_SLIP if column else Cause.NEIGHBOUR,
                    fields=fields,
                    doubt=doubt_of_stated(case, count, COPIED),
                    likely=likely_result(case, count, COPIED),
                )
    return None


def _rates(case: Case) -> Iterator[Sequence[Fraction]]:
    """The rates that may have been averaged: of the claim's own pairs, or as stated for parts."""
    pairs = list(zip(case.operands[::2], case.operands[1::2], strict=False))
    if len(pairs) > 1:
        yield [nominal(x) / nominal(y) * HUNDRED for x, y in pairs]
    yield [nominal(rate) for rate in case.beside.rates]


def _is_mean(case: Case, mean: Fraction) -> bool:
    """Whether the figure is the mean, or off by what rounding the rates first makes."""
    room = last_place(case.stated)
    return gives(case, mean) or Interval.around(mean, room).gap(nominal(case.stated)) == 0


def _one_part(case: Case, cause: Cause, difference: Fraction) -> Slip | None:
    for part in case.operands:
        if difference > 0 and nominal(part) == difference:
            ways = len(case.operands)
            share = float(last_place(part) / difference)
            return Slip(
                cause=cause,
                fields={
                    "part": write_fact(part),
                    "reading": write_value(case.value(), case.stated),
                },
                doubt=ways * share / OFTEN,
                likely=likely_result(case, ways, OFTEN),
                loose=True,
            )
    return None


def _owner(fact: Fact) -> str:
    return naming(subject_of(fact) or fact.quote)["subject"].strip()


def _unsigned(fact: Fact) -> str:
    return write_fact(fact).removeprefix("-")
