"""Reads files in processes of this machine, each within its limits."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from models.errors import InputError
from models.messages import problem
from pipeline.engines import Batch, Task
from pipeline.parallel import Loss, Workers, choose_jobs, map_ordered
from pipeline.prepare import SLOW_IMPORTS, WARM, Prepared, failed, prepare
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
    with closing(map_ordered(work, task.files, workers)) as results:
        read = (
            _lost(path, task, result, settings) if isinstance(result, Loss) else result
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


def _lost(path: Path, task: Task, loss: Loss, settings: Settings) -> Prepared:
    """What is stored of a file whose reading was stopped, or took its process down."""
    error = problem(
        InputError,
        f"error.lost.{loss.value}",
        seconds=settings.time_limit,
        megabytes=settings.memory_limit,
    )
    return failed(path, task.digests[path], error, task.manner.version)
