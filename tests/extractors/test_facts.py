"""Facts as they leave the extractors: subjects, units, labels, evidence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from models.fact import Fact, Flag, Season
from models.lexicon import load
from models.text import Source


def facts(text: str) -> list[Fact]:
    return list(extract(Source(text=text, media_type="text/plain"), load(), "r").facts)


def read(text: str) -> list[tuple[str, str]]:
    return [(fact.text, fact.indicator) for fact in facts(text)]


class TestInheritance:
    def test_a_share_is_of_the_part_not_of_the_whole(self) -> None:
        text = "Học sinh giỏi 24/160 em, đạt 15%."
        assert read(text) == [
            ("24", "education.result"),
            ("160", "education.pupils"),
            ("15", "education.result"),
        ]

    def test_a_pair_keeps_apart_what_it_counts(self) -> None:
        text = "Xảy ra 04 vụ trộm cắp tài sản/06 đối tượng."
        assert read(text) == [("04", "security.cases"), ("06", "other")]

    def test_a_part_of_another_unit_does_not_inherit(self) -> None:
        text = (
            "Tổng số đơn thư tiếp nhận là 31 đơn, trong đó: đất đai 22 đơn, kèm 5 cuốn hồ sơ gốc."
        )
        assert read(text) == [
            ("31", "complaint.petitions"),
            ("22", "complaint.petitions"),
            ("5", "other"),
        ]

    def test_a_percentage_that_begins_a_sentence_goes_on(self) -> None:
        text = "Diện tích ngô gieo trồng được 145 ha. Tăng 3,5% so với cùng kỳ."
        assert read(text) == [("145", "crop.area.maize"), ("3,5", "crop.area.maize")]

    def test_an_item_goes_on_from_the_list_that_it_stands_in(self) -> None:
        text = (
            "Bộ phận Một cửa tiếp nhận 520 hồ sơ, cụ thể:\n\n- Đất đai: 310 hồ sơ.\n\n- Khác: 210."
        )
        assert {code for _, code in read(text)} == {"admin.dossiers.received"}

    def test_things_of_an_unknown_noun_are_no_cases(self) -> None:
        text = "Phạm pháp hình sự xảy ra 03 vụ, thu giữ 02 khẩu súng tự chế, 14 máy bơm."
        assert read(text)[0] == ("03", "security.cases")
        assert {code for _, code in read(text)[1:]} == {"other"}


class TestTables:
    TABLE = (
        "Biểu 1. Kết quả chăn nuôi\n\nTT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tĐạt (%)\n"
        "1\tĐàn lợn\tcon\t1.200\t1.140\t95\n2\tDiện tích lúa\tha\t80\t76\t95\n"
    )

    def test_the_column_of_units_states_the_rows_units(self) -> None:
        units = {fact.text: fact.unit for fact in facts(self.TABLE)}
        assert (units["1.140"], units["76"]) == ("con", "ha")

    def test_a_percentage_is_of_the_row(self) -> None:
        codes = [fact.indicator for fact in facts(self.TABLE) if fact.unit == "%"]
        assert codes == ["herd.pig", "crop.area.rice"]

    def test_a_rate_takes_the_code_of_the_column_beside_it(self) -> None:
        text = "Thôn\tSố hộ\tHộ nghèo\tTỷ lệ (%)\nNà Lầm\t120\t9\t7,5\nKhuổi Sâu\t96\t12\t12,5\n"
        wanted = ["population.households", "poverty.households", "poverty.rate"]
        assert [code for _, code in read(text)] == wanted * 2

    def test_copies_are_no_villages(self) -> None:
        text = "Chứng thực bản sao\tSố thôn\nTổng số bản\tĐã họp\n1.240\t11\n"
        found = {fact.text: (fact.unit, fact.indicator) for fact in facts(text)}
        assert found["1.240"] == ("bản", "admin.certified")
        assert found["11"][0] == "thôn"


class TestRecord:
    def test_a_malformed_base_is_mended_by_its_percentage_and_stays_flagged(self) -> None:
        found = facts("Đã giải ngân 150.000.000/150.000.00đ, đạt 100%.")
        assert found[1].value == Decimal(150_000_000)
        assert Flag.MALFORMED in found[1].flags
        assert found[1].evidence[0].rule == "mended"

    def test_a_malformed_base_that_nothing_confirms_has_no_value(self) -> None:
        found = facts("Đã giải ngân 150.000.000/150.000.00đ, đạt 90%.")
        assert found[1].value is None
        assert Flag.MALFORMED in found[1].flags

    def test_the_unit_of_a_bare_figure_is_the_noun_said_to_be_counted(self) -> None:
        bare = facts("Tổng số thôn trên địa bàn: 12. Số tiền trợ cấp: 45.600.000.")
        assert [fact.unit for fact in bare] == ["thôn", "đồng"]

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("Trong 6 tháng đầu năm đã trồng rừng tập trung được 42 ha.", "trồng rừng tập trung"),
            ("Xảy ra trong năm: 3 vụ cháy rừng.", "Xảy ra"),
            ("Có 5 hộ.", "hộ"),
        ],
    )
    def test_labels_are_the_words_that_say_something(self, text: str, label: str) -> None:
        assert facts(text)[-1].label == label

    def test_the_season_behind_the_figure_beats_the_one_before(self) -> None:
        found = facts("Vụ xuân: ngô 40 ha; gieo trồng được 35 ha lúa mùa.")
        assert [fact.season for fact in found] == [Season.XUAN, Season.MUA]

    def test_a_figure_that_is_no_crop_has_no_season(self) -> None:
        assert facts("Vụ xuân tiêm phòng gia súc được 320 con.")[0].season is None

    @settings(max_examples=40, deadline=None)
    @given(
        words=st.lists(
            st.sampled_from(
                [
                    "đàn lợn",
                    "12 con",
                    "/30",
                    "đạt 40%",
                    ",",
                    "trong đó",
                    "(",
                    ")",
                    "05 tập thể",
                    "khen thưởng",
                    ":",
                    "hộ nghèo",
                    "7,5 ha",
                    "- 9",
                    "280.000.00đ",
                    "và",
                    ";",
                    ".",
                ]
            ),
            max_size=14,
        )
    )
    def test_every_figure_gets_a_code_of_the_lexicon_and_its_reasons(
        self, words: list[str]
    ) -> None:
        for fact in facts(" ".join(words)):
            assert fact.indicator in load().indicators
            assert {step.aspect for step in fact.evidence} >= {"value", "unit", "role", "indicator"}
