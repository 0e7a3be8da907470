"""What a finding is about: check, subject and figures, wherever in the text they stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from models.fact import Fact
from models.lexicon import fold
from models.relation import Claim
from pipeline.checks._judgement import figures_of, subject_of

LENGTH = 16
"""Hex digits of the digest."""


def describe(check_id: str, claim: Claim) -> str:
    """A digest of the check, the subject and the figures of a claim, in the order of the text.

    It does not change when the sentence moves, when the rest of the report changes, or when the
    claim is found by another rule; it changes with any of its figures.

    >>> from models.relation import ClaimKind
    >>> from pipeline.checks._examples import example_claim, example_fact
    >>> def claim(at, said):
    ...     pigs, plan = example_fact("305", at=at), example_fact("300", at=at + 4)
    ...     stated = example_fact(said, unit="%", at=at + 13)
    ...     return example_claim(ClaimKind.PERCENT, stated, pigs, plan)
    >>> describe("percent", claim(0, "116")) == describe("percent", claim(940, "116"))
    True
    >>> describe("percent", claim(0, "116")) == describe("percent", claim(0, "117"))
    False
    """
    facts = sorted(figures_of(claim), key=lambda fact: fact.span)
    others = [numeral.text for numeral in claim.numerals]
    return describe_figures(check_id, facts, *others, *claim.context)


def describe_figures(check_id: str, facts: Sequence[Fact], *others: str) -> str:
    """The digest of a check, of figures in the order given, and of what else it is about."""
    subject = fold(" ".join(subject_of(*facts).split()))
    return digest(check_id, subject, *map(_written, facts), *others)


def digest(*parts: str) -> str:
    """The parts in one short name.

    >>> len(digest("percent", "đàn lợn"))
    16
    """
    return sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]


def _written(fact: Fact) -> str:
    """The figure as written, and as read."""
    value = "" if fact.value is None else f"{fact.value.normalize() + Decimal(0):f}"
    return f"{fact.text} {fact.unit} {value}"
