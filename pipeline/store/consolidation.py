"""Reads the consolidation tables: indicators by units of a district, for one period each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from operator import itemgetter
from typing import Any

import duckdb

from models.collation import sort_key
from models.consolidation import Cell, Circle, Consolidation, Entry, Line, Totals

MOST_TABLES = 24
"""A workbook of more sheets is none that a person turns the pages of; older periods stay in the
database."""

_INDICATORS = "SELECT code, name_vi, name_en, domain, unit FROM store.indicators ORDER BY rowid"
_PREPARED = (
    "CREATE OR REPLACE TEMP TABLE circles AS {circles}",
    # who has submitted what is worked out once, not anew for each table
    (
        "CREATE OR REPLACE TEMP TABLE members AS SELECT s.* FROM store.submitted AS s "
        "SEMI JOIN circles USING (level, period_start, period_end) WHERE s.is_newest"
    ),
    (
        "CREATE OR REPLACE TEMP TABLE awaited AS SELECT s.* FROM submissions AS s "
        "SEMI JOIN circles USING (level, period_start, period_end)"
    ),
    "CREATE OR REPLACE TEMP TABLE official AS FROM places",
)
_UNITS = (
    "SELECT unit, any_value(unit_name), bool_or(report_id IS NOT NULL) FROM awaited "
    "WHERE level = $level AND district IS NOT DISTINCT FROM $district "
    "AND period_start = $period_start AND period_end = $period_end GROUP BY unit"
)
_FIELDS = {"plan": "plan", "actual": "actual", "pct_plan": "percent"}
"""The field of a cell for each part."""


def load_consolidations(
    connection: duckdb.DuckDBPyConnection, lang: str, most: int = MOST_TABLES
) -> Iterator[Consolidation]:
    """The tables of the newest periods, at most `most`; the newest first, communes first.

    A figure stands in a table once, in its canonical unit. Which of several figures of a unit
    it is, is told in `queries/entries.sql`; that there were several stands in `Entry.others`.
    """
    indicators = connection.execute(_INDICATORS).fetchall()
    for statement in _PREPARED:
        connection.execute(statement.format(circles=_query("circles").replace("$1", str(most))))
    for row in connection.execute("FROM circles").fetchall():
        names = ("level", "district", "seat", "period_label", "period_start", "period_end")
        circle = Circle(**dict(zip(names, row, strict=True)))
        key = {
            "level": circle.level,
            "district": circle.district,
            "period_start": circle.period_start,
            "period_end": circle.period_end,
        }
        known = connection.execute(_UNITS, key).fetchall()
        official = connection.execute(_query("siblings"), key).fetchall()
        units = sorted(_with_official(known, official), key=lambda unit: sort_key(unit[1]))
        drafts = _drafts(connection.execute(_query("entries", lang), key).fetchall())
        yield Consolidation(
            circle=circle,
            units={unit: name for unit, name, has_reported in units if has_reported},
            missing=tuple(name for _, name, has_reported in units if not has_reported),
            lines=tuple(_by_domain(_lines(indicators, drafts, lang))),
        )


def _with_official(
    known: Sequence[tuple[Any, ...]], official: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[str, str, bool]]:
    """Key, name and whether it reported, of units that ever did and of official ones that never."""
    keys, names = {unit for unit, _, _ in known}, {name.casefold() for _, name, _ in known}
    for unit, name, has_reported in known:
        yield unit, name, has_reported
    for code, name in official:
        if code not in keys and name.casefold() not in names:
            yield code, name, False


@dataclass(slots=True)
class _Draft:
    """A line in the making."""

    is_rate: bool = False
    cells: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    """Entries by unit and field of the cell."""


def _drafts(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, Mapping[tuple[str, str], _Draft]]:
    """Lines by indicator, then by season and unit of measure.

    A percentage goes with the figures of its unit; where these are told in two measures, with
    the first. A percentage without figures is told in no measure.
    """
    drafts: dict[str, dict[tuple[str, str], _Draft]] = defaultdict(lambda: defaultdict(_Draft))
    measures: dict[tuple[str, str, str], str] = {}
    for unit, indicator, season, part, told_in, is_rate, value, others, label, disputes in rows:
        of_unit = (indicator, season, unit)
        measure = told_in or measures.get(of_unit, "")
        measures.setdefault(of_unit, measure)
        draft = drafts[indicator][season, measure]
        draft.is_rate = draft.is_rate or (is_rate and part != "pct_plan")
        draft.cells[unit][_FIELDS[part]] = Entry(
            value=value, others=tuple(others), label=label, disputes=tuple(disputes)
        )
    return drafts


def _lines(
    indicators: Iterable[tuple[Any, ...]],
    drafts: Mapping[str, Mapping[tuple[str, str], _Draft]],
    lang: str,
) -> Iterator[Line]:
    for code, name_vi, name_en, domain, unit in indicators:
        for (season, measure), draft in sorted(drafts.get(code, {}).items(), key=itemgetter(0)):
            cells = {key: Cell(**entries) for key, entries in draft.cells.items()}
            yield Line(
                indicator=code,
                name=name_en if lang == "en" else name_vi,
                domain=domain,
                unit=measure or unit,
                season=season,
                adds_up=not draft.is_rate,
                cells=cells,
                totals=_totals(cells, adds_up=not draft.is_rate),
            )


def _by_domain(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of a domain one behind the other, domains in the order they come first."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.domain, []).append(line)
    for group in groups.values():
        yield from group


def _totals(cells: Mapping[str, Cell], *, adds_up: bool) -> Totals:
    """The sums of a line; the percentage is of units that state plan and result alike."""
    plans = [cell.plan.value for cell in cells.values() if cell.plan]
    actuals = [cell.actual.value for cell in cells.values() if cell.actual]
    if not adds_up:
        return Totals(units=len(actuals))
    pairs = [
        (cell.plan.value, cell.actual.value) for cell in cells.values() if cell.plan and cell.actual
    ]
    planned = sum((plan for plan, _ in pairs), Decimal(0))
    reached = sum((actual for _, actual in pairs), Decimal(0))
    return Totals(
        units=len(actuals),
        plan=sum(plans, Decimal(0)) if plans else None,
        actual=sum(actuals, Decimal(0)) if actuals else None,
        percent=reached / planned * 100 if planned else None,
    )


def _query(name: str, lang: str = "vi") -> str:
    """The text of `queries/NAME.sql`, with the messages of findings in `lang`."""
    text = files("pipeline.store").joinpath("queries", f"{name}.sql").read_text("utf-8")
    return text.replace("d.message", "d.message_en") if lang == "en" else text
