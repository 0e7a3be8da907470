"""Claims of wholes and parts in running text: lists in a sentence, nested items, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.figures import Figure
from extractors.indicators import OTHER
from extractors.parts import PartList
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.document import Block, Footnote
from models.fact import Fact
from models.relation import Claim, ClaimKind

_NOTE_REACH = 6
"""How many characters may stand between a figure (with its unit) and its note mark."""


def find_sum_claims(index: FactIndex) -> Iterator[Claim]:
    """What the text says about wholes and their parts.

    Lists opened by `gồm`, `cụ thể` or a bracket are closed: they must give the whole. Lists opened
    by `trong đó`, nested items and notes need not.
    """
    for reading in index.running():
        for parts in reading.parts:
            yield from _list_claims(index, reading, parts)
    yield from _item_claims(index)
    for note in index.document.notes:
        yield from _note_claims(index, note)


def _list_claims(index: FactIndex, reading: BlockReading, parts: PartList) -> Iterator[Claim]:
    whole = index.of(reading, parts.whole)
    members = [index.of(reading, position) for position in parts.parts]
    comparable = [member for member in members if _is_comparable(whole, member)]
    if len(comparable) < len(members) and _counts_cases(index, whole, members):
        comparable = members
    if len(comparable) >= 2:
        certain = parts.certain and len(comparable) == len(members)
        certain = certain and _same_scale(whole, comparable, parts.rule)
        certain = certain and not _breaks_off(reading, parts)
        certain = certain and not any(index.are_cousins(part, whole) for part in comparable)
        yield _sum(whole, comparable, closed=parts.closed, rule=parts.rule, certain=certain)
    elif len(members) >= 2 and whole.dimension in ("count", "") and parts.rule == "bracket":
        related = all(_is_part_of(index, whole, member) for member in members)
        yield _sum(whole, members, closed=True, rule="bracket_other_unit", certain=related)
    elif len(comparable) == 1 and not parts.closed:
        yield Claim(kind=ClaimKind.WITHIN, stated=comparable[0], operands=(whole,), rule=parts.rule)
    yield from _base_claims(index, reading, parts)


def _breaks_off(reading: BlockReading, parts: PartList) -> bool:
    """Whether the list ends with the block and a sign that says more is to come: `…; THCS 234;`."""
    last = reading.figures[max(parts.parts)]
    at_end = last.position == len(reading.figures) - 1
    return at_end and reading.doc.texts[-1] in (";", ",") and len(reading.doc) - last.stop <= 2


def _base_claims(index: FactIndex, reading: BlockReading, parts: PartList) -> Iterator[Claim]:
    """The Ys of `169 lượt/175 người, trong đó 47 lượt/53 người …`: they add up as the Xs do."""
    figures = [reading.figures[position] for position in (parts.whole, *parts.parts)]
    bases = [index.of(reading, figure.over) for figure in figures if figure.over is not None]
    if len(bases) == len(figures) > 2 and len({base.unit for base in bases}) == 1:
        whole, *members = bases
        yield _sum(whole, members, closed=parts.closed, rule=parts.rule, certain=parts.certain)


def _same_scale(whole: Fact, members: Sequence[Fact], rule: str) -> bool:
    """Whether measures in a bracket are in the whole's unit: `4,2 km (3,5 m)` is no sum."""
    money = whole.dimension == "money"
    return rule != "bracket" or money or all(member.scale == whole.scale for member in members)


def _is_comparable(whole: Fact, part: Fact) -> bool:
    """Whether a part is measured as the whole is, or counts the same indicator."""
    named = whole.indicator != OTHER and part.indicator == whole.indicator
    return _same_unit(whole, part) or (named and part.dimension == whole.dimension)


def _sum(
    whole: Fact, parts: Sequence[Fact], *, closed: bool, rule: str, certain: bool = True
) -> Claim:
    return Claim(
        kind=ClaimKind.SUM,
        stated=whole,
        operands=tuple(parts),
        closed=closed,
        certain=certain,
        rule=rule,
    )


def _is_part_of(index: FactIndex, whole: Fact, part: Fact) -> bool:
    """Whether the indicator tree says that one figure is part of the other."""
    indicator = index.lexicon.indicators.get(part.indicator)
    if whole.indicator == OTHER or indicator is None:
        return False
    return whole.indicator in (part.indicator, indicator.parent)


def _counts_cases(index: FactIndex, whole: Fact, members: Sequence[Fact]) -> bool:
    """Whether `07 trường hợp (04 người già, 03 trẻ em)` counts persons as cases."""
    small = all((part.value or 0) <= (whole.value or 0) for part in members)
    counts = all(part.dimension == "count" for part in members)
    return whole.unit in index.case_units and small and counts


