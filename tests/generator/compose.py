"""A whole report: letterhead, title, sections of phrasings, tables, closing."""

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
    Writer,
    write_own,
    write_series,
)
from tests.generator.noise import Noise, disturb, draw_noise
from tests.generator.numbers import draw_notation
from tests.generator.phrases import Line, Phrase, Phrasebook, Table, Topic, read_lines
from tests.generator.records import Block, BlockKind, Claim, Piece, Report
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
ROMAN = ("I", "II", "III", "IV")
FRAME_LINES = read_lines(
    """
    k 11..298 | ref
    d 11..28 | date
    m 6..6 | date
    c =m-1 | date
    Y =Y | date
    Y2 =Y+1 | date
    """
)
TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How long a report gets."""

    sections: int = 9
    per_section: int = 4
    tables: int = 2


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


def compose(book: Phrasebook, unit: Unit, period: Period, seed: str, size: Size = Size()) -> Report:
    """The report of a unit for a period; equal arguments give equal reports."""
    rng = Random(f"{seed} report")
    draft = Draft(
        book=book,
        office=_office(book, unit, period, rng),
        unit=unit,
        period=period,
        noise=draw_noise(rng),
    )
    _opening(draft)
    _sections(draft, size)
    _closing(draft)
    return Report(
        name=seed,
        blocks=(*draft.blocks, *draft.notes),
        claims=tuple(draft.claims),
        notation=draft.office.notation,
        wrapped=rng.random() < 0.15,
        phrases=tuple(draft.used),
    )


def _office(book: Phrasebook, unit: Unit, period: Period, rng: Random) -> Office:
    counts = {"H": unit.households, "P": unit.persons, "Y": period.year}
    villages = unit.villages or tuple(commune.name for commune in unit.communes)
    return Office(
        rng=rng,
        notation=draw_notation(rng),
        words=book.words[rng.choice(sorted(book.words))],
        given={
            **{k: Decimal(v) for k, v in counts.items()},
            "V": Decimal(len(villages)),
            "AREA": unit.area,
        },
        names={
            "X": unit.name,
            "Unit": unit.name,
            "UNIT": unit.name.upper(),
            "DISTRICT": unit.district.upper(),
            "PROVINCE": unit.province.upper(),
            "level": unit.level,
        },
        region=unit.region,
        villages=villages,
    )


def _frame(draft: Draft, kind: BlockKind, text: str) -> None:
    """A block of the frame, in which the typist takes care."""
    values = Values(
        _frame_lines(draft.period), draft.office.given, draft.rng, draft.office.notation
    )
    pieces = Writer(draft.office, "frame").fill(text, values)
    draft.blocks.append(Block(kind=kind, pieces=tuple(pieces)))


def _frame_lines(period: Period) -> tuple[Line, ...]:
    """The lines for dates; a report of the whole year is written in December."""
    month = "!06" if period.half else "!12"
    return tuple(
        Line(name=line.name, how=month if line.name == "m" else line.how, roles=line.roles)
        for line in FRAME_LINES
    )


def _opening(draft: Draft) -> None:
    frame, rng = draft.book.frame, draft.rng
    head = frame["letterhead"]
    _frame(
        draft,
        BlockKind.LETTERHEAD,
        rng.choice(head["district" if draft.unit.communes else "commune"]),
    )
    _frame(draft, BlockKind.LETTERHEAD, head["motto"])
    _frame(draft, BlockKind.LETTERHEAD, head["symbol"])
    _frame(draft, BlockKind.LETTERHEAD, head["place"])
    titles = frame["title"]["half" if draft.period.half else "year"]
    _frame(draft, BlockKind.TITLE, rng.choice(titles))
    _frame(draft, BlockKind.PARAGRAPH, rng.choice(frame["opening"]["text"]))


def _closing(draft: Draft) -> None:
    head = draft.book.frame["letterhead"]
    for part in ("closing", "recipients", "signature"):
        _frame(draft, BlockKind.PARAGRAPH, head[part])


def _sections(draft: Draft, size: Size) -> None:
    frame, rng = draft.book.frame, draft.rng
    headings: dict[str, list[str]] = frame["headings"]
    chosen = set(rng.sample(sorted(headings), min(size.sections, len(headings))))
    places = sorted(rng.sample(range(len(chosen)), min(size.tables, len(chosen))))
    domains = {"background": ["background"], "results": [d for d in headings if d in chosen]}
    for number, part in enumerate(("background", "results", "planning")):
        _frame(draft, BlockKind.HEADING, f"{ROMAN[number]}. {rng.choice(frame['parts'][part])}")
        if part == "planning":
            _phrases(draft, "background", 2, planning=True)
        for index, domain in enumerate(domains.get(part, ())):
            if part == "results":
                title = rng.choice(headings[domain])
                _frame(draft, BlockKind.HEADING, f"{{={index + 1}:label}}. {title}")
            _phrases(draft, domain, size.per_section)
            if part == "results" and index in places:
                _table(draft)


def _phrases(draft: Draft, domain: str, count: int, *, planning: bool = False) -> None:
    """Up to `count` phrasings of a domain, as items or as sentences of one paragraph."""
    own = [p for p in draft.book.phrases if p.domain == domain and p.planning == planning]
    series = [] if planning else _series_of(draft, domain)
    bullet = draft.rng.choice(("- ", "- ", "- ", "+ ", "– ", ""))
    passages: list[Passage] = []
    for _ in range(draft.rng.randint(max(1, count - 2), count) if own or series else 0):
        if passage := _next(draft, own, series):
            passages.append(passage)
    is_prose = not bullet and not any(
        "\n" in str(piece) for one in passages for piece in one.pieces
    )
    if is_prose and passages:
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
        mine = [
            p
            for p in own
            if not draft.abouts.intersection(p.about) and p.level in ("", draft.unit.level)
        ]
        if not mine and not free:
            return None
        try:
            if mine and (not free or draft.rng.random() < 0.45):
                return _write_own(draft, draft.rng.choice(mine))
            return _write_series(draft, draft.rng.choice(free), free)
        except UnfitError:
            continue
    return None


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
    phrases = [
        p
        for p in draft.book.phrases
        if not p.domain and topic.group in (p.groups or (topic.group,))
    ]
    members = _members(draft.book, topic)
    fitting = [p for p in phrases if not p.members or members]
    phrase = draft.rng.choice(fitting)
    topics = [topic]
    if phrase.count[1]:
        rest = [
            one for one in free if one.group == topic.group and one is not topic and not one.members
        ]
        wanted = draft.rng.randint(*phrase.count) - 1
        if topic.members or len(rest) < wanted:
            raise UnfitError(phrase.id)
        topics += draft.rng.sample(rest, wanted)
    if (
        len({one.about for one in topics}) < len(topics)
        or {m.about for m in members} & draft.abouts
    ):
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
    values = Values(
        (*SERIES, *lines), {**draft.office.given, **given}, draft.rng, draft.office.notation
    )
    return Subject(topic=topic, values=values, unit=unit)


def _plain(value: Decimal) -> Decimal:
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal


def _table(draft: Draft) -> None:
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
