"""From many judgements to what is told: each thing once, and only where it began."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from models.fact import Fact, Flag
from models.finding import Severity
from models.relation import Claim, ClaimKind
from models.text import Span
from pipeline.checks._judgement import Judgement, figures_of

GRAVITY = (Severity.ERROR, Severity.WARN, Severity.INFO)
ONE_CLAIM = 3
"""From so many figures on, two claims on exactly the same ones are two readings of one."""

Judge = Callable[[Claim], Judgement | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with the check that made it."""

    check_id: str
    judgement: Judgement

    @property
    def claim(self) -> Claim:
        """The claim as judged."""
        return self.judgement.claim

    @property
    def spans(self) -> tuple[Span, ...]:
        """The numerals of the claim, by offset, each once."""
        return spans_of(self.claim)

    @property
    def all_spans(self) -> tuple[Span, ...]:
        """The numerals of its finding: those of the claim, and another base that would fit."""
        complaint = self.judgement.complaint
        return spans_of(self.claim, complaint.also if complaint else ())

    @property
    def gravity(self) -> int:
        """0 for an error, rising as it gets milder; beyond all severities if it holds."""
        complaint = self.judgement.complaint
        return GRAVITY.index(complaint.severity) if complaint else len(GRAVITY)


def spans_of(claim: Claim, also: Iterable[Fact] = ()) -> tuple[Span, ...]:
    """The numerals of the claim and of the facts `also`, by offset, each once."""
    figures = (*figures_of(claim), *also)
    return tuple(sorted({*(f.span for f in figures), *(n.span for n in claim.numerals)}))


def once(all_judged: Iterable[Judged]) -> list[Judged]:
    """The judgements by offset, one for each check and set of numerals.

    What holds in one reading of a claim is not broken in another: a break is dropped where the
    same figures agree in any form. Dates are compared in several respects, each for itself.
    """
    kept: dict[tuple[str, str, tuple[Span, ...]], Judged] = {}
    for judged in sorted(all_judged, key=_order):
        kept.setdefault((judged.check_id, judged.claim.note, judged.spans), judged)
    agreeing = {
        j.spans
        for j in kept.values()
        if j.judgement.holds and j.claim.stated and len(j.spans) >= ONE_CLAIM
    }
    told = (j for j in kept.values() if j.judgement.holds or j.spans not in agreeing)
    return sorted(told, key=lambda j: (j.spans, j.check_id))


def complaints(all_judged: Sequence[Judged], judge: Judge) -> list[Judged]:
    """The broken judgements that are findings of their own.

    Left out are those that rest on a malformed figure, that mend themselves if a figure stated
    twice takes its other value, that dispute another date of a document already disputed, and
    second complaints about the same numerals. `judge` judges a claim anew.
    """
    broken = [j for j in all_judged if j.judgement.complaint]
    kept: list[Judged] = []
    for judged in sorted(broken, key=lambda j: (_rank(j), j.gravity, j.spans, j.check_id)):
        doubled = any(judged.all_spans == other.all_spans for other in kept)
        if not doubled and not _follows(judged, kept, judge):
            kept.append(judged)
    return sorted(kept, key=lambda j: (j.spans, j.check_id))


def _order(judged: Judged) -> tuple[object, ...]:
    """What holds first, then the certain, then by offset and arithmetic."""
    judgement = judged.judgement
    certainty = (not judgement.holds, not judged.claim.certain)
    return (*certainty, judged.gravity, judged.spans, judgement.formula)


def _rank(judged: Judged) -> int:
    """0 for what others may follow from: malformed figures, then contradictions."""
    leading = (ClaimKind.MALFORMED, ClaimKind.SAME)
    kind = judged.claim.kind
    return leading.index(kind) if kind in leading else len(leading)


def _follows(judged: Judged, kept: Sequence[Judged], judge: Judge) -> bool:
    claim = judged.claim
    if claim.kind is ClaimKind.MALFORMED:
        return False
    if claim.kind is ClaimKind.DATE:
        return any(_same_date(claim, other.claim) for other in kept)
    if any(Flag.MALFORMED in fact.flags for fact in figures_of(claim)):
        return True
    return any(_mended(claim, other, judge) for other in kept)


def _same_date(claim: Claim, other: Claim) -> bool:
    """Whether both claims dispute the date of one document in one place."""
    if other.kind is not ClaimKind.DATE or claim.context[0] != other.context[0]:
        return False
    return not set(spans_of(claim)).isdisjoint(spans_of(other))


def _mended(claim: Claim, dispute: Judged, judge: Judge) -> bool:
    """Whether the claim holds once a disputed figure takes its other value."""
    if dispute.claim.kind is not ClaimKind.SAME or dispute.gravity:
        return False
    here, there = figures_of(dispute.claim)
    for wrong, right in ((here, there), (there, here)):
        if any(fact.fact_id == wrong.fact_id for fact in figures_of(claim)):
            mended = judge(_with(claim, wrong, right))
            if mended and mended.holds:
                return True
    return False


def _with(claim: Claim, wrong: Fact, right: Fact) -> Claim:
    """The claim with the value of `right` wherever it has the figure `wrong`."""

    def pick(fact: Fact) -> Fact:
        return right if fact.fact_id == wrong.fact_id else fact

    stated = pick(claim.stated) if claim.stated else None
    return replace(claim, stated=stated, operands=tuple(map(pick, claim.operands)))
