"""The figures of a block laid out: their numbers, units, neighbours, and the words around them.

A figure's words are its slot: from the figure before it (or the clause's beginning) to itself,
and from its unit to the figure behind it (or the clause's end). Two figures can be one statement:
a ratio `90/120 con` or a range `250 - 280 đồng/kg`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.numerals import Notation, parse_numeral
from extractors.units import PERCENT, UNKNOWN, Measure, UnitFinder
from models.number import FIGURE_KINDS, NumeralKind, Reading

if TYPE_CHECKING:
    from extractors.kinds import KindOf
    from extractors.language import Word, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One quantity or percentage among the tokens of its block."""

    position: int
    """Among the figures of the block."""
    token: Word
    kind: NumeralKind
    reading: Reading
    measure: Measure
    """As stated behind it or decided by its partner; `UNKNOWN` if bare."""
    stop: int
    """Index of the token behind figure and unit."""
    left: int
    """Index of the first token of the words before it."""
    right: int
    """Index behind the last token of the words after it."""
    sentence: tuple[int, int]
    """Word indices of its sentence."""
    over: int | None = None
    """Position of Y, if this is X of `X/Y`."""
    under: int | None = None
    """Position of X, if this is Y of `X/Y`."""
    range_end: int | None = None
    """Position of the upper end, if this is the lower end of a range."""
    range_start: int | None = None
    completes: int | None = None
    """Position of the figure that begins the amount which this one goes on: `1 tỷ 500 triệu`."""
    spells: int | None = None
    """Position of the amount that this one in brackets spells out in words."""

    @property
    def same_as(self) -> int | None:
        """Position of the figure with which this one says one thing: a range, an amount."""
        firsts = (self.range_start, self.completes, self.spells)
        return next((first for first in firsts if first is not None), None)

    @property
    def index(self) -> int:
        """The index of its token."""
        return int(self.token.i)


def lay_out(
    doc: Words,
    view: str,
    kinds: Sequence[KindOf],
    units: UnitFinder,
    notation: Notation = Notation.VIETNAMESE,
) -> list[Figure]:
    """The figures of a block, in order, with their slots and partners.

    Args:
        doc: The block's tokens.
        view: The block's text (its capitals tell sentences apart).
        kinds: The kinds of its numerals.
        units: The unit reader.
        notation: That of the report.
    """
    figures = [found for found in kinds if found.kind in FIGURE_KINDS]
    if not figures:
        return []
    decided = units.decided_by_words(doc)
    measures = []
    for found in figures:
        measure = decided.get(found.token.i) or units.read(doc, found.token.i + 1)
        if measure is not None and _is_medal(found.token.text, measure):
            measure = None
        if found.kind is NumeralKind.PERCENT:
            measure = measure if measure and measure.name == "%" else None
        measures.append(measure)
    stops = [
        measure.stop if measure else found.token.i + 1
        for found, measure in zip(figures, measures, strict=True)
    ]
    sentences = find_sentences(doc, view)
    partners = _partners(doc, [found.token.i for found in figures], stops)
    for position, head in _composed(doc, figures, measures):
        partners.setdefault(position, {})["completes"] = head
    laid = []
    for position, found in enumerate(figures):
        index = found.token.i
        sentence = next(span for span in sentences if span[0] <= index < span[1])
        clause = _clause(doc, index, sentence)
        before = stops[position - 1] if position else 0
        behind = figures[position + 1].token.i if position + 1 < len(figures) else len(doc)
        measure = _measure(position, measures, partners, found.kind)
        laid.append(
            Figure(
                position=position,
                token=found.token,
                kind=found.kind,
                reading=_reading(found.token, notation, measure),
                measure=measure,
                stop=stops[position],
                left=max(clause[0], before),
                right=min(clause[1], behind),
                sentence=sentence,
                **partners.get(position, {}),
            )
        )
    return laid


