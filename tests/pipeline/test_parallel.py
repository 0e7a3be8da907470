"""Work in processes: order is kept, and a process that dies takes only its own item with it."""

from __future__ import annotations

import os
import signal
import time

import pytest

from pipeline.parallel import choose_jobs, map_ordered

CULPRITS = {3, 9}


def slow_double(number: int) -> int:
    time.sleep(0.05 if number % 3 == 0 else 0)
    return 2 * number


def die_on_some(number: int) -> int:
    if number in CULPRITS:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def fail_on_two(number: int) -> int:
    if number == 2:
        raise ValueError(number)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = list(range(20))
    assert list(map_ordered(slow_double, items, jobs)) == [2 * item for item in items]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(map_ordered(slow_double, [], 2)) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is POSIX")
def test_a_dying_process_costs_only_the_item_it_died_on() -> None:
    items = list(range(12))
    expected = [None if item in CULPRITS else 2 * item for item in items]
    assert list(map_ordered(die_on_some, items, 2)) == expected


def test_an_error_of_the_work_itself_is_not_hidden() -> None:
    results = map_ordered(fail_on_two, [1, 2, 3], 2)
    assert next(results) == 1
    with pytest.raises(ValueError, match="2"):
        next(results)


def test_few_items_are_not_worth_processes() -> None:
    assert choose_jobs(0, 3) == 1
    assert choose_jobs(0, 500) == (os.cpu_count() or 1)
    assert choose_jobs(8, 0) == 1
