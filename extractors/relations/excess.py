"""Shares of more than all: `300% người dân được cấp thẻ` says more people than there are.

Only where the noun of those counted stands right behind the percentage, and no plan or goal that
can be exceeded. What is at most all of them is not claimed: hardly any share could break it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_ALL = Decimal(100)
_REACH = 9
"""So many words behind a percentage may say that it is of a plan: `số hộ đăng ký`."""


def find_excess_claims(index: FactIndex) -> Iterator[Claim]:
    """The shares that are more than all of what the words behind them count."""
    for reading in index.running():
        for figure in reading.figures:
            fact = index.of(reading, figure)
            beyond = figure.kind is NumeralKind.PERCENT and (fact.value or 0) > _ALL
            if beyond and fact.role is Role.PCT_SHARE and _is_of_all(reading, figure):
                yield Claim(
                    kind=ClaimKind.WITHIN,
                    stated=fact,
                    certain=False,
                    likely=True,
                    rule="share_beyond_all",
                )


def _is_of_all(reading: BlockReading, percent: Figure) -> bool:
    """Whether those counted stand right behind, and nothing says that a plan is meant."""
    counted = reading.cues.within("whole.all_of", percent.stop, percent.stop + 1)
    stop = min(percent.stop + _REACH, percent.sentence[1])
    asked = reading.cues.within("whole.asked", percent.stop, stop)
    return bool(counted) and not asked
