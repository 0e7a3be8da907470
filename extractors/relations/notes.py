"""Claims of notes: parts of the figure on which the mark hangs, or what is left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex, same_unit
from extractors.relations.nearly import nearly_adds_up
from models.document import Footnote
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind, adds_up

_NOTE_REACH = 6
"""How many characters may stand between a figure (with its unit) and its note mark."""
_NOUN_TOKENS = 9
"""How many words of its noun may."""
_REST_REACH = 6
"""How many words may stand between `còn thừa` and the figure that is left."""
_MANY = 3
"""So many parts in a note hung on a figure are a list of its parts."""


def find_note_claims(index: FactIndex) -> Iterator[Claim]:
    """What the notes say about figures of the text: their parts, or what is left of them."""
    for note in index.document.notes:
        yield from _note_claims(index, note)


def _note_claims(index: FactIndex, note: Footnote) -> Iterator[Claim]:
    """What a note says about the sentence on which its mark hangs.

    Right behind a figure the mark says which one; at the sentence's end every figure of a unit
    that the note has too may be meant, and nothing is certain.
    """
    if note.host is None or note.anchor is None or note.host not in index.readings:
        return
    host = index.readings[note.host]
    marked = marked_figure(host, note.anchor)
    readings = [index.readings[number] for number in note.blocks if number in index.readings]
    if marked is not None:
        whole = index.of(host, marked)
        yield from (claim for reading in readings for claim in _rest(index, reading, whole))
    yield from _split_claims(index, host, marked, note.anchor, readings)


def _split_claims(
    index: FactIndex,
    host: BlockReading,
    marked: Figure | None,
    anchor: int,
    readings: Sequence[BlockReading],
) -> Iterator[Claim]:
    """The note's levels as parts of the figures before its mark."""
    opened = _opens(readings, "parts.open")
    closed = _opens(readings, "parts.closed")
    wholes = [index.of(host, f) for f in _sentence_levels(index, host, anchor)]
    split = {
        whole.fact_id: [p for reading in readings for p in _note_parts(index, reading, whole)]
        for whole in wholes
    }
    several = sum(
        len(split[whole.fact_id]) >= 2 and adds_up(whole, split[whole.fact_id]) for whole in wholes
    )
    for whole in wholes:
        parts = split[whole.fact_id]
        hung = marked is not None and whole is index.of(host, marked)
        certain = hung and all(_is_list(index, reading, whole) for reading in readings)
        certain = certain or (_is_lone(whole, wholes) and bool(several or opened or closed))
        if len(parts) >= 2:
            yield Claim(
                kind=ClaimKind.SUM,
                stated=whole,
                operands=tuple(parts),
                closed=closed,
                certain=certain,
                likely=(hung and len(parts) >= _MANY) or nearly_adds_up(whole, parts),
                rule="note",
            )
        elif len(parts) == 1 and opened and certain:
            yield Claim(kind=ClaimKind.WITHIN, stated=parts[0], operands=(whole,), rule="note")


def _rest(index: FactIndex, reading: BlockReading, whole: Fact) -> Iterator[Claim]:
    """What a note says is left of the figure it explains: all that it takes away, then the rest.

    `190 triệu đồng⁶` with the note `⁶ Đã dùng 80 triệu đồng, bị giảm 30 triệu đồng, còn thừa 80
    triệu đồng`.
    """
    nested = {position for parts in reading.parts for position in parts.parts}
    taken: list[Fact] = []
    for figure in reading.figures:
        fact = index.of(reading, figure)
        level = index.is_level(reading, figure) or fact.role is Role.ABS_CHANGE
        if not level or fact.unit != whole.unit or figure.position in nested:
            continue
        if reading.cues.before("remainder", figure, reach=_REST_REACH) and taken:
            yield Claim(
                kind=ClaimKind.CHANGE,
                stated=fact,
                operands=(whole, *taken),
                certain=False,
                likely=True,
                rule="rest_in_note",
            )
            return
        taken.append(fact)


def _opens(readings: Sequence[BlockReading], group: str) -> bool:
    """Whether the note begins with words that open a list of parts."""
    return any(m.tokens.start < 6 for r in readings for m in r.cues.matches.get(group, ()))


def _is_lone(whole: Fact, wholes: Sequence[Fact]) -> bool:
    """Whether no other figure of the sentence has the whole's unit."""
    return sum(other.unit == whole.unit for other in wholes) == 1


def _start(host: BlockReading, figure: Figure) -> int:
    return host.block.text.raw_offset(figure.token.idx)


def _sentence_levels(index: FactIndex, host: BlockReading, anchor: int) -> list[Figure]:
    """The levels of the sentence in which, or behind which, a note mark stands."""
    before = [figure for figure in host.figures if _start(host, figure) < anchor]
    if not before:
        return []
    sentence = before[-1].sentence
    return [f for f in before if f.sentence == sentence and index.is_level(host, f)]


def marked_figure(host: BlockReading, anchor: int) -> Figure | None:
    """The figure right before a note mark; its noun or a few characters may stand between."""
    before = [figure for figure in host.figures if _start(host, figure) < anchor]
    if not before:
        return None
    figure = before[-1]
    if _stop(host, figure.stop - 1) + _NOTE_REACH < anchor and not _is_noun(host, figure, anchor):
        return None
    return host.figures[figure.under] if figure.under is not None else figure


def _is_noun(host: BlockReading, figure: Figure, anchor: int) -> bool:
    """Whether only the words of its noun stand between a figure and a note mark."""
    between = [
        token
        for token in host.doc[figure.stop : figure.stop + _NOUN_TOKENS + 1]
        if host.block.text.raw_offset(token.idx) < anchor
    ]
    return len(between) <= _NOUN_TOKENS and all(token.is_alpha for token in between)


def _stop(host: BlockReading, index: int) -> int:
    """The source offset behind a token."""
    token = host.doc[index]
    return host.block.text.raw_offset(token.idx + len(token.text) - 1) + 1


def _is_list(index: FactIndex, reading: BlockReading, whole: Fact) -> bool:
    """Whether the parts in a paragraph of a note stand in one sentence, as a list does."""
    parts = {part.span.start for part in _note_parts(index, reading, whole)}
    sentences = {f.sentence for f in reading.figures if index.of(reading, f).span.start in parts}
    return len(sentences) <= 1


def _note_parts(index: FactIndex, reading: BlockReading, whole: Fact) -> list[Fact]:
    """The levels of a note in the whole's unit, those left out that are parts of others there."""
    nested = {position for parts in reading.parts for position in parts.parts}
    found = []
    for figure in index.levels(reading):
        fact = index.of(reading, figure)
        if figure.position not in nested and fact.unit and same_unit(whole, fact):
            found.append(fact)
    return found
