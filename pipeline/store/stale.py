"""What the present checks have not judged yet."""

from __future__ import annotations

import duckdb


def load_unjudged(connection: duckdb.DuckDBPyConnection, version: str) -> list[str]:
    """The reports that another version of the checks judged, in the order they were stored."""
    rows = connection.execute(
        "SELECT report_id FROM store.reports WHERE judged_by <> ? AND status <> 'failed' "
        "ORDER BY rowid",
        [version],
    ).fetchall()
    return [report_id for (report_id,) in rows]


def load_compared_by(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the checks that compared the reports as they are; None if none did."""
    row = connection.execute("SELECT checked_by FROM store.meta").fetchone()
    return row[0] if row else None
