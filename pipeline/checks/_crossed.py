"""One wrong figure that breaks several sums: the cell in which a row and a column go wrong.

Alone, a sum that does not hold does not tell which of its figures is wrong. Where one value of one
figure makes it hold and mends another broken claim that has this figure, that is the one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause
from models.relation import Claim, ClaimKind
from pipeline.checks._causes import MISREADINGS, Misreading
from pipeline.checks._interval import nominal
from pipeline.checks._judgement import Complaint, Judge, Judgement, facts_of, figures_of, mends
from pipeline.checks._notation import restated, write_fact, written_value

EXPLAINED, CROSSED = 0.0, 0.001
"""The doubts of breaks that are mended so: that of the claim that blames the figure by itself is
told rather than that of another one."""

Reading = tuple[Fact, Fact]
"""A figure and what it should be."""


def crossing(broken: Sequence[Judgement], judge: Judge) -> dict[int, Complaint]:
    """By position among `broken`, what to say of sums with a figure that others break with, too.

    Only a figure of which one value mends the sum and most other claims counts. `judge` judges a
    claim anew.
    """
    with_figure: defaultdict[str, list[int]] = defaultdict(list)
    for at, judgement in enumerate(broken):
        for fact in figures_of(judgement.claim):
            with_figure[fact.fact_id].append(at)
    told: dict[int, Complaint] = {}
    for at, judgement in enumerate(broken):
        found = [
            (len(mended), reading)
            for reading in _readings(judgement.claim)
            if (mended := _mended(reading, at, with_figure, broken, judge))
        ]
        most = max((count for count, _ in found), default=0)
        best = [reading for count, reading in found if count == most]
        if len(best) == 1 and judgement.complaint is not None:
            told[at] = _complaint(judgement.complaint, *best[0], most + 1)
    return told


def _readings(claim: Claim) -> Iterator[Reading]:
    """Each figure of a sum with the value that alone makes it hold."""
    facts = facts_of(claim)
    if claim.kind is not ClaimKind.SUM or facts is None or any(fact.approx for fact in facts):
        return
    whole, *parts = facts
    rest = nominal(whole) - sum(map(nominal, parts), Fraction(0))
    for fact, change in ((whole, -rest), *((part, rest) for part in parts)):
        value = nominal(fact) + change
        if value >= 0:
            yield fact, restated(fact, value)


def _mended(
    reading: Reading,
    at: int,
    with_figure: dict[str, list[int]],
    broken: Sequence[Judgement],
    judge: Judge,
) -> list[int]:
    """The other broken claims that hold under a reading."""
    wrong, right = reading
    others = (other for other in with_figure[wrong.fact_id] if other != at)
    return [other for other in others if mends(broken[other].claim, wrong, right, judge)]


def _complaint(complaint: Complaint, wrong: Fact, right: Fact, count: int) -> Complaint:
    """The complaint, the figure that breaks several claims named as the wrong one."""
    same = [(wrong.fact_id, right.value)]
    explained = [(one.fact_id, other.value) for one, other in complaint.mends] == same
    if explained and complaint.cause is not Cause.UNKNOWN:
        return replace(complaint, doubt=EXPLAINED)
    fields = {
        "written": write_fact(wrong),
        "reading": written_value(right),
        "count": str(count),
    }
    causes = (how.cause for how in MISREADINGS if _can_be(wrong, right, how))
    return replace(
        complaint.suggesting("slip.crossed", fields),
        cause=next(causes, Cause.UNKNOWN),
        doubt=EXPLAINED if explained else CROSSED,
        mends=((wrong, right),),
    )


def _can_be(wrong: Fact, right: Fact, how: Misreading) -> bool:
    """Whether the right figure could have been written so by this slip."""
    return any(reading.value == right.value for reading in how.readings(wrong))
