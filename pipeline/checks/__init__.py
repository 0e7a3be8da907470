"""The checks: what a report claims about its own figures, judged by interval arithmetic.

Each public module is one check: its docstring is its page in the documentation, `CHECK` describes
it and `judge` gives its verdict on one claim. They see records only, never text or database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from models.fact import Fact
from models.finding import Consequence, Finding
from models.number import Numeral
from models.relation import ALONE, Claim, Relation
from models.text import Span
from pipeline.checks._about import describe, describe_figures
from pipeline.checks._habit import learn
from pipeline.checks._interval import counted, last_place
from pipeline.checks._interval import stated as stated_interval
from pipeline.checks._judgement import Check, Judgement, figures_of, naming, subject_of
from pipeline.checks._notation import bounds, write_fact, write_number, write_value
from pipeline.checks._registry import modules
from pipeline.checks._scanned import allow_for_scan
from pipeline.checks._surroundings import Surroundings
from pipeline.checks._told_once import Judged, Told, complaints, once

__all__ = [
    "Check",
    "Judgement",
    "checks",
    "describe_figures",
    "identify",
    "judge",
    "judge_claim",
    "naming",
    "reach",
    "subject_of",
    "write_fact",
    "write_number",
    "write_value",
]

ID_LENGTH = 16
"""Hex digits of an id."""


def checks() -> tuple[Check, ...]:
    """All checks, by id.

    >>> [check.id for check in checks()][:3]
    ['calendar', 'change', 'change_percent']
    """
    unique = {module.CHECK.id: module.CHECK for module in modules().values()}
    return tuple(unique[check_id] for check_id in sorted(unique))


def judge(
    claims: Iterable[Claim], report_id: str, skip: Collection[str] = ()
) -> tuple[tuple[Relation, ...], tuple[Finding, ...]]:
    """What can be said of the claims: all relations judged, and the findings among them.

    Both are ordered by offset, and their ids depend on content only: the same report gives the
    same ids in any order of claims. Claims that cannot be judged (a base of zero, no certain
    reading) or that are merely inferred and do not hold leave no trace, nor do the checks whose
    ids are in `skip`.

    >>> from models.relation import ClaimKind
    >>> from pipeline.checks._examples import example_claim, example_fact
    >>> pigs, plan = example_fact("305", label="lợn"), example_fact("300", at=4)
    >>> claimed = example_fact("116", unit="%", at=13)
    >>> relations, findings = judge([example_claim(ClaimKind.PERCENT, claimed, pigs, plan)], "r1")
    >>> relations[0].formula, findings[0].severity.value, findings[0].expected
    ('305 / 300 = 101,67% ≠ 116%', 'error', '101,67%')
    """
    judged = [one for one in _looked_around(learn(claims)) if one.check_id not in skip]
    told = complaints(judged, _judgement)
    telling = {id(one.judged) for one in told}
    kept = (one for one in judged if not one.witness or id(one) in telling)
    relations = tuple(_relation(one, report_id) for one in kept)
    return relations, tuple(_finding(one, report_id) for one in told)


def _looked_around(claims: Sequence[Claim]) -> list[Judged]:
    """The judgements, those of broken claims in the light of what the other claims say.

    An inferred claim that would say nothing by itself is asked again if a figure of it breaks
    another claim: it may tell why.
    """
    pairs = [(claim, _judged(claim)) for claim in claims]
    first = once(judged for _, judged in pairs if judged)
    surroundings = Surroundings(judged.judgement for judged in first)

    second = [_again(one.claim, surroundings) or one for one in first]
    silent = (claim for claim, judged in pairs if judged is None)
    found = (_again(claim, surroundings) for claim in silent if surroundings.accuse(claim))
    return once([*second, *(replace(one, witness=True) for one in found if one)])


def _again(claim: Claim, surroundings: Surroundings) -> Judged | None:
    """The claim judged in its surroundings; None if these say nothing of it."""
    beside = surroundings.beside(claim)
    return _judged(replace(claim, beside=beside)) if beside is not ALONE else None


def reach(fact: Fact) -> tuple[Decimal, Decimal, Decimal] | None:
    """Least and most that a figure stands for, and one unit of the last digit written.

    All in the canonical unit; the last is 0 for what is counted exactly. None where the figure
    has no certain reading.

    >>> from pipeline.checks._examples import example_fact
    >>> [str(bound) for bound in reach(example_fact("35,4", unit="ha"))]
    ['35.350000', '35.450000', '0.100000']
    """
    if fact.value is None:
        return None
    interval = stated_interval(fact)
    low, high = bounds(interval.low, interval.high)
    step = Fraction(0) if counted(fact) else last_place(fact)
    return low, high, bounds(step, step)[1]


def _judgement(claim: Claim) -> Judgement | None:
    return modules()[claim.kind].judge(claim)


def judge_claim(claim: Claim) -> Judgement | None:
    """How one claim comes out, figures misread on a scan allowed for; None if it cannot be told."""
    judgement = _judgement(claim)
    return allow_for_scan(judgement, _judgement) if judgement else None


def _judged(claim: Claim) -> Judged | None:
    judgement = judge_claim(claim)
    check_id = modules()[claim.kind].CHECK.id
    return Judged(check_id=check_id, judgement=judgement) if judgement else None


def _relation(judged: Judged, report_id: str) -> Relation:
    judgement = judged.judgement
    low, high = None, None
    if judgement.computed:
        low, high = bounds(judgement.computed.low, judgement.computed.high)
    return Relation(
        relation_id=_relation_id(judged, report_id),
        check_id=judged.check_id,
        holds=judgement.holds,
        verdict=judgement.verdict,
        formula=judgement.formula,
        stated=_stated(judgement),
        computed_low=low,
        computed_high=high,
        claim=judgement.claim,
    )


def _finding(told: Told, report_id: str) -> Finding:
    judged = told.judged
    judgement, claim = judged.judgement, judged.claim
    complaint = judgement.complaint
    if complaint is None:
        msg = f"a claim that holds is no finding: {judgement.formula}"
        raise ValueError(msg)
    figures = figures_of(claim)
    spans = judged.all_spans
    return Finding(
        finding_id=identify("finding", report_id, judged.check_id, spans, judgement.formula),
        check_id=judged.check_id,
        severity=complaint.severity,
        message=complaint.message,
        message_en=complaint.message_en,
        stated=_stated(judgement),
        expected=complaint.expected,
        cause=complaint.cause,
        suggestion=complaint.suggestion,
        suggestion_en=complaint.suggestion_en,
        spans=spans,
        page=_places(claim)[0].page,
        quote=next((fact.quote for fact in figures if fact.quote), "".join(claim.context[:1])),
        relation_id=_relation_id(judged, report_id),
        about=describe(judged.check_id, claim),
        entails=tuple(
            Consequence(relation_id=_relation_id(one, report_id), formula=one.judgement.formula)
            for one in told.entails
        ),
    )


def _places(claim: Claim) -> tuple[Fact | Numeral, ...]:
    return (*figures_of(claim), *claim.numerals)


def _stated(judgement: Judgement) -> str:
    stated = judgement.claim.stated
    return judgement.stated or (write_fact(stated) if stated else "")


def _relation_id(judged: Judged, report_id: str) -> str:
    formula = judged.judgement.formula
    return identify("relation", report_id, judged.check_id, judged.spans, formula)


def identify(
    sort: str, report_id: str, check_id: str, spans: tuple[Span, ...], formula: str
) -> str:
    """The id of a finding or relation, from what it says and where."""
    offsets = ",".join(f"{span.start}-{span.stop}" for span in spans)
    text = "|".join((sort, report_id, check_id, offsets, formula))
    return sha256(text.encode()).hexdigest()[:ID_LENGTH]
