"""What is read from sentences that the program was not written for, figure by figure.

Expectations follow the annotation guide, not the program. What fails today stands in
`known_failures.toml` and must keep failing there: a mended case is to be taken off the list.
"""

from __future__ import annotations

import math
from functools import cache

import pytest

from extractors.extract import extract
from extractors.readers import markdown, plain
from models.fact import Fact
from models.lexicon import Lexicon, load
from models.report import Extraction
from tests.specs.cases import Case, Expected, all_cases, known_failures
from tests.specs.known import as_parameters, assert_names_fit

READERS = {"plain": plain, "markdown": markdown}
BASES = {
    "ha": ("area", 1e4), "m2": ("area", 1.0), "km2": ("area", 1e6), "m": ("length", 1.0),
    "km": ("length", 1e3), "cm": ("length", 1e-2), "m3": ("volume", 1.0), "khối": ("volume", 1.0),
    "kg": ("mass", 1.0),
    "tạ": ("mass", 1e2), "tấn": ("mass", 1e3), "g": ("mass", 1e-3), "tạ/ha": ("yield", 1.0),
    "tấn/ha": ("yield", 10.0), "kg/ha": ("yield", 1e-2), "đồng": ("money", 1.0),
    "%": ("percent", 1.0),
}  # fmt: skip
MAGNITUDES = {"nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9}
MEASURES = {dimension for dimension, _ in BASES.values()}


@cache
def lexicon() -> Lexicon:
    return load()


def measured(value: float, unit: str) -> tuple[str, float]:
    """The dimension of a unit of measure (of a counted noun: itself) and the value in its base."""
    word, _, rest = unit.partition(" ")
    if word in MAGNITUDES:
        dimension, value = measured(value, rest)
        return dimension, value * MAGNITUDES[word]
    dimension, factor = BASES.get(unit, (unit, 1.0))
    return dimension, value * factor


def same_amount(fact: Fact, value: str, unit: str | None) -> bool:
    """Whether number and unit agree: measures in dimension and scale, counted nouns loosely."""
    if fact.value is None or not value:
        return fact.value is None and not value
    wanted_dimension, wanted = measured(float(value), unit or "")
    dimension, amount = measured(float(fact.value), fact.unit)
    if unit is None:
        return math.isclose(float(value), float(fact.value))
    if not math.isclose(wanted, amount, rel_tol=1e-9, abs_tol=1e-9):
        return False
    return not unit or dimension == wanted_dimension or not {dimension, wanted_dimension} & MEASURES


def fact_misses(fact: Fact, expected: Expected) -> list[str]:
    """What a fact says otherwise than expected."""
    wanted = expected.wanted
    misses = []
    if "value" in wanted and not same_amount(fact, wanted["value"], wanted.get("unit")):
        misses.append(f"{fact.value} {fact.unit} for {wanted['value']} {wanted.get('unit')}")
    said = {
        "role": fact.role.value,
        "indicator": fact.indicator,
        "season": fact.season.value if fact.season else "",
    }
    misses += [f"{v} for {wanted[k]}" for k, v in said.items() if v != wanted.get(k, v)]
    flags = {flag.value for flag in fact.flags} | ({"approx"} if fact.approx else set())
    misses += [f"no flag {f}" for f in wanted.get("flags", "").split(",") if f and f not in flags]
    return misses


def figure_misses(case: Case, found: Extraction) -> list[str]:
    """What was read otherwise than expected, in the order of the text."""
    kinds = {numeral.span: numeral.kind.value for numeral in found.numerals}
    facts = {fact.span: fact for fact in found.facts}
    misses = []
    for expected in case.figures:
        kind = kinds.get(expected.span, "no numeral")
        wrong = []
        if not expected.allows(kind):
            wrong.append(f"{kind} for {expected.wanted['kind']}")
        fact = facts.get(expected.span)
        if expected.is_figure and fact is not None:
            wrong += fact_misses(fact, expected)
        elif expected.is_figure is not None and expected.is_figure != (fact is not None):
            wrong.append("no fact" if fact is None else f"a fact of {fact.value} {fact.unit}")
        place = case.text[max(0, expected.span.start - 40) : expected.span.start]
        misses += [f"{place}⟦{expected.span.of(case.text)}⟧ {miss}" for miss in wrong]
    return misses


def frame_misses(case: Case, found: Extraction) -> list[str]:
    """Header and section tree, where the case says anything about them."""
    header = found.document.header
    misses = []
    for key, wanted in case.header.items():
        value = getattr(header, key)
        said = "" if value is None else str(value)
        if said != wanted:
            misses.append(f"{key}: {said!r} for {wanted!r}")
    sections = tuple(f"{s.number} {s.title}".strip() for s in found.document.sections)
    if case.sections and sections != case.sections:
        misses.append(f"sections: {sections} for {case.sections}")
    return misses


def misses(case: Case) -> list[str]:
    """All that is read otherwise than expected."""
    source = READERS[case.format].read(case.text.encode())
    assert source.text == case.text
    found = extract(source, lexicon(), "spec")
    return figure_misses(case, found) + frame_misses(case, found)


@pytest.mark.parametrize("case", as_parameters(all_cases(), known_failures()))
def test_case(case: Case) -> None:
    assert not misses(case)


def test_names_are_unique_and_known_failures_are_cases() -> None:
    assert_names_fit(all_cases(), known_failures())


def test_expected_indicators_are_of_the_lexicon() -> None:
    codes = set(lexicon().indicators) | {"other"}
    wanted = {f.wanted.get("indicator", "other") for case in all_cases() for f in case.figures}
    assert wanted <= codes
