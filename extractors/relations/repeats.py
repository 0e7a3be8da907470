"""The same thing stated twice: passages that come again, and single indicators restated.

Offices copy a passage from one section into another, or repeat a list of figures in a summary.
Where two of three neighbouring figures agree in value and noun, the third is the same thing too.
A lone figure restated under the same words is only inferred to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.figures import Figure
from extractors.indicators import OTHER
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Flag, Role
from models.lexicon import fold
from models.relation import Claim, ClaimKind

_WINDOW = 3
_ALIKE = 0.6
"""How much of the words between figures two passages must share to be one passage."""
_MAX_REPEATS = 4
_ROMAN = re.compile(r"[ivx]{1,4}\Z")
_LONG = 6
"""So many words before a figure are not the same by chance."""
_TELLING = 1_000_000
"""Amounts of money from here on do not come again by chance."""

_RELATIVE = frozenset({Role.PCT_CHANGE, Role.ABS_CHANGE, Role.PCT_PRIOR, Role.PCT_PLAN, Role.PRICE})


def find_repeat_claims(index: FactIndex, facts: Sequence[Fact]) -> Iterator[Claim]:
    """Claims that two figures say the same."""
    seen: set[tuple[str, str]] = set()
    for claim in (*_in_words(index), *_passages(index), *_same_words(index), *_restated(facts)):
        if claim.stated is None:
            continue
        key = (claim.stated.fact_id, claim.operands[0].fact_id)
        if key not in seen:
            seen.add(key)
            yield claim


@dataclass(frozen=True, slots=True)
class _Window:
    """Three neighbouring figures with the words between and before them."""

    facts: tuple[Fact, ...]
    words: frozenset[str]
    """What stands between the figures."""
    setting: frozenset[str]
    """What tells the time: numbers, numerals and words of time before the first figure."""


def _in_words(index: FactIndex) -> Iterator[Claim]:
    """Amounts in figures with the same amount in words in brackets behind them."""
    for reading in index.running():
        for words in reading.figures:
            if words.spells is not None:
                amount = index.of(reading, reading.figures[words.spells])
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=index.of(reading, words),
                    operands=(amount,),
                    rule="amount_in_words",
                )


def _passages(index: FactIndex) -> Iterator[Claim]:
    """Windows of three figures that come again with the same nouns, one value apart at most."""
    windows: dict[tuple[str, ...], list[_Window]] = {}
    for reading in index.running():
        for start in range(len(reading.figures) - _WINDOW + 1):
            window = _window(index, reading, start)
            key = tuple(_noun(fact) for fact in window.facts)
            if all(key) and all(fact.role is not Role.THRESHOLD for fact in window.facts):
                windows.setdefault(key, []).append(window)
    for same in windows.values():
        if 2 <= len(same) <= _MAX_REPEATS:
            for first, second in combinations(same, 2):
                if _is_restated(first, second):
                    yield from _compare(first.facts, second.facts)


def _window(index: FactIndex, reading: BlockReading, start: int) -> _Window:
    figures = reading.figures[start : start + _WINDOW]
    between = reading.doc[figures[0].stop : figures[-1].index]
    before = reading.doc[figures[0].sentence[0] : figures[0].index]
    moments = reading.cues.within("moment", before.start, before.end)
    telling = {word for word in before.texts if _ROMAN.match(word)}
    telling.update(numeral.text for numeral in before.numerals)
    return _Window(
        tuple(index.of(reading, figure) for figure in figures),
        frozenset(filter(str.isalpha, between.texts)),
        frozenset(telling | {match.tokens.text for match in moments}),
    )


def _is_restated(first: _Window, second: _Window) -> bool:
    """Whether two passages speak of the same time and place in the same words.

    Quý I and quý II, đầu năm and cuối năm are reported in the same words and are not the same.
    """
    if first.setting != second.setting and first.setting and second.setting:
        return False
    shared = len(first.words & second.words)
    return shared >= _ALIKE * max(len(first.words), len(second.words), 1)


def _same_words(index: FactIndex) -> Iterator[Claim]:
    """Figures behind the same long words, which name the whole unit or its area.

    `Trong năm toàn huyện tạo việc làm cho 640 lao động` said twice is one figure; words that a
    report repeats for each village name no such scope.
    """
    found: dict[tuple[str, ...], list[Fact]] = {}
    for reading in index.running():
        for figure in reading.figures:
            start = _phrase_start(reading, figure)
            plain = tuple(filter(str.isalnum, reading.doc.texts[start : figure.index]))
            scoped = reading.cues.within("scope", start, figure.index)
            if len(plain) >= _LONG and scoped and index.is_level(reading, figure):
                fact = index.of(reading, figure)
                found.setdefault((*plain, fact.unit), []).append(fact)
    for same in found.values():
        if len(same) == 2 and same[0].block != same[1].block:
            yield Claim(kind=ClaimKind.SAME, stated=same[1], operands=(same[0],), rule="same_words")


def _phrase_start(reading: BlockReading, figure: Figure) -> int:
    """The token behind the last sign before the figure, in the figure's own words."""
    signs = [t.i for t in reading.doc[figure.left : figure.index] if t.is_sign]
    return signs[-1] + 1 if signs else figure.left


