"""The generator tells the truth, tells it again, and what it says of the product does not fall."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from extractors.readers import read_source
from models.lexicon import load
from tests.generator.breaks import CAUSES
from tests.generator.draw import PERIODS, draw_broken, draw_region, draw_report
from tests.generator.measure import Tally, measure_breaks, measure_truth
from tests.generator.numbers import Notation
from tests.generator.phrases import load_phrases
from tests.generator.records import Claim, Figure, Form, Report, write_text
from tests.generator.score import figures
from tests.generator.truth import holds
from tests.generator.world import draw_district
from tests.generator.writers import FONT, WRITERS

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
SEED = 11
DRAWN = 60
SCORED = 24


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [draw_report(load_phrases("all"), SEED, number) for number in range(DRAWN)]


def digest(which: str) -> str:
    """Of a few reports and breaks, as text."""
    book = load_phrases(which)
    texts = [write_text(draw_report(book, SEED, number)).text for number in range(4)]
    texts += [one.now.text for number in range(4) for one in draw_broken(book, SEED, number)[1]]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def test_another_process_draws_the_same() -> None:
    code = "from tests.generator.test_generator import digest; print(digest('all'))"
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        assert run.stdout.strip() == digest("all")


def test_seeds_and_numbers_make_a_difference() -> None:
    book = load_phrases("all")
    drawn = {write_text(draw_report(book, seed, n)).text for seed in (1, 2) for n in range(10)}
    assert len(drawn) == 20


def test_every_digit_stands_in_one_figure(reports: list[Report]) -> None:
    for report in reports:
        written = write_text(report)
        covered: Counter[int] = Counter()
        for start, figure in written.places:
            stop = start + len(figure.text)
            assert written.text[start:stop] == figure.text
            assert figure.text[0].isdecimal()
            assert figure.text[-1].isdecimal()
            covered.update(range(start, stop))
        digits = {i for i, char in enumerate(written.text) if char.isdecimal()}
        assert digits <= covered.keys()
        assert set(covered.values()) == {1}


def test_annotations_use_known_words(reports: list[Report]) -> None:
    codes = load().indicators
    for report in reports:
        for _, figure in write_text(report).places:
            if figure.kind in ("quantity", "percent"):
                assert figure.indicator in codes, figure.phrase
                assert figure.unit, figure.phrase
                assert figure.role
                assert (figure.kind == "percent") == (figure.unit == "%"), figure.phrase
            else:
                assert figure.value is None


def read_back(figure: Figure, notation: Notation) -> Decimal:
    """What the digits on paper say."""
    return Decimal(figure.text.replace(notation.group, "").replace(notation.point, "."))


def test_figures_say_their_values(reports: list[Report]) -> None:
    for report in reports:
        for _, figure in write_text(report).places:
            if figure.value is not None:
                assert read_back(figure, report.notation) == abs(figure.value)


def test_claims_are_true(reports: list[Report]) -> None:
    """By the figures on paper: exactly, or rounded or cut off to the decimals written."""
    seen: Counter[Form] = Counter()
    for report in reports:
        for claim in report.claims:
            seen[claim.form] += 1
            assert is_true(claim), (claim.phrase, [figure.text for figure in claim.figures])
            assert holds(claim)
    assert set(seen) == set(Form)


def is_true(claim: Claim) -> bool:
    if claim.form is Form.SAME:
        return claim.stated.text == claim.operands[0].text
    told = claim.stated.amount
    one, *others = [operand.amount for operand in claim.operands]
    if claim.form is Form.SUM:
        return told == one + sum(others)
    if claim.form is Form.REST:
        return told == 100 - one - sum(others)
    if claim.form is Form.DIFFERENCE:
        return told == one - others[0]
    if claim.form is Form.PRODUCT:
        return told == one * others[0] * claim.scale
    exact = one / others[0] * 100 - (100 if claim.form is Form.RISE else 0)
    if claim.stated.approx:
        return {"over": told < exact, "under": told > exact, "about": True}[claim.stated.approx]
    unit = Decimal(1).scaleb(-claim.stated.places)
    ways = (ROUND_HALF_UP, ROUND_DOWN)
    return any(told == exact.quantize(unit, rounding=way) for way in ways) or (
        abs(told - exact) < unit  # zeros at the end are not always written
    )


@pytest.mark.parametrize("which", ["open", "held"])
def test_every_phrasing_is_used(which: str) -> None:
    book = load_phrases(which)
    used: set[str] = set()
    for number in range(400):
        used.update(draw_report(book, 1, number).phrases)
        if book.ids <= used:
            break
    assert book.ids == used


def test_there_are_enough_phrasings_and_none_is_in_both_sets() -> None:
    open_, held = load_phrases("open").ids, load_phrases("held").ids
    assert len(open_ | held) >= 150
    assert len(held) >= 50
    assert not open_ & held
    texts = [{p.text for p in load_phrases(which).phrases} for which in ("open", "held")]
    assert not texts[0] & texts[1]


def test_breaks_break_one_figure() -> None:
    book = load_phrases("all")
    seen: Counter[str] = Counter()
    for number in range(300):
        report, breaks = draw_broken(book, SEED, number)
        right = write_text(report)
        wrong = write_text(report, {one.was: one.now for one in breaks})
        assert sum(
            a is not b for (_, a), (_, b) in zip(right.places, wrong.places, strict=True)
        ) == (len(breaks))
        for one in breaks:
            seen[one.cause] += 1
            assert one.was.text != one.now.text
            assert holds(one.claim)
            assert not holds(one.claim, {one.was: one.now}), (one.cause, one.claim.phrase)
    assert set(seen) == set(CAUSES)


def test_a_district_agrees_with_its_communes_and_its_past() -> None:
    book = load_phrases("open")
    district = draw_district("region", book.frame)
    assert len({commune.name for commune in district.communes}) == 20
    topics = [topic for topic in book.topics if not topic.members]
    for topic in topics[:12]:
        for period in PERIODS:
            whole = district.series(topic, period)
            parts = [commune.series(topic, period) for commune in district.communes]
            assert whole.actual == sum(part.actual for part in parts)
            assert whole.plan == sum(part.plan for part in parts)
            assert whole.prior == district.series(topic, period.before).actual


def test_a_region_has_a_report_for_each_unit_and_period() -> None:
    names = [name for name, _ in draw_region(load_phrases("open"), SEED)]
    assert len(set(names)) == 21 * 6


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_other_formats_say_the_same(format_: str, reports: list[Report]) -> None:
    if format_ == "pdf" and not FONT.is_file():
        pytest.skip(f"the font {FONT} is not at hand")
    for report in reports[:3]:
        content = WRITERS[format_](report, {})
        assert content == WRITERS[format_](report, {})
        read = read_source(f"report.{format_}", content)
        wanted = Counter(figure.text for _, figure in write_text(report).places)
        assert not {text for text in wanted if text not in read.text}


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, float]]:
    found = {}
    for which in ("open", "held"):
        book, tally = load_phrases(which), Tally()
        for number in range(SCORED):
            tally.add(measure_truth(draw_report(book, SEED, number)))
            tally.add(measure_breaks(*draw_broken(book, SEED, number)))
        planted = sum(n for key, n in tally.counts.items() if key.startswith("planted "))
        hit = sum(n for key, n in tally.counts.items() if key.startswith("found "))
        fair = sum(n for key, n in tally.counts.items() if key.startswith("fair "))
        false = tally.counts["false_error"]
        shares = {"found": hit / planted, "fair": fair / hit, "false": false}
        found[which] = {**figures(tally.counts), **shares}
    return found


@pytest.mark.parametrize("which", ["open", "held"])
def test_scores_do_not_fall(which: str, scores: dict[str, dict[str, float]]) -> None:
    low = {
        name: scores[which][name]
        for name, floor in FLOORS[which].items()
        if scores[which][name] < floor
    }
    assert not low


@pytest.mark.parametrize("which", ["open", "held"])
def test_no_error_is_told_where_all_is_true(
    which: str, scores: dict[str, dict[str, float]]
) -> None:
    assert scores[which]["false"] == 0
