"""Which figure of a unit stands in the table, and who is missing from it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from models.consolidation import Cell, Consolidation
from pipeline.run import ingest
from pipeline.settings import Settings
from pipeline.store.connect import open_for_reading
from pipeline.store.consolidation import load_consolidations
from tests.pipeline.handouts.district import HALF, HEAD


def tables(folder: Path, **reports: str) -> list[Consolidation]:
    """The tables of reports with these bodies, by file name."""
    (folder / "reports").mkdir()
    for name, text in reports.items():
        (folder / "reports" / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(db=folder / "t.duckdb", jobs=1)
    ingest([folder / "reports"], settings, lambda *_: None)
    with open_for_reading(settings.db) as connection:
        return list(load_consolidations(connection, "vi"))


def commune(name: str, body: str) -> str:
    return HEAD.format(upper=name.upper(), name=name, number=7, **HALF) + body


def cell(table: Consolidation, indicator: str) -> Cell:
    """The only cell of the only line of an indicator."""
    (line,) = (line for line in table.lines if line.indicator == indicator)
    (found,) = line.cells.values()
    return found


def test_a_whole_comes_before_its_parts(tmp_path: Path) -> None:
    body = (
        "- Đàn lợn thịt 310 con. Tổng đàn lợn 420 con/400 con, đạt 105% kế hoạch; "
        "trong đó lợn nái 35 con.\n"
    )
    (table,) = tables(tmp_path, khe=commune("Khe Lim", body))
    pigs = cell(table, "herd.pig")
    assert pigs.actual is not None
    assert pigs.plan is not None
    assert (pigs.actual.value, pigs.plan.value) == (420, 400)


def test_a_unit_that_states_two_values_has_a_doubtful_cell(tmp_path: Path) -> None:
    body = "- Đàn trâu 150 con.\n\n- Toàn xã có đàn trâu 170 con, đàn bò 80 con.\n"
    (table,) = tables(tmp_path, khe=commune("Khe Lim", body))
    buffaloes, cattle = cell(table, "herd.buffalo").actual, cell(table, "herd.cattle").actual
    assert buffaloes is not None
    assert cattle is not None
    assert buffaloes.is_doubtful
    assert {buffaloes.value, *buffaloes.others} == {150, 170}
    assert not cattle.is_doubtful


def test_values_of_villages_and_of_the_year_before_stay_out(tmp_path: Path) -> None:
    body = (
        "- Đàn bò 96 con, tăng 6 con so với cùng kỳ năm trước (90 con); "
        "riêng thôn Bản Chang có đàn bò 41 con.\n"
    )
    (table,) = tables(tmp_path, khe=commune("Khe Lim", body))
    cattle = cell(table, "herd.cattle").actual
    assert cattle is not None
    assert cattle.value == 96


def test_a_newer_version_of_a_report_replaces_the_older(tmp_path: Path) -> None:
    old = commune("Khe Lim", "- Đàn bò 90 con.\n")
    new = old.replace("ngày 12 tháng", "ngày 20 tháng").replace("90 con", "96 con")
    (table,) = tables(tmp_path, cu=old, moi=new)
    cattle = cell(table, "herd.cattle").actual
    assert cattle is not None
    assert (cattle.value, cattle.others) == (96, ())


def test_totals_leave_out_who_states_no_plan(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        mot=commune("Khe Lim", "- Đàn lợn 400 con/500 con, đạt 80% kế hoạch.\n"),
        hai=commune("Khe Vải", "- Đàn lợn 300 con.\n"),
    )
    (line,) = (line for line in table.lines if line.indicator == "herd.pig")
    assert (line.totals.plan, line.totals.actual) == (500, 700)
    assert (line.totals.percent, line.totals.units) == (Decimal(80), 2)


def test_official_communes_that_never_reported_are_missing(tmp_path: Path) -> None:
    text = commune("Bản Mù", "- Đàn lợn 400 con.\n")
    text = text.replace("huyện Kim Sa", "huyện Trạm Tấu, tỉnh Yên Bái")
    (table,) = tables(tmp_path, khe=text)
    assert list(table.units.values()) == ["xã Bản Mù"]
    assert "Xã Xà Hồ" in table.missing
    assert "Xã Bản Mù" not in table.missing
    assert table.missing[0].startswith("Thị trấn"), "in Vietnamese order"
