"""From many judgements to what is told: each thing once, and only where it began."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.fact import Fact
from models.finding import Severity
from models.relation import Claim, ClaimKind
from models.text import Span
from pipeline.checks._crossed import crossing
from pipeline.checks._judgement import Judge, Judgement, figures_of, mends, spans_of

GRAVITY = (Severity.ERROR, Severity.WARN, Severity.INFO)
ONE_CLAIM = 3
"""From so many figures on, two claims on exactly the same ones are two readings of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with the check that made it."""

    check_id: str
    judgement: Judgement
    witness: bool = False
    """Whether it is told only if it explains the break of another claim."""
    spans: tuple[Span, ...] = field(init=False)
    """The numerals of the claim, by offset, each once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", spans_of(self.claim))

    @property
    def claim(self) -> Claim:
        """The claim as judged."""
        return self.judgement.claim

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A break that is told, and the breaks that follow from it."""

    judged: Judged
    entails: tuple[Judged, ...] = ()


def once(all_judged: Iterable[Judged]) -> list[Judged]:
    """The judgements by offset, one for each check and set of numerals.

    What holds in one reading of a claim is not broken in another: a break is dropped where the
    same figures agree in any form. Dates are compared in several respects, each for itself.
    """
    kept: dict[tuple[str, str, tuple[Span, ...]], Judged] = {}
    for judged in sorted(all_judged, key=_order):
        respect = "" if judged.claim.operands else judged.claim.note
        kept.setdefault((judged.check_id, respect, judged.spans), judged)
    agreeing = {
        j.spans
        for j in kept.values()
        if j.judgement.holds and j.claim.stated and len(j.spans) >= ONE_CLAIM
    }
    told = (j for j in kept.values() if j.judgement.holds or j.spans not in agreeing)
    return sorted(told, key=lambda j: (j.spans, j.check_id))


def complaints(all_judged: Sequence[Judged], judge: Judge) -> list[Told]:
    """The broken judgements that are findings of their own, by offset, with what follows of them.

    Of several breaks that one reading of one figure mends, the one that is explained best is
    told, first of all a sum with the figure that breaks others, too. Others follow from a malformed
    figure, from another date of a document already disputed, or from a figure stated twice if its
    other value mends them. Second complaints about the same numerals are left out, and so are
    witnesses from which nothing follows. `judge` judges a claim anew.
    """
    broken = _crossed([j for j in all_judged if j.judgement.complaint], judge)
    roots: list[Judged] = []
    entailed: list[list[Judged]] = []
    for judged in sorted(broken, key=_order_of_telling):
        if any(judged.all_spans == other.all_spans for other in roots):
            continue
        above = [at for at, root in enumerate(roots) if _follows(judged.claim, root, judge)]
        if above:
            entailed[above[0]].append(judged)
        else:
            roots.append(judged)
            entailed.append([])
    told = (
        Told(judged=_as_grave(root, by), entails=_apart(by))
        for root, by in zip(roots, entailed, strict=True)
        if _tells(root, by)
    )
    return sorted(told, key=lambda one: (one.judged.spans, one.judged.check_id))


def _crossed(broken: Sequence[Judged], judge: Judge) -> list[Judged]:
    """The broken judgements, a figure named as wrong where it breaks a sum and other claims."""
    told = crossing([one.judgement for one in broken], judge)
    return [
        replace(one, judgement=replace(one.judgement, complaint=told[at])) if at in told else one
        for at, one in enumerate(broken)
    ]


def _tells(root: Judged, entailed: Sequence[Judged]) -> bool:
    """Whether a witness explains a break of another claim; others speak for themselves."""
    return not root.witness or any(not one.witness for one in entailed)


def _apart(entailed: Sequence[Judged]) -> tuple[Judged, ...]:
    """What follows, by offset; witnesses, which would say nothing by themselves, left out."""
    plain = (one for one in entailed if not one.witness)
    return tuple(sorted(plain, key=lambda one: (one.spans, one.check_id)))


def _as_grave(root: Judged, entailed: Sequence[Judged]) -> Judged:
    """The root, a witness as grave as what it explains unless its figures are approximate."""
    complaint = root.judgement.complaint
    if complaint is None or not root.witness or any(f.approx for f in figures_of(root.claim)):
        return root
    gravest = min((one.gravity for one in entailed), default=root.gravity)
    severity = GRAVITY[min(gravest, root.gravity)]
    complaint = replace(complaint, severity=severity)
    return replace(root, judgement=replace(root.judgement, complaint=complaint))


def _order(judged: Judged) -> tuple[object, ...]:
    """What holds first, then the certain, then by offset and arithmetic."""
    judgement = judged.judgement
    certainty = (not judgement.holds, not judged.claim.certain)
    return (*certainty, judged.gravity, judged.spans, judgement.formula)


def _order_of_telling(judged: Judged) -> tuple[object, ...]:
    """First what others may follow from; of two breaks the one that is explained better."""
    complaint = judged.judgement.complaint
    doubt = complaint.doubt if complaint else 1.0
    return (_rank(judged), doubt, judged.gravity, judged.spans, judged.check_id)


def _rank(judged: Judged) -> int:
    """0 for malformed figures, 1 for contradictions, 2 for all else."""
    leading = (ClaimKind.MALFORMED, ClaimKind.SAME)
    kind = judged.claim.kind
    return leading.index(kind) if kind in leading else len(leading)


def _follows(claim: Claim, root: Judged, judge: Judge) -> bool:
    """Whether a broken claim is so because of what the root tells."""
    if claim.kind is ClaimKind.MALFORMED:
        return False
    if claim.kind is ClaimKind.DATE:
        return _same_date(claim, root.claim)
    if root.claim.kind is ClaimKind.MALFORMED:
        figures = figures_of(claim)
        return any(fact in figures for fact in figures_of(root.claim))
    return any(_mended(claim, wrong, right, judge) for wrong, right in _readings(root))


def _same_date(claim: Claim, other: Claim) -> bool:
    """Whether both claims dispute the date of one document in one place."""
    if other.kind is not ClaimKind.DATE or claim.context[0] != other.context[0]:
        return False
    return not set(spans_of(claim)).isdisjoint(spans_of(other))


def _readings(root: Judged) -> Sequence[tuple[Fact, Fact]]:
    """The figures that the root disputes, each with its other reading."""
    complaint = root.judgement.complaint
    if root.claim.kind is ClaimKind.SAME and not root.gravity:
        here, there = figures_of(root.claim)
        return (here, there), (there, here)
    return complaint.mends if complaint else ()


def _mended(claim: Claim, wrong: Fact, right: Fact, judge: Judge) -> bool:
    """Whether the claim has the wrong figure and holds once it is right."""
    has_figure = any(fact.fact_id == wrong.fact_id for fact in figures_of(claim))
    return has_figure and mends(claim, wrong, right, judge)
