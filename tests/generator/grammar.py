"""From a phrasing to the pieces of its text, each figure with its annotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.generator.claims import claims_of, total_claims, with_rates
from tests.generator.numbers import Notation, write
from tests.generator.phrases import Line, Phrase, Topic, read_lines
from tests.generator.records import Claim, Figure, Piece
from tests.generator.values import FIGURE_ROLES, SENSES, UnfitError, Values

SERIES = read_lines(
    """
    a | actual
    p | plan
    q | prior
    d =a-q | abs_change
    b =p-a | actual
    z %a/p | pct_plan
    y %a/q | pct_prior
    x ^a/q | pct_change
    Y =Y | date
    Y1 =Y-1 | date
    """
)
PERCENTS = frozenset(("pct_plan", "pct_prior", "pct_change", "pct_share"))
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SIGN = re.compile(r"<(\w+)\|(\w+)>")
_SLOT = re.compile(r"\{([^{}]*)\}")
_EXPONENT = re.compile(r"(?<=\bm)([23])\b")
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True)
class Office:
    """Who writes: the words, the notation and the place, for one report."""

    rng: Random
    notation: Notation
    words: dict[str, list[str]]
    given: dict[str, Decimal]
    """H, P, V, Y and AREA of the unit."""
    names: dict[str, str]
    """What `{X}` and `{Unit}` stand for."""
    region: str
    villages: tuple[str, ...]
    notes: int = 0
    """How many footnotes it has made."""


@dataclass(slots=True)
class Passage:
    """What a phrasing came to."""

    pieces: list[Piece] = field(default_factory=list)
    note: list[Piece] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class Subject:
    """One topic as it stands in one phrasing."""

    topic: Topic
    values: Values
    unit: str
    shown: dict[str, list[Figure]] = field(default_factory=dict)
    name: str = ""
    """What it was last called."""


class Writer:
    """Fills the slots of one phrasing."""

    def __init__(self, office: Office, phrase: str, season: str = "") -> None:
        self.office = office
        self.phrase = phrase
        self.season = season
        self.flags: frozenset[str] = frozenset()
        self.shown: dict[str, list[Figure]] = {}
        self._villages = office.rng.sample(office.villages, len(office.villages))

    def fill(
        self, text: str, values: Values, subject: Subject | None = None, note: str = ""
    ) -> list[Piece]:
        """The text with choices made and figures in the place of slots.

        Raises:
            UnfitError: the values drawn do not suit the words.
        """
        if _SIGN.search(text):
            is_rise = self._is_rise(values)
            text = _SIGN.sub(lambda match: match[1] if is_rise else match[2], text)
        chosen = self.choose(text)
        if self.office.names["level"] == "huyện":
            chosen = chosen.replace("oàn xã", "oàn huyện")
        pieces: list[Piece] = []
        for index, part in enumerate(_SLOT.split(chosen)):
            if index % 2 == 0:
                pieces.extend(self._plain(part))
            elif part == "^":
                pieces.append(note)
            elif part.startswith("="):
                pieces.append(self._literal(part[1:]))
            elif (word := self._word(part, subject)) is not None:
                pieces.append(word)
            else:
                pieces.extend(self._figure(part, values, subject, pieces))
        return [piece for piece in pieces if piece]

    def _plain(self, text: str) -> list[Piece]:
        """Words between slots; the exponents of m2 and m3 are numerals too."""
        parts = _EXPONENT.split(text)
        exponents = (Figure(text=part, kind="name", phrase=self.phrase) for part in parts[1::2])
        if any(map(str.isdecimal, "".join(parts[::2]))):
            raise ValueError(text)
        found: list[Piece] = [parts[0]]
        for exponent, part in zip(exponents, parts[2::2], strict=True):
            found += [exponent, part]
        return found

    def choose(self, text: str) -> str:
        """The text with one of each `[one|other]`."""
        while match := _CHOICE.search(text):
            chosen = self.office.rng.choice(match[1].split("|"))
            text = text[: match.start()] + chosen + text[match.end() :]
        return re.sub(" +", " ", text)

    def _is_rise(self, values: Values) -> bool:
        name = "d" if "d" in values.lines else "x"
        if not values[name]:
            raise UnfitError(name)
        return values[name] > 0

    def _literal(self, slot: str) -> Figure:
        text, _, kind = slot.partition(":")
        return Figure(text=text, kind=kind, phrase=self.phrase)

    def _word(self, slot: str, subject: Subject | None) -> str | None:
        """What a slot for words stands for; None if it is for a figure."""
        if slot in self.office.names:
            return self.office.names[slot]
        if slot[0] == "T" and slot[1:].isdigit():
            return self._villages[int(slot[1:])]
        if subject is None:
            return None
        if slot == "u":
            return subject.unit
        if slot in "Ss":
            name = self.office.rng.choice(subject.topic.names_in(self.office.region))
        elif slot in "Nn":
            names = subject.topic.short
            name = names.get(self.office.region) or names.get("both") or names.get("north") or ""
            name = name or subject.topic.names_in(self.office.region)[0]
        elif slot == "K":
            key = "estimate" if subject.topic.money else "plan"
            return self.office.rng.choice(self.office.words[key])
        elif slot == "C":
            return self.office.rng.choice(self.office.words["earlier"])
        else:
            return None
        subject.name = name
        return name[0].upper() + name[1:] if slot.isupper() else name

    def _figure(
        self, slot: str, values: Values, subject: Subject | None, before: Sequence[Piece]
    ) -> list[Piece]:
        name, mark = (slot[:-1], slot[-1]) if slot[-1] in "~><?" else (slot, "")
        line = values.lines[name]
        shown = self.shown if subject is None else subject.shown
        role = line.roles[min(len(shown.get(name, ())), len(line.roles) - 1)]
        sense = SENSES.get(mark, "")
        value = values.approximate(name, mark) if sense else values[name]
        if role in FIGURE_ROLES:
            figure = self._quantity(line, role, value, subject, _label(subject, before))
            if mark:
                figure = _approximate(figure, sense)
        else:
            figure = self._other(line, role, value)
        shown.setdefault(name, []).append(figure)
        return [self.office.rng.choice(self.office.words[sense]), figure] if sense else [figure]

    def _quantity(
        self, line: Line, role: str, value: Decimal, subject: Subject | None, label: str
    ) -> Figure:
        is_percent = role in PERCENTS or line.unit == "%" or line.how[0] in "%^"
        is_percent = (
            is_percent or line.indicator.endswith("_rate") or line.indicator == "poverty.rate"
        )
        own_unit = subject.unit if subject else ""
        unit = "%" if is_percent else line.unit or own_unit
        return Figure(
            text=self._written(line, value, padded=not is_percent),
            kind="percent" if is_percent else "quantity",
            value=value,
            unit=unit,
            role=role,
            indicator=line.indicator or (subject.topic.indicator if subject else "other"),
            label=label,
            season=subject.topic.season if subject else self.season,
            flags=self.flags,
            phrase=self.phrase,
            name=line.name,
        )

    def _written(self, line: Line, value: Decimal, *, padded: bool) -> str:
        if line.how.startswith("!"):
            return line.how[1:]
        return write(value, self.office.notation, padded=padded)

    def _other(self, line: Line, kind: str, value: Decimal) -> Figure:
        text = line.how[1:] if line.how.startswith("!") else f"{value:f}"
        return Figure(text=text, kind=kind, phrase=self.phrase, name=line.name)


def _approximate(figure: Figure, sense: str) -> Figure:
    return Figure(
        text=figure.text,
        kind=figure.kind,
        value=figure.value,
        unit=figure.unit,
        role=figure.role,
        indicator=figure.indicator,
        label=figure.label,
        season=figure.season,
        flags=figure.flags | {"approx"},
        approx=sense,
        phrase=figure.phrase,
        name=figure.name,
    )


def _label(subject: Subject | None, before: Sequence[Piece]) -> str:
    """The subject in the source's words: the topic's name, else the words before the figure."""
    if subject is not None:
        return subject.name
    words = [piece for piece in before if isinstance(piece, str) and piece.strip(" ,;:()/%")]
    tail = re.split(r"[,;:.(]", words[-1].strip(" ,;:()"))[-1] if words else ""
    return _BLANKS.sub(" ", tail).strip()


def write_own(phrase: Phrase, office: Office) -> Passage:
    """A phrasing with figures of its own."""
    values = Values(phrase.facts, office.given, office.rng, office.notation)
    writer = Writer(office, phrase.id, phrase.season)
    passage = Passage()
    mark = _note_mark(office) if phrase.note else ""
    passage.pieces = writer.fill(phrase.text, values, note=mark)
    if phrase.note:
        writer.flags = frozenset({"footnote"})
        passage.note = [mark + " ", *writer.fill(phrase.note, values)]
    passage.claims = claims_of(phrase.facts, writer.shown, phrase.id)
    return passage


def write_series(
    phrase: Phrase, office: Office, whole: Subject | None, parts: Sequence[Subject]
) -> Passage:
    """A phrasing about one topic, about several in a chain, or about a total and its parts."""
    writer = Writer(office, phrase.id)
    passage = Passage()
    mark = _note_mark(office) if phrase.note else ""
    head, _, tail = phrase.text.partition("{items}")
    values = whole.values if whole else parts[0].values
    if phrase.rising and values["a"] <= values["q"]:
        raise UnfitError("a")
    passage.pieces = writer.fill(head, values, whole, note=mark)
    if phrase.note:
        writer.flags = frozenset({"footnote"})
        head, _, tail = phrase.note.partition("{items}")
        passage.note = [mark + " ", *writer.fill(head, values, whole)]
    target = passage.note if phrase.note else passage.pieces
    for number, part in enumerate(parts):
        target.extend([phrase.separator] if number else [])
        target.extend(writer.fill(phrase.item, part.values, part))
    target.extend(writer.fill(tail, values, whole))
    for subject in (*([whole] if whole else []), *parts):
        lines = tuple(subject.values.lines.values())
        passage.claims += claims_of(lines, subject.shown, phrase.id)
    if whole and phrase.members:
        passage.claims += total_claims(
            whole.shown, [part.shown for part in parts], phrase.id, closed=not phrase.open
        )
        rates = [part.shown["z"][0] for part in parts if part.shown.get("z")]
        if len(rates) == len(parts) and whole.shown.get("z"):
            passage.claims = with_rates(passage.claims, whole.shown["z"][0], rates)
    passage.pieces = _capital(passage.pieces)
    return passage


def _capital(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a capital at their beginning."""
    first, *rest = pieces
    return [first[0].upper() + first[1:], *rest] if isinstance(first, str) else pieces


def _note_mark(office: Office) -> str:
    office.notes += 1
    return str(office.notes).translate(SUPERSCRIPTS)
