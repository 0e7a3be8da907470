"""Work in processes: order is kept, and whatever befalls one takes only its own item with it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import parallel
from pipeline.parallel import Loss, Workers, choose_jobs, map_ordered

CULPRITS = {3, 9}
ROOT = Path(__file__).parents[2]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone limits memory")


def slow_double(number: int) -> int:
    time.sleep(0.05 if number % 3 == 0 else 0)
    return 2 * number


def die_on_some(number: int) -> int:
    if number in CULPRITS:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def hang_on_some(number: int) -> int:
    if number == 3:
        time.sleep(3600)
    if number == 9:  # and this holds the interpreter all the while
        re.match(r"(a+)+$", "a" * 60 + "b")
    return 2 * number


def swell_on_some(number: int) -> int:
    if number == 3:
        return len(bytearray(10**10))
    if number == 9:
        grown = [number]
        while True:
            grown += grown
    return len(bytearray(10**8)) * number


def fail_on_two(number: int) -> int:
    if number == 2:
        raise ValueError(number)
    return number


def start_a_program_and_hang(folder: Path) -> int:
    program = subprocess.Popen(["sleep", "600"])
    (folder / "pid").write_text(str(program.pid), "ascii")
    return program.wait()


def note_and_answer_at_length(place: tuple[Path, int]) -> int | bytes:
    folder, number = place
    (folder / str(number)).touch()
    if number == 0:
        time.sleep(1)
        return len(list(folder.iterdir()))
    return bytes(1000)


def worker_id(_: int) -> int:
    return os.getpid()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def double_with_pid(item: int) -> tuple[int, int]:
    return 2 * item, os.getpid()


def is_gone_soon(pid: int) -> bool:
    return any(not is_running(pid) or time.sleep(0.1) for _ in range(100))


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = list(range(20))
    results = map_ordered(slow_double, items, Workers(jobs=jobs))
    assert list(results) == [2 * item for item in items]


@needs_posix
def test_workers_give_way_to_fresh_ones_after_some_items(monkeypatch: pytest.MonkeyPatch) -> None:
    items = list(range(20))
    with monkeypatch.context() as patched:
        patched.setattr(parallel, "_SHIFT", 5)
        relieved = list(map_ordered(double_with_pid, items, Workers(jobs=2)))
    steady = list(map_ordered(double_with_pid, items, Workers(jobs=2)))
    assert [double for double, _ in relieved] == [double for double, _ in steady]
    assert len({pid for _, pid in relieved}) >= 4 > len({pid for _, pid in steady})


def test_nothing_to_do_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_Crew", None)
    assert list(map_ordered(slow_double, [], Workers(jobs=2))) == []


@needs_posix
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_dying_process_costs_only_the_item_it_died_on(jobs: int) -> None:
    items = list(range(12))
    expected = [Loss.CRASH if item in CULPRITS else 2 * item for item in items]
    assert list(map_ordered(die_on_some, items, Workers(jobs=jobs))) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_takes_too_long_is_stopped_and_the_rest_goes_on(jobs: int) -> None:
    items = list(range(12))
    expected = [Loss.TIME if item in CULPRITS else 2 * item for item in items]
    start = time.monotonic()
    assert list(map_ordered(hang_on_some, items, Workers(jobs=jobs, time_limit=1))) == expected
    assert time.monotonic() - start < 20


@needs_linux
@pytest.mark.parametrize("jobs", [1, 2])
def test_who_takes_too_much_memory_is_stopped_and_the_rest_goes_on(jobs: int) -> None:
    items = list(range(12))
    expected = [Loss.MEMORY if item in CULPRITS else 10**8 * item for item in items]
    assert list(map_ordered(swell_on_some, items, Workers(jobs=jobs, memory_limit=300))) == expected


@needs_linux
def test_programs_that_a_stopped_worker_had_started_are_stopped_too(tmp_path: Path) -> None:
    workers = Workers(time_limit=1)
    assert list(map_ordered(start_a_program_and_hang, [tmp_path], workers)) == [Loss.TIME]
    assert is_gone_soon(int((tmp_path / "pid").read_text("ascii")))


@needs_linux
@pytest.mark.parametrize("busy_with", ["time.sleep(600)", "re.match('(a+)+$', 'a' * 60 + 'b')"])
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path, busy_with: str) -> None:
    (tmp_path / "busy.py").write_text(
        "import os, re, sys, time\n"
        "from pipeline import parallel\n"
        "parallel._GRACE = 0\n"
        "def work(number):\n"
        "    open(f'{sys.argv[1]}/{os.getpid()}', 'w').close()\n"
        f"    return {busy_with}\n"
        "if __name__ == '__main__':\n"
        "    list(parallel.map_ordered(work, [1, 2], parallel.Workers(jobs=2, time_limit=5)))\n",
        "utf-8",
    )
    pids = tmp_path / "pids"
    pids.mkdir()
    parent = subprocess.Popen(
        [sys.executable, str(tmp_path / "busy.py"), str(pids)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while len(list(pids.iterdir())) < 2:
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    assert all(is_gone_soon(int(file.name)) for file in pids.iterdir())


@needs_linux
def test_workers_end_with_the_work(tmp_path: Path) -> None:
    pids = set(map_ordered(worker_id, list(range(8)), Workers(jobs=2)))
    assert all(is_gone_soon(pid) for pid in pids if isinstance(pid, int))
    unfinished = map_ordered(worker_id, list(range(8)), Workers())
    pid = next(unfinished)
    assert isinstance(pid, int)
    unfinished.close()
    assert is_gone_soon(pid)


def test_an_error_of_the_work_itself_is_not_hidden() -> None:
    results = map_ordered(fail_on_two, [1, 2, 3], Workers(jobs=2))
    assert next(results) == 1
    with pytest.raises(ValueError, match="2"):
        next(results)


def test_answers_do_not_pile_up_behind_a_slow_item(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [(tmp_path, number) for number in range(100)]
    monkeypatch.setattr(parallel, "_MAX_WAITING", 10_000)
    first, *rest = map_ordered(note_and_answer_at_length, items, Workers(jobs=2))
    assert isinstance(first, int)
    assert 5 < first < 15
    assert len(rest) == 99


def test_few_items_are_not_worth_processes() -> None:
    assert choose_jobs(0, 3) == 1
    assert choose_jobs(0, 500) == (os.cpu_count() or 1)
    assert choose_jobs(8, 0) == 1