def _reading(token: Word, notation: Notation, measure: Measure) -> Reading:
    if token.value is not None:
        return Reading(value=token.value)
    return parse_numeral(token.text, notation, whole=measure.is_whole)


def _is_medal(text: str, measure: Measure) -> bool:
    """Whether `6 đồng` means bronze: nobody reports amounts below a hundred đồng."""
    return measure.name == "đồng" and text.isdecimal() and int(text) < _LEAST_AMOUNT


def find_sentences(doc: Words, view: str) -> list[tuple[int, int]]:
    """The sentences of a block as token ranges.

    A full stop ends one where white space and a capital follow (or the block ends).

    >>> from extractors.language import make_doc
    >>> text = "Đàn bò 46 con. Tiêm phòng đạt 2.302 liều."
    >>> find_sentences(make_doc(text), text)
    [(0, 5), (5, 11)]
    """
    found, start = [], 0
    signs = (index for index, text in enumerate(doc.texts[:-1]) if text in _SENTENCE_ENDS)
    for token in map(doc.__getitem__, signs):
        following = doc[token.i + 1]
        before = doc.texts[token.i - 1] if token.i else ""
        share = following.like_num and doc.texts[token.i + 2 : token.i + 3] == ["%"]
        least = _LEAST_BEFORE_SHARE if share else _LEAST_LAST_WORD
        ends_word = before in ("%", ")") or (before.isalpha() and len(before) >= least)
        capital = view[following.idx].isupper() or view[following.idx] in '-+*“"(['
        spaced = bool(token.spaced) or following.idx - token.idx > 1
        if (
            (capital or (spaced and ends_word))
            and (spaced or token.i - start > 3)
            and not _abbreviates(doc, token.i)
        ):
            found.append((start, token.i + 1))
            start = token.i + 1
    found.append((start, len(doc)))
    return found


def _abbreviates(doc: Words, index: int) -> bool:
    """Whether the full stop ends an abbreviation such as `TP.` or `TS.`, not a sentence.

    Abbreviations before names are short and have no vowel, or stand in capitals of two letters.
    """
    word = doc.texts[index - 1] if index else ""
    if index > 1 and (doc.texts[index - 2] in _BEFORE_BASE or doc[index - 2].like_num):
        return False  # a base, or a unit: `so với CK.`, `324 m.`
    letters = {unicodedata.normalize("NFD", letter)[0] for letter in word}
    return word.isalpha() and len(word) <= 2 and not letters & _VOWELS


