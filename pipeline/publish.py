"""Published snapshots: read-only copies of the database that readers open while the writer works.

    DIR/snapshots/soatso-000012.duckdb    whole copies, none of which is ever changed
    DIR/snapshots/current.json            names the newest; replaced in one step

A file that somebody has open cannot be replaced on Windows, so a snapshot is a new file each
time, and only the small pointer is replaced. Whoever opens what it names sees one whole run.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from models.errors import SettingsError, SoatsoError, StoreError
from models.messages import problem
from pipeline.store.connect import open_for_reading, open_for_writing
from pipeline.version import program_version

FOLDER, POINTER = "snapshots", "current.json"
_PREFIX, _SUFFIX = "soatso-", ".duckdb"
_TRIES = 50
"""How often a pointer is tried: what it names may be cleared away between two looks at it."""
_PAUSE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What `current.json` says."""

    snapshot: str
    """Name of the newest snapshot."""
    size: int
    """Bytes of the database when it was copied."""
    mtime_ns: int
    """When the database had last been changed."""
    is_complete: bool = True
    """Whether all that goes with the snapshot was written, too."""


def newest_snapshot(out: Path) -> Path | None:
    """The newest published snapshot in `out`; None if there is none."""
    pointer = read_pointer(out)
    return out / FOLDER / pointer.snapshot if pointer else None


@contextmanager
def open_newest(out: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection to the newest snapshot, and which file that is.

    Raises:
        SettingsError: nothing is published in `out`.
        StoreError: the snapshot is damaged or of another schema version.
    """
    with contextlib.ExitStack() as stack:
        yield _entered(stack, out)


def _entered(stack: contextlib.ExitStack, out: Path) -> tuple[duckdb.DuckDBPyConnection, Path]:
    for last in (*(False,) * _TRIES, True):
        path = newest_snapshot(out)
        if path is None:
            break
        try:
            return stack.enter_context(open_for_reading(path)), path
        except SoatsoError:  # cleared away since: the pointer names a newer one by now
            if last or path.exists():
                raise
            time.sleep(_PAUSE)
    raise problem(SettingsError, "error.publish.none", path=out)


def is_published(db: Path, out: Path) -> bool:
    """Whether the newest snapshot, with all that goes with it, is of the database as it is."""
    pointer = read_pointer(out)
    if pointer is None or not pointer.is_complete or not (out / FOLDER / pointer.snapshot).exists():
        return False
    status = db.stat()
    return (status.st_size, status.st_mtime_ns) == (pointer.size, pointer.mtime_ns)


def draft_snapshot(db: Path, out: Path) -> tuple[Path, Pointer]:
    """A new whole copy of the database, to which nothing points yet, and the pointer to it.

    The database is held open meanwhile, so that nobody writes to it.

    Raises:
        StoreError: the database is locked or damaged, or the copy cannot be written.
    """
    folder = out / FOLDER
    target = folder / f"{_PREFIX}{_newest_number(out) + 1:06d}{_SUFFIX}"
    draft = target.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob("*.new"):  # of a run that was killed
            leftover.unlink()
        _fold_in(db)
        with open_for_reading(db):
            status = db.stat()
            shutil.copyfile(db, draft)
        _settle(draft)
        draft.replace(target)
    except OSError as error:
        raise problem(StoreError, "error.publish.write", path=target, detail=error) from error
    pointer = Pointer(snapshot=target.name, size=status.st_size, mtime_ns=status.st_mtime_ns)
    return target, pointer


def point_to(pointer: Pointer, out: Path) -> None:
    """Makes the snapshot the newest, in one step.

    Raises:
        StoreError: the pointer cannot be written.
    """
    path = out / FOLDER / POINTER
    draft = path.with_suffix(".new")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(pointer), file)
            file.flush()
            os.fsync(file.fileno())
        _replace(draft, path)
    except OSError as error:
        raise problem(StoreError, "error.publish.write", path=path, detail=error) from error


def clear_old(out: Path, keep: int) -> list[Path]:
    """Removes all snapshots but the newest `keep`, and says which.

    What is still open somewhere stays on Windows; the next run tries again.
    """
    newest = newest_snapshot(out)
    removed = []
    for path in sorted((out / FOLDER).glob(f"{_PREFIX}*{_SUFFIX}"))[:-keep]:
        if path == newest:
            continue
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IWRITE | stat.S_IREAD)
            path.unlink()
            removed.append(path)
    return removed


def read_pointer(out: Path) -> Pointer | None:
    """What the pointer says; None without one, or where it is of another form."""
    for _ in range(_TRIES):
        try:
            return Pointer(**json.loads((out / FOLDER / POINTER).read_text("utf-8")))
        except FileNotFoundError:
            return None
        except PermissionError:  # Windows: it is being replaced
            time.sleep(_PAUSE)
        except (OSError, ValueError, TypeError):
            return None
    return None


def _fold_in(db: Path) -> None:
    """Sees that all is in the main file, also what a killed writer left beside it."""
    if db.with_name(f"{db.name}.wal").exists():
        with open_for_writing(db, program_version()) as connection:
            connection.execute("CHECKPOINT")


def _settle(draft: Path) -> None:
    """Sees that the copy opens, that it is on the disk, and that nobody changes it."""
    with open_for_reading(draft):
        pass
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def _replace(draft: Path, path: Path) -> None:
    """Moves the draft onto `path`; on Windows a reader may hold that for a moment."""
    for last in (*(False,) * _TRIES, True):
        try:
            draft.replace(path)
            return
        except PermissionError:
            if last:
                raise
            time.sleep(_PAUSE)


def _newest_number(out: Path) -> int:
    numbers = (
        path.stem.removeprefix(_PREFIX) for path in (out / FOLDER).glob(f"{_PREFIX}*{_SUFFIX}")
    )
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
