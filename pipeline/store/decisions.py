"""What users decided about findings: kept apart from them, and laid over them again.

A decision is about a break, not about a row: it holds for every finding with the same check,
subject and figures in the same file, or in a report of the same unit for the same period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from pipeline.store.rows import transaction

# The queries are put together from the parts below, never from what comes from outside.
# ruff: noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a finding."""

    state: str
    """dismissed or corrected."""
    why: str
    decided_by: str
    decided_at: datetime
    """UTC, without its zone."""


_SITES = """
WITH sites AS (
    SELECT f.finding_id, f.report_id, f.about, r.file_path, s.unit, s.period_start, s.period_end
    FROM store.findings AS f
    JOIN store.reports AS r USING (report_id)
    LEFT JOIN store.submitted AS s USING (report_id)
    WHERE f.about IN (SELECT about FROM store.decisions UNION ALL SELECT $about)
),
target AS (SELECT * FROM sites WHERE finding_id = $finding_id)
"""
"""The findings that decisions may be about, with where they stand."""

_SAME_SITE = """
a.about = b.about AND (
    a.file_path = b.file_path
    OR (a.unit, a.period_start, a.period_end) = (b.unit, b.period_start, b.period_end)
)
"""

_REOPEN = f"""
{_SITES}
UPDATE store.findings AS f
SET state = 'open', why = '', decided_by = '', decided_at = NULL
FROM sites AS a, target AS b
WHERE {_SAME_SITE} AND f.finding_id = a.finding_id AND f.report_id = a.report_id
"""

_FORGET = f"""
{_SITES}
DELETE FROM store.decisions AS a USING target AS b WHERE {_SAME_SITE}
"""

_REMEMBER = f"""
{_SITES}
INSERT INTO store.decisions
    (about, file_path, unit, period_start, period_end, state, why, decided_by, decided_at)
SELECT about, file_path, unit, period_start, period_end, $state, $why, $by, $at FROM target
"""

_LAY_OVER = f"""
{_SITES},
decided AS (
    SELECT DISTINCT ON (a.finding_id, a.report_id) a.finding_id, a.report_id, b.*
    FROM sites AS a, store.decisions AS b
    WHERE {_SAME_SITE}
    ORDER BY b.decided_at DESC, b.state
)
UPDATE store.findings AS f
SET state = d.state, why = d.why, decided_by = d.decided_by, decided_at = d.decided_at
FROM decided AS d
WHERE f.finding_id = d.finding_id AND f.report_id = d.report_id
"""


def remember(
    connection: duckdb.DuckDBPyConnection, finding_id: str, decision: Decision | None
) -> None:
    """Stores what was decided about a finding in place of what was before; None undoes it."""
    about = connection.execute(
        "SELECT about FROM store.findings WHERE finding_id = ?", [finding_id]
    ).fetchone()
    target = {"finding_id": finding_id, "about": about[0] if about else ""}
    with transaction(connection):
        connection.execute(_REOPEN, target)
        connection.execute(_FORGET, target)
        if decision is not None:
            said = {"state": decision.state, "why": decision.why, "by": decision.decided_by}
            connection.execute(_REMEMBER, {**target, **said, "at": decision.decided_at})
            connection.execute(_LAY_OVER, target)


def lay_over(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives every finding the state that was decided for it; belongs into a transaction."""
    connection.execute(_LAY_OVER, {"finding_id": "", "about": ""})
