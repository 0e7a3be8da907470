"""Judges what is stored: each report by itself, then all of them together.

Claims are stored as they were found, so that other checks, or other settings, judge them without
reading a file again. What the present checks and settings have judged is not judged twice.
"""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from models.errors import SettingsError
from models.messages import problem
from pipeline.across import across_checks, compare_reports
from pipeline.checks import checks, judge
from pipeline.settings import CheckSettings
from pipeline.store.claims import load_claims_of
from pipeline.store.parcel import Parcel, Verdicts, pack_verdicts
from pipeline.store.stale import load_compared_by, load_unjudged
from pipeline.store.write import mark_compared, write_verdicts
from pipeline.version import checks_version

_BATCH = 200
"""So many reports are loaded, judged and written at a time."""


def check_ids() -> frozenset[str]:
    """The ids of all checks, those across reports included."""
    own = (check.id for check in checks())
    return frozenset((*own, *(check.id for check in across_checks())))


def judging_version(wanted: CheckSettings) -> str:
    """The version stored with each report that the present checks have judged.

    Raises:
        SettingsError: if a check that is to be left out does not exist.
    """
    known = check_ids()
    for name in wanted.skip:
        if name not in known:
            raise problem(
                SettingsError, "error.no_check", wanted=name, known=", ".join(sorted(known))
            )
    own = known.difference(check.id for check in across_checks())
    return checks_version(repr(sorted(own.intersection(wanted.skip))), across=False)


def comparing_version(wanted: CheckSettings) -> str:
    """The version stored with the database once the present checks have compared its reports."""
    return checks_version(repr(wanted), across=True)


def is_judged(connection: duckdb.DuckDBPyConnection, wanted: CheckSettings) -> bool:
    """Whether all that is stored has been judged by the present checks and settings."""
    if load_unjudged(connection, judging_version(wanted)):
        return False
    return load_compared_by(connection) == comparing_version(wanted)


def judge_stored(connection: duckdb.DuckDBPyConnection, wanted: CheckSettings) -> int:
    """How many reports were judged again; then they are compared, unless nothing has changed.

    What users decided about a finding stays with it, and so does the time it was first seen.

    Raises:
        SettingsError: if a check that is to be left out does not exist.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    version = judging_version(wanted)
    ids = load_unjudged(connection, version)
    for start in range(0, len(ids), _BATCH):
        _judge_again(connection, ids[start : start + _BATCH], wanted, now)
    if ids or load_compared_by(connection) != comparing_version(wanted):
        compare_reports(connection, now, wanted)
        mark_compared(connection, comparing_version(wanted))
    return len(ids)


def _judge_again(
    connection: duckdb.DuckDBPyConnection, ids: list[str], wanted: CheckSettings, now: datetime
) -> None:
    """Judges some reports, in one transaction."""
    parcels: list[Parcel] = []
    for report_id, claims in load_claims_of(connection, ids).items():
        relations, findings = judge(claims, report_id, wanted.skip)
        verdicts = Verdicts(
            report_id=report_id, claims=claims, relations=relations, findings=findings
        )
        parcels.append(pack_verdicts(verdicts, now))
    write_verdicts(connection, parcels, judging_version(wanted))
