"""Passages that come again: a row of figures copied from one place of the report into another.

Offices copy a passage from one section into another, or repeat a list of figures in a summary.
Where two of three neighbouring figures agree in value and noun, the third is the same thing too;
where the nouns differ, many words between the figures must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from extractors.figures import Figure
from extractors.language import Phrase
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.lexicon import fold
from models.relation import Claim, ClaimKind

_WINDOW = 3
_ALIKE = 0.6
"""How much of the words between figures two passages must share to be one passage."""
_MAX_REPEATS = 4
_LEAD = 14
"""So many words before a passage tell whether it is introduced in the same words."""
_INTRODUCED = 7
"""So many of them must be the same where only one of three figures agrees."""
_LONG = 10
"""So many words two passages of other nouns must share."""
_CONTAINED = 0.8
"""And so much of the words of the shorter one."""
_ROMAN = re.compile(r"[ivx]{1,4}\Z")


@dataclass(frozen=True)
class _Window:
    """Three neighbouring figures; the words around them are looked up when first asked for."""

    reading: BlockReading
    figures: Sequence[Figure]
    facts: tuple[Fact, ...]

    @property
    def section(self) -> int | None:
        """The section in which they stand."""
        return self.reading.block.section

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands between the figures."""
        between = slice(self.figures[0].stop, self.figures[-1].index)
        return frozenset(filter(str.isalpha, self.reading.doc.texts[between]))

    @cached_property
    def lead(self) -> tuple[str, ...]:
        """The words of the sentence before the first figure."""
        return tuple(filter(str.isalpha, self._before.texts))

    @cached_property
    def setting(self) -> frozenset[str]:
        """What tells the time: numbers, numerals and words of time before the first figure."""
        before = self._before
        moments = self.reading.cues.within("moment", before.start, before.end)
        telling = {word for word in before.texts if _ROMAN.match(word)}
        telling.update(numeral.text for numeral in before.numerals)
        return frozenset(telling | {match.tokens.text for match in moments})

    @property
    def _before(self) -> Phrase:
        first = self.figures[0]
        return self.reading.doc[first.sentence[0] : first.index]


def find_passage_claims(index: FactIndex) -> Iterator[Claim]:
    """Passages of three figures that come again, one value apart at most."""
    windows = list(_windows(index))
    yield from _with_nouns(windows)
    yield from _in_other_words(index, windows)


def _windows(index: FactIndex) -> Iterator[_Window]:
    """All windows of the running text, in order."""
    for reading in index.running():
        facts = [index.of(reading, figure) for figure in reading.figures]
        for start in range(len(facts) - _WINDOW + 1):
            part = slice(start, start + _WINDOW)
            yield _Window(reading, reading.figures[part], tuple(facts[part]))


def _with_nouns(windows: Iterable[_Window]) -> Iterator[Claim]:
    """Windows whose figures have the same nouns."""
    noun = cache(_noun)
    found: dict[tuple[str, ...], list[_Window]] = {}
    for window in windows:
        if any(f.range_start is not None or f.range_end is not None for f in window.figures):
            continue  # laws fine `từ … đến …` in the same words, article by article
        key = tuple(noun(fact.unit, fact.role, fact.label) for fact in window.facts)
        if all(key) and all(fact.role is not Role.THRESHOLD for fact in window.facts):
            found.setdefault(key, []).append(window)
    for same in found.values():
        if 2 <= len(same) <= _MAX_REPEATS:
            for first, second in combinations(same, 2):
                if _is_restated(first, second):
                    yield from _compare(first, second)


def _in_other_words(index: FactIndex, windows: Iterable[_Window]) -> Iterator[Claim]:
    """Windows far apart in which two figures agree and most words between all three.

    Items of one list say the same of one village after another; so the two passages must stand
    under different headings or in different notes.
    """
    found: dict[tuple[object, ...], list[tuple[object, _Window]]] = {}
    for window in windows:
        if len(window.words) < _LONG or not all(
            index.is_level(window.reading, figure) for figure in window.figures
        ):
            continue
        place = window.reading.block.note or window.section
        for left_out in range(_WINDOW):
            key = tuple(
                (number, fact.dimension, fact.value)
                for number, fact in enumerate(window.facts)
                if number != left_out
            )
            found.setdefault(key, []).append((place, window))
    for same in found.values():
        if 2 <= len(same) <= _MAX_REPEATS:
            alike = [
                (first, second)
                for (here, first), (there, second) in combinations(same, 2)
                if here != there and _is_reworded(first, second)
            ]
            if len(alike) == 1:
                yield from _compare(*alike[0], certain=False)


def _is_reworded(first: _Window, second: _Window) -> bool:
    """Whether the words of one passage nearly all stand in the other."""
    shared = len(first.words & second.words)
    fewer, more = sorted((len(first.words), len(second.words)))
    same_time = not (first.setting and second.setting) or first.setting == second.setting
    return same_time and shared >= _LONG and shared >= _CONTAINED * fewer and 2 * shared >= more


def _is_restated(first: _Window, second: _Window) -> bool:
    """Whether two passages speak of the same time and place in the same words.

    Quý I and quý II, đầu năm and cuối năm are reported in the same words and are not the same;
    nor are, under one heading, two villages.
    """
    if first.section == second.section and first.lead != second.lead:
        return False
    if first.setting != second.setting and first.setting and second.setting:
        return False
    shared = len(first.words & second.words)
    return shared >= _ALIKE * max(len(first.words), len(second.words), 1)


def _noun(unit: str, role: Role, label: str) -> str:
    """What a window compares: unit, role and the last words of the subject."""
    subject = " ".join(fold(label).split()[-2:])
    return f"{unit} {role} {subject}" if unit and subject else ""


def _compare(first: _Window, second: _Window, *, certain: bool = True) -> Iterator[Claim]:
    """The claims that the figures of two passages are the same, in their order."""
    if first.facts[-1].span.start >= second.facts[0].span.start:
        return
    pairs = list(zip(first.facts, second.facts, strict=True))
    agree = sum(a.value == b.value for a, b in pairs)
    introduced = len({*first.lead[-_LEAD:]} & {*second.lead[-_LEAD:]}) >= _INTRODUCED
    if agree < _WINDOW - 1 and not (agree and introduced):
        return
    certain = certain and agree >= _WINDOW - 1
    for a, b in pairs:
        yield Claim(
            kind=ClaimKind.SAME,
            stated=b,
            operands=(a,),
            certain=certain,
            likely=True,
            rule="repeated_passage",
        )
