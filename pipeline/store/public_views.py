"""The views that have a query of their own, in `views/NAME.sql`; each may use those before it."""

from __future__ import annotations

from importlib.resources import files

from pipeline.store.columns import DATE, NUMBER, REAL, REPORT, TEXT, TEXTS, WHOLE, YES_NO
from pipeline.store.columns import column as _c
from pipeline.store.ddl import PRIVATE_SCHEMA, Column, View

_FOLDER = files("pipeline.store") / "views"


def _view(name: str, comment: str, *columns: Column) -> View:
    return View(name=name, comment=comment, query=_query(name), columns=columns)


def _query(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text("utf-8")


_UNIT_ID = _c("unit_id", TEXT, "The reporting unit: places.unit_id; NULL if not told for certain.")
_UNIT_CODE = _c("unit_code", TEXT, "Official code of the reporting unit, else NULL.")
_UNIT_NAME = _c("unit_name", TEXT, "Official name of the reporting unit, else as it calls itself.")
_LEVEL = _c("level", TEXT, "xã, huyện or tỉnh.")
_DISTRICT = _c("district", TEXT, "District of the unit, if any.")
_PROVINCE = _c("province", TEXT, "Province of the unit.")
_INDICATOR = _c("indicator", TEXT, "What is measured: indicators.code.")
_INDICATOR_NAME = _c("indicator_name", TEXT, "Vietnamese name of the indicator.")
_SEASON = _c("season", TEXT, "Season of a crop figure, else NULL.")
_UNIT = _c("unit", TEXT, "Canonical unit of actual, plan and prior.")
_START = _c("period_start", DATE, "First day of the period meant.")
_END = _c("period_end", DATE, "Last day of the period meant.")
_ACTUAL = _c("actual", NUMBER, "Reported result.")
_PLAN = _c("plan", NUMBER, "What was planned, assigned or allotted.")
_PRIOR = _c("prior", NUMBER, "Value of the earlier period, as stated.")
_PCT_PLAN = _c("pct_plan", NUMBER, "Stated percentage of the plan.")
_PCT_CHANGE = _c("pct_change", NUMBER, "Stated change in percent; decreases are negative.")
_DISPUTED = _c("disputed", YES_NO, "Whether an open error or warning concerns one of its figures.")

PLACES = _view(
    "places",
    "Official units with dates of validity: those of before 1 July 2025, and those since.",
    _c("unit_id", TEXT, "The code, with the year of the first day where that is known."),
    _c("code", TEXT, "Official code; it may have been another unit's before the reform."),
    _c("name", TEXT, "Official name with its sort: Xã …, Phường …, Thị xã …"),
    _c("level", TEXT, "xã, huyện or tỉnh."),
    _c("parent", TEXT, "unit_id of the unit above, NULL for a province."),
    _c(
        "district",
        TEXT,
        "Name of the district it belongs to, with its sort; NULL if there is none.",
    ),
    _c("province", TEXT, "Name of the province it belongs to, with its sort."),
    _c("valid_from", DATE, "First day; NULL if not known (before the reform)."),
    _c("valid_to", DATE, "Last day; NULL as long as it exists."),
    _c("successors", TEXTS, "unit_ids of the units that it went into on 1 July 2025."),
    _c("predecessors", TEXTS, "unit_ids of the units of which it was made on 1 July 2025."),
)

PLACE_CHANGES = _view(
    "place_changes",
    "Which unit went into which on 1 July 2025; a unit that was divided has several rows.",
    _c("old_id", TEXT, "unit_id until then."),
    _c("old_code", TEXT, "Code until then."),
    _c("old_name", TEXT, "Name until then."),
    _c("old_province", TEXT, "Province until then."),
    _c("new_id", TEXT, "unit_id since then."),
    _c("new_code", TEXT, "Code since then."),
    _c("new_name", TEXT, "Name since then."),
    _c("new_province", TEXT, "Province since then."),
    _c("changed_on", DATE, "First day of the new unit."),
    _c("whole", YES_NO, "Whether all of the old unit went there; else it was divided."),
)

OBSERVATIONS = _view(
    "observations",
    "Figures of one subject side by side, in canonical units; without superseded reports.",
    REPORT,
    _c("indicator", TEXT, "What is measured: indicators.code, or other."),
    _c("label", TEXT, "The subject in the source's words."),
    _c("place", TEXT, "Part of the unit (a village), else empty."),
    _c("project", TEXT, "The project or programme, else empty."),
    _SEASON, _UNIT, _START, _END, _ACTUAL, _PLAN,
    _c("prior", NUMBER, "Value of the earlier period."),
    _PCT_PLAN,
    _c("pct_prior", NUMBER, "Stated percentage of the earlier period."),
    _PCT_CHANGE,
    _c("char_start", WHOLE, "Offset of the row's first figure in reports.source_text."),
    _DISPUTED,
)  # fmt: skip

SUBMITTED = View(
    name=f"{PRIVATE_SCHEMA}.submitted",
    comment="Reports whose unit and period are known, without superseded ones.",
    public=False,
    query=_query("submitted"),
    columns=(
        REPORT,
        _c("unit", TEXT, "The same in all reports of a unit: unit_id, else level, name, district."),
        _c("level", TEXT, "xã, huyện or tỉnh."),
        _c("unit_name", TEXT, "The reporting unit."),
        _c("district", TEXT, "What the unit is a part of, or is: its district in small letters; "
           "since July 2025 `tỉnh` and its province."),
        _c("kind", TEXT, "What sort of report it is; empty if it could not be told."),
        _c("period_start", DATE, "First day of the period."),
        _c("period_end", DATE, "Last day of the period."),
        _c("report_date", DATE, "Date of the report."),
        _c("symbol", TEXT, "Number and symbol."),
        _c("file_name", TEXT, "Name of the file."),
        _c("is_newest", YES_NO, "Whether no other report of the same unit, kind and period is "
           "newer by its date and number."),
    ),
)  # fmt: skip

SUBMISSIONS = View(
    name="submissions",
    comment="Which units have reported for which period: each unit known, each period for which "
    "a unit of its level and district reported.",
    query=_query("submissions"),
    columns=(
        _c("unit", TEXT, "The same in all reports of a unit: unit_id, else level, name, district."),
        _c("level", TEXT, "xã, huyện or tỉnh."),
        _c("unit_name", TEXT, "The unit."),
        _c("district", TEXT, "Its district in small letters, since July 2025 `tỉnh` and its "
           "province; NULL if no report names it."),
        _c("kind", TEXT, "What sort of report is expected; NULL if it could not be told."),
        _c("period_start", DATE, "First day of the period."),
        _c("period_end", DATE, "Last day of the period."),
        _c("report_id", TEXT, "The newest report of that kind, unit and period; NULL if none was "
           "submitted."),
    ),
)  # fmt: skip

SERIES = _view(
    "series",
    "One row for each unit, indicator, season and period: the figure of the whole unit, from the "
    "latest report that gives it, beside that of the same period a year earlier.",
    _UNIT_ID, _UNIT_CODE, _UNIT_NAME, _LEVEL, _DISTRICT, _PROVINCE,
    _INDICATOR, _INDICATOR_NAME, _SEASON, _UNIT, _START, _END,
    _c("months", WHOLE, "Length of the period in months, NULL if it is not told."),
    _ACTUAL, _PLAN, _PRIOR, _PCT_PLAN, _PCT_CHANGE,
    _c("pct_of_plan", REAL, "actual / plan · 100, computed."),
    _c("year_before", NUMBER, "actual of the same period a year earlier, from its own report."),
    _c("change_pct", REAL, "(actual / year_before - 1) · 100, computed."),
    _DISPUTED, _c("label", TEXT, "The subject in the source's words."),
    _c("report_id", TEXT, "The report from which the row is taken."),
    _c("reports", WHOLE, "How many stored reports of the unit give the figure for this period."),
    _c("lowest", NUMBER, "Least actual among them."),
    _c("highest", NUMBER, "Greatest actual among them."),
)  # fmt: skip

COMPARISONS = _view(
    "comparisons",
    "Units of one level side by side: the rows of series for one indicator, season and period, "
    "with rank, share and median among the units of the same district or province.",
    _c("within", TEXT, "The district or province whose units are compared."), _LEVEL,
    _INDICATOR, _INDICATOR_NAME, _SEASON, _UNIT, _START, _END,
    _UNIT_ID, _UNIT_CODE, _UNIT_NAME, _ACTUAL, _PLAN,
    _c("pct_of_plan", REAL, "actual / plan · 100, computed."),
    _c("change_pct", REAL, "(actual / year_before - 1) · 100, computed."),
    _c("rank", WHOLE, "Place by actual, 1 for the greatest."),
    _c("units", WHOLE, "How many units give the figure."),
    _c("total", NUMBER, "Sum of actual over these units; without meaning for rates."),
    _c("share_pct", REAL, "actual / total · 100; NULL for rates."),
    _c("median", REAL, "Median of actual over these units."),
    _DISPUTED, _c("report_id", TEXT, "The report from which the row is taken."),
)  # fmt: skip

VIEWS = (PLACES, PLACE_CHANGES, SUBMITTED, OBSERVATIONS, SUBMISSIONS, SERIES, COMPARISONS)
