"""Every sort is counted until there is enough of it, and what is told loosely stays true."""

from __future__ import annotations

from collections import Counter
from multiprocessing.pool import ThreadPool
from random import Random

import pytest

from tests.generator.breaks import CAUSES
from tests.generator.causes import count, table_of_breaks, table_of_truth
from tests.generator.draw import SHORT, draw_broken, draw_report
from tests.generator.loose import SENSES, loosen
from tests.generator.measure import Tally, measure_truth
from tests.generator.phrases import load_phrases
from tests.generator.records import Claim, Report, write_text
from tests.generator.truth import WORDINGS, holds, wording

SEED = 17


@pytest.fixture(scope="module")
def loosened() -> list[Report]:
    book = load_phrases("all")
    drawn = (draw_report(book, SEED, number, SHORT) for number in range(30))
    return [loosen(book, report, Random(number)) for number, report in enumerate(drawn)]


def claims_told(reports: list[Report], told: str) -> list[Claim]:
    return [one for report in reports for one in report.claims if wording(one) == told]


@pytest.mark.parametrize("sense", SENSES)
def test_loose_figures_are_true_and_stand_behind_their_word(
    loosened: list[Report], sense: str
) -> None:
    claims = claims_told(loosened, sense)
    assert len(claims) > 20
    assert all(map(holds, claims))
    words = {word for words in load_phrases("all").words.values() for word in words[sense]}
    for report in loosened:
        written = write_text(report)
        for start, figure in written.places:
            if figure.approx == sense and figure.flags >= {"approx"}:
                before = written.text[:start].replace("\n", " ")
                assert before.endswith(tuple(words)), before[-20:]


def test_no_error_is_told_of_what_is_told_loosely(loosened: list[Report]) -> None:
    tally = Tally()
    for report in loosened:
        tally.add(measure_truth(report))
    assert not tally.counts["false_error"]


def test_counting_goes_on_until_there_is_enough_of_every_sort() -> None:
    asked: list[tuple[str, ...]] = []

    def score(wanted: tuple[str, ...], number: int) -> Tally:
        asked.append(wanted)
        rare = "planted rare" if number % 100 == 0 else ""
        return Tally(counts=Counter({"planted often": 1, **({rare: 1} if rare else {})}))

    with ThreadPool(1) as pool:
        tally = count(pool, score, "planted", ("often", "rare"), 5)
    assert tally.counts["planted rare"] >= 5
    assert asked[0] == ("often", "rare")
    assert asked[-1] == ("rare",)


def test_tables_name_every_sort() -> None:
    counts = Counter({"planted unit_slip": 4, "found unit_slip": 4, "named unit_slip": 3})
    counts += Counter({"fair unit_slip": 3, "as unit_slip: neighbour": 1, "true rounded": 1200})
    tally = Tally(counts=counts)
    breaks = "\n".join(table_of_breaks(tally))
    assert "| unit_slip | 4 | 1.000 | 0.750 | 0.750 | neighbour 0.25 |" in breaks
    assert all(f"| {cause} |" in breaks for cause in CAUSES)
    truth = "\n".join(table_of_truth(tally))
    assert "| rounded | 1,200 | 0 |" in truth
    assert all(f"| {told} |" in truth for told in WORDINGS)


def test_no_break_changes_the_figure_that_another_has_copied() -> None:
    book = load_phrases("open")
    for number in range(40):
        _, breaks = draw_broken(book, SEED, number, most=8)
        copied = {(one.now.value, one.now.unit) for one in breaks if one.cause == "neighbour"}
        changed = {(one.was.value, one.was.unit) for one in breaks if one.was.value is not None}
        assert not copied & changed
