"""Checks across reports: what one report says against what others said.

Each check is a module, whose docstring is its page in the documentation, and a query beside it.
The queries do the comparing, over all reports at once: what each figure stands for stands beside
it in the store (`low`, `high`, `step`), so that the arithmetic is that of `pipeline.checks`.
Only what does not hold comes back into Python, to be explained like any other claim.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

import duckdb

from pipeline.across._check import AcrossCheck
from pipeline.across._registry import across_checks, query
from pipeline.across._write import store_findings, store_relations
from pipeline.settings import CheckSettings
from pipeline.store.decisions import lay_over
from pipeline.store.memory import with_enough_memory
from pipeline.store.rows import transaction

__all__ = ["AcrossCheck", "across_checks", "compare_reports"]


def compare_reports(
    connection: duckdb.DuckDBPyConnection, now: datetime, wanted: CheckSettings
) -> None:
    """Compares all stored reports with each other, in place of what was said of them before.

    Findings that are found again keep the time they were first seen; afterwards every finding
    has the state that was decided for it. One transaction: readers see all of it or nothing. If the
    memory that the connection is held to is not enough, it gets more.
    """
    with_enough_memory(connection, partial(_compare, connection, now, wanted))


def _compare(connection: duckdb.DuckDBPyConnection, now: datetime, wanted: CheckSettings) -> None:
    with transaction(connection):
        for name, value in wanted.limits.items():
            connection.execute(f"SET VARIABLE {name} = {value}")
        for name in ("macros", "stated", "clear"):
            connection.execute(query(name))
        for check in across_checks():
            if check.id not in wanted.skip:
                connection.execute(f"CREATE OR REPLACE TEMP TABLE compared AS {query(check.id)}")
                store_relations(connection, check)
                store_findings(connection, check, now)
        connection.execute(query("restore"))
        lay_over(connection)
