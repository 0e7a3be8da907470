"""What the product makes of a report, set beside the truth: as ../shared/tools/score.py does."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.extract import extract
from models.fact import Fact
from models.finding import Finding, Severity
from models.lexicon import load
from models.relation import Relation
from models.report import Extraction
from models.text import Source
from pipeline.checks import judge
from tests.generator.breaks import names_of
from tests.generator.explanations import as_good
from tests.generator.records import Break, Figure, Report, Written, write_text
from tests.generator.truth import wording

FIGURES = frozenset(("quantity", "percent"))
LOUD = (Severity.ERROR, Severity.WARN)
BASES: Mapping[str, tuple[str, float]] = {
    "ha": ("area", 1e4),
    "m2": ("area", 1.0),
    "km2": ("area", 1e6),
    "m": ("length", 1.0),
    "km": ("length", 1e3),
    "m3": ("volume", 1.0),
    "g": ("mass", 1e-3),
    "kg": ("mass", 1.0),
    "tạ": ("mass", 100.0),
    "tấn": ("mass", 1e3),
    "tạ/ha": ("yield", 1.0),
    "tấn/ha": ("yield", 10.0),
    "kg/ha": ("yield", 0.01),
    "đồng": ("money", 1.0),
    "%": ("percent", 1.0),
}
"""Dimension and factor of the units that are measures."""
MEASURES = frozenset(dimension for dimension, _ in BASES.values())
MAGNITUDES = (("nghìn ", 1e3), ("triệu ", 1e6), ("tỷ ", 1e9))


@dataclass(slots=True)
class Tally:
    """Counts over many reports, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    """Phrasing, what went wrong, and where."""

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.counts += other.counts
        self.misses += other.misses


def base(value: Decimal, unit: str) -> tuple[str, float]:
    """The dimension of the unit, and the value in its base unit.

    >>> base(Decimal("4.5"), "tỷ đồng")
    ('money', 4500000000.0)
    """
    if unit in BASES:
        dimension, factor = BASES[unit]
        return dimension, float(value) * factor
    for word, factor in MAGNITUDES:
        if unit.startswith(word):
            dimension, number = base(value, unit.removeprefix(word))
            return dimension, number * factor
    return unit, float(value)


def is_same(figure: Figure, fact: Fact) -> bool:
    """Whether number and unit are right; counted things need only be no measure."""
    if fact.value is None:
        return False
    dimension, value = base(figure.amount, figure.unit)
    other_dimension, other = base(fact.value, fact.unit)
    if not math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-9):
        return False
    if figure.unit and (dimension in MEASURES or other_dimension in MEASURES):
        return dimension == other_dimension
    return True


def read(text: str) -> tuple[Extraction, tuple[Relation, ...], tuple[Finding, ...]]:
    """What the product makes of a text."""
    found = extract(Source(text=text, media_type="text/plain"), load(), "g")
    return found, *judge(found.claims, "g")


def measure_truth(report: Report) -> Tally:
    """The facts, the claims found and the false complaints of a report in which all is true."""
    written = write_text(report)
    extraction, relations, findings = read(written.text)
    tally = Tally()
    _measure_facts(tally, written, extraction)
    _measure_claims(tally, report, written, relations)
    _measure_wordings(tally, report, written, findings)
    for finding in findings:
        tally.counts[f"false_{finding.severity}"] += 1
        if finding.severity in LOUD:
            phrase = _phrase_at(written, finding.spans[0].start) if finding.spans else ""
            wrong = f"{finding.severity} {finding.check_id}"
            tally.misses.append((phrase, wrong, f"{finding.message} ⟨{finding.quote}⟩"))
    return tally


def _measure_facts(tally: Tally, written: Written, extraction: Extraction) -> None:
    ledger = {numeral.span.start: numeral for numeral in extraction.numerals}
    facts = {fact.span.start: fact for fact in extraction.facts}
    counts = tally.counts
    for start, figure in written.places:
        numeral = ledger.get(start)
        said = str(numeral.kind) if numeral and numeral.text == figure.text else "none"
        is_figure = figure.kind in FIGURES
        counts["numerals"] += 1
        counts["kind"] += said == figure.kind
        counts["bear_gold"] += is_figure
        counts["bear_hit"] += is_figure and said in FIGURES
        wrong = "" if said == figure.kind else f"kind {said} for {figure.kind}"
        if is_figure:
            wrong = _fact_wrong(counts, figure, facts.get(start)) or wrong
        if wrong:
            tally.misses.append((figure.phrase, wrong, _context(written.text, start, figure.text)))
    counts["bear_made"] += sum(str(n.kind) in FIGURES for n in extraction.numerals)
    counts["fact_made"] += len(extraction.facts)
    counts["ind_made"] += sum(fact.indicator != "other" for fact in extraction.facts)


