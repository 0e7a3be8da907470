"""Which indicators phrases name, and what allows, forbids and ranks them."""

from __future__ import annotations

import pytest

from extractors.indicators import OTHER, IndicatorFinder
from extractors.language import make_doc
from extractors.units import UNKNOWN, Measure, UnitFinder
from extractors.windows import Around, Window
from models.lexicon import load


@pytest.fixture(scope="module")
def finder() -> IndicatorFinder:
    return IndicatorFinder(load())


@pytest.fixture(scope="module")
def units() -> UnitFinder:
    return UnitFinder(load())


def measure(units: UnitFinder, name: str) -> Measure:
    found = units.read(make_doc(name), 0)
    assert found is not None
    return found


def code(finder: IndicatorFinder, words: str, unit: Measure, *, heads: str = "") -> str:
    """The code that `words` name where they stand right before a figure."""
    doc = make_doc(words)
    window = Window(start=0, stop=len(doc), anchor=len(doc), rank=1)
    around = Around(clause=doc.text, before=doc.text, sentence=0, after="", heads=heads)
    found = finder.choose(finder.mentions(doc), [window], around, unit)
    return found.code if found else OTHER


class TestChoice:
    def test_the_unit_tells_measures_of_one_crop_apart(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        for unit, wanted in (("ha", "area"), ("tấn", "production"), ("tạ/ha", "yield")):
            assert code(finder, "lúa mùa", measure(units, unit)) == f"crop.{wanted}.rice"

    def test_blanks_at_commas_may_be_set_otherwise(self, finder: IndicatorFinder) -> None:
        phrases = [phrase for phrase in finder._named if ", " in phrase]
        assert phrases
        for phrase in phrases:
            for written in (phrase.replace(", ", ","), phrase.replace(", ", " , ")):
                assert phrase in {mention.phrase for mention in finder.mentions(make_doc(written))}

    def test_a_figure_of_another_unit_is_not_of_the_phrase(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        assert code(finder, "đàn trâu", measure(units, "con")) == "herd.buffalo"
        assert code(finder, "đàn trâu", measure(units, "hộ")) == OTHER

    def test_magnitude_words_do_not_hide_the_unit(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        assert code(finder, "khám bệnh", measure(units, "nghìn lượt")) == "health.visits"

    def test_the_longer_phrase_wins_over_the_one_inside(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        local = "tổng thu nsnn trên địa bàn"
        assert code(finder, local, measure(units, "đồng")) == "budget.revenue.local"

    def test_an_ambiguous_phrase_needs_its_context(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        heads = measure(units, "con")
        assert code(finder, "trâu", heads) == OTHER
        assert code(finder, "trâu", heads, heads="chăn nuôi") == "herd.buffalo"
        assert code(finder, "chăn nuôi: trâu", heads) == "herd.buffalo"

    def test_the_nearest_of_what_allows_and_what_forbids_decides(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        doc = make_doc("dê")
        window = Window(start=0, stop=1, anchor=1, rank=1)
        for before, wanted in (
            ("tiêm phòng đạt khá; chăn nuôi: dê", "herd.goat"),
            ("chăn nuôi; tiêm phòng: dê", "vaccination.goat"),
        ):
            around = Around(clause="dê", before=before, sentence=0, after="", heads="")
            found = finder.choose(finder.mentions(doc), [window], around, measure(units, "con"))
            assert found is not None
            assert found.code == wanted

    def test_words_that_forbid_hold_for_plain_names_in_the_clause(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        area = measure(units, "ha")
        assert code(finder, "diện tích lúa", area) == "crop.area.rice"
        assert code(finder, "diện tích lúa bị thiệt hại", area) == OTHER

    def test_part_of_a_word_is_no_phrase(self, finder: IndicatorFinder, units: UnitFinder) -> None:
        assert code(finder, "lúamùa", measure(units, "ha")) == OTHER


class TestWindows:
    def test_an_ambiguous_phrase_before_words_of_weight_does_not_count(self) -> None:
        finder, units = IndicatorFinder(load()), UnitFinder(load())
        doc = make_doc("trợ cấp số tiền đánh bạc")
        mentions = [m for m in finder.mentions(doc) if m.phrase == "số tiền"]
        around = Around(clause="", before=doc.text, sentence=0, after="", heads="")
        for weak_from, found in ((0, True), (len(doc), False)):
            window = Window(start=0, stop=len(doc), anchor=len(doc), rank=1, weak_from=weak_from)
            chosen = finder.choose(mentions, [window], around, measure(units, "đồng"))
            assert (chosen is not None) is found


class TestRelatives:
    def test_wholes_and_rates(self, finder: IndicatorFinder, units: UnitFinder) -> None:
        assert finder.whole_of("education.result", UNKNOWN) == "education.pupils"
        assert finder.whole_of(OTHER, measure(units, "thôn")) == "population.villages"
        assert finder.whole_of(OTHER, measure(units, "vụ")) == OTHER
        assert finder.rate_of("poverty.households") == "poverty.rate"
        assert finder.rate_of("herd.pig") == "herd.pig"

    def test_siblings_keep_the_crop_and_fit_the_unit(
        self, finder: IndicatorFinder, units: UnitFinder
    ) -> None:
        per_hectare = measure(units, "tạ/ha")
        assert finder.sibling("crop.area.maize", "năng suất", per_hectare) == "crop.yield.maize"
        assert finder.sibling("crop.area.maize", "năng suất", measure(units, "con")) is None
        assert finder.sibling("crop.area.maize", "giá bán", per_hectare) is None
        assert finder.sibling("poverty.rate", "năng suất", per_hectare) is None
