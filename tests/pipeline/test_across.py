"""Checks across reports, on small stores: what must be told, and beside it what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.fact import Flag
from models.number import Approximation
from models.places import load_places
from models.report import Report
from pipeline.across._examples import reported, stored, told_of
from pipeline.judging import judge_stored
from pipeline.settings import CheckSettings
from pipeline.store.claims import load_relations
from tests.generator.districts import check_district, make_district, measure
from tests.generator.phrases import load_phrases

HERD = {"buffalo": "215", "cattle": "90", "goat": "35", "pig": "1.250"}
PRIOR = {**HERD, "pig": "1.520"}
COMMUNES = ("xã Bản Chang", "xã Khe Lau", "xã Nà Khoai")


def changed(report: Report, herd: str, **changes: object) -> Report:
    """The report with other fields of the figures of a herd."""
    assert report.extraction is not None
    facts = tuple(
        replace(fact, **changes) if fact.indicator == f"herd.{herd}" else fact  # type: ignore[arg-type]
        for fact in report.extraction.facts
    )
    return replace(report, extraction=replace(report.extraction, facts=facts))


THEN = reported("xã Suối Mây", 2023, actual=HERD)
NEXT = reported("xã Suối Mây", 2024, actual=HERD, prior=PRIOR)


def test_a_value_of_the_year_before_that_was_reported_otherwise_is_told() -> None:
    (told,) = told_of(THEN, NEXT)
    assert told.startswith("warn: Đàn lợn: ghi cùng kỳ năm trước là 1.520 con")


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param(
            THEN,
            changed(NEXT, "pig", approximation=Approximation.OVER, text="1.200", value=1200),
            id="rounded and said to be more",
        ),
        pytest.param(changed(THEN, "pig", flags=frozenset({Flag.FORECAST})), NEXT, id="estimated"),
        pytest.param(THEN, changed(NEXT, "pig", label="Đàn lợn nái"), id="another subject"),
        pytest.param(THEN, changed(NEXT, "pig", place="thôn Khe Lau"), id="a village"),
        pytest.param(reported("xã Khe Lau", 2023, actual=HERD), NEXT, id="another commune"),
        pytest.param(reported("xã Suối Mây", 2022, actual=HERD), NEXT, id="another year"),
        pytest.param(
            reported("xã Suối Mây", 2023, actual={"pig": "1.250"}),
            reported("xã Suối Mây", 2024, actual={"pig": "1.300"}, prior={"pig": "1.520"}),
            id="nothing else shows that they are of the same things",
        ),
    ],
)
def test_what_is_not_plainly_the_same_is_not_compared(then: Report, now: Report) -> None:
    assert [one for one in told_of(then, now) if "cùng kỳ" in one] == []


def test_what_was_reported_then_holds_as_a_relation() -> None:
    with stored(THEN, NEXT) as connection:
        rows = {one.formula: one for one in load_relations(connection, NEXT.report_id)}
    assert sorted(rows) == [
        "1.250 ≠ 1.520",
        "215 con = 215 con",
        "35 con = 35 con",
        "90 con = 90 con",
    ]
    claim = rows["215 con = 215 con"].claim
    assert claim.stated is not None
    assert claim.stated.fact_id != claim.operands[0].fact_id


def test_a_figure_that_agrees_with_two_reports_is_written_with_each_of_them() -> None:
    then = reported("xã Suối Mây", 2023, actual=HERD)
    also = changed(reported("xã Suối Mây", 2023, actual=HERD, name="nn.txt"), "pig", text="1250")
    assert also.extraction is not None
    header = replace(also.extraction.document.header, kind="agriculture")
    document = replace(also.extraction.document, header=header)
    also = replace(also, extraction=replace(also.extraction, document=document))
    now = reported("xã Suối Mây", 2024, actual=HERD, prior=HERD)
    with stored(then, also, now) as connection:
        rows = connection.execute(
            "SELECT r.formula, f.text FROM store.relations AS r "
            "JOIN store.facts AS f ON f.fact_id = r.fact_ids[2] "
            "WHERE r.check_id = 'earlier' AND f.indicator = 'herd.pig' ORDER BY f.text"
        ).fetchall()
    assert [(formula.partition(" ")[0], text) for formula, text in rows] == [
        ("1.250", "1.250"),
        ("1250", "1250"),
    ]


def district(communes: dict[str, dict[str, str]], **sums: str) -> list[Report]:
    """Reports of communes with their herds, and of their district."""
    made = [reported(name, 2024, actual=herd) for name, herd in communes.items()]
    return [*made, reported("huyện Tân Lĩnh", 2024, actual=sums)]


def test_a_districts_figure_is_the_sum_of_its_communes() -> None:
    herds = dict.fromkeys(COMMUNES, HERD)
    sums = {"buffalo": "645", "cattle": "270", "goat": "105"}
    assert told_of(*district(herds, **sums, pig="3.750")) == []
    (told,) = told_of(*district(herds, **sums, pig="3.570"))
    assert "huyện ghi 3.570 con, nhưng cộng số liệu của 3 xã được 3.750 con" in told


def test_a_commune_that_names_no_district_belongs_to_the_only_one() -> None:
    *communes, whole = district(dict.fromkeys(COMMUNES, HERD), buffalo="645", cattle="270",
                                goat="105", pig="3.570")  # fmt: skip
    alone = reported(COMMUNES[-1], 2024, actual=HERD, province="")
    (told,) = told_of(*communes[:-1], alone, whole)
    assert "cộng số liệu của 3 xã được 3.750 con" in told


def test_where_a_commune_is_missing_only_too_great_a_sum_is_told_as_a_note() -> None:
    herds = dict.fromkeys(COMMUNES, HERD)
    herds[COMMUNES[0]] = {name: HERD[name] for name in ("buffalo", "cattle", "goat")}
    sums = {"buffalo": "645", "cattle": "270", "goat": "105"}
    assert told_of(*district(herds, **sums, pig="3.100")) == []
    (told,) = told_of(*district(herds, **sums, pig="2.100"))
    assert told.startswith("info: Đàn lợn: huyện ghi 2.100 con, nhưng riêng 2 xã")
    assert "còn thiếu: xã Bản Chang" in told


def test_figures_that_are_no_sums_elsewhere_either_are_not_told() -> None:
    herds = dict.fromkeys(COMMUNES, HERD)
    assert told_of(*district(herds, buffalo="600", cattle="250", goat="100", pig="3.570")) == []


SUMS = {"buffalo": "645", "cattle": "270", "goat": "105"}


def province(year: int, **sums: str) -> list[Report]:
    """Reports of communes of no district with their herds, and of their province."""
    names = (*COMMUNES, "tỉnh Vân Sơn")
    herds = (*[HERD] * len(COMMUNES), sums)
    return [
        reported(name, year, actual=herd, province="Vân Sơn")
        for name, herd in zip(names, herds, strict=True)
    ]


def test_since_districts_ended_a_provinces_figure_is_the_sum_of_its_communes() -> None:
    assert told_of(*province(2026, **SUMS, pig="3.750")) == []
    (told,) = told_of(*province(2026, **SUMS, pig="3.570"))
    assert "tỉnh ghi 3.570 con, nhưng cộng số liệu của 3 xã, phường được 3.750 con" in told


def test_before_that_communes_told_without_a_district_are_not_summed() -> None:
    assert told_of(*province(2024, **SUMS, pig="3.570")) == []


def test_communes_of_another_province_are_not_summed() -> None:
    (*communes, whole) = province(2026, **SUMS, pig="3.750")
    stranger = reported("xã Bản Chang", 2026, actual={**HERD, "pig": "77"}, province="Hà Lâm")
    assert told_of(*communes, whole, stranger) == []


def test_official_communes_without_a_report_are_missing_and_named() -> None:
    places = load_places()
    lang_son = next(p for p in places.named("tỉnh", "Lạng Sơn") if p.is_valid(date(2026, 1, 1)))
    told = (*SUMS.items(), ("pig", "2.100"))
    names = ("xã Thất Khê", "xã Đoàn Kết", "xã Tân Tiến")
    communes = []
    for name in names:
        of_today = [p for p in places.named("xã", name) if p.is_valid(date(2026, 1, 1))]
        unit = next(p for p in of_today if p.parent == lang_son.code)
        communes.append(
            reported(name, 2026, actual=HERD, province="Lạng Sơn", unit_id=unit.unit_id)
        )
    whole = reported(
        "tỉnh Lạng Sơn", 2026, actual=dict(told), province="Lạng Sơn", unit_id=lang_son.unit_id
    )
    (note,) = told_of(*communes, whole)
    assert note.startswith("info: Đàn lợn: tỉnh ghi 2.100 con, nhưng riêng 3 xã, phường")
    assert "đơn vị khác)" in note
    assert not any(name in note.casefold() for name in map(str.casefold, names))


def test_communes_of_a_province_are_compared_whether_their_codes_are_known_or_not() -> None:
    known = next(p for p in load_places().named("xã", "Thất Khê") if p.is_valid(date(2026, 1, 1)))
    first = reported("xã Thất Khê", 2026, actual=HERD, province="Lạng Sơn", unit_id=known.unit_id)
    others = [
        reported("xã Bản Chang", 2026, actual=HERD, province="Lạng Sơn"),
        reported("xã Khe Lau", 2026, actual=HERD, province="Cao Bằng"),
    ]
    with stored(first, *others) as connection:
        rows = connection.execute(
            "SELECT unit_name, units FROM comparisons WHERE indicator = 'herd.pig' ORDER BY ALL"
        ).fetchall()
    assert rows == [("Xã Thất Khê", 2), ("xã Bản Chang", 2), ("xã Khe Lau", 1)]


def test_communes_of_a_province_that_keep_silent_are_named() -> None:
    names = [f"xã Khe {letter}" for letter in "ABCD"]
    then = [reported(n, 2026, actual={"goat": "35"}, province="Vân Sơn") for n in names]
    now = [reported(n, 2027, actual={"goat": "35"}, province="Vân Sơn") for n in names[:3]]
    (told,) = told_of(*then, *now)
    assert told.startswith("info: Xã Khe D chưa nộp báo cáo")
    assert "trong tỉnh đã có 3/4 xã, phường nộp" in told


def test_a_bad_year_of_all_communes_is_no_outlier() -> None:
    names = [f"xã Khe {letter}" for letter in "ABCDEF"]
    years = [
        reported(name, year, actual={"pig": "130" if year == 2020 else "1.250"})
        for name in names
        for year in range(2018, 2025)
    ]
    assert told_of(*years) == []
    alone = [one for one in years if one.file_name.startswith("xã Khe A")]
    assert ["info: Đàn lợn: 130 con" in one for one in told_of(*alone)] == [True]


def test_settings_leave_checks_out_and_move_thresholds() -> None:
    with stored(THEN, NEXT) as connection:
        judge_stored(connection, CheckSettings(skip=("earlier",)))
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (0,)
        judge_stored(connection, CheckSettings())
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (1,)


def test_comparing_again_changes_nothing_but_when_it_was_last_seen() -> None:
    with stored(THEN, NEXT) as connection:
        query = "SELECT * EXCLUDE (last_seen) FROM findings ORDER BY ALL"
        first = connection.execute(query).fetchall()
        judge_stored(connection, CheckSettings(outlier_factor=9))
        assert connection.execute(query).fetchall() == first


def test_a_district_with_breaks_planted_across_its_reports(tmp_path: Path) -> None:
    made = make_district(load_phrases("open"), "1.0", 6)
    missed, false = measure(made, list(check_district(made, tmp_path)))
    assert false == []
    assert missed == []
    assert {one.sort for one in made.planted} == {
        "prior", "commune", "district", "unit", "twice", "silent",
    }  # fmt: skip
