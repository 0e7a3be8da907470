"""One night: takes in what is new, checks, publishes, writes what people read.

Each step may be the last: reports are stored one by one, the snapshot and the handouts are made
beside their places, and the pointer, replaced at the end, is what ends the night. A run that
was killed is gone on with by the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from models.errors import SettingsError, StoreError
from models.finding import Severity
from pipeline.handouts import write_handouts
from pipeline.publish import (
    clear_old,
    draft_snapshot,
    is_published,
    open_newest,
    point_to,
)
from pipeline.run import IngestSummary, Progress, ingest
from pipeline.settings import Settings
from pipeline.store.connect import open_for_reading
from pipeline.store.load import load_open_breaks, load_open_severities

Break = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night brought."""

    summary: IngestSummary
    """What became of the files."""
    new: tuple[str, ...]
    """finding_ids of what the last night did not have."""
    gone: tuple[str, ...]
    """finding_ids of what was open then and is no longer."""
    still_open: int
    """How many open findings there were then, too."""
    open_severities: frozenset[Severity]
    """How grave the open findings are."""
    snapshot: Path | None
    """The snapshot published; None where nothing had changed since the last."""
    written: tuple[Path, ...] = ()
    """The handouts."""
    kept: tuple[Path, ...] = ()
    """Handouts that a program held open, so that they are still those of an earlier night."""
    unwritten: SettingsError | None = None
    """Why the handouts could not be written."""


def run_night(folder: Path, settings: Settings, on_progress: Progress) -> Night:
    """Does the night's work on the files under `folder`.

    The caller holds the lock of `settings.out`. Nothing that was stored is removed. If nothing
    has changed since the last night, nothing is published.

    Raises:
        LexiconError: the lexicon is not valid.
        StoreError: the database is locked, damaged or of another schema version, or the snapshot
            cannot be written.
    """
    out = settings.out
    before = _open_breaks_published(out)
    summary = ingest([folder], settings, on_progress, exclude=[out], trusts_dates=True)
    with open_for_reading(settings.db) as connection:
        now = load_open_breaks(connection)
        severities = load_open_severities(connection)
    night = Night(
        summary=summary,
        new=tuple(now[one] for one in sorted(now.keys() - before.keys())),
        gone=tuple(before[one] for one in sorted(before.keys() - now.keys())),
        still_open=len(now.keys() & before.keys()),
        open_severities=severities,
        snapshot=None,
    )
    return night if is_published(settings.db, out) else _publish(night, settings)


def _publish(night: Night, settings: Settings) -> Night:
    """Publishes a snapshot with the handouts made from it; the pointer comes last."""
    snapshot, pointer = draft_snapshot(settings.db, settings.out)
    try:
        with open_for_reading(snapshot) as connection:
            handouts = write_handouts(connection, settings.out, settings.lang)
        night = replace(night, written=handouts.written, kept=handouts.kept)
        pointer = replace(pointer, is_complete=not handouts.kept)
    except SettingsError as error:  # that must not cost the night
        night = replace(night, unwritten=error)
        pointer = replace(pointer, is_complete=False)
    point_to(pointer, settings.out)
    clear_old(settings.out, settings.keep)
    return replace(night, snapshot=snapshot)


def _open_breaks_published(out: Path) -> Mapping[Break, str]:
    """The findings that were open when the last snapshot was published."""
    try:
        with open_newest(out) as (connection, _):
            return load_open_breaks(connection)
    except (SettingsError, StoreError):  # none yet, or one of an older version of the program
        return {}
