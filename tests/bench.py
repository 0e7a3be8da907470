"""Prints how many characters a second each step and each stage of the extraction takes.

    python tests/bench.py [FOLDER ...] [--rounds N]

Without folders it reads ../shared/reports/text where that is at hand, else data/samples. Best of
N rounds after a first one that fills caches; a ratio of 1.00 is the whole way from bytes to
verdicts. Stages are what `extractors.extract` imports from its own package.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import extractors.extract as composition
from extractors.readers import read_source
from models.lexicon import load
from pipeline.checks import judge

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "reports" / "text"
STEPS = ("read", "extract", "check")

Seconds = defaultdict[str, float]


def main() -> None:
    """Times all files and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = REPORTS if REPORTS.is_dir() else ROOT / "data" / "samples"
    parser.add_argument("folders", nargs="*", type=Path, default=[default])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    files = [path for folder in args.folders for path in sorted(folder.iterdir())]
    runs = [time_all(files) for _ in range(args.rounds + 1)][1:]
    characters, best = min(runs, key=lambda run: sum(run[1][step] for step in STEPS))
    print(f"{len(files)} files, {characters:,} characters")
    print_table(characters, best)


def time_all(files: list[Path]) -> tuple[int, Seconds]:
    """Characters read, and the seconds of each step and of each stage, over all files."""
    seconds: Seconds = defaultdict(float)
    characters = 0
    lexicon = load()
    with timed_stages(seconds):
        for path in files:
            data = path.read_bytes()
            with clock(seconds, "read"):
                source = read_source(path.name, data)
            with clock(seconds, "extract"):
                extraction = composition.extract(source, lexicon, path.name)
            with clock(seconds, "check"):
                judge(extraction.claims, path.name)
            characters += len(source.text)
    return characters, seconds


@contextmanager
def clock(seconds: Seconds, name: str) -> Iterator[None]:
    """Adds the time that passes within it to `seconds[name]`."""
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[name] += time.perf_counter() - start


@contextmanager
def timed_stages(seconds: Seconds) -> Iterator[None]:
    """Within it, each stage that `extract` calls adds its time under its module and name."""
    stages = {
        name: value
        for name, value in vars(composition).items()
        if callable(value)
        and not isinstance(value, type)
        and str(value.__module__).startswith("extractors.")
        and value.__module__ != composition.__name__
    }
    for name, stage in stages.items():
        setattr(composition, name, timed(seconds, stage))
    try:
        yield
    finally:
        for name, stage in stages.items():
            setattr(composition, name, stage)


def timed(seconds: Seconds, stage: Callable[..., Any]) -> Callable[..., Any]:
    """The stage, adding its time each time it is called."""
    module = stage.__module__.removeprefix("extractors.")

    @wraps(stage)
    def run(*args: object, **kwargs: object) -> object:
        with clock(seconds, f"  {module}.{stage.__name__}"):
            return stage(*args, **kwargs)

    return run


def print_table(characters: int, seconds: Seconds) -> None:
    """One line a step, its stages below `extract`, in the order in which they ran."""
    whole = sum(seconds[step] for step in STEPS)
    stages = [name for name in seconds if name not in STEPS]
    rows = ["read", "extract", *stages, "check"]
    print(f"{'':44}{'seconds':>9}{'chars/s':>13}{'ratio':>8}")
    for name in rows:
        speed = characters / seconds[name] if seconds[name] else 0
        print(f"{name:44}{seconds[name]:9.3f}{speed:13,.0f}{seconds[name] / whole:8.2f}")
    print(f"{'all':44}{whole:9.3f}{characters / whole:13,.0f}{1:8.2f}")


if __name__ == "__main__":
    main()
