"""Stores the official units that are shipped with the program."""

from __future__ import annotations

from importlib.resources import as_file

import duckdb

from models.places import CHANGES, FOLDER, UNITS, places_digest
from pipeline.store import schema
from pipeline.store.rows import transaction

# Names of tables come from the schema, never from outside; values are always bound.
# ruff: noqa: S608


def write_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Stores the official units shipped with the program; does nothing if they are there."""
    digest = places_digest()
    if connection.execute(f"SELECT places FROM {schema.META.full_name}").fetchone() == (digest,):
        return
    with transaction(connection):
        for table, name in ((schema.UNITS, UNITS), (schema.UNIT_CHANGES, CHANGES)):
            connection.execute(f"DELETE FROM {table.full_name}")
            with as_file(FOLDER / name) as path:
                connection.execute(
                    f"INSERT INTO {table.full_name} FROM "
                    "read_csv(?, delim = '\t', header = true, quote = '', all_varchar = true)",
                    [str(path)],
                )
        connection.execute(f"UPDATE {schema.META.full_name} SET places = ?", [digest])
