"""The sections of a report: which phrasings and tables follow each other, about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.generator.grammar import (
    SERIES,
    Office,
    Passage,
    Subject,
    write_own,
    write_series,
)
from tests.generator.noise import Noise, disturb
from tests.generator.phrases import Line, Phrase, Phrasebook, Table, Topic
from tests.generator.records import Block, BlockKind, Claim, Piece
from tests.generator.tables import passage_of, write_rows, write_topics
from tests.generator.values import UnfitError, Values
from tests.generator.world import Period, Series, Unit

DOMAIN_OF_GROUP = {
    "herd": "livestock",
    "crop": "crops",
    "forest": "forestry",
    "aquaculture": "aquaculture",
    "budget": "budget",
}
MONEY = (("triệu đồng", 0), ("triệu đồng", 0), ("đồng", 6), ("tỷ đồng", -3))
"""Units of money and their powers of ten over a million."""
TRIES = 12
PARTED = 0.7
"""How often a total is told with its parts."""


@dataclass(slots=True)
class Draft:
    """A report in the making."""

    book: Phrasebook
    office: Office
    unit: Unit
    period: Period
    noise: Noise
    abouts: set[str] = field(default_factory=set)
    """What was spoken of."""
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    @property
    def rng(self) -> Random:
        """The report's source of chance."""
        return self.office.rng

    def add(self, kind: BlockKind, pieces: Sequence[Piece]) -> None:
        """Add a block as the typist writes it."""
        self.blocks.append(Block(kind=kind, pieces=tuple(disturb(pieces, self.noise, self.rng))))


def add_phrases(draft: Draft, domain: str, count: int, *, planning: bool = False) -> None:
    """Up to `count` phrasings of a domain, as items or as sentences of one paragraph."""
    own = [p for p in draft.book.phrases if p.domain == domain and p.planning == planning]
    series = [] if planning else _series_of(draft, domain)
    bullet = draft.rng.choice(("- ", "- ", "- ", "+ ", "– ", ""))
    wanted = draft.rng.randint(max(1, count - 2), count) if own or series else 0
    passages = list(filter(None, (_next(draft, own, series) for _ in range(wanted))))
    has_lines = any("\n" in str(piece) for one in passages for piece in one.pieces)
    if passages and not bullet and not has_lines:
        pieces = [piece for one in passages for piece in (*one.pieces, " ")][:-1]
        draft.add(BlockKind.PARAGRAPH, pieces)
    elif passages:
        for one in passages:
            draft.add(BlockKind.PARAGRAPH, [bullet or "- ", *one.pieces])
    for one in passages:
        draft.claims += one.claims
        if one.note:
            draft.notes.append(Block(kind=BlockKind.NOTE, pieces=tuple(one.note)))


def _series_of(draft: Draft, domain: str) -> list[Topic]:
    """The domain's topics that are spoken of in this region."""
    region = draft.unit.region
    return [
        topic
        for topic in draft.book.topics
        if DOMAIN_OF_GROUP.get(topic.group) == domain and topic.names_in(region)
    ]


def _next(draft: Draft, own: Sequence[Phrase], topics: Sequence[Topic]) -> Passage | None:
    """One more phrasing, of what was not spoken of yet; None if none was found."""
    free = [topic for topic in topics if topic.alone and topic.about not in draft.abouts]
    for _ in range(TRIES):
        mine = [phrase for phrase in own if _is_free(draft, phrase)]
        if not mine and not free:
            return None
        try:
            if mine and (not free or draft.rng.random() < 0.45):
                return _write_own(draft, draft.rng.choice(mine))
            return _write_series(draft, draft.rng.choice(free), free)
        except UnfitError:
            continue
    return None


def _is_free(draft: Draft, phrase: Phrase) -> bool:
    """Whether nothing it is about was spoken of, and the unit is one it fits."""
    return not draft.abouts.intersection(phrase.about) and phrase.level in ("", draft.unit.level)


def _write_own(draft: Draft, phrase: Phrase) -> Passage:
    passage = write_own(phrase, draft.office)
    draft.abouts.update(phrase.about)
    draft.used.append(phrase.id)
    return passage