def _clause(doc: Words, index: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The part of the sentence between semicolons in which token `index` stands."""
    start, stop = sentence
    for i in range(index - 1, start - 1, -1):
        if doc.texts[i] == ";":
            start = i + 1
            break
    for i in range(index + 1, stop):
        if doc.texts[i] == ";":
            stop = i
            break
    return start, stop


def _partners(
    doc: Words, indices: Sequence[int], stops: Sequence[int]
) -> dict[int, dict[str, int]]:
    """For each figure of a ratio or range, which other one it belongs to."""
    found: dict[int, dict[str, int]] = {}
    for position in range(len(indices) - 1):
        if _spells(doc, stops[position], indices[position + 1]):
            found.setdefault(position + 1, {})["spells"] = position
            continue
        between = tuple(doc.texts[stops[position] : indices[position + 1]])
        if (
            between[:1] == ("/",)
            and len(between) <= 2
            and _is_short(between[1:])
            and "under" not in found.get(position, {})
        ):
            found.setdefault(position, {})["over"] = position + 1
            found.setdefault(position + 1, {})["under"] = position
        elif between in _RANGES and not _percent_then_count(doc, stops, indices, position):
            found.setdefault(position, {})["range_end"] = position + 1
            found.setdefault(position + 1, {})["range_start"] = position
    for above, below in _parted_by_brackets(doc, indices, stops):
        if not found.get(above) and not found.get(below):
            found[above], found[below] = {"over": below}, {"under": above}
    return found


def _parted_by_brackets(
    doc: Words, indices: Sequence[int], stops: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The positions of X and Y where a bracket parts them: `17 đơn (12 khiếu nại)/22 đơn`."""
    for below, index in enumerate(indices):
        if index < 2 or doc.texts[index - 2 : index] != [")", "/"]:
            continue
        opened = next((i for i in range(index - 2, -1, -1) if doc.texts[i] == "("), -1)
        if opened in stops[:below]:
            yield stops.index(opened), below


def _composed(
    doc: Words, figures: Sequence[KindOf], measures: Sequence[Measure | None]
) -> Iterator[tuple[int, int]]:
    """The figures that go on an amount in smaller units, each with the one that begins it.

    `1 tỷ 500 triệu đồng`, `2 ha 5 sào`; with a comma only times: `12 giờ, 45 phút`.
    """
    head = 0
    for position in range(1, len(figures)):
        larger, smaller = measures[position - 1], measures[position]
        before, token = figures[position - 1].token, figures[position].token
        between = doc.texts[larger.stop : token.i] if larger else [""]
        joined = not between or (between == [","] and larger and larger.dimension == "duration")
        if larger and smaller and joined and _goes_on(before, larger, token, smaller):
            yield position, head
        else:
            head = position


def _goes_on(before: Word, larger: Measure, token: Word, smaller: Measure) -> bool:
    """Whether a figure is a whole number of a smaller unit that does not fill up a larger one."""
    if larger.dimension != smaller.dimension or larger.dimension not in _COMPOSED:
        return False
    whole = before.text.isdecimal() and token.text.isdecimal()
    return whole and 0 < int(token.text) * smaller.scale < larger.scale


def _spells(doc: Words, start: int, index: int) -> bool:
    """Whether the figure at `index` is an amount in words in brackets: `(bằng chữ: …`."""
    opens = start < index <= start + _OPENING and doc.texts[start] == "("
    return opens and doc[index].value is not None


def _is_short(words: tuple[str, ...]) -> bool:
    """Whether the words between the slash and Y are at most an abbreviation: `X/KH Y`."""
    return all(word.isalpha() and len(word) == 2 for word in words)


_COMPOSED = frozenset({"money", "area", "length", "mass", "duration"})
"""What amounts of several units are of."""
_SENTENCE_ENDS = frozenset(".!?")
_LEAST_AMOUNT = 100
_LEAST_LAST_WORD, _LEAST_BEFORE_SHARE = 5, 4
"""How many letters a word before a full stop has that is no abbreviation; `… quy định. 100% hồ sơ`
begins anew sooner than `Học sinh giỏi. 82 em`, where the figure is what the words announce."""
_BEFORE_BASE = frozenset({"%", "với"})
"""What stands before `KH.` and `CK.`, which end a sentence, and not before `TP.`"""
_OPENING = 5
"""The longest `(bằng chữ:` before an amount in words, in tokens."""
_VOWELS = frozenset("aeiouy")
_RANGES = frozenset({("-",), ("đến",), ("=", ">"), ("tới",)})


def _percent_then_count(
    doc: Words, stops: Sequence[int], indices: Sequence[int], position: int
) -> bool:
    """Whether both ends have units of their own that differ: `114 nhân khẩu - 1.710 kg`."""
    has_unit = stops[position] > indices[position] + 1
    if not has_unit:
        return False
    own = doc[stops[position] - 1].text
    behind = doc[stops[position + 1] - 1].text
    return own != behind


def _measure(
    position: int,
    measures: Sequence[Measure | None],
    partners: dict[int, dict[str, int]],
    kind: NumeralKind,
) -> Measure:
    """The figure's own unit, else that of its partner."""
    own = measures[position]
    if kind is NumeralKind.PERCENT:
        return PERCENT
    if own is not None:
        return own
    for partner in partners.get(position, {}).values():
        other = measures[partner]
        if other is not None:
            return other
    return UNKNOWN
