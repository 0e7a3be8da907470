"""Claims of rows that are shares of the total row: `Tày | 120 | 48,0` above `Cộng | 250 | 100`.

The shares are of the total row's count where that counts all and is stated as 100%.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.relations.index import FactIndex
from extractors.relations.nearly import is_share
from extractors.relations.share_lists import ALL
from models.document import Table
from models.fact import Fact
from models.lexicon import Lexicon, fold
from models.relation import Claim, ClaimKind

_ENOUGH_ROWS = 2
"""So many rows must fit before a column of percentages is taken for the shares of another."""

_Column = Mapping[int, Fact]
"""The only figure of each row's cell, by row."""


class ShareColumnClaims:
    """Finds columns of shares by the row of their totals."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._totals = lexicon.phrases("total.row")

    def find(self, index: FactIndex) -> Iterator[Claim]:
        """The rows of each column that adds up to 100, against those of the column it is of."""
        for table in index.document.tables:
            total = self._total_row(table)
            columns = _columns(index, table)
            for shares in columns:
                if total in shares and _is_all(shares[total]):
                    counts = [one for one in columns if one is not shares and total in one]
                    yield from _shares(shares, counts, total)

    def _total_row(self, table: Table) -> int:
        """The row of totals, -1 if none or several are called so."""
        rows = {
            cell.row
            for cell in table.cells
            if not cell.header and cell.stubs and fold(cell.stubs[-1]).strip(" :.") in self._totals
        }
        return rows.pop() if len(rows) == 1 else -1


def _columns(index: FactIndex, table: Table) -> list[_Column]:
    found: dict[int, dict[int, Fact]] = {}
    for cell, _, fact in index.cells(table):
        found.setdefault(cell.column, {})[cell.row] = fact
    return [found[column] for column in sorted(found)]


def _is_all(fact: Fact) -> bool:
    return fact.dimension == "percent" and fact.value == ALL


def _shares(shares: _Column, counts: list[_Column], total: int) -> Iterator[Claim]:
    """The claims of the first column of counts that most shares fit."""
    for parts in counts:
        claims = [
            _claim(share, parts[row], parts[total])
            for row, share in shares.items()
            if row != total and row in parts and _is_part(share, parts[row], parts[total])
        ]
        agreeing = sum(map(_fits, claims))
        if agreeing >= _ENOUGH_ROWS and agreeing >= 2 * (len(claims) - agreeing):
            yield from claims
            return


def _is_part(share: Fact, part: Fact, whole: Fact) -> bool:
    """Whether a row has a share, and a count or amount that can be part of the total row's."""
    known = share.value is not None and part.value is not None and bool(whole.value)
    return known and share.dimension == "percent" != part.dimension == whole.dimension


def _claim(share: Fact, part: Fact, whole: Fact) -> Claim:
    return Claim(
        kind=ClaimKind.PERCENT, stated=share, operands=(part, whole), rule="share_of_total_row"
    )


def _fits(claim: Claim) -> bool:
    """Whether a share is what its row is of the total, within one unit of its last digit."""
    part, whole = claim.operands
    return claim.stated is not None and is_share(claim.stated, part.value, whole.value)
