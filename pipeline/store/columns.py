"""How columns are declared, and what many tables and views have alike."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.store.ddl import NUMBER, Column

__all__ = ["NUMBER"]

TEXT, WHOLE, DATE, TIME, YES_NO = "VARCHAR", "INTEGER", "DATE", "TIMESTAMP", "BOOLEAN"
TEXTS, WHOLES = "VARCHAR[]", "INTEGER[]"
REAL = "DOUBLE"
"""The type of what is computed: ratios have no last digit."""

BOX = "STRUCT(x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)"
STEP = "STRUCT(aspect VARCHAR, said VARCHAR, rule VARCHAR, words VARCHAR)"
CONSEQUENCE = "STRUCT(relation_id VARCHAR, formula VARCHAR)"

Field = str | Callable[..., object] | None


def column(name: str, kind: str, comment: str, field: Field = "") -> Column:
    """A public column; its value stands on the record under the same name unless told."""
    return Column(name=name, type=kind, comment=comment, field=name if field == "" else field)


def kept(name: str, kind: str, comment: str, field: Field) -> Column:
    """A column that the public view does not show."""
    return Column(name=name, type=kind, comment=comment, field=field, public=False)


REPORT = column("report_id", TEXT, "The report it belongs to: reports.report_id.", None)
