"""From parsed TOML documents to one lexicon.

A document may hold any of the tables `indicator`, `family`, `extend`, `unit`, `cue`,
`programme`, `occasion` and `excluded`; that our own are kept in files by domain is for readers
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from models.lexicon.check import check_lexicon, check_units
from models.lexicon.entry import Entry
from models.lexicon.families import expand, read_family
from models.lexicon.records import (
    Cue,
    Excluded,
    Family,
    Indicator,
    Lexicon,
    Occasion,
    Programme,
    Unit,
)

_REGIONS = ("north", "centre", "south")
"""Where units of one name differ in size; cues of the group `region` name their provinces."""

Document = tuple[str, dict[str, Any]]
"""The file's name and what it says."""


def build(documents: Sequence[Document]) -> Lexicon:
    """The lexicon that the documents make together, validated.

    Raises:
        LexiconError: an entry is wrong; the message names file, entry and nearest valid word.
    """
    roots = [Entry(tables, file, "") for file, tables in documents]
    named = [(read_unit(entry), entry) for root in roots for entry in root.tables("unit", "name")]
    check_units(named)
    units = tuple(unit for unit, _ in named)
    origins: list[tuple[Indicator, Entry]] = []
    families: list[Family] = []
    reader = _IndicatorReader(units)
    for root in roots:
        origins.extend((reader.read(entry), entry) for entry in root.tables("indicator", "code"))
        for entry in root.tables("family", "name"):
            templates = read_family(entry)
            families.append(templates.family)
            origins.extend((made, entry) for made in expand(templates, reader.dimension))
    extensions = [entry for root in roots for entry in root.tables("extend", "code")]
    cues = [(read_cue(entry), entry) for root in roots for entry in root.tables("cue", "name")]
    programmes = [read_programme(e) for root in roots for e in root.tables("programme", "code")]
    occasions = [read_occasion(e) for root in roots for e in root.tables("occasion", "name")]
    excluded = [read_excluded(e) for root in roots for e in root.tables("excluded", "word")]
    for root in roots:
        root.close()
    extended = list(_extended(origins, extensions))
    check_lexicon(extended, cues, excluded)
    return Lexicon(
        indicators=MappingProxyType({made.code: made for made, _ in extended}),
        units=units,
        cues=tuple(cue for cue, _ in cues),
        programmes=tuple(programmes),
        excluded=tuple(excluded),
        families=tuple(families),
        occasions=tuple(occasions),
    )


def read_unit(entry: Entry) -> Unit:
    """The unit that the table describes; a counted noun needs neither dimension nor scale."""
    name = entry.text("name")
    regional = {region: entry.decimal(region, "0") for region in _REGIONS}
    unit = Unit(
        name=name,
        dimension=entry.text("dimension", "count"),
        scale=entry.decimal("scale", "1"),
        spellings=entry.texts("spellings") or (name,),
        unless=entry.texts("unless"),
        example=entry.text("example", ""),
        regional={region: scale for region, scale in regional.items() if scale},
    )
    entry.close()
    return unit


def read_cue(entry: Entry) -> Cue:
    """The cue that the table describes."""
    cue = Cue(
        group=entry.text("group"),
        name=entry.text("name"),
        pattern=entry.text("pattern"),
        example=entry.text("example"),
        value=entry.text("value", ""),
    )
    entry.close()
    return cue


def read_programme(entry: Entry) -> Programme:
    """The programme that the table describes."""
    programme = Programme(
        code=entry.text("code"),
        vi=entry.text("vi"),
        en=entry.text("en"),
        aliases=entry.texts("aliases"),
    )
    entry.close()
    return programme


def read_occasion(entry: Entry) -> Occasion:
    """The day celebrated that the table describes."""
    occasion = Occasion(
        name=entry.text("name"),
        phrases=entry.texts("phrases"),
        unless=entry.texts("unless"),
        since=int(entry.decimal("since", "")),
        source=entry.text("source"),
        example=entry.text("example"),
    )
    entry.close()
    return occasion


def read_excluded(entry: Entry) -> Excluded:
    """The excluded word that the table describes."""
    excluded = Excluded(word=entry.text("word"), reason=entry.text("reason"))
    entry.close()
    return excluded


class _IndicatorReader:
    """Reads indicators against the units known."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.dimensions = {unit.name: unit.dimension for unit in units}
        self.allowed = self.dimensions.keys() | set(self.dimensions.values())

    def dimension(self, entry: Entry, unit: str) -> str:
        """The dimension of `unit`, which may name two (`con/liều`) or none."""
        if not unit:
            return "count"
        if unit in self.dimensions:
            return self.dimensions[unit]
        dimensions = [self._known(entry, part) for part in unit.split("/")]
        return dimensions[0]

    def read(self, entry: Entry) -> Indicator:
        """The indicator that the table describes."""
        code, unit = entry.text("code"), entry.text("unit", "")
        dimension = self.dimension(entry, unit)
        made = Indicator(
            code=code,
            unit=unit,
            dimension=dimension,
            parent=entry.text("parent", "") or None,
            domain=code.partition(".")[0],
            name_vi=entry.text("vi"),
            name_en=entry.text("en"),
            aliases=entry.texts("aliases"),
            weak=entry.texts("weak"),
            context=entry.texts("context"),
            unless=entry.texts("unless"),
            units=entry.texts("units") or (dimension,),
            rate=entry.text("rate", "") or None,
            whole=entry.text("whole", "") or None,
            whole_of=entry.texts("whole_of"),
            example=entry.text("example"),
            seen=entry.text("seen"),
        )
        entry.close()
        for name in (*made.units, *made.whole_of):
            if name not in self.allowed:
                self.dimension(entry, name)
        return made

    def _known(self, entry: Entry, unit: str) -> str:
        if unit not in self.dimensions:
            raise entry.error(
                f"không có đơn vị “{unit}”",
                f"unknown unit “{unit}”",
                wrong=unit,
                valid=self.allowed,
            )
        return self.dimensions[unit]


def _extended(
    origins: Sequence[tuple[Indicator, Entry]], extensions: Sequence[Entry]
) -> Iterator[tuple[Indicator, Entry]]:
    """The indicators with the further aliases that `[[extend]]` gives them."""
    added: dict[str, tuple[str, ...]] = {}
    codes = {made.code for made, _ in origins}
    for entry in extensions:
        code = entry.text("code")
        if code not in codes:
            raise entry.error(
                f"không có chỉ tiêu “{code}”",
                f"unknown indicator “{code}”",
                wrong=code,
                valid=codes,
            )
        added[code] = added.get(code, ()) + entry.texts("aliases")
        entry.close()
    for made, entry in origins:
        more = added.get(made.code, ())
        yield (replace(made, aliases=made.aliases + more) if more else made), entry
