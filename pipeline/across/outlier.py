"""A figure far from what the same unit reported for other periods.

Compared are the logarithms of the unit's own figures for an indicator over at least
`outlier_history` other periods. A figure is far if it is off their median by the factor
`outlier_factor` and by six times their usual spread (the median deviation), after what the
neighbours rose or fell by in that period, so that a flood or a swine fever that hits all communes
is no outlier. About a thousandfold is a warning (a slip of units), everything else a note.

Source: the design; the median deviation as the robust measure of spread is Hampel's (1974).

A firing example:

>>> from pipeline.across._examples import reported, told_of
>>> years = zip(range(2018, 2024), ("410", "395", "402", "388.000", "420", "415"))
>>> print(*told_of(*(reported("xã Suối Mây", year, actual={"goat": n}) for year, n in years)))
warn: Đàn dê: 388.000 con chênh khoảng 941 lần so với mức thường báo cáo (khoảng 412 con, theo 5
kỳ khác); có thể nhầm đơn vị tính.

A holding one:

>>> years = zip(range(2018, 2024), ("410", "395", "402", "388", "420", "415"))
>>> told_of(*(reported("xã Suối Mây", year, actual={"goat": said}) for year, said in years))
[]
"""

from __future__ import annotations

from fractions import Fraction

from models.finding import Cause, Severity
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import say
from pipeline.checks import naming, subject_of, write_fact, write_number, write_value


def tell(row: Row, material: Material) -> Told:
    """What to say of a figure that is far from the others."""
    fact = material.facts[row["stated"]]
    factor = Fraction(row["factor"])
    expected = write_value(_rounded(Fraction(row["usual"])), fact)
    fields = {
        **naming(subject_of(fact)),
        "stated": write_fact(fact),
        "expected": expected,
        "count": str(row["periods"]),
        "factor": write_number(factor, 0 if factor >= 10 else 1),
    }
    slip = row["is_thousandfold"]
    key = "outlier.thousandfold" if slip else "outlier.far"
    return Told(
        severity=Severity.WARN if slip else Severity.INFO,
        message=say(key, "vi", fields),
        message_en=say(key, "en", fields),
        facts=(fact,),
        cause=Cause.UNIT_SLIP if slip else Cause.UNKNOWN,
        stated=write_fact(fact),
        expected=f"≈ {expected}",
    )


def _rounded(value: Fraction, digits: int = 3) -> Fraction:
    """`value` with so many leading digits.

    >>> _rounded(Fraction(412_730)), _rounded(Fraction("0.4127"))
    (Fraction(413000, 1), Fraction(413, 1000))
    """
    place = Fraction(1)
    while value >= place * 10**digits:
        place *= 10
    while value and value < place * 10 ** (digits - 1):
        place /= 10
    return round(value / place) * place


CHECK = AcrossCheck(
    id="outlier",
    title_vi="Số liệu không khác xa các kỳ khác của cùng đơn vị",
    title_en="A figure is not far from the unit's other periods",
    doc=__doc__,
    compares=False,
    tell=tell,
)
