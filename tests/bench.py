"""Prints how many characters a second each step and each stage of the extraction takes.

    python -m tests.bench [FOLDER ...] [--rounds N]

Without folders it reads ../shared/reports/text where that is at hand, else data/samples. Best of
N rounds after a first one that compiles the lexicon. Stages are what `extractors.extract` imports
from its own package; each is charged only with its own time, not with that of the stages it calls.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

import extractors.extract as composition
from extractors.readers import read_source
from models.lexicon import load
from pipeline.checks import judge

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "reports" / "text"


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

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


def main() -> None:
    """Times all files and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = REPORTS if REPORTS.is_dir() else ROOT / "data" / "samples"
    parser.add_argument("folders", nargs="*", type=Path, default=[default])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    files = [path for folder in args.folders for path in sorted(folder.iterdir())]
    watch = Stopwatch()
    wrap_stages(watch)
    runs = []
    for _ in range(args.rounds + 1):
        watch.seconds.clear()
        characters = time_all(files, watch)
        runs.append(dict(watch.seconds))
    best = min(runs[1:], key=lambda run: sum(run.values()))
    print(f"{len(files)} files, {characters:,} characters, best of {args.rounds} rounds\n")
    print_table(characters, best)


def time_all(files: list[Path], watch: Stopwatch) -> int:
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


def wrap_stages(watch: Stopwatch) -> None:
    """From now on each function and each method that `extract` calls is charged to its stage."""
    for name, value in list(vars(composition).items()):
        module = str(getattr(value, "__module__", ""))
        if not module.startswith("extractors.") or module == composition.__name__:
            continue
        stage = "extract: " + module.removeprefix("extractors.").partition(".")[0]
        if isinstance(value, FunctionType):
            setattr(composition, name, timed(watch, stage, value))
        elif isinstance(value, type):
            for method, function in list(vars(value).items()):
                if isinstance(function, FunctionType) and not method.startswith("_"):
                    setattr(value, method, timed(watch, stage, function))


def timed(watch: Stopwatch, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, charging its time to `stage` each time it is called."""

    @wraps(function)
    def run(*args: object, **kwargs: object) -> object:
        with watch.clock(stage):
            return function(*args, **kwargs)

    return run


def print_table(characters: int, seconds: dict[str, float]) -> None:
    """One line a stage in the order in which they first ran, then the whole."""
    whole = sum(seconds.values())
    print(f"{'':24}{'seconds':>9}{'chars/s':>13}{'share':>8}")
    for name, spent in (*seconds.items(), ("all", whole)):
        print(f"{name:24}{spent:9.3f}{characters / spent:13,.0f}{spent / whole:8.1%}")


if __name__ == "__main__":
    main()
