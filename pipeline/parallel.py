"""Runs a function over many items, each in a process with limits; what dies costs its item only.

A few long-lived workers take one item at a time through a pipe of their own, so that whatever
happens to a worker, the item to blame is known. Where it can be had, workers are forked from a
server that has imported everything once (`forkserver`): a worker that had to be killed is
replaced in milliseconds, and none inherits the parent's database or threads, as forks of the
parent would.
"""

from __future__ import annotations

import faulthandler
import math
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 3
"""So few items are not worth a second process."""
_MAX_WAITING = 100_000_000
"""Bytes of answers that may wait for the answer of an earlier item."""
_START_LIMIT = 120.0
"""Seconds in which a worker must have come up."""
_SHIFT = 200
"""Items after which a worker gives way to a fresh one, where that costs milliseconds: the memory
that libraries keep, and that it no longer shares with the server, would grow with their number."""
_GRACE = 30.0
"""Seconds after which a worker whose time is up ends itself if nobody has."""
_CAN_FORK_CLEAN = "forkserver" in multiprocessing.get_all_start_methods()
if _CAN_FORK_CLEAN:
    from multiprocessing import forkserver
_METHOD = "forkserver" if _CAN_FORK_CLEAN else "spawn"
_CONTEXT = cast("SpawnContext", multiprocessing.get_context(_METHOD))
_READY = b""
"""What a worker sends first, once it can take work."""


class Loss(StrEnum):
    """Why there is no result for an item."""

    CRASH = "crash"
    """The process died: a fault in a library, or the system killed it."""
    TIME = "time_limit"
    MEMORY = "memory_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """How many processes there are, and what each may take."""

    jobs: int = 1
    time_limit: float = 0
    """Seconds for one item; 0 for no limit."""
    memory_limit: int = 0
    """Megabytes beyond those a fresh worker takes; 0 for no limit. Only Linux enforces it."""
    preload: tuple[str, ...] = ()
    """Modules that the work needs and that are slow to import."""


def choose_jobs(wanted: int, items: int) -> int:
    """How many processes to use; `wanted` 0 leaves the choice to us.

    >>> choose_jobs(3, 100), choose_jobs(4, 2), choose_jobs(0, 3)
    (3, 2, 1)
    """
    if wanted:
        return max(1, min(wanted, items))
    return 1 if items <= _FEW else min(os.cpu_count() or 1, items)


def map_ordered(
    work: Callable[[Item], Result], items: Sequence[Item], workers: Workers
) -> Generator[Result | Loss, None, None]:
    """The results of `work`, in the order of `items`; a `Loss` where a process was lost.

    `work` must be a function of a module, or a partial of one, so that fresh processes can
    import it. What it raises is raised here.

    Raises:
        RuntimeError: a worker does not come up at all.
    """
    if not items:
        return
    crew = _Crew(work, items, workers)
    try:
        for index in range(len(items)):
            while index not in crew.answers:
                crew.advance()
            yield _opened(crew.answers.pop(index))
    finally:
        crew.dismiss()


class _Worker:
    """The parent's end of one process."""

    def __init__(self, work: Callable[[Item], Result], limits: Workers) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        arguments = (theirs, work, limits)
        self.process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
        _start(self.process, limits.preload)
        theirs.close()
        self.is_idle = False
        self.item: int | None = None
        """Index of the item under way; None while the worker is starting or idle."""
        self.given = 0
        """How many items it has been given."""
        self.deadline = time.monotonic() + _START_LIMIT

    def give(self, index: int, item: object, time_limit: float) -> None:
        """Hands over an item; a worker that has died since shows that when it should answer."""
        self.is_idle, self.item = False, index
        self.given += 1
        self.deadline = time.monotonic() + time_limit if time_limit else math.inf
        with suppress(OSError):
            self.connection.send(item)

    def receive(self) -> bytes | Loss:
        """What the worker has sent."""
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return Loss.CRASH

    def stop(self) -> None:
        """Ends the process: by itself where it waits, else by force and with what it started."""
        self.connection.close()
        if self.is_idle:
            self.process.join(1)
        if self.process.is_alive():
            _kill(self.process.pid or 0)
            self.process.kill()
            self.process.join()


