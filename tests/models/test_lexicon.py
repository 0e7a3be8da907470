"""The lexicon: what we ship is sound, and what a user adds is checked with a helpful word."""

from __future__ import annotations

import csv
import time
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import LexiconError
from models.lexicon import Indicator, Lexicon, fold, load
from models.lexicon.build import build

GOLD_CODES = Path(__file__).parents[2].parent / "shared" / "gold" / "indicators.tsv"

UNITS = """
[[unit]]
name = "con"
[[unit]]
name = "hộ"
[[unit]]
name = "ha"
dimension = "area"
[[unit]]
name = "tạ/ha"
dimension = "yield"
"""

BUFFALO = """
[[indicator]]
code = "herd.buffalo"
unit = "con"
vi = "Tổng đàn trâu"
en = "Herd: buffalo"
aliases = ["đàn trâu"]
units = ["con"]
example = "Đàn trâu hiện có ⟦31⟧ con."
seen = "báo cáo chăn nuôi"
"""


def parse(*texts: str) -> Lexicon:
    import tomllib

    return build([("thử.toml", tomllib.loads(text)) for text in (UNITS, *texts)])


def refusal(*texts: str) -> LexiconError:
    with pytest.raises(LexiconError) as caught:
        parse(*texts)
    return caught.value


def having(text: str, *, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


class TestOurs:
    @pytest.mark.skipif(not GOLD_CODES.exists(), reason="needs ../shared/gold")
    def test_every_agreed_code_is_there_with_its_unit_and_parent(self, lexicon: Lexicon) -> None:
        with GOLD_CODES.open(encoding="utf-8", newline="") as file:
            agreed = list(csv.DictReader(file, delimiter="\t"))
        assert len(agreed) > 200
        for row in agreed:
            found = lexicon.indicators[row["code"]]
            assert (found.unit, found.parent or "") == (row["unit"], row["parent"]), row["code"]
            assert found.name_vi == row["name_vi"]

    def test_every_example_uses_words_of_its_own_entry(self, lexicon: Lexicon) -> None:
        award = next(family for family in lexicon.families if family.name == "award")
        forms = [alias for value in award.facets[1].values for alias in value.aliases]
        for found in lexicon.indicators.values():
            if found.code == "other":
                continue
            phrases = found.aliases + found.weak or tuple(forms)
            example = fold(found.example)
            assert any(fold(phrase) in example for phrase in phrases), found.code

    def test_only_the_remainder_and_the_award_family_have_no_phrases(
        self, lexicon: Lexicon
    ) -> None:
        silent = {i.code for i in lexicon.indicators.values() if not (i.aliases or i.weak)}
        assert {code for code in silent if not code.startswith("award.")} == {"other"}

    def test_phrases_are_small_letters_without_stray_spaces(self, lexicon: Lexicon) -> None:
        for found in lexicon.indicators.values():
            for phrase in found.aliases + found.weak + found.context + found.unless:
                assert phrase == " ".join(phrase.lower().split()), (found.code, phrase)
                assert unicodedata.is_normalized("NFC", phrase)

    def test_parents_form_no_circle(self, lexicon: Lexicon) -> None:
        for found in lexicon.indicators.values():
            seen: set[str] = set()
            code: str | None = found.code
            while code:
                assert code not in seen
                seen.add(code)
                code = lexicon.indicators[code].parent

    def test_a_part_has_the_dimension_of_its_whole(self, lexicon: Lexicon) -> None:
        for found in lexicon.indicators.values():
            if found.parent:
                assert found.dimension == lexicon.indicators[found.parent].dimension

    def test_domains_and_rates_agree_with_their_units(self, lexicon: Lexicon) -> None:
        for found in lexicon.indicators.values():
            assert found.code.startswith(found.domain)
            if found.rate:
                assert lexicon.indicators[found.rate].dimension == "percent"

    def test_north_and_south_name_the_same_things(self, lexicon: Lexicon) -> None:
        for code, north, south in [
            ("herd.pig", "đàn lợn", "đàn heo"),
            ("crop.area.maize", "ngô", "bắp"),
            ("crop.area.groundnut", "lạc", "đậu phộng"),
            ("crop.production.cassava", "sắn", "khoai mì"),
        ]:
            assert {north, south} <= set(lexicon.indicators[code].aliases)

    def test_files_come_in_one_order(self, lexicon: Lexicon) -> None:
        codes = list(lexicon.indicators)
        assert codes.index("herd.buffalo") < codes.index("herd.cattle") < codes.index("herd.pig")

    def test_loading_is_quick(self) -> None:
        from models.lexicon import _load

        def cost() -> float:
            _load.cache_clear()
            begun = time.process_time()
            load()
            return time.process_time() - begun

        assert min(cost() for _ in range(5)) < 0.12

    def test_a_second_call_gives_the_same_value(self) -> None:
        assert load() is load([])


class TestAwards:
    def test_levels_forms_and_receivers_multiply(self, lexicon: Lexicon) -> None:
        merit = lexicon.indicators["award.district.merit.individual"]
        assert merit.name_vi == "Giấy khen cấp huyện: cá nhân"
        assert merit.parent == "award.district.total.individual"
        assert merit.units == ("cá nhân",)
        assert lexicon.indicators["award.district.total.individual"].parent is None

    def test_the_family_tells_what_a_text_leaves_out(self, lexicon: Lexicon) -> None:
        award = next(family for family in lexicon.families if family.name == "award")
        level, form, _ = award.facets
        assert [value.key for value in form.values if value.default] == ["total"]
        implied = {value.key: value.implies for value in form.values}
        assert implied["flag"] == "province"
        assert implied["merit"] == ""
        assert set(filter(None, implied.values())) <= {value.key for value in level.values}


class TestFold:
    @pytest.mark.parametrize(
        ("written", "other"),
        [
            ("Thuỷ sản", "thủy sản"),
            ("vô hoá", "vô hóa"),
            ("KHOẺ", "khỏe"),
            ("chiến sỹ", "chiến sĩ"),
            ("Quí II", "quý ii"),
            ("tỉ lệ", "tỷ lệ"),
            ("văn hoá – xã hội", "văn hóa - xã hội"),
            ("toà án", "tòa án"),
            ("uỷ ban", "ủy ban"),
        ],
    )
    def test_one_spelling(self, written: str, other: str) -> None:
        assert fold(written) == fold(other)

    @pytest.mark.parametrize(
        "word", ["hoàn thành", "y tế", "quỳnh", "khuỷu", "thuở", "xoài", "tuyển", "hoặc", "uy tín"]
    )
    def test_words_that_have_one_spelling_stay(self, word: str) -> None:
        assert fold(word) == word

    @pytest.mark.parametrize(("one", "other"), [("hóa", "hòa"), ("thủy", "thúy"), ("tỷ", "tỳ")])
    def test_different_words_stay_different(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @given(st.text())
    def test_offsets_stay(self, text: str) -> None:
        composed = unicodedata.normalize("NFC", text)
        assert len(fold(composed)) == len(composed)

    @given(st.text(alphabet=st.sampled_from("hoaòàáóqu yỷýsĩlkt-–")))
    def test_folding_twice_changes_nothing_more(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    def test_decomposed_text_is_composed_first(self) -> None:
        assert fold(unicodedata.normalize("NFD", "Thuỷ")) == "thủy"


class TestEntries:
    def test_a_sound_entry_is_read(self) -> None:
        found = parse(BUFFALO).indicators["herd.buffalo"]
        assert (found.domain, found.dimension, found.units) == ("herd", "count", ("con",))
        assert (found.parent, found.whole, found.rate) == (None, None, None)

    def test_units_default_to_the_dimension(self) -> None:
        text = having(BUFFALO, old='units = ["con"]\n', new="")
        assert parse(text).indicators["herd.buffalo"].units == ("count",)

    def test_two_usual_units(self) -> None:
        text = having(BUFFALO, old='unit = "con"', new='unit = "con/hộ"')
        assert parse(text).indicators["herd.buffalo"].dimension == "count"

    def test_a_unit_with_a_stroke_of_its_own(self) -> None:
        text = having(BUFFALO, old='unit = "con"', new='unit = "tạ/ha"')
        assert parse(text).indicators["herd.buffalo"].dimension == "yield"

    def test_an_unknown_key_names_file_entry_and_nearest_key(self) -> None:
        error = refusal(having(BUFFALO, old="aliases =", new="alias ="))
        assert "thử.toml" in error.message
        assert "herd.buffalo" in error.message
        assert "alias" in error.message
        assert error.remedy == "Có phải là “aliases”?"
        assert "unknown key" in error.localised("en")[0]

    def test_an_unknown_unit_names_the_nearest(self) -> None:
        error = refusal(having(BUFFALO, old='unit = "con"', new='unit = "conn"'))
        assert "“conn”" in error.message
        assert "“con”" in error.remedy

    def test_an_unknown_unit_among_those_allowed(self) -> None:
        error = refusal(having(BUFFALO, old='units = ["con"]', new='units = ["con", "thửa"]'))
        assert "“thửa”" in error.message

    def test_a_missing_parent_names_the_nearest(self) -> None:
        whole = having(BUFFALO, old="herd.buffalo", new="herd.total")
        whole = having(whole, old="đàn trâu", new="tổng đàn")
        part = having(BUFFALO, old="vi =", new='parent = "herd.totl"\nvi =')
        error = refusal(whole, part)
        assert "“herd.totl”" in error.message
        assert "“herd.total”" in error.remedy

    def test_a_code_twice(self) -> None:
        assert "“herd.buffalo”" in refusal(BUFFALO, BUFFALO).message

    def test_a_missing_name(self) -> None:
        assert (
            "thiếu khóa “vi”"
            in refusal(having(BUFFALO, old='vi = "Tổng đàn trâu"', new="")).message
        )

    @pytest.mark.parametrize(
        "example",
        [
            '""',
            '"Đàn trâu hiện có 31 con."',
            '"Đàn trâu hiện có ⟦⟧ con."',
            '"⟦31⟧"',
            '"Đàn ⟦31 con"',
        ],
    )
    def test_an_example_must_mark_its_figure(self, example: str) -> None:
        text = having(BUFFALO, old='"Đàn trâu hiện có ⟦31⟧ con."', new=example)
        assert "câu ví dụ" in refusal(text).message

    @pytest.mark.parametrize("value", ['"đàn trâu"', "[1]", '[""]'])
    def test_aliases_must_be_a_list_of_words(self, value: str) -> None:
        assert "aliases" in refusal(having(BUFFALO, old='["đàn trâu"]', new=value)).message

    def test_weak_phrases_need_a_context(self) -> None:
        assert (
            "context"
            in refusal(having(BUFFALO, old="units =", new='weak = ["trâu"]\nunits =')).message
        )

    def test_an_excluded_word_is_refused_with_its_reason(self) -> None:
        rule = '[[excluded]]\nword = "Đàn trâu"\nreason = "chỉ để thử"\n'
        assert "chỉ để thử" in refusal(BUFFALO, rule).message

    def test_a_unit_twice(self) -> None:
        assert "“con”" in refusal('[[unit]]\nname = "con"\n').message

    def test_a_scale_that_is_no_number(self) -> None:
        assert "“mười”" in refusal('[[unit]]\nname = "chục"\nscale = "mười"\n').message

    def test_a_scale_keeps_its_digits(self) -> None:
        units = parse('[[unit]]\nname = "m2"\ndimension = "area"\nscale = "0.0001"\n').units
        assert units[-1].scale == Decimal("0.0001")
        assert units[-1].spellings == ("m2",)

    def test_a_cue_twice_in_a_group(self) -> None:
        cue = '[[cue]]\ngroup = "role.plan"\nname = "a"\npattern = "kế hoạch"\nexample = "⟦1⟧ x"\n'
        assert "“role.plan”" in refusal(cue, cue).message
        assert len(parse(cue, having(cue, old="role.plan", new="role.prior")).cues) == 2

    def test_an_unknown_table(self) -> None:
        error = refusal('[[indicators]]\ncode = "x"\n')
        assert "“indicator”" in error.remedy


class TestAliases:
    CATTLE = having(BUFFALO, old="herd.buffalo", new="herd.cattle")

    def test_the_same_alias_for_figures_that_may_be_either(self) -> None:
        error = refusal(BUFFALO, self.CATTLE)
        assert "“đàn trâu”" in error.message
        assert "“herd.buffalo”" in error.message

    def test_spelling_does_not_hide_it(self) -> None:
        one = having(BUFFALO, old='"đàn trâu"', new='"đàn thủy cầm"')
        other = having(self.CATTLE, old='"đàn trâu"', new='"Đàn thuỷ cầm"')
        assert "thuỷ cầm" in refusal(one, other).message

    def test_a_unit_and_its_dimension_overlap(self) -> None:
        broad = having(self.CATTLE, old='units = ["con"]', new='units = ["count"]')
        refusal(BUFFALO, broad)
        refusal(broad, BUFFALO)

    def test_units_that_differ_tell_them_apart(self) -> None:
        other = having(self.CATTLE, old='units = ["con"]', new='units = ["hộ"]')
        assert len(parse(BUFFALO, other).indicators) == 2

    def test_one_entry_may_not_repeat_itself(self) -> None:
        error = refusal(having(BUFFALO, old='["đàn trâu"]', new='["đàn trâu", "ĐÀN TRÂU"]'))
        assert "hai lần" in error.message


FAMILY = """
[[family]]
name = "crop"
code = "crop.{measure}.{crop}"
vi = "{measure} {crop}"
en = "{measure}: {crop}"
aliases = ["{measure} {crop}", "{crop}"]
seen = "báo cáo nông nghiệp"

[[family.facet]]
name = "measure"
[[family.facet.value]]
key = "area"
unit = "ha"
vi = "Diện tích"
en = "Area"
aliases = ["diện tích"]
example = "{crop} trồng được ⟦12⟧ ha."
[[family.facet.value]]
key = "yield"
unit = "tạ/ha"
vi = "Năng suất"
en = "Yield"
aliases = ["năng suất"]
sums = false
example = "Năng suất {crop} đạt ⟦48⟧ tạ/ha."

[[family.facet]]
name = "crop"
[[family.facet.value]]
key = "cereal"
vi = "cây lương thực"
en = "cereals"
aliases = ["lương thực"]
without = ["yield"]
[[family.facet.value]]
key = "cassava"
vi = "sắn"
en = "cassava"
aliases = ["sắn"]
weak = ["mì"]
context = ["gieo trồng"]
parent = "cereal"
"""


class TestFamilies:
    def test_the_product_without_what_does_not_combine(self) -> None:
        assert list(parse(FAMILY).indicators) == [
            "crop.area.cereal",
            "crop.area.cassava",
            "crop.yield.cassava",
        ]

    def test_each_takes_from_its_values(self) -> None:
        found = parse(FAMILY).indicators["crop.area.cassava"]
        assert isinstance(found, Indicator)
        assert (found.name_vi, found.unit, found.units) == ("Diện tích sắn", "ha", ("area",))
        assert found.example == "Sắn trồng được ⟦12⟧ ha."

    def test_a_weak_word_suffices_beside_another_facets_word(self) -> None:
        found = parse(FAMILY).indicators["crop.area.cassava"]
        assert found.aliases == ("diện tích sắn", "diện tích mì", "sắn")
        assert found.weak == ("mì",)

    def test_areas_have_parents_and_yields_have_none(self) -> None:
        indicators = parse(FAMILY).indicators
        assert indicators["crop.area.cassava"].parent == "crop.area.cereal"
        assert indicators["crop.yield.cassava"].parent is None

    def test_a_part_may_stand_apart_in_one_measure(self) -> None:
        text = having(FAMILY, old='parent = "cereal"', new='parent = "cereal"\napart = ["area"]')
        assert parse(text).indicators["crop.area.cassava"].parent is None

    def test_a_parent_that_is_not_made_is_refused(self) -> None:
        error = refusal(having(FAMILY, old='parent = "cereal"', new='parent = "cereals"'))
        assert "“crop.area.cereals”" in error.message
        assert "“crop.area.cereal”" in error.remedy

    def test_a_template_must_name_a_facet(self) -> None:
        error = refusal(having(FAMILY, old='vi = "{measure} {crop}"', new='vi = "{mesure} {crop}"'))
        assert "“measure”" in error.remedy

    def test_a_value_must_refer_to_a_value(self) -> None:
        error = refusal(having(FAMILY, old='without = ["yield"]', new='without = ["yeld"]'))
        assert "“yield”" in error.remedy

    def test_a_value_without_words(self) -> None:
        assert (
            "aliases" in refusal(having(FAMILY, old='aliases = ["lương thực"]\n', new="")).message
        )


class TestUsersFiles:
    def test_a_file_adds_a_unit_an_indicator_and_aliases(self, tmp_path: Path) -> None:
        own = tmp_path / "riêng.toml"
        own.write_text(
            '[[unit]]\nname = "vườn"\n'
            '[[extend]]\ncode = "herd.goat"\naliases = ["đàn dê núi địa phương"]\n'
            '[[indicator]]\ncode = "crop.gardens"\nunit = "vườn"\nvi = "Số vườn mẫu"\n'
            'en = "Model gardens"\naliases = ["vườn mẫu"]\n'
            'example = "Công nhận ⟦6⟧ vườn mẫu."\nseen = "báo cáo nông thôn mới"\n',
            encoding="utf-8-sig",
        )
        extended = load([own])
        assert extended.indicators["crop.gardens"].units == ("count",)
        assert "đàn dê núi địa phương" in extended.indicators["herd.goat"].aliases
        assert "đàn dê núi địa phương" not in load().indicators["herd.goat"].aliases

    def test_aliases_for_a_code_that_does_not_exist(self, tmp_path: Path) -> None:
        own = tmp_path / "riêng.toml"
        own.write_text('[[extend]]\ncode = "herd.gaot"\naliases = ["dê núi"]\n', encoding="utf-8")
        with pytest.raises(LexiconError, match=r"riêng\.toml") as caught:
            load([own])
        assert "“herd.goat”" in caught.value.remedy

    def test_an_alias_that_is_taken(self, tmp_path: Path) -> None:
        own = tmp_path / "riêng.toml"
        own.write_text('[[extend]]\ncode = "herd.goat"\naliases = ["đàn bò"]\n', encoding="utf-8")
        with pytest.raises(LexiconError, match="đàn bò"):
            load([own])

    @pytest.mark.parametrize("content", [b"[[unit]\n", b"\xff\xfe\x00", b'a = "\xe1"'])
    def test_a_file_that_is_no_toml(self, tmp_path: Path, content: bytes) -> None:
        own = tmp_path / "hỏng.toml"
        own.write_bytes(content)
        with pytest.raises(LexiconError, match=r"hỏng\.toml"):
            load([own])

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="Không đọc được") as caught:
            load([tmp_path / "không có.toml"])
        assert caught.value.exit_code == 4