def _noun(fact: Fact) -> str:
    """What a window compares: unit, role and the last words of the subject."""
    subject = " ".join(fold(fact.label).split()[-2:])
    return f"{fact.unit} {fact.role} {subject}" if fact.unit and subject else ""


def _compare(first: tuple[Fact, ...], second: tuple[Fact, ...]) -> Iterator[Claim]:
    if first[-1].span.start >= second[0].span.start:
        return
    agree = sum(a.value == b.value for a, b in zip(first, second, strict=True))
    if agree < _WINDOW - 1:
        return
    for a, b in zip(first, second, strict=True):
        yield Claim(kind=ClaimKind.SAME, stated=b, operands=(a,), rule="repeated_passage")


def _restated(facts: Sequence[Fact]) -> Iterator[Claim]:
    """Figures of one subject, unit, season and place that the report states more than once.

    Whether both mean the same thing is inferred: where they differ, nothing is claimed of them
    but what the checks can explain as a slip.
    """
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.value is None or fact.role in _RELATIVE or fact.role is Role.THRESHOLD:
            continue
        subject = fact.indicator if fact.indicator != OTHER else fold(fact.label)
        groups.setdefault((subject, fact.unit, fact.season, fact.place), []).append(fact)
        if abs(fact.value * fact.scale) >= _TELLING and fact.dimension == "money":
            groups.setdefault(("amount", fact.value * fact.scale), []).append(fact)
    for key, group in groups.items():
        if not key[0]:
            continue
        yield from _award_pairs(group)
        by_value: dict[object, Fact] = {}
        for fact in group:
            value = (fact.value or 0) * fact.scale
            earlier = by_value.get(value)
            if earlier is not None:
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=fact,
                    operands=(earlier,),
                    certain=False,
                    rule="restated",
                )
            by_value[value] = fact


def _award_pairs(group: Sequence[Fact]) -> Iterator[Claim]:
    """The awards of the summary against the rows of the appendix that have them.

    What the two lists have in common agrees; where one award remains in each, it is the same.
    """
    code = group[0].indicator
    if not code.startswith("award.") or ".total." in code or code == "award.grassroots":
        return
    in_table = [fact for fact in group if Flag.TABLE in fact.flags]
    in_text = [fact for fact in group if Flag.TABLE not in fact.flags]
    for fact in list(in_text):
        same = next((other for other in in_table if other.value == fact.value), None)
        if same is not None:
            in_text.remove(fact)
            in_table.remove(same)
            yield _same(same, fact)
    if len(in_table) == 1 and len(in_text) == 1:
        yield _same(in_table[0], in_text[0])


def _same(stated: Fact, other: Fact) -> Claim:
    return Claim(kind=ClaimKind.SAME, stated=stated, operands=(other,), rule="award_in_appendix")
