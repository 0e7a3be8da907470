"""(b) Text to facts: how many characters a second each step and each stage of the extraction takes.

Stages are what `extractors.extract` imports from its own package; each is charged only with its own
time, not with that of the stages it calls.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

import extractors.extract as composition
from extractors.readers import read_source
from models.lexicon import load
from pipeline.checks import judge
from pipeline.prepare import WARM
from tests.bench.records import Ratio, Result, Row
from tests.bench.side_by_side import one_core

LONG = 10_000_000
"""Characters of the longest report: a rate that falls with the length would show a step that is not
linear."""

_MORE = 4
"""Times as many rounds for the extraction alone: each takes half a second, and the machine is
seldom quiet for longer."""


def measure(files: list[Path], rounds: int) -> Result:
    """Characters a second by stage, best of the rounds after one that compiles the lexicon."""
    import_module(WARM)  # the collector of cycles is set as workers have it
    watch = Stopwatch()
    plain = _rate_bare(files, _MORE * rounds)
    with one_core(), _stages_timed(watch):
        runs = []
        for _ in range(rounds + 1):
            watch.seconds.clear()
            characters = _time_all(files, watch)
            runs.append(dict(watch.seconds))
    best = min(runs[1:], key=lambda run: sum(run.values()))
    rows = [
        Row(name=name, value=characters / spent, unit="characters/s")
        for name, spent in best.items()
    ]
    rows.append(Row(name="extraction, no clocks inside", value=plain, unit="characters/s"))
    return Result(
        letter="b",
        title=f"text to facts, one core: {len(files)} files, {characters:,} characters",
        rows=tuple(rows),
        ratios=(
            Ratio(
                name="extraction : 300,000 characters/s", value=plain / 300_000, asked="at least 1"
            ),
        ),
    )


def measure_length(file: Path, lengths: tuple[int, ...]) -> Result:
    """Characters a second for one text repeated until it is so long."""
    text = file.read_text("utf-8")
    lexicon = load()
    rows = []
    with one_core():
        for length in lengths:
            data = (text * (length // len(text) + 1))[:length].encode()
            source = read_source("long.txt", data)
            gc.collect()
            start = time.perf_counter()
            composition.extract(source, lexicon, "long")
            spent = time.perf_counter() - start
            rows.append(
                Row(
                    name=f"{length:,} characters",
                    value=length / spent,
                    unit="characters/s",
                    size=length,
                )
            )
    growth = rows[0].value / rows[-1].value
    return Result(
        letter="b",
        title="text to facts against the length of one report",
        rows=tuple(rows),
        ratios=(
            Ratio(
                name="rate of the shortest : the longest", value=growth, asked="about 1 (linear)"
            ),
        ),
    )


class Stopwatch:
    """Seconds by name; while an inner name runs, the outer one stands still."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def clock(self, name: str) -> Iterator[None]:
        """Charges the time that passes within it to `name`."""
        self._charge()
        self._running.append(name)
        try:
            yield
        finally:
            self._charge()
            self._running.pop()

    def charging(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, charging its time to `name` each time it is called."""

        @wraps(function)
        def run(*args: object, **kwargs: object) -> object:
            with self.clock(name):
                return function(*args, **kwargs)

        return run

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


def _rate_bare(files: list[Path], rounds: int) -> float:
    """Characters a second of the extraction alone, without clocks inside; best of the rounds."""
    lexicon = load()
    sources = [read_source(path.name, path.read_bytes()) for path in files]
    characters = sum(len(source.text) for source in sources)
    seconds = []
    with one_core():
        for _ in range(rounds + 1):
            gc.collect()
            start = time.perf_counter()
            for path, source in zip(files, sources, strict=True):
                composition.extract(source, lexicon, path.name)
            seconds.append(time.perf_counter() - start)
    return characters / min(seconds[1:])


def _time_all(files: list[Path], watch: Stopwatch) -> int:
    """How many characters the files have; the watch is charged with the way to the verdicts."""
    characters = 0
    lexicon = load()
    for path in files:
        data = path.read_bytes()
        with watch.clock("read"):
            source = read_source(path.name, data)
        with watch.clock("extract, the rest"):
            extraction = composition.extract(source, lexicon, path.name)
        with watch.clock("check"):
            judge(extraction.claims, path.name)
        characters += len(source.text)
    return characters


@contextmanager
def _stages_timed(watch: Stopwatch) -> Iterator[None]:
    """Within it each function and each method that `extract` calls is charged to its stage."""
    changed: list[tuple[object, str, object]] = []

    def replace(owner: object, name: str, stage: str, function: FunctionType) -> None:
        changed.append((owner, name, function))
        setattr(owner, name, watch.charging(stage, function))

    for name, value in list(vars(composition).items()):
        module = str(getattr(value, "__module__", ""))
        if not module.startswith("extractors.") or module == composition.__name__:
            continue
        stage = "extract: " + module.removeprefix("extractors.").partition(".")[0]
        if isinstance(value, FunctionType):
            replace(composition, name, stage, value)
        elif isinstance(value, type):
            for method, function in list(vars(value).items()):
                if isinstance(function, FunctionType) and not method.startswith("_"):
                    replace(value, method, stage, function)
    try:
        yield
    finally:
        for owner, name, function in changed:
            setattr(owner, name, function)
