"""The phrasings as data: `phrases/open` may be studied, `phrases/held` is for measuring only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "phrases"
SETS = ("open", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of `facts`: how a figure is drawn and what it is."""

    name: str
    how: str
    roles: tuple[str, ...]
    """A role, or a kind that is no figure; the second for its second and later places."""
    indicator: str = ""
    unit: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a series of figures is about."""

    code: str
    """The indicator; a suffix `:2` tells topics of one indicator apart."""
    group: str
    names: dict[str, list[str]]
    """By region, `both` for everywhere."""
    short: dict[str, str] = field(default_factory=dict)
    unit: str
    places: int = 0
    size: tuple[int, int] = (0, 0)
    season: str = ""
    members: tuple[str, ...] = ()
    alone: bool = True
    """Whether it stands for itself, not only among the parts of a total."""
    money: bool = False
    held: bool = False

    @property
    def indicator(self) -> str:
        """The indicator's code."""
        return self.code.partition(":")[0]

    @property
    def about(self) -> str:
        """What two phrasings of one report may not both be about."""
        return f"{self.code} {self.season}".strip()

    def names_in(self, region: str) -> list[str]:
        """What it is called there; empty where it is not known."""
        return self.names.get(region) or self.names.get("both") or []


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrasing: of a series if it has no `domain`, else with figures of its own."""

    id: str
    text: str
    domain: str = ""
    about: tuple[str, ...] = ()
    """What no other phrasing of the report may be about."""
    note: str = ""
    season: str = ""
    level: str = ""
    facts: tuple[Line, ...] = ()
    groups: tuple[str, ...] = ()
    item: str = ""
    separator: str = ""
    count: tuple[int, int] = (0, 0)
    members: bool = False
    open: bool = False
    rising: bool = False
    planning: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: a caption, a header, a row for each topic, village or class, perhaps a foot."""

    id: str
    caption: str
    header: str
    row: str
    rows: str
    about: tuple[str, ...] = ()
    foot: str = ""
    groups: tuple[str, ...] = ()
    facts: tuple[Line, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """All phrasings of the chosen sets."""

    topics: tuple[Topic, ...]
    phrases: tuple[Phrase, ...]
    tables: tuple[Table, ...]
    words: dict[str, dict[str, list[str]]]
    """The words for plan, estimate, earlier, over, under and about; by set."""
    frame: dict[str, Any]

    @property
    def ids(self) -> set[str]:
        """Ids of all phrasings and tables."""
        return {entry.id for entry in (*self.phrases, *self.tables)}


@cache
def load_phrases(which: str = "all") -> Phrasebook:
    """The phrasings of `open`, `held` or `all`.

    >>> len(load_phrases("all").ids) >= 150
    True
    """
    sets = SETS if which == "all" else (which,)
    found = [(name, document) for name in sets for document in _documents(name)]
    return Phrasebook(
        topics=tuple(_topic(e, held=s == "held") for s, d in found for e in d.get("topic", ())),
        phrases=tuple(_phrase(e, held=s == "held") for s, d in found for e in d.get("phrase", ())),
        tables=tuple(_table(e, held=s == "held") for s, d in found for e in d.get("table", ())),
        words={s: d["words"] for s, d in found if "words" in d},
        frame=tomllib.loads((FOLDER / "frame.toml").read_text(encoding="utf-8")),
    )


def _documents(name: str) -> Iterator[dict[str, Any]]:
    for path in sorted((FOLDER / name).glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def _topic(entry: dict[str, Any], *, held: bool) -> Topic:
    regions = ("both", "north", "south", "highland")
    return Topic(
        code=entry["code"],
        group=entry["group"],
        names={region: entry[region] for region in regions if region in entry},
        short=entry.get("short", {}),
        unit=entry["unit"],
        places=entry.get("places", 0),
        size=tuple(entry.get("size", (0, 0))),
        season=entry.get("season", ""),
        members=tuple(entry.get("members", ())),
        alone=entry.get("alone", True),
        money=entry.get("money", False),
        held=held,
    )


def _phrase(entry: dict[str, Any], *, held: bool) -> Phrase:
    listed = {key: tuple(entry[key]) for key in ("groups", "count") if key in entry}
    facts = read_lines(entry.get("facts", ""))
    return Phrase(**{**entry, **listed, "about": _abouts(entry), "facts": facts, "held": held})


def _table(entry: dict[str, Any], *, held: bool) -> Table:
    groups, facts = tuple(entry.get("groups", ())), read_lines(entry.get("facts", ""))
    about = _abouts(entry)
    return Table(**{**entry, "groups": groups, "about": about, "facts": facts, "held": held})


def _abouts(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(part.strip() for part in entry.get("about", "").split(",") if part.strip())


def read_lines(block: str) -> tuple[Line, ...]:
    """The lines of a `facts` block.

    >>> read_lines("a 20..90 | actual/total | herd.pig | con")[0].roles
    ('actual', 'total')
    """
    return tuple(_line(line) for line in block.splitlines() if line.strip())


def _line(line: str) -> Line:
    head, *fields = (part.strip() for part in line.split("|"))
    name, _, how = head.partition(" ")
    roles, indicator, unit, flags = (*fields, "", "", "", "")[:4]
    return Line(
        name=name,
        how=how.strip() or "given",
        roles=tuple(roles.split("/")),
        indicator=indicator,
        unit=unit,
        flags=frozenset(flags.split()),
    )
