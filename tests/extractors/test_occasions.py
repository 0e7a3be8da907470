"""Days that are celebrated: every entry of the lexicon counts rightly in its own example."""

from __future__ import annotations

import re

import pytest

from models.lexicon import Occasion
from models.relation import ClaimKind
from tests.extractors.claims import claims_of
from tests.extractors.documents import lexicon


@pytest.mark.parametrize("occasion", lexicon().occasions, ids=lambda found: found.name)
def test_the_count_of_the_example_is_that_of_its_year(occasion: Occasion) -> None:
    text = re.sub("[⟦⟧]", "", occasion.example)
    (claim,) = [one for one in claims_of(text, ClaimKind.YEARS) if one.note == "occasion"]
    _, stated, computed = claim.context
    assert stated == computed
    assert re.search(rf"⟦{stated}⟧", occasion.example)


def test_names_of_occasions_are_unique() -> None:
    names = [occasion.name for occasion in lexicon().occasions]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text",
    [
        "Kỷ niệm 60 năm Ngày thành lập Đảng bộ huyện (12/8/2024).",
        "Lao động được nghỉ 01 ngày Quốc khánh (02/9/2024).",
        "Kỷ niệm 78 năm Ngày Quốc khánh (02/9/1945 - 02/9/2023).",
    ],
)
def test_what_is_no_occasion_or_is_judged_by_its_own_years(text: str) -> None:
    assert "occasion" not in [claim.note for claim in claims_of(text, ClaimKind.YEARS)]
