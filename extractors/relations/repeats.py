"""The same thing stated twice: passages that come again, and single indicators restated.

Offices copy a passage from one section into another, or repeat a list of figures in a summary. Where
two of three neighbouring figures agree in value and noun, the third is the same thing too. A lone
figure restated under the same words is only inferred to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractors.relations.index import FactIndex
from models.fact import Fact, Flag, Role
from models.lexicon import fold
from models.relation import Claim, ClaimKind

_WINDOW = 3
_MAX_REPEATS = 4


def find_repeat_claims(index: FactIndex, facts: Sequence[Fact]) -> Iterator[Claim]:
    """Claims that two figures say the same."""
    seen: set[tuple[str, str]] = set()
    for claim in (*_passages(index), *_indicators(facts)):
        if claim.stated is None:
            continue
        key = (claim.stated.fact_id, claim.operands[0].fact_id)
        if key not in seen:
            seen.add(key)
            yield claim


def _passages(index: FactIndex) -> Iterator[Claim]:
    """Windows of three figures that come again with the same nouns and at most one other value."""
    windows: dict[tuple[str, ...], list[tuple[Fact, ...]]] = {}
    for reading in index.running():
        row = [index.of(reading, figure) for figure in reading.figures]
        for start in range(len(row) - _WINDOW + 1):
            window = tuple(row[start : start + _WINDOW])
            key = tuple(_noun(fact, reading) for fact in window)
            if all(key) and len({fact.span.start for fact in window}) == _WINDOW:
                windows.setdefault(key, []).append(window)
    for same in windows.values():
        if 2 <= len(same) <= _MAX_REPEATS:
            for first, second in combinations(same, 2):
                yield from _compare(first, second)


def _noun(fact: Fact, reading: object) -> str:
    """What a window compares: unit, role and the subject's words."""
    return f"{fact.unit} {fact.role} {fold(fact.label)}" if fact.unit and fact.label else ""


def _compare(first: tuple[Fact, ...], second: tuple[Fact, ...]) -> Iterator[Claim]:
    if first[-1].span.start >= second[0].span.start:
        return
    agree = sum(a.value == b.value for a, b in zip(first, second, strict=True))
    if agree < _WINDOW - 1:
        return
    for a, b in zip(first, second, strict=True):
        yield Claim(kind=ClaimKind.SAME, stated=b, operands=(a,), rule="repeated_passage")


def _indicators(facts: Sequence[Fact]) -> Iterator[Claim]:
    """Figures of one indicator, role, unit, season and place; tables against text for awards."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.value is None or fact.role in (Role.PCT_CHANGE, Role.ABS_CHANGE, Role.PCT_PRIOR):
            continue
        subject = fact.indicator if fact.indicator != "other" else fold(fact.label)
        if subject:
            key = (subject, fact.role, fact.unit, fact.season, fact.place)
            groups.setdefault(key, []).append(fact)
    for group in groups.values():
        yield from _award_pairs(group)
        by_value: dict[object, Fact] = {}
        for fact in group:
            earlier = by_value.get(fact.value)
            if earlier is not None and fact.block != earlier.block:
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=fact,
                    operands=(earlier,),
                    certain=False,
                    rule="restated_indicator",
                )
            by_value[fact.value] = fact


def _award_pairs(group: Sequence[Fact]) -> Iterator[Claim]:
    """An award of the summary against the one row of the appendix that has it."""
    if not group[0].indicator.startswith("award.") or ".total." in group[0].indicator:
        return
    in_table = [fact for fact in group if Flag.TABLE in fact.flags]
    in_text = [fact for fact in group if Flag.TABLE not in fact.flags]
    if len(in_table) == 1 and len(in_text) == 1:
        yield Claim(
            kind=ClaimKind.SAME,
            stated=in_table[0],
            operands=(in_text[0],),
            rule="award_in_appendix",
        )