def _fact_wrong(counts: Counter[str], figure: Figure, fact: Fact | None) -> str:
    """Count one figure; what is wrong with the fact, first things first."""
    has_indicator = figure.indicator != "other"
    counts["fact_gold"] += 1
    counts["ind_gold"] += has_indicator
    if fact is None:
        return "no fact"
    if not is_same(figure, fact):
        return f"value {fact.value} {fact.unit} for {figure.value} {figure.unit}"
    counts["value"] += 1
    if str(fact.role) != figure.role:
        return f"role {fact.role} for {figure.role}"
    counts["role"] += 1
    if has_indicator and fact.indicator != figure.indicator:
        return f"indicator {fact.indicator} for {figure.indicator}"
    counts["ind_hit"] += has_indicator
    counts["finer_gold"] += 1
    counts["season"] += str(fact.season or "") == figure.season
    counts["approx"] += fact.approx == ("approx" in figure.flags)
    return ""


def _measure_claims(
    tally: Tally, report: Report, written: Written, relations: Iterable[Relation]
) -> None:
    """How many of the true claims are known to hold: the stated figure and another in one."""
    held = [_starts(relation) for relation in relations if relation.holds]
    for claim in report.claims:
        if not claim.closed:
            continue
        others = {written.offsets[figure] for figure in claim.operands}
        start = written.offsets[claim.stated]
        tally.counts["claims_gold"] += 1
        is_held = any(start in starts and others & starts for starts in held)
        tally.counts["claims_hit"] += is_held
        if not is_held:
            shown = _context(written.text, start, claim.stated.text)
            tally.misses.append((claim.phrase, f"claim not found ({claim.form})", shown))


def _measure_wordings(
    tally: Tally, report: Report, written: Written, findings: Iterable[Finding]
) -> None:
    """How many true claims there are of each wording, and with how many of them errors are told."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    accused = {span.start for finding in errors for span in finding.spans}
    for claim in report.claims:
        starts = {written.offsets[figure] for figure in claim.figures}
        tally.counts[f"true {wording(claim)}"] += 1
        tally.counts[f"wronged {wording(claim)}"] += not accused.isdisjoint(starts)


def _starts(relation: Relation) -> set[int]:
    claim = relation.claim
    facts = (*([claim.stated] if claim.stated else []), *claim.operands)
    return {fact.span.start for fact in facts} | {n.span.start for n in claim.numerals}


def measure_breaks(report: Report, breaks: Sequence[Break]) -> Tally:
    """Whether the planted breaks are found, and their causes named."""
    changed = {one.was: one.now for one in breaks}
    written = write_text(report, changed)
    _, _, findings = read(written.text)
    loud = [finding for finding in findings if finding.severity in LOUD]
    tally = Tally()
    figures = [figure for _, figure in written.places]
    for one in breaks:
        start = written.offsets[one.was]
        touching = [f for f in loud if any(s.start <= start < s.stop for s in f.spans)]
        causes = {str(finding.cause) for finding in touching}
        named = not causes.isdisjoint(names_of(one.cause))
        fair = named or (bool(causes) and not causes.isdisjoint(as_good(one, figures)))
        tally.counts[f"planted {one.cause}"] += 1
        tally.counts[f"found {one.cause}"] += bool(touching)
        tally.counts[f"named {one.cause}"] += named
        tally.counts[f"fair {one.cause}"] += fair
        tally.counts[f"error {one.cause}"] += any(f.severity is Severity.ERROR for f in touching)
        tally.counts.update(f"as {one.cause}: {cause}" for cause in (() if named else causes))
        shown = f"{one.was.text}→{_context(written.text, start, one.now.text)}"
        if not touching:
            tally.misses.append((one.claim.phrase, f"missed {one.cause} ({one.claim.form})", shown))
        elif not fair:
            wrong = f"named {', '.join(sorted(causes))} for {one.cause}"
            tally.misses.append((one.claim.phrase, wrong, shown))
    return tally


def _phrase_at(written: Written, start: int) -> str:
    return next((figure.phrase for place, figure in written.places if place == start), "")


def _context(text: str, start: int, shown: str) -> str:
    stop = start + len(shown)
    whole = f"{text[max(0, start - 60) : start]}⟦{shown}⟧{text[stop : stop + 30]}"
    return whole.replace("\n", "⏎").replace("\t", "⇥")
