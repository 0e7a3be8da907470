"""Every public view as files: Parquet for programs, CSV and XLSX for spreadsheets."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.errors import SettingsError
from models.messages import messages, problem
from pipeline.handouts import CONSOLIDATION_BOOK, Material, consolidation_book, write_whole
from pipeline.store import schema
from pipeline.store.ddl import Table, View
from pipeline.store.digest import load_digest

_BATCH = 20_000
_PERIOD = "period"
_PERIOD_SQL = (
    "coalesce({of}.period_start::VARCHAR || '_' || {of}.period_end::VARCHAR, 'unknown') AS period"
)
"""The name of a period, for instance 2024-01-01_2024-06-30: the folder its rows stand in."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet may take for a formula (OWASP: CSV injection)."""
_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_576
"""What a cell and a sheet of XLSX take."""
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What a view holds, in a fixed order."""

    name: str
    columns: tuple[str, ...]
    connection: duckdb.DuckDBPyConnection
    query: str

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The rows, some at a time."""
        cursor = self.connection.execute(self.query)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


def export(connection: duckdb.DuckDBPyConnection, folder: Path, form: str, lang: str) -> list[Path]:
    """Writes every public view and the consolidation table; says which files and folders.

    `form` is parquet, csv or xlsx. Parquet gives a folder a view, parted by the period of the
    report (or of the row) where there is one; the others a file a view. Files of an earlier
    export are replaced. The same database gives the same rows in the same order.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    write = _WRITERS[form]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [write(_content(connection, view), folder) for view in schema.PUBLIC]
    except OSError as error:
        raise problem(SettingsError, "error.write", path=folder, detail=error.strerror) from error
    book = folder / CONSOLIDATION_BOOK
    material = Material(say=messages(lang), digest=load_digest(connection), views=(), slips=())
    write_whole(book, consolidation_book(connection, material))
    return [*written, book]


def _content(connection: duckdb.DuckDBPyConnection, view: Table | View) -> _Content:
    columns = tuple(column.name for column in view.public_columns)
    query = f"SELECT * FROM {view.name} ORDER BY ALL"  # noqa: S608 - names of the schema
    return _Content(name=view.name, columns=columns, connection=connection, query=query)


def _write_parquet(content: _Content, folder: Path) -> Path:
    """A folder with a part for each period, or with one file where rows have no period."""
    target, draft = folder / content.name, folder / f".{content.name}.new"
    shutil.rmtree(draft, ignore_errors=True)
    by_period = _by_period(content)
    reader: pa.RecordBatchReader
    reader = content.connection.sql(by_period or content.query).to_arrow_reader(_BATCH)
    if by_period:
        form = ds.partitioning(pa.schema([(_PERIOD, pa.string())]), flavor="hive")
        ds.write_dataset(
            reader, draft, format="parquet", partitioning=form, use_threads=False,
            basename_template="part-{i}.parquet",
        )  # fmt: skip
    else:
        draft.mkdir()
        with pq.ParquetWriter(draft / "part-0.parquet", reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
    draft.mkdir(exist_ok=True)  # a view without rows
    _replace_folder(draft, target)
    return target


def _by_period(content: _Content) -> str:
    """The query with the period of each row; empty if rows have none.

    What belongs to a report stands with the report, whatever period the row itself means.
    """
    of = "r" if "report_id" in content.columns else "v"
    if of == "v" and "period_end" not in content.columns:
        return ""
    join = "LEFT JOIN reports AS r USING (report_id)" if of == "r" else ""
    return (
        f"SELECT {_PERIOD_SQL.format(of=of)}, v.* "  # noqa: S608 - names of the schema
        f"FROM {content.name} AS v {join} ORDER BY ALL"
    )


def _replace_folder(draft: Path, target: Path) -> None:
    """Puts the draft in the place of an earlier export; what is not of an export stays."""
    for part in target.rglob("part-*.parquet"):
        part.unlink()
    for part in sorted(draft.rglob("*.parquet")):
        place = target / part.relative_to(draft)
        place.parent.mkdir(parents=True, exist_ok=True)
        part.replace(place)
    shutil.rmtree(draft)
    for emptied in sorted(target.glob(f"{_PERIOD}=*")):
        if not any(emptied.iterdir()):
            emptied.rmdir()


def _write_csv(content: _Content, folder: Path) -> Path:
    """UTF-8 with a mark that tells Excel so; commas, decimal points, dates as 2024-06-30."""
    target = folder / f"{content.name}.csv"
    draft = target.with_suffix(".new")
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(content.columns)
        writer.writerows([_for_csv(value) for value in row] for row in content.rows())
    draft.replace(target)
    return target


def _for_csv(value: object) -> object:
    """A value as a cell of CSV; a text that looks like a formula gets an apostrophe.

    >>> _for_csv("=HYPERLINK(1)"), _for_csv(Decimal("-2.500000000")), _for_csv(["a", "ă"])
    ("'=HYPERLINK(1)", '-2.5', '["a", "ă"]')
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, Decimal):
        return _plain(value)
    return _as_json(value) if isinstance(value, list | dict) else value


def _write_xlsx(content: _Content, folder: Path) -> Path:
    """A workbook with frozen heads and filters; more rows than a sheet takes go on in the next."""
    target = folder / f"{content.name}.xlsx"
    draft = target.with_suffix(".new")
    rows = content.rows()
    with Workbook(draft, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - equal bytes
        head = book.add_format({"bold": True, "bottom": 1})
        forms = {date: book.add_format({"num_format": _DAY}),
                 datetime: book.add_format({"num_format": _MOMENT})}  # fmt: skip
        more = True
        while more:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, content.columns, head)
            more, last = False, 0
            for last, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write_cell(sheet, last, column, value, forms)
                if last + 1 == _MOST_ROWS:
                    more = True
                    break
            sheet.autofilter(0, 0, last, len(content.columns) - 1)
    draft.replace(target)
    return target


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: object, forms: Mapping[type[date], Format]
) -> None:
    """Numbers as numbers, days as days, all else as text: nothing becomes a formula."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))  # a sheet has no other numbers
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, forms[type(value)])
    else:
        text = value if isinstance(value, str) else _as_json(value)
        sheet.write_string(row, column, text[:_LONGEST_TEXT])


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _plain(value: Decimal) -> str:
    """The number without the zeros that the type of its column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_WRITERS: Mapping[str, Callable[[_Content, Path], Path]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
FORMATS = tuple(_WRITERS)
"""The forms that `export` writes."""
