"""Small stores for the doctests and tests: reports of invented units, half a year each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb

from models.document import Document, Header
from models.fact import Evidence, Fact, Role
from models.lexicon import load
from models.report import Extraction, Report, Status
from models.text import Source
from pipeline.across import compare_reports
from pipeline.checks._examples import example_fact
from pipeline.settings import CheckSettings
from pipeline.store import schema
from pipeline.store.places import write_places
from pipeline.store.write import write_indicators, write_report

NOW = datetime(2024, 7, 1, tzinfo=UTC)


def reported(
    unit: str,
    year: int,
    *,
    actual: Mapping[str, str],
    prior: Mapping[str, str] | None = None,
    **changes: str,
) -> Report:
    """The report of a unit of the district Tân Lĩnh for the first half of a year.

    `actual` and `prior` hold the figures of herds: `pig` for the indicator `herd.pig`; `changes`
    its `name` and `symbol`, or the `province` of a unit that is of no district, and its `unit_id`.
    """
    name = changes.get("name", f"{unit} {year}.txt")
    sha256 = hashlib.sha256(f"{name} {actual} {prior}".encode()).hexdigest()
    header = Header(
        kind="socio_economic",
        level=unit.partition(" ")[0],
        unit_name=unit,
        district="" if "province" in changes else "Tân Lĩnh",
        province=changes.get("province", ""),
        unit_id=changes.get("unit_id", ""),
        symbol=changes.get("symbol", f"{year % 100}/BC-UBND"),
        report_date=date(year, 6, 20),
        period_start=date(year, 1, 1),
        period_end=date(year, 6, 30),
    )
    facts = (*_facts(sha256, year, Role.ACTUAL, actual), *_facts(sha256, year, Role.PRIOR, prior))
    document = Document(
        source=Source(text="", media_type="text/plain"),
        header=header, blocks=(), sections=(), notes=(), tables=(),
    )  # fmt: skip
    return Report(
        report_id=sha256[:16],
        file_name=name,
        file_path=f"/bao-cao/{name}",
        sha256=sha256,
        media_type="text/plain",
        status=Status.OK,
        status_detail="",
        ingested_at=NOW,
        extraction=Extraction(document=document, numerals=(), facts=facts, claims=()),
    )


def stored(*reports: Report) -> duckdb.DuckDBPyConnection:
    """A database in memory with the reports, compared with each other."""
    connection = duckdb.connect()
    for statement in schema.statements():
        connection.execute(statement)
    write_indicators(connection, load().indicators.values())
    if any(one.extraction and one.extraction.document.header.unit_id for one in reports):
        write_places(connection)
    for report in reports:
        write_report(connection, report)
    compare_reports(connection, NOW.replace(tzinfo=None), CheckSettings())
    return connection


def told_of(*reports: Report) -> list[str]:
    """Severity and message of what the checks across reports say of these."""
    with stored(*reports) as connection:
        rows = connection.execute("SELECT severity, message FROM findings ORDER BY message")
        return [f"{severity}: {message}" for severity, message in rows.fetchall()]


def _facts(seed: str, year: int, role: Role, figures: Mapping[str, str] | None) -> Iterator[Fact]:
    """The figures, each at a place of its own."""
    year = year - 1 if role is Role.PRIOR else year
    for number, (herd, text) in enumerate((figures or {}).items()):
        at = 20 * number + (10 if role is Role.PRIOR else 0)
        indicator = load().indicators[f"herd.{herd}"]
        label = indicator.name_vi.removeprefix("Tổng ").capitalize()
        step = Evidence(aspect="indicator", said=indicator.code, rule="alias", words=label)
        fact = example_fact(text, at=at, label=label, indicator=indicator.code, evidence=(step,))
        yield replace(
            fact,
            fact_id=hashlib.sha256(f"{seed} {at}".encode()).hexdigest()[:16],
            role=role,
            period_start=date(year, 1, 1),
            period_end=date(year, 6, 30),
        )
