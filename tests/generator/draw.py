"""Reports by number: the same seed and number give the same report on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.generator.breaks import CAUSES, plant
from tests.generator.compose import Size, compose
from tests.generator.phrases import Phrasebook
from tests.generator.records import Break, Report
from tests.generator.world import FIRST_YEAR, Period, draw_commune, draw_district

SHORT = Size(sections=4, per_section=4, tables=1)
PERIODS = tuple(
    Period(year=year, half=half)
    for year in (FIRST_YEAR + 1, FIRST_YEAR + 2, FIRST_YEAR + 3)
    for half in (True, False)
)
"""Six periods, each with its own earlier one."""
SCARCE = frozenset(
    ("wrong_base", "missing_part", "counted_twice", "mean_of_percents", "column_slip")
)
"""Causes that only totals, tables or sentences with two bases offer."""
DISTRICTS = 8
"""One report in so many is a district's."""


def draw_report(book: Phrasebook, seed: int, number: int, size: Size = Size()) -> Report:  # noqa: B008
    """Report `number` of a seed: mostly of communes, of any period."""
    key = f"{seed}-{number:05d}"
    rng = Random(f"{key} draw")
    if rng.randrange(DISTRICTS) == 0:
        unit = draw_district(f"{seed} {number // 100}", book.frame)
    else:
        unit = draw_commune(f"{seed} {number}", book.frame)
    return compose(book, unit, rng.choice(PERIODS), key, size)


def draw_region(book: Phrasebook, seed: int) -> Iterator[tuple[str, Report]]:
    """The reports of a district and its 20 communes over six periods, which agree; with names.

    The district's series are the sums of its communes', each period's earlier values the results
    reported then.
    """
    district = draw_district(f"{seed} region", book.frame)
    for period in PERIODS:
        half = "06" if period.half else "12"
        for number, unit in enumerate((district, *district.communes)):
            name = f"{period.year}-{half}-{number:02d}"
            yield name, compose(book, unit, period, f"{seed} region {name}")


def draw_broken(
    book: Phrasebook, seed: int, number: int, causes: tuple[str, ...] = CAUSES, most: int = 3
) -> tuple[Report, tuple[Break, ...]]:
    """A short report with up to `most` breaks of different causes, in different phrasings."""
    report = draw_report(book, seed, number, SHORT)
    rng = Random(f"{seed} {number} breaks")
    breaks: list[Break] = []
    for cause in _in_turn(causes, number, rng):
        taken = {one.claim.phrase for one in breaks}
        found = plant(report, cause, rng) if len(breaks) < most else None
        if found is None or found.claim.phrase in taken or _repeats(report, found):
            continue
        if not any(_hides(found, one) or _hides(one, found) for one in breaks):
            breaks.append(found)
    return report, tuple(breaks)


def _in_turn(causes: tuple[str, ...], number: int, rng: Random) -> list[str]:
    """The causes in any order; in every other report those first that few claims offer."""
    order = rng.sample(causes, len(causes))
    return sorted(order, key=lambda cause: cause not in SCARCE) if number % 2 else order


def _hides(one: Break, other: Break) -> bool:
    """Whether one break changes the figure that another may have copied."""
    return (one.was.value, one.was.unit) == (other.now.value, other.now.unit)


def _repeats(report: Report, found: Break) -> bool:
    """Whether the changed figure is an operand of claims of two phrasings."""
    return len({claim.phrase for claim in report.claims if found.was in claim.figures}) > 1
