"""The same thing stated twice: in figures and words, in text and brackets, in two places.

Where the text itself says so the two must agree. A figure restated under the same words, or a
telling number that comes again, is only inferred to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.figures import Figure
from extractors.indicators import OTHER
from extractors.language import is_sign
from extractors.reading import BlockReading
from extractors.relations.awards import find_award_claims
from extractors.relations.index import FactIndex
from extractors.relations.passages import find_passage_claims
from models.fact import Fact, Role
from models.lexicon import fold
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_LONG = 6
"""So many words before a figure are not the same by chance."""
_TELLING = 1_000_000
"""Amounts of money from here on do not come again by chance."""
_PARTICULAR = 3
"""Nor do counts with so many digits before their zeros."""
_SEVERAL = 10
"""Nor counts from here on within one paragraph."""
_LOOK_BACK = 20
"""So many equal counts before one are looked at; a long table has a number thousands of times."""

_RELATIVE = frozenset({Role.PCT_CHANGE, Role.ABS_CHANGE, Role.PCT_PRIOR, Role.PCT_PLAN, Role.PRICE})


def find_repeat_claims(index: FactIndex, facts: Sequence[Fact]) -> Iterator[Claim]:
    """Claims that two figures say the same."""
    seen: set[tuple[str, str]] = set()
    found = (
        *_in_words(index),
        *_in_brackets(index),
        *find_passage_claims(index),
        *_same_words(index),
        *find_award_claims(facts),
        *_restated(facts),
        *_equal_counts(facts),
    )
    for claim in found:
        if claim.stated is None:
            continue
        key = (claim.stated.fact_id, claim.operands[0].fact_id)
        if key not in seen:
            seen.add(key)
            yield claim


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


def _in_brackets(index: FactIndex) -> Iterator[Claim]:
    """X of a ratio in brackets behind the percentage that it gives: `06 người, đạt 120% (6/5)`.

    Y of a ratio is what its sentence has come down to: `còn 340 thửa, kê khai được 85/340 thửa`.
    """
    for reading in index.running():
        for figure in reading.figures:
            named = _named_before(index, reading, figure)
            if named is not None:
                yield Claim(
                    kind=ClaimKind.SAME,
                    stated=index.of(reading, figure),
                    operands=(index.of(reading, named),),
                    certain=figure.over is not None,
                    likely=True,
                    rule="ratio_repeats",
                )


def _named_before(index: FactIndex, reading: BlockReading, figure: Figure) -> Figure | None:
    """The level that X or Y of a ratio repeats, if the sentence shows it."""
    sentence = [f for f in reading.figures[: figure.position] if f.sentence == figure.sentence]
    if figure.over is not None and len(sentence) >= 2:
        level, percent = sentence[-2:]
        opened = reading.doc.texts[figure.index - 1] == "("
        closed = ")" in reading.doc.texts[reading.figures[figure.over].stop :][:1]
        given = percent.kind is NumeralKind.PERCENT and index.is_level(reading, level)
        one_sort = index.of(reading, figure).dimension in ("", index.of(reading, level).dimension)
        return level if opened and closed and given and one_sort else None
    if figure.under is not None:
        unit = index.of(reading, figure).unit
        levels = [f for f in sentence if f.over is None and index.is_level(reading, f)]
        same = [f for f in levels if unit and index.of(reading, f).unit == unit]
        if same and reading.cues.before("remainder.down", same[-1], reach=0):
            return same[-1]
    return None


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
    own = range(figure.index - 1, figure.left - 1, -1)
    return next((index + 1 for index in own if is_sign(reading.doc.texts[index])), figure.left)


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


def _equal_counts(facts: Sequence[Fact]) -> Iterator[Claim]:
    """Counts that come again with their noun: of three digits anywhere, of two in one paragraph.

    Y of `1.171/1.310` without a noun is the 1.310 that the report has named before.
    """
    earlier: dict[object, list[Fact]] = {}
    for fact in facts:
        if fact.dimension not in ("count", "") or fact.role in _RELATIVE:
            continue
        same = earlier.setdefault(fact.value, [])
        named = next((f for f in reversed(same[-_LOOK_BACK:]) if _is_repeated(f, fact)), None)
        if named is not None:
            yield Claim(
                kind=ClaimKind.SAME,
                stated=fact,
                operands=(named,),
                certain=False,
                rule="equal_counts",
            )
        same.append(fact)


def _is_repeated(earlier: Fact, fact: Fact) -> bool:
    """Whether two equal counts can be the same thing told again."""
    one_noun = earlier.unit == fact.unit or not fact.unit
    near = earlier.block == fact.block and (fact.value or 0) >= _SEVERAL
    return one_noun and (near or _is_telling(fact))


def _is_telling(fact: Fact) -> bool:
    """Whether a whole number is too particular to come again by chance: 394, not 400."""
    digits = str(fact.value or 0)
    return digits.isdecimal() and len(digits.rstrip("0")) >= _PARTICULAR
