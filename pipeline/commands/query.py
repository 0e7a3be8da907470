"""`soatso query "SQL"`: a read-only query on the newest snapshot, else on the database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SettingsError
from models.messages import Messages, problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings

if TYPE_CHECKING:
    import duckdb

_CELL_WIDTH = 80


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the statement, where snapshots are, and --json."""
    parser.add_argument("sql", metavar="SQL", help=say("help.sql"))
    add_source_arguments(parser, say)
    parser.add_argument("--json", action="store_true", help=say("help.json"))


def add_source_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares where snapshots are, for all commands that read the newest."""
    parser.add_argument("--out", metavar="DIR", help=say("help.out_query"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; SQL that does not run is wrong usage."""
    import duckdb

    from pipeline.report.json import render_json
    from pipeline.report.table import render_table
    from pipeline.store import schema

    with open_source(arguments, settings) as (connection, path):
        try:
            cursor = connection.execute(arguments.sql)
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall() if names else []
        except duckdb.Error as error:
            views = ", ".join(view.name for view in schema.PUBLIC)
            raise problem(SettingsError, "error.sql", detail=error, views=views) from error
    if arguments.json:
        terminal.print(render_json([dict(zip(names, row, strict=True)) for row in rows]))
        return 0
    if names:
        right = {index for index in range(len(names)) if _is_numeric(rows, index)}
        cells = [[_cell(value) for value in row] for row in rows]
        terminal.print(render_table(names, cells, right))
    terminal.note(terminal.say("query.rows", count=len(rows), path=path))
    return 0


@contextmanager
def open_source(
    arguments: Namespace, settings: Settings
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """What is asked: the newest snapshot of --out, the database of --db, else whichever there is.

    Raises:
        SettingsError: there is none, or both are named.
        StoreError: it is locked, damaged or of another schema version.
    """
    from pipeline.publish import newest_snapshot, open_newest
    from pipeline.store.connect import open_for_reading

    if arguments.db and arguments.out:
        raise problem(SettingsError, "error.publish.both")
    if arguments.out or (not arguments.db and newest_snapshot(settings.out)):
        with open_newest(settings.out) as opened:
            yield opened
        return
    with open_for_reading(settings.db) as connection:
        yield connection, settings.db


def _is_numeric(rows: Sequence[Sequence[object]], index: int) -> bool:
    values = [row[index] for row in rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int | float | Decimal) for value in values)


def _cell(value: object) -> str:
    """One cell on one line; figures without the idle zeros of their column type."""
    from pipeline.report.table import one_line

    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return one_line(str(value), _CELL_WIDTH)
