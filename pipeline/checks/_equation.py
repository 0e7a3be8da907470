"""Judging claims that are equations: operands, arithmetic, a stated result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.fact import Fact
from models.finding import Cause, Severity
from models.relation import Claim, Verdict
from pipeline.checks._causes import FindSlip, convincing, find_slip
from pipeline.checks._compare import (
    Case,
    Comparison,
    Compute,
    Shorten,
    compare,
    unshortened,
)
from pipeline.checks._forms import copied
from pipeline.checks._judgement import (
    Complaint,
    Judgement,
    comparable,
    facts_of,
    naming,
    sentence,
    subject_of,
)
from pipeline.checks._messages import has
from pipeline.checks._notation import (
    SIGNS,
    common_unit,
    is_percent,
    restated,
    write_all,
    write_equation,
    write_fact,
    write_value,
)
from pipeline.checks._slips import Slip

PAIR = 2
"""Operands of a percentage of one thing; one of several things has a subject of its own."""
GROUP = 3
"""Digits between signs of thousands."""
NO_FIELDS: Callable[[Case, Fraction, str], dict[str, str]] = lambda case, value, lang: {}  # noqa: E731


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One form of equation: its arithmetic, its spelling and its typical slips."""

    texts: str
    """The group of its messages."""
    compute: Compute
    left: Callable[[Sequence[str]], str]
    """The arithmetic as written, from the operands as written."""
    shorten: Shorten = unshortened
    """How all operands but one are taken together, where there may be many."""
    slips: tuple[FindSlip, ...] = ()
    """Slips of this form, tried before the general ones."""
    one_dimension: bool = True
    """Whether stated figure and operands measure the same."""
    names_base: bool = False
    """Whether another base is a slip to be told, not an explanation."""
    text: str = "broken"
    """The message of a break without one of its own."""
    fields: Callable[[Case, Fraction, str], dict[str, str]] = NO_FIELDS
    """Further fields of the messages, from the case, the computed value and the language."""


