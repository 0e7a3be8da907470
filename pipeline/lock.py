"""A lock that one process at a time holds on a folder, freed by the system however it ends.

The lock is on an open file, not the file itself: a process that is killed leaves the file
behind but not the lock, so that none is ever stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.errors import SettingsError, StoreError
from models.messages import problem

_NAME = "nightly.lock"

if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Holds the lock of `folder`, which is made if need be, until the block is left.

    Raises:
        StoreError: another process holds it.
        SettingsError: the folder cannot be written to.
    """
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise problem(SettingsError, "error.write", path=path, detail=error.strerror) from error
    with file:
        try:
            _take(file)
        except OSError as error:
            raise problem(StoreError, "error.nightly.running", path=folder) from error
        yield
