"""Claims that two figures say the same: passages that come again, restated figures, awards."""

from __future__ import annotations

from models.relation import ClaimKind
from tests.extractors.claims import claims_of, equations

PASSAGE = "Toàn huyện chia thành 04 khối, {} cụm thi đua với 86 đơn vị."


def certain(text: str) -> list[str]:
    return [
        f"{claim.stated.text} < {claim.operands[0].text}"
        for claim in claims_of(text, ClaimKind.SAME)
        if claim.certain and claim.stated
    ]


def test_a_passage_that_comes_again_ties_its_figures() -> None:
    text = f"{PASSAGE.format(13)}\n\nNăm qua đã khen thưởng.\n\n{PASSAGE.format(12)}"
    assert "12 < 13" in certain(text)


def test_a_passage_with_two_other_figures_is_another() -> None:
    text = f"{PASSAGE.format(13)}\n\n{PASSAGE.format(12).replace('04', '07')}"
    assert not certain(text)


def test_a_passage_within_one_sentence_is_no_repetition() -> None:
    text = "Thôn Hạ có 45 hộ, 45 hộ, 45 hộ và 45 hộ."
    assert not certain(text)


def test_a_figure_restated_elsewhere_is_inferred_only() -> None:
    text = "Xã có 86 hộ nghèo.\n\nDịp Tết đã thăm hỏi 86 hộ nghèo."
    claims = claims_of(text, ClaimKind.SAME)
    assert [claim.certain for claim in claims] == [False]


def test_large_amounts_are_recognised_in_another_unit() -> None:
    text = "Thu ngân sách 4.500 triệu đồng.\n\nVới 4,5 tỷ đồng đã làm 3 km đường."
    assert "4,5 < 4.500" in equations(text, ClaimKind.SAME)


def test_changes_and_prices_do_not_restate_anything() -> None:
    text = (
        "Giá ngô 6.500 đồng/kg.\n\nGiá ngô 6.500 đồng/kg.\n\nĐàn trâu tăng 5%.\n\nĐàn trâu tăng 5%."
    )
    assert not claims_of(text, ClaimKind.SAME)
