"""Exports: every view, every row, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import duckdb
import pytest
from lxml import etree

from pipeline.cli import main
from pipeline.export import FORMATS, export
from pipeline.store import schema
from pipeline.store.connect import open_for_reading, open_for_writing
from pipeline.store.write import write_report
from tests.pipeline.build import TEXT, report

NAMES = [view.name for view in schema.PUBLIC]
SPREADSHEET = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def exported(db: Path, folder: Path, form: str) -> list[Path]:
    with open_for_reading(db) as connection:
        return export(connection, folder, form, "vi")


def sizes(db: Path) -> dict[str, int]:
    with duckdb.connect(str(db), read_only=True) as connection:
        return {name: len(connection.execute(f"FROM {name}").fetchall()) for name in NAMES}


def test_parquet_is_parted_by_period_and_whole(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    with duckdb.connect(str(db)) as connection:
        connection.execute(
            "UPDATE store.reports SET period_start = '2024-01-01', period_end = '2024-06-30'"
        )
    exported(db, folder, "parquet")
    with duckdb.connect(str(db), read_only=True) as connection:
        for name, size in sizes(db).items():
            parts = connection.read_parquet(
                f"{folder}/{name}/**/*.parquet", hive_partitioning=True
            ) if size else connection.sql("SELECT 1 WHERE false")  # fmt: skip
            assert len(parts) == size
            if name in ("reports", "numerals", "facts", "findings"):
                assert parts.select("period").distinct().fetchall() == [("2024-01-01_2024-06-30",)]
            if size and name != "reports":  # and what comes back is what was there
                columns = ", ".join(connection.sql(f"FROM {name}").columns)
                there = sorted(connection.sql(f"FROM {name}").fetchall(), key=repr)
                assert sorted(parts.select(columns).fetchall(), key=repr) == there


def test_a_later_export_leaves_nothing_of_the_former(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    exported(db, folder, "parquet")
    stale = folder / "facts" / "period=1999-01-01_1999-12-31"
    stale.mkdir()
    (stale / "part-0.parquet").write_bytes(b"of the former export")
    note = folder / "facts" / "ghi-chu.txt"
    note.write_text("của người dùng", "utf-8")
    exported(db, folder, "parquet")
    assert not stale.exists()
    assert note.exists()


def test_csv_opens_in_excel_and_runs_nothing(db: Path, tmp_path: Path) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report(Path("/=cmd.txt"), source=TEXT + "-1 con"))
    folder = tmp_path / "ra"
    exported(db, folder, "csv")
    assert (folder / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for name, size in sizes(db).items():
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == size + 1
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+@\t\r")]
    with (folder / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "'=cmd.txt" in {row["file_name"] for row in csv.DictReader(file)}


def test_xlsx_has_numbers_as_numbers_and_no_formula(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    exported(db, folder, "xlsx")
    for name, size in sizes(db).items():
        with zipfile.ZipFile(folder / f"{name}.xlsx") as book:
            sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert len(sheet.findall(".//m:row", SPREADSHEET)) == size + 1
        assert sheet.findall(".//m:f", SPREADSHEET) == []
    with zipfile.ZipFile(folder / "facts.xlsx") as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    numbers = sheet.xpath("//m:c[not(@t)]/m:v/text()", namespaces=SPREADSHEET)
    assert {"610", "14.5"} <= set(numbers)


@pytest.mark.parametrize("form", FORMATS)
def test_the_consolidation_table_goes_with_every_export(
    db: Path, tmp_path: Path, form: str
) -> None:
    written = exported(db, tmp_path / "ra", form)
    assert written[-1].name == "consolidation.xlsx"
    assert written[-1].stat().st_size > 1000


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_same_database_gives_the_same_bytes(db: Path, tmp_path: Path, form: str) -> None:
    first, second = (exported(db, tmp_path / name, form) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_command(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "csv", str(tmp_path / "ra"), "--db", str(db)]) == 0
    assert f"{len(NAMES) + 1} bảng" in capsys.readouterr().err
    (tmp_path / "tep").write_text("")
    assert main(["export", "--format", "csv", str(tmp_path / "tep"), "--db", str(db)]) == 2
    assert main(["export", "--format", "dbf", str(tmp_path / "ra")]) == 2
