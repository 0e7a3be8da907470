"""Measures everything, or the letters named, and prints the table.

    python -m tests.bench [LETTER ...] [--reports N] [--rounds R] [--folder DIR]

a  PDF to checked facts, beside pdfplumber and pdftotext
b  text to facts, by stage and by length of the report
c  rows into the database, beside DuckDB's own bulk load
d  two workers against one
e  peak memory against the number of reports
f  checking against the number of reports
g  each command from start to end
h  a folder taken in, checked and published, and where the time goes

The reports are those of ../shared where that is at hand (a, b), else the samples; the others are
generated into DIR. Results also go to DIR/bench.json. The machine should have nothing else to do;
the ratios are taken side by side, so that they suffer least if it has.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from tests.bench import (
    across,
    judging,
    load,
    memory,
    pdf_to_facts,
    stages,
    startup,
    whole_run,
    workers,
)
from tests.bench.corpus import write_corpus
from tests.bench.records import Result, render_result

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared" / "reports"
FEW = 100
"""The number of reports with which more are compared."""


def main() -> None:
    """Measures and prints, one letter after the other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("letters", nargs="*", metavar="LETTER", choices=(*MEASURES, []))
    parser.add_argument("--reports", type=int, default=1000, help="most reports of d, e and h")
    parser.add_argument("--compared", type=int, default=100_000, help="most reports of f")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "bench")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    results = []
    for letter in args.letters or MEASURES:
        for result in MEASURES[letter](args):
            print(render_result(result), end="\n\n", flush=True)
            results.append(result)
    machine = {
        "machine": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
    }
    document = {"on": machine, "results": [result.as_dict() for result in results]}
    path = args.folder / "bench.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    print(path)


def _reports(format_: str) -> list[Path]:
    """The real reports of a format where they are at hand, else the samples."""
    folder = SHARED / ("text" if format_ == "txt" else format_)
    return sorted((folder if folder.is_dir() else SAMPLES).glob(f"*.{format_}"))


def _pdf(args: argparse.Namespace) -> Iterator[Result]:
    yield pdf_to_facts.measure(_reports("pdf"), args.rounds)


def _text(args: argparse.Namespace) -> Iterator[Result]:
    yield stages.measure(_reports("txt"), args.rounds)
    yield stages.measure_length(_reports("txt")[0], (100_000, 1_000_000, stages.LONG))


def _load(args: argparse.Namespace) -> Iterator[Result]:
    yield load.measure(_files(args, 200), args.rounds)


def _workers(args: argparse.Namespace) -> Iterator[Result]:
    corpus = write_corpus(args.folder, args.reports)
    yield workers.measure(corpus, args.reports, 1)


def _memory(args: argparse.Namespace) -> Iterator[Result]:
    sizes = [size for size in (10, FEW, 1000, 10_000) if size <= max(args.reports, FEW)]
    yield memory.measure({size: write_corpus(args.folder, size) for size in sizes})


def _checking(args: argparse.Namespace) -> Iterator[Result]:
    yield judging.measure(write_corpus(args.folder, args.reports), args.reports)
    yield across.measure([size for size in (1000, 10_000, 100_000) if size <= args.compared])


def _startup(args: argparse.Namespace) -> Iterator[Result]:
    yield startup.measure(SAMPLES, args.rounds)


def _whole_run(args: argparse.Namespace) -> Iterator[Result]:
    yield whole_run.measure(write_corpus(args.folder, args.reports), args.reports)


def _files(args: argparse.Namespace, number: int) -> list[Path]:
    corpus = write_corpus(args.folder, number, ("txt",))
    return sorted(path for path in corpus.rglob("*.txt"))


MEASURES: dict[str, Callable[[argparse.Namespace], Iterator[Result]]] = {
    "a": _pdf,
    "b": _text,
    "c": _load,
    "d": _workers,
    "e": _memory,
    "f": _checking,
    "g": _startup,
    "h": _whole_run,
}

if __name__ == "__main__":
    main()
