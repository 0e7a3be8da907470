"""Why a figure was read as it was, and why a finding is one: what was kept, printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.fact import Fact
from models.messages import Messages
from models.relation import Relation
from models.stored import FigureEvidence, FindingEvidence
from models.text import Span
from pipeline.checks import reach
from pipeline.report.excerpt import BRACKETS, Marks, render_excerpt
from pipeline.report.notation import render_number, render_value
from pipeline.report.reading import reading_lines, rule_text
from pipeline.report.text import render_finding

_BOUND_DECIMALS = 4


def render_figure(evidence: FigureEvidence, say: Messages, marks: Marks = BRACKETS) -> str:
    """What is known of one number: where it stands, how it was read, what it was held to."""
    numeral = evidence.numeral
    lines = [say("explain.numeral", text=numeral.text, kind=say(f"kind.{numeral.kind}"))]
    lines.append(_where(evidence.report.file_name, numeral.page, numeral.span, say))
    lines.append(f"“{render_excerpt(evidence.text, [numeral.span], marks)}”")
    lines += ["", say("explain.reading")]
    lines.append(
        f"  {say('aspect.kind')}: {say(f'kind.{numeral.kind}')}"
        f" · {rule_text('kind', numeral.rule, say)}"
    )
    for other in numeral.rejected:
        kind, _, rule = other.partition(":")
        rejected = say("explain.rejected", said=say(f"kind.{kind}"))
        lines.append(f"    {rejected} · {rule_text('kind', rule, say)}")
    if evidence.fact is not None:
        lines += reading_lines(evidence.fact, say)
        lines += ["", say("explain.relations")]
        lines += _relation_lines(evidence.relations, say) or [f"  {say('explain.no_relations')}"]
    elif evidence.relations:
        lines += ["", say("explain.relations"), *_relation_lines(evidence.relations, say)]
    lines += [""] if evidence.findings else []
    lines += [render_finding(one, evidence.text, say, marks) for one in evidence.findings]
    return "\n".join(lines)


def render_evidence(evidence: FindingEvidence, say: Messages, marks: Marks = BRACKETS) -> str:
    """What is known of one finding: the words, the slip, the arithmetic, how it was read."""
    finding = evidence.stored.finding
    message, suggestion = finding.told(say.lang)
    first = finding.spans[0] if finding.spans else Span(0, 0)
    lines = [
        say(
            "explain.finding",
            severity=say(f"severity.{finding.severity}"),
            check=finding.check_id,
        ),
        _where(evidence.report.file_name, finding.page, first, say),
        "",
        message,
        f"“{render_excerpt(evidence.text, finding.spans, marks) or finding.quote}”",
        "",
    ]
    relation = evidence.relation
    is_computed = relation is not None and relation.computed_low is not None
    expected = "expected" if is_computed else "right"
    for key, value in (("stated", finding.stated), (expected, finding.expected)):
        lines += [say(f"explain.{key}", text=value)] if value else []
    lines.append(say("explain.cause", text=say(f"cause.{finding.cause}")))
    if suggestion:
        lines.append(say("check.suggestion", text=suggestion))
    lines += [say("check.entails", text=one.formula) for one in finding.entails]
    if evidence.relation is not None:
        lines += ["", say("explain.relations"), *_relation_lines([evidence.relation], say)]
        claim = evidence.relation.claim
        for fact in (*claim.operands, *([claim.stated] if claim.stated else [])):
            lines += ["", f"{fact.text} {fact.unit}".strip(), *reading_lines(fact, say)]
    return "\n".join(lines)


def _where(file: str, page: int, span: Span, say: Messages) -> str:
    return say("explain.where", file=file, page=page, start=span.start, stop=span.stop)


def _relation_lines(relations: Sequence[Relation], say: Messages) -> list[str]:
    return [line for relation in relations for line in _relation(relation, say)]


def _relation(relation: Relation, say: Messages) -> Iterator[str]:
    """The arithmetic of one claim, its bounds, how it was found and what else was tried."""
    yield f"  {relation.formula}  [{relation.check_id}: {say(f'verdict.{relation.verdict}')}]"
    low = render_number(relation.computed_low, say.lang, _BOUND_DECIMALS)
    high = render_number(relation.computed_high, say.lang, _BOUND_DECIMALS)
    if low and high:
        span = low if low == high else say("explain.between", low=low, high=high)
        yield f"    {say('explain.computed', text=span)}"
        yield from _tried(relation.claim.stated, say)
    if relation.claim.rule:
        yield f"    {say('explain.found_by', rule=rule_text('claim', relation.claim.rule, say))}"
    tried = [
        "; ".join(f"{f.text} {f.unit}".strip() for f in a) for a in relation.claim.alternatives
    ]
    if tried:
        yield f"    {say('explain.alternatives')}: {' | '.join(tried)}"


def _tried(fact: Fact | None, say: Messages) -> Iterator[str]:
    """What the stated figure may stand for under the customary roundings."""
    bounds = reach(fact) if fact else None
    if fact is None or fact.value is None or bounds is None:
        return
    low, high, step = (bound / fact.scale for bound in bounds)
    text = f"{render_value(fact, say.lang)} {fact.unit}".strip()
    if low == high:
        yield f"    {say('explain.counted', text=text)}"
        return
    cut = sorted((fact.value, fact.value + (step if fact.value >= 0 else -step)))
    ends = {"low": low, "high": high, "cut_low": cut[0], "cut_high": cut[1]}
    written = {name: render_number(end, say.lang, _BOUND_DECIMALS) for name, end in ends.items()}
    key = "explain.approximate" if fact.approx else "explain.rounded"
    yield f"    {say(key, text=text, **written)}"
