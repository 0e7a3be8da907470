"""Writes generated reports and their truth into a folder; nothing of it is to be committed.

    python -m tests.generator.write DIR [--reports N] [--set open|held|all] [--seed S]
                                    [--formats txt docx pdf] [--broken] [--region] [--jobs J]

DIR/gold holds the truth, DIR/txt, DIR/docx and DIR/pdf the reports, as ../shared/tools/score.py
wants them. `--broken` plants up to three errors in each report; `--region` writes instead a
district and its 20 communes over six periods, which agree with each other.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from tests.generator.draw import draw_broken, draw_region, draw_report
from tests.generator.gold import write_gold
from tests.generator.phrases import load_phrases
from tests.generator.records import Break, Report
from tests.generator.writers import WRITERS


def main() -> None:
    """Draws and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--set", default="all", choices=("open", "held", "all"), dest="which")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="+", default=["txt"], choices=tuple(WRITERS))
    parser.add_argument("--broken", action="store_true")
    parser.add_argument("--region", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    for name in ("gold", *args.formats):
        (args.folder / name).mkdir(parents=True, exist_ok=True)
    if args.region:
        for name, report in draw_region(load_phrases(args.which), args.seed):
            write_files(args.folder, args.formats, name, report)
        return
    with Pool(args.jobs) as pool:
        pool.map(partial(write_one, args), range(args.reports), chunksize=20)


def write_one(args: argparse.Namespace, number: int) -> None:
    """Draw and write report `number`."""
    book = load_phrases(args.which)
    breaks: tuple[Break, ...] = ()
    if args.broken:
        report, breaks = draw_broken(book, args.seed, number)
    else:
        report = draw_report(book, args.seed, number)
    write_files(args.folder, args.formats, f"{args.seed}-{number:05d}", report, breaks)


def write_files(
    folder: Path, formats: Sequence[str], name: str, report: Report, breaks: Sequence[Break] = ()
) -> None:
    """One report in all formats, and its truth."""
    changed = {one.was: one.now for one in breaks}
    write_gold(folder / "gold", name, report, breaks)
    for format_ in formats:
        content = WRITERS[format_](report, changed)
        (folder / format_ / f"{name}.{format_}").write_bytes(content)


if __name__ == "__main__":
    main()
