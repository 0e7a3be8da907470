"""How comparing reports with each other grows with their number: `python -m tests.bench.across`.

    python -m tests.bench.across [--reports 1000 10000 100000] [--figures 40]

The facts are generated straight into the tables: districts of twenty communes over six years,
every report with values of the year before, districts with the sums of their communes, and one
figure in ten thousand otherwise than it was reported. Time per report should stay the same.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import datetime
from pathlib import Path

import duckdb

from models.lexicon import load
from pipeline.across import across_checks, compare_reports
from pipeline.settings import CheckSettings
from pipeline.store.connect import open_for_writing
from pipeline.store.write import write_indicators

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


def main() -> None:
    """Generates, compares, prints a line for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--figures", type=int, default=40)
    args = parser.parse_args()
    print(
        f"{'reports':>9}{'facts':>12}{'seconds':>10}{'ms/report':>11}{'relations':>12}{'told':>8}"
    )
    for wanted in args.reports:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "so.duckdb"
            with open_for_writing(path, "bench") as connection:
                reports = fill(connection, wanted, args.figures)
                started = time.perf_counter()
                compare_reports(connection, NOW, CheckSettings())
                seconds = time.perf_counter() - started
                counts = connection.execute(
                    "SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM relations), "
                    "(SELECT count(*) FROM findings)"
                ).fetchone()
        facts, relations, told = counts or (0, 0, 0)
        print(
            f"{reports:9}{facts:12}{seconds:10.1f}{1000 * seconds / reports:11.2f}"
            f"{relations:12}{told:8}",
            flush=True,
        )
    print("checks: " + ", ".join(check.id for check in across_checks()))


if __name__ == "__main__":
    main()
