"""Scores the product on generated reports whose truth is known.

    python -m tests.generator.score [--reports N] [--broken N] [--set open|held|all] [--seed S]
                                    [--misses K] [--jobs J]

Figures as in ../shared/tools/score.py. `claims` is the share of the true claims that are known to
hold; an `error` in a report in which all is true is false. Of the planted breaks: the share found
(error or warn on the changed figure), told as error, and of those found the share with the cause
named as planted (`cause`), or as one that explains the break as well (`fair`, see explanations).
Misses are grouped by phrasing; look at those of the open set only.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from functools import partial
from multiprocessing import Pool

from tests.generator.breaks import CAUSES
from tests.generator.draw import draw_broken, draw_report
from tests.generator.measure import Tally, measure_breaks, measure_truth
from tests.generator.phrases import load_phrases

SHARES = ("planted", "found", "error", "named", "fair")


def main() -> None:
    """Draws, measures, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200, help="true reports")
    parser.add_argument("--broken", type=int, default=0, help="reports with planted breaks")
    parser.add_argument("--set", default="open", choices=("open", "held", "all"), dest="which")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="groups of misses to print")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    started = time.perf_counter()
    with Pool(args.jobs) as pool:
        true = partial(score_true, args.which, args.seed)
        broken = partial(score_broken, args.which, args.seed)
        truth, slips = Tally(), Tally()
        for tally in pool.imap(true, range(args.reports), chunksize=5):
            truth.add(tally)
        for tally in pool.imap(broken, range(args.broken), chunksize=5):
            slips.add(tally)
    if args.reports:
        print_truth(truth, args.reports)
    if args.broken:
        print_breaks(slips)
    print(f"\n{time.perf_counter() - started:.0f} s")
    print_misses(truth, args.misses)
    print_misses(slips, args.misses)


def score_true(which: str, seed: int, number: int) -> Tally:
    """What the product makes of one true report."""
    return measure_truth(draw_report(load_phrases(which), seed, number))


def score_broken(which: str, seed: int, number: int) -> Tally:
    """What the product makes of one report with planted breaks."""
    report, breaks = draw_broken(load_phrases(which), seed, number)
    return measure_breaks(report, breaks) if breaks else Tally()


def f1(hit: int, gold: int, made: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hit / (gold + made) if gold + made else 1.0


def figures(counts: Counter[str]) -> dict[str, float]:
    """The figures of the facts and of the true claims."""
    made, gold = counts["fact_made"], counts["fact_gold"]
    finer = counts["finer_gold"] or 1
    return {
        "kind": counts["kind"] / (counts["numerals"] or 1),
        "bearing": f1(counts["bear_hit"], counts["bear_gold"], counts["bear_made"]),
        "value": f1(counts["value"], gold, made),
        "role": f1(counts["role"], gold, made),
        "indicator": f1(counts["ind_hit"], counts["ind_gold"], counts["ind_made"]),
        "season": counts["season"] / finer,
        "approx": counts["approx"] / finer,
        "claims": counts["claims_hit"] / (counts["claims_gold"] or 1),
    }


def print_truth(tally: Tally, reports: int) -> None:
    """The figures of true reports."""
    counts = tally.counts
    print(f"{reports} true reports, {counts['numerals']} numerals, {counts['fact_gold']} figures")
    for name, figure in figures(counts).items():
        print(f"  {name:10}{figure:8.4f}")
    print(f"  true claims {counts['claims_gold']}")
    for severity in ("error", "warn", "info"):
        print(f"  false {severity:6}{counts[f'false_{severity}']:6}")


def print_breaks(tally: Tally) -> None:
    """The figures of planted breaks, by cause."""
    counts = tally.counts
    print(f"\n{'planted':18}{'breaks':>8}{'found':>8}{'error':>8}{'cause':>8}{'fair':>8}")
    total: Counter[str] = Counter()
    for cause in CAUSES:
        found = {share: counts[f"{share} {cause}"] for share in SHARES}
        total.update(found)
        print_cause(cause, found)
    print_cause("all", total)


def print_cause(cause: str, counts: Counter[str] | dict[str, int]) -> None:
    """One line of the table of breaks; causes are named right among the breaks found."""
    planted, found = counts["planted"] or 1, counts["found"] or 1
    shares = f"{counts['found'] / planted:8.3f}{counts['error'] / planted:8.3f}"
    names = f"{counts['named'] / found:8.3f}{counts['fair'] / found:8.3f}"
    print(f"{cause:18}{counts['planted']:8}{shares}{names}")


def print_misses(tally: Tally, most: int) -> None:
    """The largest groups of misses with two examples each."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for phrase, wrong, shown in tally.misses:
        kind = " ".join(wrong.split()[:2]) if wrong.startswith("value") else wrong
        groups[phrase, "value" if kind.startswith("value") else kind].append(f"{wrong}: {shown}")
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    for (phrase, wrong), shown in ranked[:most]:
        print(f"\n{len(shown):5} {phrase}: {wrong}")
        for example in dict.fromkeys((shown[0], shown[-1])):
            print(f"        {example}")


if __name__ == "__main__":
    main()
