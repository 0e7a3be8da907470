"""Reads files in processes of this machine, each within its limits."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from pipeline.engines import Batch, Task, lost_file
from pipeline.parallel import Loss, Workers, choose_jobs, map_ordered
from pipeline.prepare import SLOW_IMPORTS, WARM, Prepared, prepare
from pipeline.settings import Settings
from pipeline.store.parcel import unpack_all

_BATCH_FILES = 64
_BATCH_BYTES = 32_000_000
_PATIENCE = 1.0
"""Seconds; whoever waits for a large file should not wait to see the small ones before it, too."""


def read_locally(task: Task, settings: Settings) -> Generator[Batch, None, None]:
    """The files of the task; one on which a process is lost gives what is stored of a failure."""
    work = partial(prepare, manner=task.manner)
    workers = Workers(
        jobs=choose_jobs(settings.jobs, len(task.files)),
        time_limit=settings.time_limit,
        memory_limit=settings.memory_limit,
        preload=SLOW_IMPORTS if settings.lexicon else (WARM,),
    )
    limits = {"seconds": settings.time_limit, "megabytes": settings.memory_limit}
    with closing(map_ordered(work, task.files, workers)) as results:
        read = (
            lost_file(path, task, result, **limits) if isinstance(result, Loss) else result
            for path, result in zip(task.files, results, strict=True)
        )
        for files in _groups(zip(task.files, read, strict=True)):
            yield Batch(files=files, rows=unpack_all([prepared.parcel for _, prepared in files]))


def _groups(read: Iterable[tuple[Path, Prepared]]) -> Iterator[list[tuple[Path, Prepared]]]:
    """The files by number, bytes or time, whichever makes a group first."""
    group: list[tuple[Path, Prepared]] = []
    size, begun = 0, time.monotonic()
    for path, prepared in read:
        group.append((path, prepared))
        size += prepared.parcel.size
        late = time.monotonic() - begun > _PATIENCE
        if late or size > _BATCH_BYTES or len(group) == _BATCH_FILES:
            yield group
            group, size, begun = [], 0, time.monotonic()
    if group:
        yield group
