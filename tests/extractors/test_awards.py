"""Level, form and recipient of commendations, and what is none."""

from __future__ import annotations

import pytest

from extractors.awards import Award, AwardFinder
from extractors.extract import extract
from extractors.language import make_doc
from models.lexicon import load
from models.text import Source


@pytest.fixture(scope="module")
def finder() -> AwardFinder:
    return AwardFinder(load())


def codes(text: str) -> list[str]:
    found = extract(Source(text=text, media_type="text/plain"), load(), "r")
    return [fact.indicator for fact in found.facts]


@pytest.mark.parametrize(
    ("words", "level", "form"),
    [
        ("Bằng khen của Thủ tướng Chính phủ cho", "state", "certificate"),
        ("Chủ tịch UBND huyện tặng Giấy khen cho", "district", "merit"),
        ("công nhận Tập thể LĐXS đối với", "", "excellent_collective"),
        ("khen thưởng cấp xã cho", "commune", ""),
    ],
)
def test_facets_are_read_from_words(finder: AwardFinder, words: str, level: str, form: str) -> None:
    doc = make_doc(words)
    assert finder.read(doc, 0, len(doc)) == Award(level, form, given=True)


def test_a_form_implies_its_level_only_where_none_is_named(finder: AwardFinder) -> None:
    flag = Award(form="flag", given=True)
    assert finder.code(flag, "collective", "xã") == "award.province.flag.collective"
    named = Award("district", "flag", given=True)
    assert finder.code(named, "collective", "xã") == "award.district.flag.collective"


def test_the_reporting_office_commends_unless_it_only_asks(finder: AwardFinder) -> None:
    merit = Award(form="merit", given=True)
    assert finder.code(merit, "individual", "xã") == "award.commune.merit.individual"
    asked = Award(form="merit", given=True, asked=True)
    assert finder.code(asked, "individual", "xã") is None


def test_a_row_shares_form_and_level() -> None:
    text = "Chủ tịch UBND tỉnh tặng Bằng khen cho 04 tập thể, 09 cá nhân và 02 gia đình."
    assert codes(text) == [
        f"award.province.certificate.{who}" for who in ("collective", "individual", "household")
    ]


def test_the_body_may_stand_behind_the_counts() -> None:
    text = "Trong năm có 06 tập thể, 21 cá nhân được Chủ tịch UBND huyện tặng Giấy khen."
    assert codes(text) == ["award.district.merit.collective", "award.district.merit.individual"]


def test_a_new_level_ends_the_form_named_before() -> None:
    text = "Bằng khen cấp tỉnh cho 03 tập thể; khen thưởng cấp huyện 15 tập thể."
    assert codes(text) == [
        "award.province.certificate.collective",
        "award.district.total.collective",
    ]


def test_gifts_and_meetings_are_no_commendations() -> None:
    text = "Khen thưởng học sinh giỏi. Tặng quà cho 15 gia đình; họp với 12 cá nhân có đơn."
    assert codes(text) == ["other", "other"]


def test_asked_of_an_unnamed_superior_is_other() -> None:
    text = "UBND XÃ TÂN LĨNH\n\nTrình cấp trên khen thưởng 05 tập thể và 11 cá nhân."
    assert codes(text) == ["other", "other"]
