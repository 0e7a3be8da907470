"""The official units: whole, consistent, told apart by day and by what lies above them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.header.official import find_official_unit
from models.document import Header
from models.places import CHANGES, FOLDER, UNITS, load_places

OLD, NEW = date(2024, 12, 20), date(2025, 12, 20)


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()[1:]]


def exists_on(row: list[str], day: str) -> bool:
    return (row[4] or "0") <= day <= (row[5] or "9")


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [("2025-06-30", 63, 696, 10_035), ("2025-07-01", 34, 0, 3_321)],
)
def test_as_many_units_as_the_law_says(
    day: str, provinces: int, districts: int, communes: int
) -> None:
    units = [row for row in rows(UNITS) if exists_on(row, day)]
    counts = [sum(len(row[0]) == length for row in units) for length in (2, 3, 5)]
    assert counts == [provinces, districts, communes]
    codes = [row[0] for row in units]
    assert len(codes) == len(set(codes))  # on one day a code is one unit's
    assert {row[3] for row in units if row[3]} <= set(codes)


def test_every_commune_went_somewhere_and_every_one_came_from_somewhere() -> None:
    units, changes = rows(UNITS), rows(CHANGES)
    old = {row[0] for row in units if len(row[0]) == 5 and row[5] == "2025-06-30"}
    new = {row[0] for row in units if len(row[0]) == 5 and not row[5]}
    assert old <= {before for before, _ in changes}
    assert new == {after for _, after in changes if len(after) == 5}


def header(level: str, unit: str, district: str, province: str, day: date | None) -> Header:
    return Header(
        level=level, unit_name=unit, district=district, province=province, report_date=day
    )


@pytest.mark.parametrize(
    ("told", "unit_id"),
    [
        (header("xã", "xã Tân Lập", "Bắc Quang", "Hà Giang", OLD), "01159"),
        (header("xã", "XÃ TÂN LẬP", "Bắc Quang", "", OLD), "01159"),
        (header("xã", "phường 07", "8", "Hồ Chí Minh", OLD), "27433"),
        (header("xã", "xã Đak Rơ Ông", "Tu Mơ Rông", "Kon Tum", OLD), "23417"),
        (header("huyện", "huyện Việt Yên", "Việt Yên", "Bắc Giang", date(2020, 6, 9)), "222"),
        (header("tỉnh", "tỉnh Đắc Lắc", "", "Đắc Lắc", OLD), "66"),
        (header("tỉnh", "tỉnh Lào Cai", "", "Lào Cai", OLD), "10"),
        (header("tỉnh", "tỉnh Lào Cai", "", "Lào Cai", NEW), "15-2025"),
        (header("tỉnh", "tỉnh Thừa Thiên - Huế", "", "Thừa Thiên - Huế", OLD), "46"),
        (header("xã", "phường Ba Đình", "", "Hà Nội", NEW), "00004-2025"),
        (header("xã", "xã Tam Kim", "", "", NEW), "01774-2025"),
    ],
)
def test_a_unit_is_known_by_name_day_and_what_lies_above(told: Header, unit_id: str) -> None:
    found = find_official_unit(told)
    assert found is not None
    assert found.unit_id == unit_id


@pytest.mark.parametrize(
    "told",
    [
        header("xã", "xã Tân Lập", "", "", OLD),  # dozens of that name
        header("xã", "xã Tân Lập", "", "", NEW),
        header("xã", "xã Tam Kim", "", "", OLD),  # once in the list, but the list is not whole
        header("xã", "xã Tân Lập", "Tân Lĩnh", "", OLD),  # no such district
        header("xã", "xã Tân Lập", "Bắc Quang", "Cà Mau", OLD),  # not in that province
        header("xã", "xã Tân Lập", "Bắc Quang", "Hà Giang", NEW),  # no longer
        header("xã", "thị trấn Tân Lập", "Bắc Quang", "Hà Giang", OLD),  # another sort
        header("huyện", "huyện Cao Lộc", "Cao Lộc", "Lạng Sơn", NEW),
        header("tỉnh", "thành phố Huế", "", "Huế", date(2020, 6, 9)),  # a city of the province then
        header("xã", "xã Tân Lập", "", "Quảng Trị", None),  # before and since, both in Quảng Trị
        Header(),
    ],
)
def test_no_code_rather_than_a_wrong_one(told: Header) -> None:
    assert find_official_unit(told) is None


def test_the_unit_above_is_that_of_the_day() -> None:
    places = load_places()
    (ward,) = places.named("xã", "Phường Phong An")
    before, since = (places.province_of(ward, day) for day in (OLD, date(2025, 2, 1)))
    assert before is not None
    assert since is not None
    assert (before.name, since.name) == ("Thừa Thiên Huế", "Huế")
    assert places.above(replace(ward, parent="00")) is None
