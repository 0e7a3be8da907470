"""How a figure was read: what was decided about it, on what grounds, and what was rejected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.fact import REJECTED, Evidence, Fact, Flag
from models.lexicon.fold import fold
from models.messages import Messages
from pipeline.report.naming import render_date
from pipeline.report.notation import render_value

_NAMED_SOMEWHERE = ("season", "place", "project")
"""What no step of its own tells: where it is named shows in the sentence and the section."""


def reading_lines(fact: Fact, say: Messages) -> Iterator[str]:
    """A line for each thing decided about the figure, with its grounds and what was rejected.

    >>> from models.messages import messages
    >>> from pipeline.checks._examples import example_fact
    >>> list(reading_lines(example_fact("48", unit="ha"), messages("vi")))[:2]
    ['  giá trị: 48', '  đơn vị: ha']
    """
    steps = {step.aspect: step for step in fact.evidence if step.rule != REJECTED}
    for aspect, said in _decided(fact, say).items():
        if said:
            grounds = _grounds(fact, aspect, steps, say)
            yield f"  {say(f'aspect.{aspect}')}: " + " · ".join((said, *grounds))
        for step in fact.evidence:
            if step.aspect == aspect and step.rule == REJECTED:
                rejected = say("explain.rejected", said=step.said)
                yield "    " + " · ".join((rejected, *_words(step, say)))


def rule_text(aspect: str, rule: str, say: Messages) -> str:
    """What a rule says in plain words; its name where no text is known."""
    key = f"rule.{aspect}.{rule}"
    return say(key) if say.knows(key) else say("explain.rule", rule=rule)


def _decided(fact: Fact, say: Messages) -> Mapping[str, str]:
    """What was decided about the figure, by aspect; empty where there is nothing to tell."""
    days = [render_date(day, say) for day in (fact.period_start, fact.period_end) if day]
    confidence = fact.confidence
    return {
        "value": render_value(fact, say.lang),
        "unit": fact.unit,
        "role": f"{say(f'role.{fact.role}')} ({fact.role})",
        "base": fact.base,
        "indicator": say("explain.no_indicator") if fact.indicator == "other" else fact.indicator,
        "label": fact.label,
        "season": fact.season or "",
        "place": fact.place,
        "project": fact.project,
        "period": " – ".join(days),
        "approximation": say(f"approximation.{fact.approximation}") if fact.approx else "",
        "ocr": "" if confidence is None else f"{confidence:.0f}%",
    }


def _grounds(
    fact: Fact, aspect: str, steps: Mapping[str, Evidence], say: Messages
) -> Iterator[str]:
    """Why one aspect was decided so: the rule in plain words, and the words that it rests on."""
    step = steps.get(aspect)
    if aspect == "base" and (role := steps.get("role")):
        yield from _words(role, say)
    elif aspect in _NAMED_SOMEWHERE:
        yield say(f"rule.named.{_where_named(fact, str(getattr(fact, aspect)))}")
    elif step is None:
        yield from [say("rule.period.report")] if aspect == "period" else []
    elif aspect not in ("label", "ocr"):
        if not step.words or say.knows(f"rule.{aspect}.{step.rule}"):
            yield rule_text(aspect, step.rule, say)
        yield from _words(step, say) if aspect != "value" else []


def _words(step: Evidence, say: Messages) -> Iterator[str]:
    if step.words:
        yield say("explain.words", words=step.words)


def _where_named(fact: Fact, name: str) -> str:
    """Where the last part of a name (`Chương trình … > Dự án 1`) stands: sentence, table, above."""
    wanted = fold(name.rpartition(" > ")[2])
    if wanted in fold(fact.quote):
        return "table" if Flag.TABLE in fact.flags else "sentence"
    return "section" if wanted in fold(fact.section) else "above"
