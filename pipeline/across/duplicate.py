"""The same document submitted twice, or in a newer version under another name.

Reports of one unit for one period are one document if they carry the same number and date, or if
nearly all their figures are the same. The older is told, as a note; comparisons and sums use the
newer. (A file whose content changed needs no such note: there the newer content replaces the
older, which `reports.superseded_by` tells.)

Source: the design ("the same document submitted twice or in a newer version").

A firing example:

>>> from pipeline.across._examples import reported, told_of
>>> herd = {"buffalo": "215", "cattle": "90", "goat": "35", "pig": "1.250"}
>>> first = reported("xã Suối Mây", 2024, actual=herd, symbol="12/BC-UBND")
>>> again = reported("xã Suối Mây", 2024, actual=herd, symbol="12/BC-UBND", name="ban-2.docx")
>>> told_of(first, again)[0].partition("; ")[0]
'info: Báo cáo này trùng với báo cáo 12/BC-UBND, xã Suối Mây 2024.txt'

A holding one:

>>> other = reported("xã Khe Lau", 2024, actual=herd, symbol="12/BC-UBND")
>>> told_of(first, other)
[]
"""

from __future__ import annotations

from models.finding import Cause, Severity
from pipeline.across._check import AcrossCheck, Material, Row, Told
from pipeline.across._telling import say


def tell(row: Row, material: Material) -> Told:
    """What to say of a report that another one repeats or replaces."""
    fields = {"other": material.reports[row["other"]]}
    key = f"duplicate.{row['text']}"
    return Told(
        severity=Severity.INFO,
        message=say(key, "vi", fields),
        message_en=say(key, "en", fields),
        cause=Cause.STALE_COPY,
        others=(fields["other"],),
    )


CHECK = AcrossCheck(
    id="duplicate",
    title_vi="Một báo cáo chỉ nộp một bản",
    title_en="A report is submitted once",
    doc=__doc__,
    compares=False,
    tell=tell,
)
