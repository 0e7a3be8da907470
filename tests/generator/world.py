"""What is true of invented places: their names, their people, their series over the years.

Nothing depends on what was asked before: every value is drawn from the seed and its own name, so
that reports of one unit for several periods agree, and a district is the sum of its communes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from tests.generator.numbers import stated
from tests.generator.phrases import Topic

REGIONS = ("north", "south", "highland")
FIRST_YEAR = 2021


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Half a year or a year."""

    year: int
    half: bool

    @property
    def before(self) -> Period:
        """The same months of the year before (cùng kỳ)."""
        return Period(year=self.year - 1, half=self.half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one series says in one report."""

    actual: Decimal
    plan: Decimal
    prior: Decimal


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A commune, or a district of communes."""

    seed: str
    name: str
    region: str
    district: str
    province: str
    villages: tuple[str, ...] = ()
    communes: tuple[Unit, ...] = ()

    @property
    def level(self) -> str:
        """Xã or huyện, in small letters."""
        return "huyện" if self.communes else "xã"

    @cached_property
    def households(self) -> int:
        """How many households it has."""
        if self.communes:
            return sum(commune.households for commune in self.communes)
        return Random(f"{self.seed} households").randint(420, 2400)

    @cached_property
    def persons(self) -> int:
        """How many people it has."""
        if self.communes:
            return sum(commune.persons for commune in self.communes)
        return self.households * 4 + Random(f"{self.seed} persons").randint(11, 400)

    @cached_property
    def area(self) -> Decimal:
        """Its natural area in ha, with two decimals."""
        if self.communes:
            return sum((commune.area for commune in self.communes), Decimal(0))
        return Decimal(Random(f"{self.seed} area").randint(90_000, 800_000)) / 100

    def series(self, topic: Topic, period: Period, members: tuple[Topic, ...] = ()) -> Series:
        """The series of a topic; a total is the sum of its `members`."""
        parts = [self.series(member, period) for member in members]
        parts += [c.series(topic, period) for c in self.communes if not parts]
        if parts:
            return Series(
                actual=sum((part.actual for part in parts), Decimal(0)),
                plan=sum((part.plan for part in parts), Decimal(0)),
                prior=sum((part.prior for part in parts), Decimal(0)),
            )
        actual, plan = self._result(topic, period)
        return Series(actual=actual, plan=plan, prior=self._result(topic, period.before)[0])

    def _result(self, topic: Topic, period: Period) -> tuple[Decimal, Decimal]:
        """Result and plan of the period."""
        key = f"{self.seed} {topic.code} {topic.season}"
        size = Decimal(Random(key).randint(*topic.size))
        rng = Random(f"{key} {period.year} {period.half}")
        growth = 1 + (period.year - FIRST_YEAR) * Decimal(rng.randint(-20, 40)) / 1000
        plan = stated(size * growth, topic.places if rng.random() < 0.4 else 0, cut=False)
        low = 45 if period.half else 75
        share = Decimal(rng.randint(low * 10, 1180)) / 1000
        return stated(plan * share, topic.places, cut=False), plan


def draw_commune(seed: str, frame: dict[str, dict[str, list[list[str]]]], region: str = "") -> Unit:
    """An invented commune; equal seeds give the same one."""
    rng = Random(f"{seed} commune")
    drawn = rng.choice(REGIONS)
    region = region or drawn
    names = frame["names"][region]
    return Unit(
        seed=seed,
        name=_name(rng, names),
        region=region,
        district=_name(rng, names),
        province=_name(rng, names),
        villages=_villages(rng, names),
    )


def draw_district(seed: str, frame: dict[str, dict[str, list[list[str]]]], size: int = 20) -> Unit:
    """An invented district of `size` communes with different names."""
    rng = Random(f"{seed} district")
    region = rng.choice(REGIONS)
    names = frame["names"][region]
    district, province = _name(rng, names), _name(rng, names)
    communes: dict[str, Unit] = {}
    number = 0
    while len(communes) < size:
        drawn = draw_commune(f"{seed}.{number}", frame, region)
        number += 1
        commune = Unit(
            seed=drawn.seed,
            name=drawn.name,
            region=region,
            district=district,
            province=province,
            villages=drawn.villages,
        )
        communes.setdefault(commune.name, commune)
    return Unit(
        seed=seed,
        name=district,
        region=region,
        district=district,
        province=province,
        communes=tuple(communes.values()),
    )


def _villages(rng: Random, syllables: list[list[str]]) -> tuple[str, ...]:
    """Five to twelve different names."""
    names: dict[str, None] = {}
    wanted = rng.randint(5, 12)
    while len(names) < wanted:
        names[_name(rng, syllables)] = None
    return tuple(names)


def _name(rng: Random, syllables: list[list[str]]) -> str:
    return " ".join(map(rng.choice, syllables))
