"""Shares of one whole, rounded or cut off alike, always add up; one that is changed does not."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.fact import Fact
from models.relation import ClaimKind
from pipeline.checks import judge_claim
from pipeline.checks._examples import example_claim, example_fact

COUNTS = st.lists(st.integers(min_value=1, max_value=5000), min_size=2, max_size=7)
PLACES = st.integers(min_value=0, max_value=2)
ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


def share(part: int, whole: int, places: int, rounding: str) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    return (Decimal(part * 100) / Decimal(whole)).quantize(unit, rounding=rounding)


def as_facts(values: list[Decimal]) -> list[Fact]:
    texts = [f"{value:f}".replace(".", ",") for value in values]
    return [example_fact(text, unit="%", at=9 * at) for at, text in enumerate(texts)]


def holds(values: list[Decimal]) -> bool:
    *others, last = as_facts(values)
    judgement = judge_claim(example_claim(ClaimKind.WHOLE, last, *others))
    assert judgement is not None
    return judgement.holds


@given(counts=COUNTS, places=PLACES, rounding=ROUNDING)
def test_true_shares_add_up(counts: list[int], places: int, rounding: str) -> None:
    assert holds([share(count, sum(counts), places, rounding) for count in counts])


@given(counts=COUNTS, places=PLACES, at=st.integers(min_value=0))
def test_one_share_too_great_does_not(counts: list[int], places: int, at: int) -> None:
    values = [share(count, sum(counts), places, ROUND_HALF_UP) for count in counts]
    values[at % len(values)] += Decimal(len(values) + 1).scaleb(-places)
    assert not holds(values)
