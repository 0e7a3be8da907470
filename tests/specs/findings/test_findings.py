"""What is complained of, and what is not, in passages that the program was not written for.

Expectations follow the annotation guide, not the program. What fails today stands in
`known_failures.toml` and must keep failing there: a mended case is to be taken off the list.
"""

from __future__ import annotations

from functools import cache

import pytest

from extractors.extract import extract
from models.finding import Finding, Severity
from models.lexicon import Lexicon, load
from models.relation import Relation
from models.text import Source, Span
from pipeline.checks import checks, judge
from tests.specs.findings.cases import (
    CHECKS,
    Case,
    Complaint,
    all_cases,
    known_failures,
    parse_marked,
)
from tests.specs.known import as_parameters, assert_names_fit

LOUD = frozenset({Severity.ERROR, Severity.WARN})


@cache
def lexicon() -> Lexicon:
    return load()


def judged(text: str) -> tuple[tuple[Relation, ...], tuple[Finding, ...]]:
    """All relations and findings of a passage."""
    found = extract(Source(text=text, media_type="text/plain"), lexicon(), "spec")
    return judge(found.claims, "spec")


def meets(finding: Finding, wanted: Complaint) -> bool:
    """Whether a finding is the wanted one: it names its figures, perhaps some more."""
    said = finding.check_id in wanted.checks and finding.severity in wanted.severities
    return said and wanted.spans <= set(finding.spans)


def misses(case: Case) -> list[str]:
    """Complaints that fail to come, come for nothing or come in another form; broken holds."""
    relations, findings = judged(case.text)
    rest = [finding for finding in findings if case.form or finding.severity in LOUD]
    told = []
    for wanted in case.complaints:
        found = next((finding for finding in rest if meets(finding, wanted)), None)
        if found is None:
            told.append(f"not found: {written(wanted.spans, case.text)} {sorted(wanted.checks)}")
        else:
            rest.remove(found)
    told += [f"false {f.severity} {f.check_id}: {f.message}" for f in rest]
    held = {spans_of(relation) for relation in relations if relation.holds}
    told += [f"does not hold: {written(a, case.text)}" for a in case.agreements if a not in held]
    return told


def spans_of(relation: Relation) -> frozenset[Span]:
    """The numerals of a relation."""
    claim = relation.claim
    facts = (*((claim.stated,) if claim.stated else ()), *claim.operands)
    return frozenset({*(fact.span for fact in facts), *(row.span for row in claim.numerals)})


def written(spans: frozenset[Span], text: str) -> str:
    return " ".join(span.of(text) for span in sorted(spans))


@pytest.mark.parametrize("case", as_parameters(all_cases(), known_failures()))
def test_case(case: Case) -> None:
    assert not misses(case)


def test_names_are_unique_and_known_failures_are_cases() -> None:
    assert_names_fit(all_cases(), known_failures())


def test_the_checks_named_here_are_those_of_the_program() -> None:
    assert {check.id for check in checks()} == CHECKS


def test_both_halves_have_weight() -> None:
    """Whoever adds what must fire adds what must not."""
    firing = sum(bool(case.complaints) for case in all_cases())
    assert 0.4 <= firing / len(all_cases()) <= 0.6


@pytest.mark.parametrize("marked", ["Có ⟦năm⟧ xã", "Có ⟦5 xã", "Có {5 xã", "Có 5} xã", "⟦a:⟧"])
def test_a_slip_in_the_marks_is_told(marked: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_marked(marked)
