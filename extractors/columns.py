"""What a table's columns hold: plan, actual, an earlier period, or a percentage of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.comparisons import RoleOf
from models.document import Cell, Table
from models.fact import Role
from models.lexicon import Lexicon, fold
from models.number import NumeralKind

_ROLES = {"plan": Role.PLAN, "prior": Role.PRIOR, "actual": Role.ACTUAL}
_PERCENTS = {"plan": Role.PCT_PLAN, "prior": Role.PCT_PRIOR}


class ColumnRoles:
    """Tells roles by the headings of columns.

    A heading is read as a whole: `Kế hoạch năm 2024` is a plan, `So sánh TH/KH (%)` a percentage of
    it. A percentage whose heading names no base is one of the plan if the table has a column for
    it, and else a share.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = {
            sort: lexicon.phrases(f"column.{sort}")
            for sort in ("prior", "plan", "actual", "change", "share", "area")
        }

    def find(self, table: Table, cell: Cell, kind: NumeralKind, role: RoleOf) -> RoleOf:
        """The role of a cell's figure; the one found in its own words if the heading is silent."""
        if kind is NumeralKind.PERCENT:
            return self._percent(table, cell, role)
        sort = self.sort_of(cell.heads)
        if sort in _ROLES and role.rule == "default":
            return RoleOf(role=_ROLES[sort], rule=f"column_{sort}", words=cell.heads[-1])
        return role

    def sort_of(self, heads: Sequence[str]) -> str:
        """What the innermost heading that says anything says: plan, prior, actual or nothing.

        >>> from models.lexicon import load
        >>> ColumnRoles(load()).sort_of(("Diện tích (ha)", "Kế hoạch 2024"))
        'plan'
        """
        for head in reversed(heads):
            if self._says(head, "area"):
                continue  # `DT thu hoạch (ha)` is no `dự toán`
            for sort in ("prior", "plan", "actual"):
                if self._says(head, sort):
                    return sort
        return ""

    def _percent(self, table: Table, cell: Cell, role: RoleOf) -> RoleOf:
        head = " ".join(cell.heads)
        if "%" in cell.row_words and "%" not in head:
            sort = self.sort_of(cell.heads)
            return RoleOf(role=_ROLES[sort], rule=f"column_{sort}") if sort == "plan" else role
        if self._says(head, "change"):
            return RoleOf(role=Role.PCT_CHANGE, rule="column_change", words=head)
        for sort in ("prior", "plan"):
            if self._says(head, sort):
                return RoleOf(role=_PERCENTS[sort], rule=f"column_percent_{sort}", words=head)
        if len(cell.heads) == 1 and not self._says(head, "share") and self._has_plan(table.cells):
            return RoleOf(role=Role.PCT_PLAN, rule="column_percent_of_plan", words=head)
        return role

    def _has_plan(self, cells: Iterable[Cell]) -> bool:
        return any(self.sort_of(cell.heads) == "plan" for cell in cells if not cell.header)

    def _says(self, head: str, sort: str) -> bool:
        folded = f" {fold(head)} "
        for sign in "/()%,.:;+-":
            folded = folded.replace(sign, " ")
        return any(f" {word} " in folded for word in self._words[sort])
