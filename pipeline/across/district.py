"""A district's figure against the sum of its communes' for the same period.

The communes are those that ever reported from the district. If one of them does not give the
figure, a sum below the district's says nothing; only one above it is told, as a note that names
who is missing. A break is told only if the district's other figures are the communes' sums: at
least three, and three times as many as are not; and only of what adds up by its nature (herds,
crops, forest, people) or did so in another period. Rounding is allowed for in every part.

It is a warning at most, since a commune may have put its figure right since.

Source: the design ("the district's figure against the sum of its communes"); districts
consolidate their communes' reports (Decree 09/2019/NĐ-CP).

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

from models.relation import Claim
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import tell_comparison
from pipeline.checks import Judgement


def tell(row: Row, material: Material) -> Told | None:
    """What to say of a district's figure that its communes do not give."""

    def fields(claim: Claim, judgement: Judgement) -> dict[str, str]:
        missing = ", ".join(material.units[unit] for unit in row["missing"])
        return {"count": str(len(claim.operands)), "missing": missing}

    key = "district.exceeded" if row["missing"] else "district.sum"
    return tell_comparison(row, material, key, fields)


CHECK = AcrossCheck(
    id="district",
    title_vi="Số liệu của huyện bằng tổng số liệu của các xã",
    title_en="A district's figure is the sum of its communes'",
    doc=__doc__,
    compares=True,
    tell=tell,
)
