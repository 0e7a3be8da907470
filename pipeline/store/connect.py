"""Opens the database: for the one writer, or for any number of readers.

What DuckDB says when it cannot is translated here, once, into a `StoreError` with a remedy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from models.errors import SettingsError, StoreError
from models.messages import problem
from pipeline.store import schema
from pipeline.store.ddl import PRIVATE_SCHEMA

_VERSION = "v1.4.0"
"""Files of DuckDB 2 cannot be read by 1.x unless written so; analysts' tools lag."""

_ROW_GROUP = 20_480
"""Rows that are stored together, a sixth of what DuckDB would take. With every tidying up the last
group of a table is written anew, all its columns held in memory: smaller ones make taking in
batches a third faster and need half of the memory, and the file is no larger. A file does not
remember its number, so that it is named whenever one is opened."""

_NAME = "soatso"
"""What the database is called in the connection of the writer."""

_NO_BAR = "SET enable_progress_bar = false"
"""Else a bar is drawn into the output of whatever takes long, also where programs read it."""

_SAFE = {"enable_external_access": "false"}
"""A query of a user reads this database and nothing else."""

_BREAKDOWNS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,  # the file could not be tidied up after a commit
)
"""What can happen to any query, however sound it is."""

_UNREACHABLE = ("Permission denied", "No space left", "Is a directory", "Read-only file system")
"""What the operating system says of a file that may well be sound."""


@contextmanager
def open_for_writing(path: Path, program: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The connection of the only writer; the database is made if there is none.

    `program` is the version to note in a new database.

    Raises:
        StoreError: if it is locked, damaged or of another schema version.
    """
    if not path.exists():
        _create(path, program)
    with _opened(path, _connect) as connection:
        yield connection


@contextmanager
def open_for_reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that cannot change anything, nor reach any other file.

    Raises:
        SettingsError: if there is no such database.
        StoreError: if it is locked, damaged or of another schema version.
    """
    if not path.exists():
        raise problem(SettingsError, "error.store.none", path=path)
    with _opened(path, _connect_safely) as connection:
        yield connection


def lacks_memory(error: duckdb.Error) -> bool:
    """Whether the work failed because it needed more memory than it is allowed.

    DuckDB has a kind of error for that, but uses others at a commit; its advice is the same.
    """
    return isinstance(error, duckdb.OutOfMemoryException) or "SET memory_limit" in str(error)


def attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Opens the database for writing within a connection."""
    options = f"ROW_GROUP_SIZE {_ROW_GROUP}, STORAGE_VERSION '{_VERSION}'"
    connection.execute(f"ATTACH {_quoted(path)} AS {_NAME} ({options})")


def detach(connection: duckdb.DuckDBPyConnection) -> None:
    """Closes the database within a connection whose own it is not."""
    connection.execute(f"DETACH {_NAME}")


@contextmanager
def _opened(
    path: Path, connect: Callable[[Path], duckdb.DuckDBPyConnection]
) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        connection = connect(path)
    except duckdb.Error as error:
        raise _translated(path, error) from error
    try:
        _require_our_schema(connection, path)
        yield connection
    except _BREAKDOWNS as error:
        raise _translated(path, error) from error
    finally:
        connection.close()


def _connect_safely(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for reading alone, whose settings cannot be changed."""
    connection = duckdb.connect(str(path), read_only=True, config=dict(_SAFE))
    connection.execute(_NO_BAR)
    connection.execute("SET lock_configuration = true")
    return connection


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for writing; only a database that is attached can be told its row groups."""
    connection = duckdb.connect()
    try:
        connection.execute(_NO_BAR)
        connection.execute(f"SET temp_directory = {_quoted(path, '.tmp')}")
        attach(connection, path)
        connection.execute(f"USE {_NAME}")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _quoted(path: Path, ending: str = "") -> str:
    return "'" + f"{path}{ending}".replace("'", "''") + "'"


def _create(path: Path, program: str) -> None:
    """Makes an empty database beside `path` and moves it there whole.

    A process that is killed meanwhile leaves no half-made database behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.unlink(missing_ok=True)
        with duckdb.connect(
            str(draft), config={"storage_compatibility_version": _VERSION}
        ) as connection:
            connection.begin()
            for statement in schema.statements():
                connection.execute(statement)
            connection.execute(
                f"INSERT INTO {schema.META.full_name} (schema_version, created_by) VALUES (?, ?)",  # noqa: S608
                [schema.SCHEMA_VERSION, program],
            )
            connection.commit()
        _move_unless_there(draft, path)
    except (OSError, duckdb.IOException) as error:
        raise problem(StoreError, "error.store.create", path=path, detail=error) from error
    finally:
        draft.unlink(missing_ok=True)


def _move_unless_there(draft: Path, path: Path) -> None:
    """Gives the draft its name unless another process was first; then that one's file stays."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            draft.replace(path)


def _require_our_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises StoreError unless the database was made by this schema version, column for column.

    Versions are numbered by hand, for releases; a file made between two of them may have the
    number and other columns.
    """
    known = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
        [PRIVATE_SCHEMA, schema.META.name],
    ).fetchall()
    rows = []
    if known:
        rows = connection.execute(
            f"SELECT schema_version, created_by FROM {schema.META.full_name}"  # noqa: S608
        ).fetchall()
    if not rows:
        raise problem(StoreError, "error.store.foreign", path=path)
    found, program = rows[0]
    if found != schema.SCHEMA_VERSION:
        versions = {"found": found, "program": program, "ours": schema.SCHEMA_VERSION}
        raise problem(StoreError, "error.store.version", path=path, **versions)
    if _columns(connection) != schema.columns():
        raise problem(StoreError, "error.store.shape", path=path, found=found, program=program)


def _columns(connection: duckdb.DuckDBPyConnection) -> frozenset[tuple[str, str]]:
    """Table or view, with its schema, and name of every column there is."""
    rows = connection.execute(
        "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    return frozenset((str(table), str(column)) for table, column in rows)


def _translated(path: Path, error: duckdb.Error) -> StoreError:
    """The error of DuckDB as ours, with what to do."""
    text = str(error)
    if "Could not set lock" in text or "being used by another process" in text:
        return problem(StoreError, "error.store.locked", path=path)
    if lacks_memory(error):
        return problem(StoreError, "error.store.memory", path=path)
    if any(sign in text for sign in _UNREACHABLE):
        return problem(
            StoreError, "error.store.unreachable", path=path, detail=text.splitlines()[0]
        )
    return problem(StoreError, "error.store.damaged", path=path)