def judge_equation(claim: Claim, equation: Equation, *, inferred: bool = False) -> Judgement | None:
    """How the claim comes out, or None if it cannot be judged or nothing can be said.

    A claim that only another operand list explains holds, unless `names_base` and the text, or what
    is likely, names the operands. One that is not
    certain, or is `inferred`, is called broken only if it is likely or a convincing slip explains
    it, and then as a warning.
    """
    tried = _try(claim, equation)
    if tried is None:
        return None
    if tried.comparison.verdict is not Verdict.BROKEN:
        return tried.judgement()
    inferred = inferred or not claim.certain
    trials = (_try(replace(claim, operands=ops), equation) for ops in claim.alternatives)
    others = [trial for trial in trials if trial]
    other = next((o for o in others if o.comparison.verdict is not Verdict.BROKEN), None)
    if other and not (equation.names_base and (claim.likely or not inferred)):
        return other.judgement()
    slip = _base_slip(tried, other) if other else tried.slip() or _slip_turned(tried, others)
    severity = tried.severity(slip, inferred=inferred)
    if severity is None or (slip and _is_of_notation(slip)):
        return None
    complaint = tried.complaint(slip, severity)
    if other:
        complaint = replace(complaint, also=other.case.operands)
    return replace(tried.judgement(), complaint=complaint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """One operand list of a claim, compared."""

    claim: Claim
    equation: Equation
    case: Case
    comparison: Comparison

    def left(self) -> str:
        """The arithmetic, units written where they differ."""
        stated = self.case.stated
        beside = () if is_percent(stated) else (stated,)
        return self.equation.left(write_all(self.case.operands, beside=beside))

    def computed(self) -> str:
        return write_value(self.comparison.value, self.case.stated)

    def judgement(self) -> Judgement:
        case, found = self.case, self.comparison
        differ = not common_unit(case.figures)
        computed = self.computed()
        if not differ and not is_percent(case.stated):
            computed = computed.removesuffix(f" {case.stated.unit}")
        claimed = write_fact(case.stated, unit=differ)
        scale = Fraction(case.stated.scale)
        return Judgement(
            claim=self.claim,
            verdict=found.verdict,
            formula=write_equation(self.left(), computed, SIGNS[found.verdict], claimed),
            computed=found.computed.scaled(1 / scale),
        )

    def slip(self) -> Slip | None:
        if self.comparison.padded:
            return Slip(cause=Cause.CUT_OFF, soft=True)
        if self.comparison.near:
            return None
        return find_slip(self.case, (*self.equation.slips, copied))

    def severity(self, slip: Slip | None, *, inferred: bool) -> Severity | None:
        """How bad the break is; None if it may as well come from a wrong binding."""
        if inferred and not self.claim.likely:
            told = slip is not None and convincing(slip, self.case) and not self.comparison.padded
            return Severity.WARN if told else None
        lenient = inferred or self.comparison.near or any(fact.approx for fact in self.case.figures)
        return Severity.WARN if lenient or (slip and slip.soft) else Severity.ERROR

    def complaint(self, slip: Slip | None, severity: Severity) -> Complaint:
        slip = slip or Slip(cause=Cause.UNKNOWN)
        key = self._text(slip)
        fields = {lang: self._fields(lang) | dict(slip.fields) for lang in ("vi", "en")}
        return Complaint(
            severity=severity,
            cause=slip.cause,
            message=sentence(key, "vi", fields["vi"]),
            message_en=sentence(key, "en", fields["en"]),
            expected=self.computed(),
            suggestion=sentence(f"slip.{slip.text}", "vi", fields["vi"]),
            suggestion_en=sentence(f"slip.{slip.text}", "en", fields["en"]),
            doubt=min(slip.doubt, 1.0) if slip.cause is not Cause.UNKNOWN else 1.0,
            mends=self._mends(slip),
        )

    def _text(self, slip: Slip) -> str:
        """The message: that of the slip, or one that does not blame a result that may be right."""
        blamed = slip.wrong or self.case.stated
        of_operand = "operand" if blamed.fact_id != self.case.stated.fact_id else ""
        named = (f"{self.equation.texts}.{name}" for name in (slip.text, of_operand) if name)
        return next(filter(has, named), f"{self.equation.texts}.{self.equation.text}")

    def _mends(self, slip: Slip) -> tuple[tuple[Fact, Fact], ...]:
        """The reading that the slip gives; else the stated figure as it is computed."""
        if slip.wrong and slip.right:
            return ((slip.wrong, slip.right),)
        stated = self.case.stated
        return () if slip.soft else ((stated, restated(stated, self.comparison.value)),)

    def _fields(self, lang: str) -> dict[str, str]:
        stated, operands = self.case.stated, self.case.operands
        of_one = is_percent(stated) and len(operands) == PAIR
        order = (operands[0], stated) if of_one else (stated, operands[0])
        return {
            **naming(subject_of(*order)),
            "left": self.left(),
            "stated": write_fact(stated),
            "computed": self.computed(),
            "expected": self.computed(),
            **self.equation.fields(self.case, self.comparison.value, lang),
        }


def _try(claim: Claim, equation: Equation) -> _Trial | None:
    facts = facts_of(claim)
    if facts is None or (equation.one_dimension and not comparable(facts)):
        return None
    case = Case(
        stated=facts[0],
        operands=facts[1:],
        compute=equation.compute,
        shorten=equation.shorten,
        beside=claim.beside,
    )
    try:
        comparison = compare(case)
    except ZeroDivisionError:
        return None
    return _Trial(claim=claim, equation=equation, case=case, comparison=comparison)


def _base_slip(tried: _Trial, other: _Trial) -> Slip:
    """The slip of a percentage that fits another base than the figure beside it."""
    fields = {"other": other.left(), "base": write_fact(other.case.operands[-1])}
    return Slip(cause=Cause.WRONG_BASE, fields=fields, soft=True)


def _is_of_notation(slip: Slip) -> bool:
    """Whether the reading has the very digits written: 5,100 where an office means 5.100."""
    wrong, right = slip.wrong, slip.right
    if wrong is None or right is None or wrong.value is None or wrong.decimals != GROUP:
        return False
    return right.value == wrong.value.scaleb(GROUP)


def _slip_turned(tried: _Trial, others: Sequence[_Trial]) -> Slip | None:
    """The slip of the same figures in another order: the one wrong by much looks like the lesser.

    Of 72 received, 730 settled and 22 left, 72 was 752.
    """
    figures = sorted(fact.fact_id for fact in tried.case.operands)
    turned = (o for o in others if sorted(f.fact_id for f in o.case.operands) == figures)
    return next(filter(None, (other.slip() for other in turned)), None)


def pair_fields(operands: Sequence[Fact]) -> dict[str, str]:
    """`x`, `y` (their sizes) and their `unit`, for messages that write X/Y as reports do.

    >>> from pipeline.checks._examples import example_fact
    >>> pair_fields((example_fact("305"), example_fact("300")))
    {'x': '305', 'y': '300', 'unit': ' con'}
    """
    unit = common_unit(operands)
    x, y = (text.removeprefix("-") for text in write_all(operands)[:2])
    return {"x": x, "y": y, "unit": f" {unit}" if unit else ""}
