"""What the judged claims of a report say of one another's figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.fact import Fact
from models.relation import ALONE, Beside, Claim, ClaimKind
from models.text import Span
from pipeline.checks._judgement import Judgement, figures_of, spans_of

COMPARISONS = frozenset({ClaimKind.PERCENT, ClaimKind.CHANGE_PERCENT})
CONFIRMING = COMPARISONS | {ClaimKind.SUM, ClaimKind.CHANGE, ClaimKind.PRODUCT, ClaimKind.SAME}
"""Claims that would hardly hold if a figure of theirs were wrong."""


@dataclass(frozen=True, slots=True)
class _Rate:
    """What one claim compares: X and Y of a percentage, and the percentage."""

    above: Fact
    below: Fact
    stated: Fact


class Surroundings:
    """The judged claims of a report, by figure."""

    def __init__(self, judged: Iterable[Judgement]) -> None:
        self._held: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()
        self._rates: defaultdict[str, list[_Rate]] = defaultdict(list)
        self._holding: set[tuple[Span, ...]] = set()
        self._breaking: set[tuple[Span, ...]] = set()
        self._parts: dict[str, tuple[Fact, ...]] = {}
        self._measured: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
        for judgement in judged:
            self._note(judgement)

    def beside(self, claim: Claim) -> Beside:
        """What the other claims say of a claim's figures; nothing of one that holds."""
        ids = [fact.fact_id for fact in figures_of(claim)]
        spans = spans_of(claim)
        if spans in self._holding or claim.stated is None:
            return ALONE
        itself = spans in self._breaking
        return Beside(
            bases=self._bases(claim),
            rates=self._rates_of_parts(claim),
            results=self._results(claim),
            confirmed=frozenset(one for one in ids if self._held[one]),
            accused=frozenset(one for one in ids if self._broken[one] > itself),
        )

    def accuse(self, claim: Claim) -> bool:
        """Whether a figure of the claim stands in another one that is broken."""
        return any(self._broken[fact.fact_id] for fact in figures_of(claim))

    def _note(self, judgement: Judgement) -> None:
        claim = judgement.claim
        (self._holding if judgement.holds else self._breaking).add(spans_of(claim))
        if claim.stated is None:
            return
        for fact in figures_of(claim):
            self._measured[fact.dimension][fact.fact_id] = fact
        if claim.kind not in CONFIRMING:
            return
        counts = self._held if judgement.holds else self._broken
        counts.update({fact.fact_id for fact in figures_of(claim)})
        if claim.kind in COMPARISONS and len(claim.operands) == 2:
            above, below = claim.operands
            self._rates[above.fact_id].append(_Rate(above, below, claim.stated))
        elif claim.kind is ClaimKind.SUM:
            self._parts[claim.stated.fact_id] = claim.operands

    def _bases(self, claim: Claim) -> tuple[Fact, ...]:
        if claim.kind not in COMPARISONS or len(claim.operands) != 2:
            return ()
        result, base = claim.operands
        others = (rate.below for rate in self._rates[result.fact_id])
        return tuple(dict.fromkeys(other for other in others if other.fact_id != base.fact_id))

    def _rates_of_parts(self, claim: Claim) -> tuple[Fact, ...]:
        """The stated rates of all parts of X, if there is one for each."""
        if claim.kind is not ClaimKind.PERCENT or len(claim.operands) != 2:
            return ()
        whole, base = claim.operands
        bases = {part.fact_id for part in self._parts.get(base.fact_id, ())}
        parts = self._parts.get(whole.fact_id, ())
        found = [self._rate(part, bases) for part in parts]
        rates = tuple(rate for rate in found if rate is not None)
        return rates if len(rates) == len(parts) else ()

    def _rate(self, part: Fact, bases: set[str]) -> Fact | None:
        """The rate of one part: of the part of the base, where that has parts."""
        rates = self._rates[part.fact_id]
        fitting = [rate for rate in rates if rate.below.fact_id in bases] if bases else rates
        return fitting[0].stated if len(fitting) == 1 else None

    def _results(self, claim: Claim) -> tuple[Fact, ...]:
        here = claim.stated
        if here is None:
            return ()
        own = {fact.fact_id for fact in figures_of(claim)}
        others = [f for f in self._measured[here.dimension].values() if f.fact_id not in own]
        return tuple(sorted(others, key=lambda fact: _distance(fact, here)))


def _distance(one: Fact, other: Fact) -> tuple[int, int]:
    return abs(one.span.start - other.span.start), one.span.start
