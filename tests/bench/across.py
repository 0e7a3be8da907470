"""(f) How comparing reports with each other grows with their number.

The facts are generated straight into the tables: districts of twenty communes over six years,
every report with values of the year before, districts with the sums of their communes, and one
figure in ten thousand otherwise than it was reported. Time per report should stay the same.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from models.lexicon import load
from pipeline.across import across_checks, compare_reports
from pipeline.settings import CheckSettings
from pipeline.store.connect import open_for_writing
from pipeline.store.write import write_indicators
from tests.bench.records import Ratio, Result, Row

YEARS = 6
COMMUNES = 20
NOW = datetime(2024, 7, 1)  # noqa: DTZ001 - as the store keeps times

_REPORTS = """
INSERT INTO store.reports BY NAME
SELECT
    printf('%012d-%d-%02d', district, year, member) AS report_id,
    report_id || '.txt' AS file_name, '/bench/' || file_name AS file_path, report_id AS sha256,
    'ok' AS status, '' AS status_detail, 'socio_economic' AS kind,
    if(member = 0, 'huyện', 'xã') AS level,
    if(member = 0, 'huyện ' || district, 'xã ' || district || '-' || member) AS unit_name,
    CAST(district AS VARCHAR) AS district,
    member || '/BC-UBND' AS symbol, make_date(2018 + year, 6, 20) AS report_date,
    make_date(2018 + year, 1, 1) AS period_start, make_date(2018 + year, 6, 30) AS period_end,
    '' AS judged_by
FROM range($districts) AS d(district), range($years) AS y(year), range($communes + 1) AS m(member)
"""

_FACTS = """
INSERT INTO store.facts BY NAME
WITH communes AS (
    SELECT
        district, member, year, series,
        100 + hash(district, member, series) % 900 + hash(district, member, series, year) % 100 AS v
    FROM range($districts) AS d(district), range(1, $communes + 1) AS m(member),
        range(-1, $years) AS y(year), range($figures // 2) AS s(series)
),
true_values AS (
    FROM communes
    UNION ALL BY NAME
    SELECT district, 0 AS member, year, series, sum(v) AS v FROM communes GROUP BY ALL
),
said AS (
    SELECT *, 'actual' AS role, year AS of_year FROM true_values WHERE year >= 0
    UNION ALL
    SELECT district, member, year + 1, series, v, 'prior', year FROM true_values
    WHERE year < $years - 1
),
written AS (
    SELECT *, v + if(hash(district, member, year, series, role) % 10000 = 0, 37, 0) AS n FROM said
),
codes AS (
    SELECT code, row_number() OVER (ORDER BY code) - 1 AS series
    FROM store.indicators WHERE domain = 'crop'
)
SELECT
    printf('%012d-%d-%02d', district, year, member) AS report_id,
    report_id || '-' || series || role AS fact_id,
    series * 40 + if(role = 'prior', 20, 0) AS char_start, char_start + 4 AS char_end,
    1 AS page, CAST(n AS VARCHAR) AS text, n AS value, 0 AS decimals, 'con' AS unit,
    n AS canonical_value, 'con' AS canonical_unit, role, code AS indicator, code AS label,
    '' AS place, make_date(2018 + CAST(of_year AS INTEGER), 1, 1) AS period_start,
    make_date(2018 + CAST(of_year AS INTEGER), 6, 30) AS period_end, false AS approx,
    CAST([] AS VARCHAR[]) AS flags, '' AS section, '' AS quote, [] AS evidence, '' AS base,
    series AS block, 'count' AS dimension, 1 AS scale, 'exact' AS approximation,
    '' AS subject, n AS low, n AS high, 0 AS step
FROM written JOIN codes USING (series)
"""


def fill(connection: duckdb.DuckDBPyConnection, reports: int, figures: int) -> int:
    """Generates about so many reports of so many figures each, and says how many."""
    write_indicators(connection, load().indicators.values())
    districts = max(1, reports // (YEARS * (COMMUNES + 1)))
    sizes = {"districts": districts, "years": YEARS, "communes": COMMUNES}
    connection.execute(_REPORTS, sizes)
    connection.execute(_FACTS, {**sizes, "figures": figures})
    return districts * YEARS * (COMMUNES + 1)


def measure(sizes: Sequence[int], figures: int = 40) -> Result:
    """Milliseconds a report for comparing so many reports."""
    rows = []
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_for_writing(Path(folder) / "bench.duckdb", "bench") as connection,
        ):
            reports = fill(connection, size, figures)
            started = time.perf_counter()
            compare_reports(connection, NOW, CheckSettings())
            seconds = time.perf_counter() - started
            (facts,), (told,) = connection.execute(
                "SELECT count(*) FROM facts UNION ALL SELECT count(*) FROM findings"
            ).fetchall()
        name = f"{reports:,} reports, {facts:,} facts, {told:,} findings"
        rows.append(Row(name=name, value=1000 * seconds / reports, unit="ms/report", size=reports))
    growth = rows[-1].value / rows[0].value
    checks = ", ".join(check.id for check in across_checks())
    return Result(
        letter="f",
        title=f"comparing reports with each other ({checks})",
        rows=tuple(rows),
        ratios=(
            Ratio(name="time a report, most : fewest", value=growth, asked="about 1 (linear)"),
        ),
    )