class _Crew(Generic[Item, Result]):
    """The workers, what they still have to do, and the answers nobody has taken yet."""

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], settings: Workers
    ) -> None:
        self._work, self._settings = work, settings
        self._todo = iter(enumerate(items))
        self.answers: dict[int, bytes | Loss] = {}
        self._workers = [_Worker(work, settings) for _ in range(settings.jobs)]

    def advance(self) -> None:
        """Waits until something happens, and gives out more work."""
        self._give_out()
        busy = {worker.connection: worker for worker in self._workers if not worker.is_idle}
        first_deadline = min(worker.deadline for worker in busy.values())
        patience = max(0.0, first_deadline - time.monotonic())
        ready = wait(busy, None if patience == math.inf else patience)
        for connection, worker in busy.items():
            if connection in ready:
                self._take(worker, worker.receive())
            elif time.monotonic() >= worker.deadline:
                self._take(worker, Loss.TIME)
        self._give_out()

    def dismiss(self) -> None:
        """Ends all workers."""
        for worker in self._workers:
            worker.stop()

    def _take(self, worker: _Worker, answer: bytes | Loss) -> None:
        """Notes an answer; whoever did not give a proper one is replaced, and who gave many."""
        if worker.item is None and answer != _READY:
            msg = "a worker process does not start"
            raise RuntimeError(msg)
        if answer == _OUT_OF_MEMORY:
            answer = Loss.MEMORY
        if worker.item is not None:
            self.answers[worker.item] = answer
        worker.is_idle, worker.item = not isinstance(answer, Loss), None
        if not worker.is_idle or (_CAN_FORK_CLEAN and worker.given == _SHIFT):
            worker.stop()
            successor = _Worker(self._work, self._settings)
            self._workers[self._workers.index(worker)] = successor

    def _give_out(self) -> None:
        """Gives the next items to those who wait, unless too many answers wait themselves."""
        waiting = sum(len(answer) for answer in self.answers.values())
        if waiting > _MAX_WAITING:
            return
        idle = [worker for worker in self._workers if worker.is_idle]
        for worker, (index, item) in zip(idle, self._todo, strict=False):
            worker.give(index, item, self._settings.time_limit)


def _opened(answer: bytes | Loss) -> Result | Loss:
    """The result that a worker sent; what the work raised is raised."""
    if isinstance(answer, Loss):
        return answer
    succeeded, value = pickle.loads(answer)  # noqa: S301 - our own worker wrote it
    if not succeeded:
        raise value
    result: Result = value
    return result


_OUT_OF_MEMORY = pickle.dumps(Loss.MEMORY)


def _serve(connection: Connection, work: Callable[[Item], Result], limits: Workers) -> None:
    """What a worker does: takes items and answers them, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when Ctrl-C ends the work
    _end_with_parent()
    for module in limits.preload:  # there already, unless there is no server that has it
        import_module(module)
    _limit_memory(limits.memory_limit)
    with suppress(EOFError, OSError), open(os.devnull, "w", encoding="ascii") as nowhere:
        connection.send_bytes(_READY)
        answer = b""
        while answer != _OUT_OF_MEMORY:  # who has run out of memory once is not trusted again
            item = connection.recv()
            if (
                limits.time_limit
            ):  # should the parent be gone, and our threads blocked, when it is up
                patience = limits.time_limit + _GRACE
                faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
            answer = _answer(work, item)
            faulthandler.cancel_dump_traceback_later()
            connection.send_bytes(answer)


def _answer(work: Callable[[Item], Result], item: Item) -> bytes:
    try:
        return pickle.dumps((True, work(item)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return _OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        return pickle.dumps((False, error))


def _end_with_parent() -> None:
    """Lets the worker, and whatever programs it started, not outlive a parent that is killed."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own, which can be killed as one
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        _kill(os.getpid())
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _kill(leader: int) -> None:
    """Kills the process group of a worker, where there are such groups."""
    if hasattr(os, "killpg") and leader:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    """Makes every allocation fail that goes that far beyond what the process has now.

    The address space is limited, not what is resident: that alone the system refuses cleanly.
    """
    if not megabytes or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 2**20
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    if hardest != resource.RLIM_INFINITY:
        limit = min(limit, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hardest))


def _start(process: BaseProcess, preload: Sequence[str]) -> None:
    """Starts a worker, and the server that it is forked from if that does not run yet."""
    if not _CAN_FORK_CLEAN:
        with _clean_start():
            process.start()
        return
    if preload:
        _CONTEXT.set_forkserver_preload(list(preload))
    with _clean_start():
        forkserver.ensure_running()
    process.start()


@contextmanager
def _clean_start() -> Iterator[None]:
    """What an interpreter started inside inherits: Ctrl-C ignored, no modules from this folder.

    Else Ctrl-C would show the traceback of each process that is still importing, and a file
    `random.py` among the reports would be executed.
    """
    safe_path = os.environ.get("PYTHONSAFEPATH")
    in_main_thread = threading.current_thread() is threading.main_thread()
    on_ctrl_c = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main_thread else None
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if safe_path is None:
            del os.environ["PYTHONSAFEPATH"]
        if on_ctrl_c is not None:
            signal.signal(signal.SIGINT, on_ctrl_c)
