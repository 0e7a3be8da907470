"""Judging claims that are inequalities: parts within a whole, a count within its base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause, Severity
from models.relation import Claim, Verdict
from pipeline.checks._interval import Interval, nominal, rounding, stated
from pipeline.checks._judgement import Judgement, comparable, complain, facts_of, naming, subject_of
from pipeline.checks._notation import is_percent, write_all, write_fact, write_value

AT_MOST = "≤"
MORE = ">"


def at_most(parts: Sequence[Fact], whole: Fact) -> Verdict:
    """How the sum of `parts` is at most `whole`: as written, by rounding, by looseness, or not.

    >>> from pipeline.checks._examples import example_fact
    >>> at_most((example_fact("82"), example_fact("97")), example_fact("180")).value
    'exact'
    """
    readings = (
        (_as_written, Verdict.EXACT),
        (rounding, Verdict.ROUNDED),
        (stated, Verdict.APPROXIMATE),
    )
    for read, verdict in readings:
        first, *others = (read(part) for part in parts)
        if sum(others, first).low <= read(whole).high:
            return verdict
    return Verdict.BROKEN


def judge_parts(claim: Claim) -> Judgement | None:
    """How the parts, alone and together, keep within the stated whole.

    One part beyond the whole is an error; parts that only together exceed it may overlap and
    are a warning, unless the whole is only told loosely. A likely claim is a warning at worst, one
    merely inferred never called broken.
    """
    facts = facts_of(claim)
    if facts is None or not comparable(facts):
        return None
    whole, *parts = facts
    for part in parts:
        if at_most((part,), whole) is Verdict.BROKEN:
            single = replace(claim, operands=(part,))
            fields = {"part": write_fact(part), "stated": write_fact(whole)}
            return _broken(single, (part,), whole, "parts.part", fields)
    verdict = at_most(parts, whole)
    if verdict is Verdict.BROKEN:
        if whole.approx:
            return None
        total = write_value(sum(map(nominal, parts), Fraction(0)), whole)
        fields = {"left": _left(parts, whole), "computed": total, "stated": write_fact(whole)}
        return _broken(claim, parts, whole, "parts.sum", fields)
    return _judgement(claim, verdict, parts, whole)


def judge_within(claim: Claim) -> Judgement | None:
    """How the stated figure keeps within the operand: X of `X/Y`, a rate below its norm."""
    if claim.stated is not None and not claim.operands:
        return _judge_share(claim, claim.stated)
    facts = facts_of(claim)
    if facts is None or len(facts) != 2 or not comparable(facts):
        return None
    small, large = facts
    verdict = at_most((small,), large)
    if verdict is Verdict.BROKEN:
        fields = {"stated": write_fact(small), "whole": write_fact(large)}
        return _broken(claim, (small,), large, "parts.within", fields)
    return _judgement(claim, verdict, (small,), large)


def _judge_share(claim: Claim, share: Fact) -> Judgement | None:
    """A share of all of something is at most 100%."""
    if share.value is None or not is_percent(share):
        return None
    return _broken(claim, (share,), _all(share), "parts.all", {"stated": write_fact(share)})


def _all(share: Fact) -> Fact:
    """All, as a figure beside the share."""
    hundred = Decimal(100)
    return replace(share, text="100", value=hundred, canonical_value=hundred, decimals=0)


def _broken(
    claim: Claim, parts: Sequence[Fact], whole: Fact, key: str, fields: dict[str, str]
) -> Judgement | None:
    if not (claim.certain or claim.likely):
        return None
    expected = f"{AT_MOST} {write_fact(whole)}"
    fields = {**naming(subject_of(*parts, whole)), **fields, "expected": expected}
    lenient = not claim.certain or len(parts) > 1 or any(fact.approx for fact in (*parts, whole))
    complaint = complain(
        key,
        fields,
        severity=Severity.WARN if lenient else Severity.ERROR,
        cause=Cause.OVERLAP if len(parts) > 1 else Cause.UNKNOWN,
        slip=Cause.OVERLAP if len(parts) > 1 else "",
    )
    return replace(_judgement(claim, Verdict.BROKEN, parts, whole), complaint=complaint)


def _judgement(claim: Claim, verdict: Verdict, parts: Sequence[Fact], whole: Fact) -> Judgement:
    sign = MORE if verdict is Verdict.BROKEN else AT_MOST
    bound = write_all((whole, *parts))[0]
    first, *others = (rounding(part) for part in parts)
    scale = Fraction(claim.stated.scale) if claim.stated else Fraction(1)
    return Judgement(
        claim=claim,
        verdict=verdict,
        formula=f"{_left(parts, whole)} {sign} {bound}",
        computed=sum(others, first).scaled(1 / scale),
    )


def _left(parts: Sequence[Fact], whole: Fact) -> str:
    return " + ".join(write_all(parts, beside=(whole,)))


def _as_written(fact: Fact) -> Interval:
    return Interval.point(nominal(fact))
