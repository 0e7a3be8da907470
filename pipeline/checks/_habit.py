"""A report's own habit: whether its open lists of parts (`trong đó`) otherwise give the whole.

`trong đó` need not exhaust a total. But where an office always lists all parts, the one list that
does not give its whole is worth a look; not the few cases found among many that were examined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.relation import Claim, ClaimKind

ENOUGH = 3
"""So many lists that give their wholes make a habit, if they are so many times the others."""

MOST = 4
"""A list of all kinds has at least one in so many of the whole."""


def learn(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, with open sums marked `likely` where the report's own habit is to exhaust them.

    >>> from pipeline.checks._examples import example_claim, example_fact
    >>> def listed(whole, *parts):
    ...     facts = [example_fact(part, unit="hộ") for part in parts]
    ...     return replace(
    ...         example_claim(ClaimKind.SUM, example_fact(whole, unit="hộ"), *facts), closed=False)
    >>> lists = [listed("9", "4", "5"), listed("12", "7", "5"), listed("8", "6", "2")]
    >>> [claim.likely for claim in learn([*lists, listed("15", "9", "5")])]
    [True, True, True, True]
    >>> [claim.likely for claim in learn([*lists[:2], listed("15", "9", "5")])]
    [False, False, False]
    """
    claims = list(claims)
    lists = [claim for claim in claims if _is_open_list(claim)]
    whole = sum(claim.adds_up for claim in lists)
    usual = whole >= ENOUGH and whole >= ENOUGH * (len(lists) - whole)
    return [
        replace(claim, likely=True)
        if usual and _is_open_list(claim) and _names_most(claim)
        else claim
        for claim in claims
    ]


def _is_open_list(claim: Claim) -> bool:
    several = len(claim.operands) > 1
    return claim.kind is ClaimKind.SUM and claim.certain and not claim.closed and several


def _names_most(claim: Claim) -> bool:
    """Whether the parts are a large share of the whole, or more than it."""
    whole = claim.stated.canonical_value if claim.stated else None
    listed = sum(part.canonical_value or 0 for part in claim.operands)
    return whole is not None and MOST * listed >= whole
