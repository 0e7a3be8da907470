"""Claims of percentages: which figures they tie, and what they leave alone."""

from __future__ import annotations

import pytest

from models.relation import ClaimKind
from tests.extractors.claims import claims_of, equations

PERCENTAGES = (ClaimKind.PERCENT, ClaimKind.CHANGE_PERCENT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gieo 48/50 ha ngô, đạt 96% kế hoạch.", ["96 < 48 50"]),
        ("Gieo 48/50 ha ngô (96%).", ["96 < 48 50"]),
        ("Tiêm phòng đạt 80% (40/50 con).", ["80 < 40 50"]),
        ("Gieo 48/50 ha ngô = 96%.", ["96 < 48 50"]),
        ("Đàn trâu 60/50 con, tăng 20%.", ["20 < 60 50"]),
        ("Đàn dê 85 con, kế hoạch 100 con, đạt 85% kế hoạch.", ["85 < 85 100"]),
        ("Gieo 48 ha ngô, đạt 96% kế hoạch.", []),
        ("Gieo 48/50 ha ngô; tỷ lệ nảy mầm 90%.", []),
        ("Gieo 48/50 ha ngô. Tỷ lệ nảy mầm đạt 90%.", []),
        ("Gieo 48/50 ha ngô, 30 ha lúa, đạt 90% kế hoạch.", []),
        ("Đàn trâu 60/50 con, tăng 20% so với cùng kỳ.", []),
    ],
)
def test_claims(text: str, found: list[str]) -> None:
    assert equations(text, *PERCENTAGES) == found


def test_each_ratio_takes_its_own_percentage() -> None:
    text = "Ngô 48/50 ha, đạt 96%; lúa 30/40 ha, đạt 75%."
    assert equations(text, *PERCENTAGES) == ["96 < 48 50", "75 < 30 40"]


def test_a_ratio_of_a_whole_is_at_most_one() -> None:
    assert equations("Có 7/19 tiêu chí đạt.", ClaimKind.WITHIN) == ["7 < 19"]


def test_the_words_of_the_text_make_the_claim_certain() -> None:
    (claim,) = claims_of("Gieo 48/50 ha ngô, đạt 96% kế hoạch.", *PERCENTAGES)
    assert claim.certain
    assert claim.rule == "percent_after_ratio"


def test_a_stated_plan_in_another_dimension_is_no_base() -> None:
    text = "Sản lượng 85 tấn, kế hoạch 100 ha, đạt 85% kế hoạch."
    assert equations(text, *PERCENTAGES) == []
