"""Reads the consolidation tables: indicators by units of a district, for one period each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

import duckdb

from models.collation import sort_key
from models.consolidation import Cell, Circle, Consolidation, Entry, Line, Totals

MOST_TABLES = 24
"""A workbook of more sheets is none that a person turns the pages of; older periods stay in the
database."""

_INDICATORS = "SELECT code, name_vi, name_en, domain, unit FROM store.indicators ORDER BY rowid"
_UNITS = (
    "SELECT unit, any_value(unit_name), bool_or(report_id IS NOT NULL) FROM submissions "
    "WHERE level = $level AND district IS NOT DISTINCT FROM $district "
    "AND period_start = $period_start AND period_end = $period_end GROUP BY unit"
)
_FIELDS = {"plan": "plan", "actual": "actual", "pct_plan": "percent"}
"""The field of a cell for each part."""

Cells = Mapping[str, Cell]


def load_consolidations(
    connection: duckdb.DuckDBPyConnection, lang: str, most: int = MOST_TABLES
) -> Iterator[Consolidation]:
    """The tables of the newest periods, at most `most`; the newest first, communes first.

    A figure stands in a table once, in its canonical unit. Which of several figures of a unit
    it is, is told in `queries/entries.sql`; that there were several stands in `Entry.others`.
    """
    indicators = connection.execute(_INDICATORS).fetchall()
    for row in connection.execute(_query("circles"), [most]).fetchall():
        names = ("level", "district", "seat", "period_label", "period_start", "period_end")
        circle = Circle(**dict(zip(names, row, strict=True)))
        key = {
            "level": circle.level,
            "district": circle.district,
            "period_start": circle.period_start,
            "period_end": circle.period_end,
        }
        units = connection.execute(_UNITS, key).fetchall()
        units.sort(key=lambda unit: sort_key(unit[1]))
        cells = _cells(connection.execute(_query("entries", lang), key).fetchall())
        yield Consolidation(
            circle=circle,
            units={unit: name for unit, name, has_reported in units if has_reported},
            missing=tuple(name for _, name, has_reported in units if not has_reported),
            lines=tuple(_lines(indicators, cells, lang)),
        )


def _cells(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, Mapping[str, Cells]]:
    """The cells by indicator, season and unit."""
    entries: dict[tuple[str, str, str], dict[str, Entry]] = defaultdict(dict)
    for unit, indicator, season, part, value, others, label, disputes in rows:
        entries[indicator, season, unit][_FIELDS[part]] = Entry(
            value=value, others=tuple(others), label=label, disputes=tuple(disputes)
        )
    cells: dict[str, dict[str, dict[str, Cell]]] = {}
    for (indicator, season, unit), parts in entries.items():
        cells.setdefault(indicator, {}).setdefault(season, {})[unit] = Cell(**parts)
    return cells


def _lines(
    indicators: Iterable[tuple[Any, ...]], cells: Mapping[str, Mapping[str, Cells]], lang: str
) -> Iterator[Line]:
    for code, name_vi, name_en, domain, unit in indicators:
        for season, of_units in sorted(cells.get(code, {}).items()):
            adds_up = bool(unit) and unit != "%" and "/" not in unit
            yield Line(
                indicator=code,
                name=name_en if lang == "en" else name_vi,
                domain=domain,
                unit=unit,
                season=season,
                adds_up=adds_up,
                cells=of_units,
                totals=_totals(of_units, adds_up=adds_up),
            )


def _totals(cells: Cells, *, adds_up: bool) -> Totals:
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