def _same_unit(whole: Fact, part: Fact) -> bool:
    """Whether two figures count the same things or measure in the same dimension."""
    if "count" in (whole.dimension, part.dimension):
        return whole.unit == part.unit or not (whole.unit and part.unit)
    return whole.dimension == part.dimension


def _item_claims(index: FactIndex) -> Iterator[Claim]:
    """A block's last level and the first levels of the items under it."""
    children: dict[int, list[Block]] = {}
    for block in index.document.blocks:
        if block.parent is not None and block.note is None and block.index in index.readings:
            children.setdefault(block.parent, []).append(block)
    for parent, blocks in children.items():
        if parent not in index.readings or len(blocks) < 2:
            continue
        head = index.readings[parent]
        for figure in _heads(index, head):
            whole = index.of(head, figure)
            parts = [part for block in blocks if (part := _first_level(index, block, whole))]
            if len(parts) >= 2 and len(parts) == len(blocks):
                closed = _announces(head, figure)
                apart = any(index.are_cousins(part, whole) for part in parts)
                certain = closed and not apart
                yield _sum(whole, parts, closed=closed, rule="items", certain=certain)


def _heads(index: FactIndex, head: BlockReading) -> list[Figure]:
    """The figures of a block that its items may split: its first level of each unit."""
    found: dict[str, Figure] = {}
    for figure in index.levels(head):
        found.setdefault(index.of(head, figure).unit, figure)
    return list(found.values())


def _first_level(index: FactIndex, block: Block, whole: Fact) -> Fact | None:
    """The first level of an item in the whole's unit."""
    reading = index.readings[block.index]
    for figure in index.levels(reading):
        fact = index.of(reading, figure)
        if fact.unit == whole.unit and fact.role == whole.role:
            return fact
    return None


def _announces(head: BlockReading, figure: Figure) -> bool:
    """Whether the words behind the head's figure announce the items as the whole list."""
    tail = head.doc[figure.stop :]
    if any(m.tokens.start >= figure.stop for m in head.cues.matches.get("parts.open", ())):
        return False
    closed = any(m.tokens.start >= figure.stop for m in head.cues.matches.get("parts.closed", ()))
    return closed or (len(tail) <= 2 and len(_independent(head)) == 1)


def _independent(head: BlockReading) -> list[Figure]:
    """The figures of a block that are no part of a ratio or range."""
    return [f for f in head.figures if f.under is None and f.range_start is None]


def _note_claims(index: FactIndex, note: Footnote) -> Iterator[Claim]:
    """A note that splits a figure of the sentence on which its mark hangs.

    Right behind a figure the mark says which one; at the sentence's end every figure of a unit
    that the note has too may be meant, and nothing is certain.
    """
    if note.host is None or note.anchor is None or note.host not in index.readings:
        return
    host = index.readings[note.host]
    marked = _figure_at(host, note.anchor)
    readings = [index.readings[number] for number in note.blocks if number in index.readings]
    opened = _opens(readings, "parts.open")
    closed = _opens(readings, "parts.closed")
    wholes = [index.of(host, f) for f in _sentence_levels(index, host, note.anchor)]
    split = {
        whole.fact_id: [p for reading in readings for p in _note_parts(index, reading, whole)]
        for whole in wholes
    }
    several = sum(_agree(whole, split[whole.fact_id]) for whole in wholes)
    for whole in wholes:
        parts = split[whole.fact_id]
        certain = marked is not None and whole is index.of(host, marked)
        certain = certain and all(_is_list(index, reading, whole) for reading in readings)
        certain = certain or (_is_lone(whole, wholes) and bool(several or opened or closed))
        if len(parts) >= 2:
            yield _sum(whole, parts, closed=closed, rule="note", certain=certain)
        elif len(parts) == 1 and opened and certain:
            yield Claim(kind=ClaimKind.WITHIN, stated=parts[0], operands=(whole,), rule="note")


def _opens(readings: Sequence[BlockReading], group: str) -> bool:
    """Whether the note begins with words that open a list of parts."""
    return any(m.tokens.start < 6 for r in readings for m in r.cues.matches.get(group, ()))


def _agree(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether two parts or more give the whole exactly."""
    values = [part.canonical_value or Decimal(0) for part in parts]
    return len(values) >= 2 and sum(values) == whole.canonical_value


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


def _figure_at(host: BlockReading, anchor: int) -> Figure | None:
    """The figure right before a note mark; its unit and a few characters may stand between."""
    for figure in host.figures:
        last = host.doc[figure.stop - 1]
        stop = host.block.text.raw_offset(last.idx + len(last.text) - 1) + 1
        if stop <= anchor <= stop + _NOTE_REACH:
            return host.figures[figure.under] if figure.under is not None else figure
    return None


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
        if figure.position not in nested and fact.unit and _same_unit(whole, fact):
            found.append(fact)
    return found
