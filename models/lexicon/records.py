"""The records of the lexicon: what each sort of TOML entry says, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.lexicon.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something that reports give figures for, and the words by which it is recognised."""

    code: str
    """Dotted, stable: `herd.buffalo`."""
    unit: str
    """The unit it is usually stated in; `con/liều` where two are usual, empty where any is."""
    dimension: str
    """The dimension of `unit`; `count` where it has none."""
    parent: str | None
    """The indicator of which this is a part: the parts of one parent may be added up."""
    domain: str
    """The first part of the code."""
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    """Phrases which suffice where they stand in the words that govern a figure."""
    weak: tuple[str, ...]
    """Phrases which suffice only where one of `context` stands in the wider context."""
    context: tuple[str, ...]
    """Phrases of the clause, the sentence, the list's head or the section titles."""
    unless: tuple[str, ...]
    """Phrases that rule the indicator out where they stand in the figure's own clause."""
    units: tuple[str, ...]
    """Units or dimensions of which a stated figure must have one (percentages apart)."""
    rate: str | None
    """The indicator of its share of the whole, where that has a code of its own."""
    whole: str | None
    """The indicator of the Y in `X/Y` where X is of this one and Y is the whole."""
    whole_of: tuple[str, ...]
    """Units in which any Y in `X/Y` that is a whole is of this indicator, unless `whole` tells."""
    example: str
    """A sentence in the reports' manner; the figure meant stands in ⟦ ⟧."""
    seen: str
    """The sort of report that uses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure, or a noun that is counted."""

    name: str
    """The canonical spelling."""
    dimension: str
    """area, length, volume, mass, yield, money, percent, duration or count."""
    scale: Decimal
    """What one unit is in the dimension's canonical unit."""
    spellings: tuple[str, ...]
    unless: tuple[str, ...]
    """Words that begin with a spelling and are no unit: `giải ngân` counts no prizes."""
    example: str
    regional: Mapping[str, Decimal]
    """By region, the scale it has there; empty where it is the same in the whole country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that mark something about a figure, as a pattern."""

    group: str
    """What it marks and in which stage it is looked for: `role.plan`, `kind.label`."""
    name: str
    """Unique within the group; kept as evidence."""
    pattern: str
    example: str
    value: str = ""
    """What the cue stands for, where the group does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme, plan or campaign that reports name in many ways."""

    code: str
    vi: str
    en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day that is celebrated every year, with the year from which its anniversaries count."""

    name: str
    phrases: tuple[str, ...]
    """How reports call it behind `kỷ niệm … năm`; of all phrases the longest that fits decides."""
    unless: tuple[str, ...]
    """Words behind the phrase with which it is something else: `thành lập Đảng` + `bộ`."""
    since: int
    """The year of the event."""
    source: str
    """What fixes the year: a law, a decision, the event itself."""
    example: str
    """A sentence in the reports' manner; the count of years stands in ⟦ ⟧."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A word that must not become an alias, and why."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet, with what it contributes to the indicators made from it."""

    key: str
    """What stands in the code."""
    vi: str
    en: str
    aliases: tuple[str, ...]
    default: bool = False
    """Whether it holds where the text names no value of the facet."""
    implies: str = ""
    """The value of the family's first facet that this one suggests where the text names none."""
    weak: tuple[str, ...] = ()
    """Phrases which suffice only together with another facet's words, or in `context`."""
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    parent: str = ""
    """What stands in the code instead of `key` in the indicator that comprises it."""
    apart: tuple[str, ...] = ()
    """Values of other facets with which it is not part of `parent`."""
    without: tuple[str, ...] = ()
    """Values of other facets with which it does not combine."""
    sums: bool = True
    """Whether parts add up at all; rates and yields do not."""
    example: str = ""
    """A sentence with the other facets in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One dimension along which the indicators of a family differ."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Indicators that are a product of facets, written once."""

    name: str
    code: str
    """The codes' template: `award.{level}.{form}.{who}`."""
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """All that is known beforehand, validated. Compared by identity, so that it can key a cache."""

    indicators: Mapping[str, Indicator]
    """By code, in file order."""
    units: tuple[Unit, ...]
    cues: tuple[Cue, ...]
    programmes: tuple[Programme, ...]
    excluded: tuple[Excluded, ...]
    families: tuple[Family, ...]
    occasions: tuple[Occasion, ...]

    def cues_of(self, group: str) -> Iterator[Cue]:
        """The cues of a group, in file order."""
        return (cue for cue in self.cues if cue.group == group)

    def alternatives(self, group: str) -> Iterator[tuple[str, Cue]]:
        """The phrases of a group, divided by `|` in its patterns, folded; each with its cue."""
        return (
            (phrase, cue) for cue in self.cues_of(group) for phrase in fold(cue.pattern).split("|")
        )

    def phrases(self, group: str) -> tuple[str, ...]:
        """The phrases of a group, folded.

        >>> from models.lexicon import load
        >>> load().phrases("cited.day")
        ('ngày',)
        """
        return tuple(phrase for phrase, _ in self.alternatives(group))

    def names(self, group: str) -> frozenset[str]:
        """The names, of units for instance, that the values of a group list with commas."""
        return frozenset(
            name.strip() for cue in self.cues_of(group) for name in cue.value.split(",")
        )
