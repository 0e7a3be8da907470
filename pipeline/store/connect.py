"""Opens the database: for the one writer, or for any number of readers.

What DuckDB says when it cannot is translated here, once, into a `StoreError` with a remedy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from models.errors import SettingsError, StoreError
from models.messages import problem
from pipeline.store import schema
from pipeline.store.ddl import PRIVATE_SCHEMA

_STORAGE = {"storage_compatibility_version": "v1.4.0"}
"""Files of DuckDB 2 cannot be read by 1.x unless written so; analysts' tools lag."""

_SAFE = {"enable_external_access": "false"}
"""A query of a user reads this database and nothing else."""

TAKING_IN = {"memory_limit": "64MB", "threads": "1", "checkpoint_threshold": "64MB"}
"""For taking in batches while others read: enough for the rows of any batch, which go to disk as
they come (600,000 facts at once were taken in with it). One thread takes a small batch in as
fast as several and leaves the other cores to the readers; tidying up the file less often saves
half of the time."""

SPARING = {"memory_limit": "300MB"}
"""For joining all that is stored: what does not fit goes to disk for a while. Two or three times
slower than with all the memory that is there, but as lean with a million facts as with few."""

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
    with _opened(path, read_only=False) as connection:
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
    with _opened(path, read_only=True) as connection:
        yield connection


@contextmanager
def tuned(connection: duckdb.DuckDBPyConnection, tuning: Mapping[str, str]) -> Iterator[None]:
    """Within it the database works with other settings, such as `TAKING_IN`."""
    for name, value in tuning.items():
        connection.execute(f"SET {name} = '{value}'")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # what broke off the work is to be told, not this
            for name in tuning:
                connection.execute(f"RESET {name}")


@contextmanager
def _opened(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    config = _SAFE if read_only else _STORAGE
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=dict(config))
        # else it draws a bar into the output of whatever takes long, also where programs read it
        connection.execute("SET enable_progress_bar = false")
        if read_only:
            connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        raise _translated(path, error) from error
    try:
        _require_our_schema(connection, path)
        yield connection
    except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as error:
        raise _translated(path, error) from error
    finally:
        connection.close()


def _create(path: Path, program: str) -> None:
    """Makes an empty database beside `path` and moves it there whole.

    A process that is killed meanwhile leaves no half-made database behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.unlink(missing_ok=True)
        with duckdb.connect(str(draft), config=dict(_STORAGE)) as connection:
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
    if any(sign in text for sign in _UNREACHABLE):
        return problem(
            StoreError, "error.store.unreachable", path=path, detail=text.splitlines()[0]
        )
    return problem(StoreError, "error.store.damaged", path=path)
