"""Times several ways to do a thing in turn, so that a busy machine is busy for all of them."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median


def time_in_turn(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each way; each round begins with another one, the first is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways.items())
    for number in range(rounds + 1):
        for name, way in order:
            gc.collect()  # nobody pays for what another has left behind
            start = time.perf_counter()
            way()
            if number:
                seconds[name].append(time.perf_counter() - start)
        order = [*order[1:], order[0]]
    return {name: median(times) for name, times in seconds.items()}


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process and those it starts on one core, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
