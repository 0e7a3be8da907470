"""A whole report: letterhead, title, sections of phrasings, tables, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.generator.grammar import (
    Office,
    Writer,
)
from tests.generator.noise import draw_noise
from tests.generator.numbers import draw_notation
from tests.generator.phrases import Line, Phrasebook, Topic, read_lines
from tests.generator.records import Block, BlockKind, Report
from tests.generator.sections import Draft, add_phrases, add_table, add_topic
from tests.generator.values import Values
from tests.generator.world import Period, Unit

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How long a report gets."""

    sections: int = 9
    per_section: int = 4
    tables: int = 2


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


def compose_topics(
    book: Phrasebook, unit: Unit, period: Period, topics: Sequence[Topic], seed: str
) -> Report:
    """A report about exactly these topics; it says nothing but what is true of the world."""
    rng = Random(f"{seed} report")
    office = _office(book, unit, period, rng)
    draft = Draft(book=book, office=office, unit=unit, period=period, noise=draw_noise(rng))
    _opening(draft)
    _frame(draft, BlockKind.HEADING, f"I. {rng.choice(book.frame['parts']['results'])}")
    for topic in topics:
        add_topic(draft, topic)
    _closing(draft)
    return Report(
        name=seed,
        blocks=(*draft.blocks, *draft.notes),
        claims=tuple(draft.claims),
        notation=office.notation,
        phrases=tuple(draft.used),
    )


def _office(book: Phrasebook, unit: Unit, period: Period, rng: Random) -> Office:
    villages = unit.villages or tuple(commune.name for commune in unit.communes)
    return Office(
        rng=rng,
        notation=draw_notation(rng),
        words=book.words[rng.choice(sorted(book.words))],
        given={
            "H": Decimal(unit.households),
            "P": Decimal(unit.persons),
            "V": Decimal(len(villages)),
            "Y": Decimal(period.year),
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
    office = draft.office
    values = Values(_frame_lines(draft.period), office.given, office.rng, office.notation)
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
    level = "district" if draft.unit.communes else "commune"
    _frame(draft, BlockKind.LETTERHEAD, rng.choice(head[level]))
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
            add_phrases(draft, "background", 2, planning=True)
        for index, domain in enumerate(domains.get(part, ())):
            if part == "results":
                title = rng.choice(headings[domain])
                _frame(draft, BlockKind.HEADING, f"{{={index + 1}:label}}. {title}")
            add_phrases(draft, domain, size.per_section)
            if part == "results" and index in places:
                add_table(draft)