def _write_series(draft: Draft, topic: Topic, free: Sequence[Topic]) -> Passage:
    """A phrasing about a topic, about several of its group, or about a total with its parts.

    Raises:
        UnfitError: none suits.
    """
    phrases = [p for p in draft.book.phrases if not p.domain]
    phrases = [p for p in phrases if not p.groups or topic.group in p.groups]
    members = _members(draft.book, topic)
    is_parted = bool(members) and draft.rng.random() < PARTED
    fitting = [p for p in phrases if p.members == is_parted]
    phrase = draft.rng.choice(fitting)
    topics = [topic]
    if phrase.count[1]:
        rest = [one for one in free if one.group == topic.group and not one.members]
        rest = [one for one in rest if one is not topic]
        wanted = draft.rng.randint(*phrase.count) - 1
        if topic.members or len(rest) < wanted:
            raise UnfitError(phrase.id)
        topics += draft.rng.sample(rest, wanted)
    are_same = len({one.about for one in topics}) < len(topics)
    if are_same or draft.abouts.intersection(member.about for member in members):
        raise UnfitError(phrase.id)
    power = draft.rng.choice(MONEY)
    spoken = [subject_of(draft, one, phrase.facts, power) for one in topics]
    if phrase.members:
        parts = [subject_of(draft, member, phrase.facts, power) for member in members]
        passage = write_series(phrase, draft.office, spoken[0], parts)
    else:
        whole, parts = (None, spoken) if phrase.count[1] else (spoken[0], [])
        passage = write_series(phrase, draft.office, whole, parts)
    draft.abouts |= {one.about for one in (*topics, *(members if phrase.members else ()))}
    draft.used.append(phrase.id)
    return passage


def _members(book: Phrasebook, topic: Topic) -> tuple[Topic, ...]:
    """The parts of a total, from its own set of phrasings."""
    of_set = {one.code: one for one in book.topics if one.held == topic.held}
    return tuple(of_set[code] for code in topic.members)


def subject_of(
    draft: Draft, topic: Topic, lines: Sequence[Line], power: tuple[str, int]
) -> Subject:
    """A topic with the values that hold for this report."""
    found: Series = draft.unit.series(topic, draft.period, _members(draft.book, topic))
    unit, exponent = power if topic.money else (topic.unit, 0)
    scale = Decimal(10) ** exponent
    figures = {"a": found.actual, "p": found.plan, "q": found.prior}
    given = {name: _plain(value * scale) for name, value in figures.items()}
    office = draft.office
    values = Values((*SERIES, *lines), {**office.given, **given}, office.rng, office.notation)
    return Subject(topic=topic, values=values, unit=unit)


def _plain(value: Decimal) -> Decimal:
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal


def add_topic(draft: Draft, topic: Topic) -> None:
    """One phrasing about a topic by itself."""
    phrases = [p for p in draft.book.phrases if not p.domain and not p.members and not p.count[1]]
    phrases = [p for p in phrases if not p.groups or topic.group in p.groups]
    while True:
        phrase = draft.rng.choice(phrases)
        subject = subject_of(draft, topic, phrase.facts, draft.rng.choice(MONEY))
        try:
            passage = write_series(phrase, draft.office, subject, [])
        except UnfitError:
            continue
        break
    draft.add(BlockKind.PARAGRAPH, ["- ", *passage.pieces])
    draft.claims += passage.claims
    draft.used.append(phrase.id)
    if passage.note:
        draft.notes.append(Block(kind=BlockKind.NOTE, pieces=tuple(passage.note)))


def add_table(draft: Draft) -> None:
    """A table; its rows may repeat what the text says, for the world is one."""
    for _ in range(TRIES):
        table = draft.rng.choice(draft.book.tables)
        of_villages = table.rows == "villages"
        if table.id in draft.used or draft.abouts.intersection(table.about):
            continue
        if of_villages and draft.unit.communes:
            continue
        try:
            blocks, passage = passage_of(_filled(draft, table))
        except UnfitError:
            continue
        draft.blocks += blocks
        draft.claims += passage.claims
        draft.used.append(table.id)
        draft.abouts.update(table.about)
        return


def _filled(draft: Draft, table: Table) -> list[Block | Claim]:
    rng = draft.rng
    if table.rows == "topics":
        region = draft.unit.region
        known = [t for t in draft.book.topics if t.group in table.groups and t.names_in(region)]
        known = [t for t in known if t.alone and not t.members]
        topics = {
            topic.about: topic for topic in rng.sample(known, min(len(known), rng.randint(4, 8)))
        }
        subjects = [subject_of(draft, topic, (), MONEY[0]) for topic in topics.values()]
        return write_topics(table, draft.office, subjects)
    if table.rows == "classes":
        return write_rows(table, draft.office, ["" for _ in range(4)])
    return write_rows(table, draft.office, draft.office.villages)
