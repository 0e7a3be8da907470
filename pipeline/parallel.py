"""Runs a function over many items in processes, answers in order, and survives one that dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 8
"""Below so many items starting processes costs more than it saves."""
_AHEAD = 2
"""Items given out for each process beyond what was asked for: bounds what waits in memory."""


def choose_jobs(wanted: int, items: int) -> int:
    """How many processes to use; `wanted` 0 leaves the choice to us.

    >>> choose_jobs(3, 100), choose_jobs(4, 2), choose_jobs(0, 3)
    (3, 2, 1)
    """
    if wanted:
        return max(1, min(wanted, items))
    return 1 if items < _FEW else min(os.cpu_count() or 1, items)


def map_ordered(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[Result | None]:
    """The results of `work`, in the order of `items`; None where its process died.

    With one job everything runs in this process. `work` must be a function of a module, or a
    partial of one, so that fresh processes can import it.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    done = 0
    while done < len(items):
        try:
            for result in _pooled(work, items[done:], jobs):
                yield result
                done += 1
        except BrokenProcessPool:
            # Any of the items under way may be to blame: try this one alone, then go on.
            yield _alone(work, items[done])
            done += 1


def _pooled(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    with _pool(jobs) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _alone(work: Callable[[Item], Result], item: Item) -> Result | None:
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return None


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Fresh processes, for forked ones would inherit the open database.

    They leave Ctrl-C to the parent: it stops giving out work and says so, once.
    """
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
