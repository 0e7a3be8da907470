"""What a report says of the year before against what was reported then.

A value of the same days a year before (`cùng kỳ`) must be what the unit's own report had then. A
percentage of, or change on, the year before must fit that report too, where the value itself is
not stated. Rounding, cutting off and approximate figures are allowed for. A difference is told
only if reports are plainly of the same things: other figures of the two agree, at least two and
twice as many as do not, or those of all the unit's reports, at least four and four times as many.
Figures still estimated (`ước`) when they were reported are left out.

It is a warning at most, since the earlier figure may have been put right since.

Source: the reporting regime of local authorities (Decree 09/2019/NĐ-CP), and the
design.

A firing example:

>>> from pipeline.across._examples import reported, told_of
>>> then = reported("xã Suối Mây", 2023, actual={"buffalo": "215", "pig": "1.250", "goat": "87"})
>>> now = {"buffalo": "220", "pig": "1.310", "goat": "90"}
>>> past = {"buffalo": "215", "pig": "1.520", "goat": "87"}
>>> print(*told_of(then, reported("xã Suối Mây", 2024, actual=now, prior=past)))
warn: Đàn lợn: ghi cùng kỳ năm trước là 1.520 con, nhưng báo cáo năm trước (23/BC-UBND, xã Suối
Mây 2023.txt, trang 1) ghi 1.250 con.

A holding one:

>>> told_of(then, reported("xã Suối Mây", 2024, actual=now, prior={**past, "pig": "1.250"}))
[]
"""

from __future__ import annotations

from models.relation import Claim
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import cite, tell_comparison
from pipeline.checks import Judgement


def tell(row: Row, material: Material) -> Told | None:
    """What to say of a figure that the earlier report has otherwise."""

    def fields(claim: Claim, judgement: Judgement, lang: str) -> dict[str, str]:
        return cite(claim.operands[-1], material)

    return tell_comparison(row, material, f"earlier.{row['kind']}", fields)


CHECK = AcrossCheck(
    id="earlier",
    title_vi="Số liệu cùng kỳ khớp với báo cáo của kỳ đó",
    title_en="Figures of the year before are those reported then",
    doc=__doc__,
    compares=True,
    tell=tell,
)
