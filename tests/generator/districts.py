"""Districts whose reports agree with each other, and what is planted across them.

Each unit reports the same topics for every period, each time in phrasings of its own choice. What
it says of the year before is what it said then, and the district's figures are the sums of its
communes'. A planted break changes what one report says of one topic, so that the report agrees
with itself and only other reports show the break.

    python -m tests.generator.districts [--districts N] [--communes N] [--set open|held] [--seed S]

plants breaks of every sort in whole districts, has them checked and prints what was found.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb

from pipeline.run import ingest
from pipeline.settings import Settings
from tests.generator.compose import compose_topics
from tests.generator.draw import PERIODS
from tests.generator.phrases import Phrasebook, Topic, load_phrases
from tests.generator.records import Figure, Report, pieces_of, write_text
from tests.generator.truth import allowed
from tests.generator.world import Period, Series, Unit, draw_district

TOPICS = 12
"""How many topics each report is about."""
EARLIER = frozenset({"prior", "pct_prior", "pct_change"})
SUMMED = frozenset({"commune", "district"})
"""Breaks that only the sum of the communes shows."""


@dataclass(frozen=True, kw_only=True)
class Mistaken(Unit):
    """A unit whose report has some series otherwise than they are."""

    said: Mapping[str, Series] = field(default_factory=dict)
    """By what the topic is about."""

    def series(self, topic: Topic, period: Period, members: tuple[Topic, ...] = ()) -> Series:
        """What the report says."""
        return self.said.get(topic.about) or super().series(topic, period, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One break."""

    sort: str
    check: str
    file: str
    """Where it is to be found; for a commune that is silent, its last report."""
    indicator: str = ""


@dataclass(slots=True, kw_only=True)
class District:
    """The reports of a district by file name, and what is planted in them."""

    book: Phrasebook
    unit: Unit
    topics: tuple[Topic, ...]
    rng: Random
    texts: dict[str, str] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    said: dict[str, dict[str, Series]] = field(default_factory=dict)
    """What is said otherwise than it is, by file and by what the topic is about."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """The district, then its communes."""
        return (self.unit, *self.unit.communes)

    def file(self, number: int, period: Period) -> str:
        """The file of the unit with this number in `units`."""
        half = "06" if period.half else "12"
        return f"{self.unit.seed.replace(' ', '-')}-{number:02d}-{period.year}-{half}.txt"

    def report(self, number: int, period: Period) -> Report:
        """What the unit reports."""
        unit = self.units[number]
        said = self.said.get(self.file(number, period), {})
        parts = {one.name: getattr(unit, one.name) for one in fields(Unit)}
        mistaken = Mistaken(**parts, said=said)
        return compose_topics(self.book, mistaken, period, self.topics, self.file(number, period))

    def room(self, topic: Topic, period: Period) -> Fraction:
        """By how much the sum of the communes may be off, where units tell a result loosely."""
        reports = (self.report(number, period) for number in range(len(self.units)))
        told = (piece for one in reports for block in one.blocks for piece in pieces_of(block))
        loose = [
            allowed(one)
            for one in told
            if isinstance(one, Figure) and one.approx and one.indicator == topic.indicator
        ]
        return sum((high - low for low, high in loose), Fraction(0))

    def is_lost(self, number: int, topic: Topic, period: Period) -> bool:
        """Whether what a unit says otherwise is lost in what others tell loosely."""
        true = self.units[number].series(topic, period)
        said = self.said[self.file(number, period)][topic.about]
        return Fraction(said.actual - true.actual) <= self.room(topic, period)

    def plant(self, sort: str, number: int, period: Period) -> None:
        """Plants a break of a topic that has none yet, in the report of a unit for a period."""
        taken = {one.indicator for one in self.planted}
        for topic in self.topics:
            if topic.indicator in taken:
                continue
            true = self.units[number].series(topic, period)
            said = self.said.setdefault(self.file(number, period), {})
            said[topic.about] = _changed(true, sort, topic)
            report = self.report(number, period)
            is_lost = sort in SUMMED and self.is_lost(number, topic, period)
            if (
                true.actual > 0
                and not is_lost
                and (sort != "prior" or _tells_earlier(report, topic))
            ):
                self.texts[self.file(number, period)] = write_text(report).text
                where = 0 if sort == "commune" else number
                check = {"prior": "earlier", "unit": "outlier"}.get(sort, "district")
                self.planted.append(
                    Planted(
                        sort=sort,
                        check=check,
                        file=self.file(where, period),
                        indicator=topic.indicator,
                    )
                )
                return
            del said[topic.about]
        raise LookupError(f"no topic is left for a break of the sort {sort!r}")


def make_district(
    book: Phrasebook, seed: str, communes: int, periods: Sequence[Period] = PERIODS
) -> District:
    """A district with breaks of every sort; equal arguments give equal ones."""
    rng = Random(f"{seed} planted")
    unit = draw_district(seed, book.frame, communes)
    made = District(book=book, unit=unit, topics=_topics(book, unit.region, rng), rng=rng)
    for period in periods:
        for number in range(len(made.units)):
            text = write_text(made.report(number, period)).text
            made.texts[made.file(number, period)] = text
    _plant(made, periods)
    return made


def _plant(made: District, periods: Sequence[Period]) -> None:
    """Breaks of every sort, each of another topic, in other reports."""
    *full, last = periods
    numbers = made.rng.sample(range(1, len(made.units)), min(6, len(made.units) - 1))
    for number, period in zip(numbers[:3], made.rng.choices(full[2:], k=3), strict=False):
        made.plant("prior", number, period)
    first, second, third, fourth = made.rng.sample(full, 4)
    made.plant("commune", numbers[0], first)
    made.plant("commune", numbers[1], second)
    made.plant("district", 0, third)
    made.plant("unit", numbers[2], fourth)
    _hand_in_twice(made, numbers[3], full[-1])
    _keep_silent(made, numbers[-1], full[-1], last)


def _hand_in_twice(made: District, number: int, period: Period) -> None:
    file = made.file(number, period)
    made.texts["z-" + file] = made.texts[file].replace("Nơi nhận", "NƠI NHẬN") + "\n"
    made.planted.append(Planted(sort="twice", check="duplicate", file=file))


def _keep_silent(made: District, number: int, before: Period, period: Period) -> None:
    del made.texts[made.file(number, period)]
    file = made.file(number, before)
    made.planted.append(Planted(sort="silent", check="submission", file=file))


def _changed(true: Series, sort: str, topic: Topic) -> Series:
    """What a report with a break says of a topic."""
    step = Decimal(1).scaleb(-topic.places)
    if sort == "prior":
        prior = (true.prior * Decimal("1.31")).quantize(step) + step
        return Series(actual=true.actual, plan=true.plan, prior=prior)
    factor = 1000 if sort == "unit" else Decimal("1.27")
    actual = (true.actual * factor).quantize(step) + (0 if sort == "unit" else step)
    return Series(actual=actual, plan=true.plan, prior=true.prior)


def _tells_earlier(report: Report, topic: Topic) -> bool:
    """Whether the report says anything of the year before about the topic."""
    figures = (piece for block in report.blocks for piece in pieces_of(block))
    return any(
        isinstance(one, Figure) and one.role in EARLIER and one.indicator == topic.indicator
        for one in figures
    )


def _topics(book: Phrasebook, region: str, rng: Random) -> tuple[Topic, ...]:
    """Topics with an indicator of their own each, that stand for themselves and add up.

    All reports call them by one name, as the district's form does.
    """
    known = [t for t in book.topics if t.alone and not t.members and t.names_in(region)]
    by_indicator = {topic.indicator: topic for topic in known if not topic.money}
    chosen = rng.sample(sorted(by_indicator), min(TOPICS, len(by_indicator)))
    return tuple(
        replace(topic, names={"both": [rng.choice(topic.names_in(region))]}, short={})
        for topic in map(by_indicator.__getitem__, chosen)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of the checks across reports."""

    file: str
    check: str
    indicator: str
    message: str


