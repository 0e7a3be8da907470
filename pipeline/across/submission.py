"""Communes that have not reported for a period for which most of their neighbours have.

Neighbours are the communes of one district, since July 2025 of one province.

Expected are those that reported within the year before. It is told, as a note at the commune's
last report, once at least three communes and the share `submitted_share` of them have reported;
the view `submissions` has who reported for what.

Source: the design ("units that have not submitted for a period").

A firing example:

>>> from pipeline.across._examples import reported, told_of
>>> names = ("xã Bản Chang", "xã Khe Lau", "xã Nà Khoai", "xã Suối Mây")
>>> then = [reported(name, 2023, actual={"goat": "35"}) for name in names]
>>> now = [reported(name, 2024, actual={"goat": "40"}) for name in names]
>>> print(*told_of(*then, *now[:3]))
info: Xã Suối Mây chưa nộp báo cáo cho kỳ 01/01/2024 – 30/06/2024; trong huyện đã có 3/4 xã nộp.

A holding one:

>>> told_of(*then, *now)
[]
"""

from __future__ import annotations

from models.finding import Severity
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import say


def tell(row: Row, material: Material) -> Told:
    """What to say of a commune without a report."""
    fields = {
        "unit": row["unit_name"],
        "start": f"{row['period_start']:%d/%m/%Y}",
        "stop": f"{row['period_end']:%d/%m/%Y}",
        "submitted": str(row["submitted"]),
        "units": str(row["units"]),
    }
    key = "submission.missing_in_province" if row["is_reformed"] else "submission.missing"
    return Told(
        severity=Severity.INFO,
        message=say(key, "vi", fields),
        message_en=say(key, "en", fields),
        others=(fields["start"], fields["stop"]),
    )


CHECK = AcrossCheck(
    id="submission",
    title_vi="Mỗi xã nộp báo cáo cho mỗi kỳ",
    title_en="Each commune reports for each period",
    doc=__doc__,
    compares=False,
    tell=tell,
)
