"""Every cause of a break and every wording of a true claim, so many times each.

    python -m tests.generator.causes [--each N] [--set open|held|all] [--seed S] [--jobs J]
                                     [--misses K]

Draws short reports until each wording of true claims was judged `--each` times, and each cause of
a break planted as often, then prints two tables in Markdown. `found` is the share of the breaks
that an error or a warning tells; of those found, `strict` have the cause named as planted, `fair`
one that explains the break as well (see explanations); last stand the causes named in its place.
The same seed gives the same figures on any number of processes. Look at misses of the open set
only.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pool, cpu_count
from multiprocessing.pool import Pool as Workers
from random import Random

from tests.generator.breaks import CAUSES
from tests.generator.draw import SHORT, draw_broken, draw_report
from tests.generator.loose import loosen
from tests.generator.measure import Tally, measure_breaks, measure_truth
from tests.generator.phrases import load_phrases
from tests.generator.score import print_misses
from tests.generator.truth import WORDINGS

ROUND = 240
"""Reports drawn before the counts are looked at."""
MISSES = 4000
"""So many misses are kept to be shown."""
MOST = 4
"""Breaks in one report, in different phrasings."""
Score = Callable[[tuple[str, ...], int], Tally]
"""What is counted on one report, by what is still wanted and the report's number."""


def main() -> None:
    """Draws, measures, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=2000, help="claims and breaks of each sort")
    parser.add_argument("--set", default="open", choices=("open", "held", "all"), dest="which")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="groups of misses to print")
    parser.add_argument("--jobs", type=int, default=cpu_count())
    args = parser.parse_args()
    started = time.perf_counter()
    with Pool(args.jobs) as pool:
        true = count(pool, partial(_true, args.which, args.seed), "true", WORDINGS, args.each)
        broken = partial(_broken, args.which, args.seed)
        slips = count(pool, broken, "planted", CAUSES, args.each)
    print("\n".join((*table_of_truth(true), "", *table_of_breaks(slips))))
    print(f"\n{time.perf_counter() - started:.0f} s")
    print_misses(true, args.misses)
    print_misses(slips, args.misses)


def count(
    pool: Workers,
    score: Score,
    share: str,
    sorts: tuple[str, ...],
    each: int,
) -> Tally:
    """What is counted until there are `each` of every sort; a few more than that of most."""
    tally, number = Tally(), 0
    while wanted := tuple(sort for sort in sorts if tally.counts[f"{share} {sort}"] < each):
        numbers = range(number, number + ROUND)
        for one in pool.imap(partial(score, wanted), numbers, chunksize=8):
            tally.add(one)
            del tally.misses[MISSES:]
        number += ROUND
    return tally


def _true(which: str, seed: int, _wanted: tuple[str, ...], number: int) -> Tally:
    book = load_phrases(which)
    report = draw_report(book, seed, number, SHORT)
    if number % 2:
        report = loosen(book, report, Random(f"{seed} {number} loose"))
    return measure_truth(report)


def _broken(which: str, seed: int, wanted: tuple[str, ...], number: int) -> Tally:
    report, breaks = draw_broken(load_phrases(which), seed, number, wanted, MOST)
    return measure_breaks(report, breaks) if breaks else Tally()


def table_of_truth(tally: Tally) -> Iterator[str]:
    """True claims by wording, and the errors told of them."""
    yield "| true claims | judged | errors |"
    yield "| --- | --- | --- |"
    for wording in WORDINGS:
        told, wronged = tally.counts[f"true {wording}"], tally.counts[f"wronged {wording}"]
        yield f"| {wording} | {told:,} | {wronged} |"


def table_of_breaks(tally: Tally) -> Iterator[str]:
    """Breaks by cause: how many were found, and what they were taken for."""
    yield "| cause | planted | found | strict | fair | taken for |"
    yield "| --- | --- | --- | --- | --- | --- |"
    counts, total = tally.counts, Counter[str]()
    for cause in CAUSES:
        shares = {
            share: counts[f"{share} {cause}"] for share in ("planted", "found", "named", "fair")
        }
        total.update(shares)
        yield _row(cause, shares, ", ".join(_taken_for(counts, cause)))
    yield _row("all", total, "")


def _row(cause: str, counts: Counter[str] | dict[str, int], taken_for: str) -> str:
    found = counts["found"] or 1
    shares = (
        counts["found"] / (counts["planted"] or 1),
        counts["named"] / found,
        counts["fair"] / found,
    )
    told = " | ".join(f"{share:.3f}" for share in shares)
    return f"| {cause} | {counts['planted']:,} | {told} | {taken_for} |"


def _taken_for(counts: Counter[str], cause: str, most: int = 3) -> Iterator[str]:
    prefix = f"as {cause}: "
    named = {key.removeprefix(prefix): n for key, n in counts.items() if key.startswith(prefix)}
    for other in sorted(named, key=lambda name: (-named[name], name))[:most]:
        yield f"{other} {named[other] / (counts[f'found {cause}'] or 1):.2f}"


if __name__ == "__main__":
    main()