def check_district(made: District, folder: Path) -> Iterator[Told]:
    """What the program says of the district's reports, read from files in `folder`."""
    for name, text in made.texts.items():
        (folder / name).write_text(text, "utf-8")
    settings = Settings(db=folder / "so.duckdb", jobs=1)
    ingest([folder], settings, lambda outcome, total: None)
    with duckdb.connect(str(settings.db), read_only=True) as connection:
        rows = connection.execute(
            "SELECT r.file_name, f.check_id, coalesce(any_value(t.indicator), ''), f.message "
            "FROM store.findings AS f JOIN reports AS r USING (report_id) "
            "LEFT JOIN facts AS t ON t.report_id = f.report_id AND t.char_start = f.char_starts[1] "
            "WHERE f.across GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return (Told(*row) for row in rows)


def measure(made: District, told: Sequence[Told]) -> tuple[list[Planted], list[Told]]:
    """The breaks that were not found, and what was told that no break explains."""
    said = {(one.check, one.file, one.indicator) for one in told}
    missed = [one for one in made.planted if (one.check, one.file, one.indicator) not in said]
    broken = {one.indicator for one in made.planted if one.indicator}
    sites = {(one.check, one.file) for one in made.planted}
    false = [
        one for one in told if one.indicator not in broken and (one.check, one.file) not in sites
    ]
    return missed, false


def main() -> None:
    """Draws, plants, checks, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--districts", type=int, default=2)
    parser.add_argument("--communes", type=int, default=20)
    parser.add_argument("--set", default="open", choices=("open", "held", "all"), dest="which")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for number in range(args.districts):
        made = make_district(load_phrases(args.which), f"{args.seed}.{number}", args.communes)
        with tempfile.TemporaryDirectory() as folder:
            told = list(check_district(made, Path(folder)))
        missed, false = measure(made, told)
        planted.update(one.sort for one in made.planted)
        found.update(one.sort for one in made.planted if one not in missed)
        print(f"district {number + 1}: {len(made.texts)} reports, {len(false)} false")
        for one in (*missed, *false):
            print(f"  {one}")
    for sort, count in planted.items():
        print(f"{sort:10}{found[sort]:4} of {count}")


if __name__ == "__main__":
    main()
