"""A district's or province's figure against the sum of its communes' for the same period.

Districts ended with June 2025; for periods that end later the communes are their province's. All
communes are those that ever reported from it and, where the codes of the units are known, the
official ones of that day. If one of them does not give the figure, a sum below the stated one says
nothing; only one above it is told, as a note that names who is missing. A break is told only if the
report's other figures are the communes' sums: at least three, and three times as many as are not;
and only of what adds up by its nature (herds, crops, forest, people) or did so in another period.
Rounding is allowed for in every part.

It is a warning at most, since a commune may have put its figure right since.

Source: the design ("the district's figure against the sum of its communes"); districts
consolidate their communes' reports (Decree 09/2019/NĐ-CP); Resolution 203/2025/QH15 (no more
districts).

A firing example:

>>> from pipeline.across._examples import reported, told_of
>>> herds = [{"buffalo": "210", "cattle": "90", "goat": "35", "pig": "480"},
...          {"buffalo": "190", "cattle": "64", "goat": "52", "pig": "555"}]
>>> communes = [reported(name, 2024, actual=herd)
...             for name, herd in zip(("xã Khe Lau", "xã Nà Khoai"), herds)]
>>> sums = {"buffalo": "400", "cattle": "154", "goat": "87", "pig": "1.053"}
>>> print(*told_of(*communes, reported("huyện Tân Lĩnh", 2024, actual=sums)))
warn: Đàn lợn: huyện ghi 1.053 con, nhưng cộng số liệu của 2 xã được 1.035 con.

A holding one:

>>> told_of(*communes, reported("huyện Tân Lĩnh", 2024, actual={**sums, "pig": "1.035"}))
[]
"""

from __future__ import annotations

from collections.abc import Sequence

from models.relation import Claim
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import say, tell_comparison
from pipeline.checks import Judgement

MOST_NAMES = 8
"""So many missing communes are named; a province has a hundred."""
WORDS = {"huyện": "", "tỉnh": "_of_province"}
"""Which messages tell of a unit, by its level."""


def tell(row: Row, material: Material) -> Told | None:
    """What to say of a district's figure that its communes do not give."""

    def fields(claim: Claim, judgement: Judgement, lang: str) -> dict[str, str]:
        missing = _names([material.units[unit] for unit in row["missing"]], lang)
        return {"count": str(len(claim.operands)), "missing": missing}

    key = "district.exceeded" if row["missing"] else "district.sum"
    return tell_comparison(row, material, f"{key}{WORDS[row['level']]}", fields)


def _names(names: Sequence[str], lang: str) -> str:
    """The names, the first few of many."""
    if len(names) <= MOST_NAMES + 1:
        return ", ".join(names)
    named = ", ".join(names[:MOST_NAMES])
    count = str(len(names) - MOST_NAMES)
    return say("district.others", lang, {"named": named, "count": count})


CHECK = AcrossCheck(
    id="district",
    title_vi="Số liệu của huyện (tỉnh) bằng tổng số liệu của các xã",
    title_en="A district's or province's figure is the sum of its communes'",
    doc=__doc__,
    compares=True,
    tell=tell,
)
