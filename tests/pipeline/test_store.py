"""The store: what is written comes back, once, whole, and described."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError, SettingsError, StoreError
from models.lexicon import load
from pipeline.store import schema, write
from pipeline.store.claims import load_claims, load_relations
from pipeline.store.connect import open_for_reading, open_for_writing
from pipeline.store.ddl import fitted, lower_bound, upper_bound
from pipeline.store.load import (
    load_facts,
    load_findings,
    load_numerals,
    load_reports,
    load_text,
)
from pipeline.store.memory import TAKING_IN, tidy_up, tuned, with_enough_memory
from pipeline.store.parcel import pack, unpack_all
from pipeline.store.write import write_indicators, write_report, write_rows
from tests.pipeline.build import TEXT, failed, report

CONTRACT = {
    "reports": "report_id file_name file_path sha256 media_type source_text page_starts status "
    "status_detail title kind level unit_name unit_code district province symbol report_date "
    "place period_label period_start period_end signer ingested_at extractor_version superseded_by",
    "numerals": "report_id char_start char_end text page kind",
    "facts": "fact_id report_id char_start char_end page bbox text value decimals unit "
    "canonical_value canonical_unit role indicator label season place period_start period_end "
    "approx flags section quote evidence",
    "relations": "relation_id report_id check_id holds verdict formula stated computed_low "
    "computed_high char_starts char_ends fact_ids",
    "findings": "finding_id report_id check_id severity message message_en stated expected cause "
    "suggestion char_starts char_ends page quote first_seen last_seen state",
    "indicators": "code unit parent domain name_vi name_en",
}
"""Names and order of the columns, as the contract lists them."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "so.duckdb"


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, sorted; but of files only what is old enough is noted at all."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            table.name: sorted(connection.execute(f"FROM {table.full_name}").fetchall(), key=repr)
            for table in schema.TABLES
            if table is not schema.FILES
        }


def test_views_have_the_columns_of_the_contract_in_order(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        for view, columns in CONTRACT.items():
            connection.execute(f"FROM {view}")
            names = [column[0] for column in connection.description]
            assert names[: len(columns.split())] == columns.split(), view  # ours come behind
        connection.execute("SELECT actual, plan, prior, pct_plan, pct_prior, pct_change, season, "
                           "place, label, indicator, report_id FROM observations")  # fmt: skip
        connection.execute("SELECT valid_from, valid_to FROM places")


def test_every_column_of_every_table_and_view_has_a_comment(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        silent = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND "
            "(comment IS NULL OR length(comment) < 5)"
        ).fetchall()
        described = connection.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE NOT internal"
        ).fetchone()
    assert silent == []
    assert described is not None
    assert described[0] > 150


def test_what_is_written_comes_back(db: Path) -> None:
    made = report()
    assert made.extraction is not None
    with open_for_writing(db, "1") as connection:
        write_report(connection, made)
    with open_for_reading(db) as connection:
        (stored,) = load_reports(connection)
        assert stored.header == made.extraction.document.header
        assert stored.ingested_at == made.ingested_at
        assert load_text(connection, made.report_id) == TEXT
        assert load_numerals(connection, made.report_id) == made.extraction.numerals
        assert load_facts(connection, made.report_id) == made.extraction.facts
        assert load_claims(connection, made.report_id) == made.extraction.claims
        (relation,) = load_relations(connection, made.report_id)
        assert relation.claim == made.relations[0].claim
        assert [one.finding for one in load_findings(connection)] == list(made.findings)


def test_bounds_of_a_relation_are_never_narrowed(db: Path) -> None:
    made = report()
    with open_for_writing(db, "1") as connection:
        write_report(connection, made)
        (relation,) = load_relations(connection, made.report_id)
    before = made.relations[0]
    assert relation.computed_low is not None
    assert relation.computed_high is not None
    assert before.computed_low is not None
    assert before.computed_high is not None
    assert relation.computed_low < before.computed_low  # 61000/601 has no end
    assert relation.computed_high > before.computed_high
    assert relation.computed_high - before.computed_high < Decimal("1e-8")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_a_storable_number_is_near_and_bounds_enclose_it(value: Decimal) -> None:
    near, low, high = fitted(value), lower_bound(value), upper_bound(value)
    if near is None or low is None or high is None:
        assert abs(value) >= Decimal("1e28")
        return
    assert low <= value <= high
    assert high - low <= Decimal("1e-9")
    assert low <= near <= high


def test_a_number_too_large_for_a_column_does_not_stop_the_report(db: Path) -> None:
    made = report()
    assert made.extraction is not None
    huge = replace(made.extraction.facts[0], value=Decimal("9" * 45))
    extraction = replace(made.extraction, facts=(huge,), claims=())
    with open_for_writing(db, "1") as connection:
        write_report(connection, replace(made, extraction=extraction, relations=(), findings=()))
        (stored,) = load_facts(connection, made.report_id)
    assert stored.value is None
    assert stored.text == "610"


def test_writing_the_same_report_again_changes_nothing(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
        write_report(connection, failed())
        write_indicators(connection, load().indicators.values())
    before = dump(db)
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
        write_report(connection, failed())
        write_indicators(connection, load().indicators.values())
    assert dump(db) == before
    assert len(before["findings"]) == 1


def test_a_report_read_again_keeps_when_it_and_its_findings_were_first_seen(db: Path) -> None:
    later = datetime(2025, 1, 2, tzinfo=UTC)
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
        write_report(connection, replace(report(version="2"), ingested_at=later))
        (stored,) = load_reports(connection)
        (found,) = load_findings(connection)
    assert stored.extractor_version == "2"
    assert stored.ingested_at == report().ingested_at
    assert (found.first_seen, found.last_seen) == (report().ingested_at, later)
    assert found.state == "open"


def test_new_content_of_a_file_supersedes_the_old(db: Path) -> None:
    old, new = report(), report(source=TEXT + "\n")
    with open_for_writing(db, "1") as connection:
        write_report(connection, old)
        write_report(connection, new)
        stored = {one.report_id: one for one in load_reports(connection)}
        states = {one.report_id: one.state for one in load_findings(connection)}
        kept = len(load_facts(connection, old.report_id))
        shown = connection.execute("SELECT DISTINCT report_id FROM observations").fetchall()
    assert stored[old.report_id].superseded_by == new.report_id
    assert stored[new.report_id].superseded_by is None
    assert states == {new.report_id: "open"}, "the break is told where it still stands"
    assert kept == 4
    assert shown == [(new.report_id,)]


def test_content_that_another_file_still_has_is_not_superseded(db: Path) -> None:
    old, new = report(), report(source=TEXT + "\n")
    with open_for_writing(db, "1") as connection:
        write_report(connection, old)
        write_report(connection, new, present={old.report_id})
        assert {one.superseded_by for one in load_reports(connection)} == {None}


def test_content_that_comes_back_is_open_again(db: Path) -> None:
    old, new = report(), report(source=TEXT + "\n")
    with open_for_writing(db, "1") as connection:
        for one in (old, new, old):
            write_report(connection, one)
        stored = {one.report_id: one.superseded_by for one in load_reports(connection)}
        states = {one.report_id: one.state for one in load_findings(connection)}
    assert stored == {old.report_id: None, new.report_id: old.report_id}
    assert states == {old.report_id: "open"}


def test_reports_that_fail_half_way_leave_nothing(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = report(), report(Path("/xa/khac.txt"), source="12/BC 610 600 116 14,5")
    with open_for_writing(db, "1") as connection:
        with monkeypatch.context() as patched:
            patched.setitem(write._INSERTS, "findings", "SELECT error('the disk is full')")
            with pytest.raises(duckdb.Error, match="disk is full"):
                write_rows(connection, unpack_all([pack(first), pack(second)]))
        assert load_reports(connection) == ()
        assert connection.execute("SELECT count(*) FROM facts").fetchall() == [(0,)]
        write_rows(connection, unpack_all([pack(first), pack(second)]))
    assert {name: len(rows) for name, rows in dump(db).items()}["facts"] == 8


def test_what_needs_more_memory_than_is_spared_comes_in_all_the_same(db: Path) -> None:
    one, little = report(), {"memory_limit": "1MB", "threads": "1"}
    limit = "SELECT current_setting('memory_limit')"
    with open_for_writing(db, "1") as connection, tuned(connection, little):
        spared = connection.execute(limit).fetchall()
        write_rows(connection, unpack_all([pack(one)]))
        assert connection.execute(limit).fetchall() != spared, "it was enough; this tests nothing"
        assert [stored.report_id for stored in load_reports(connection)] == [one.report_id]


def test_a_database_given_up_while_it_was_tidied_up_goes_on_with_more_memory(db: Path) -> None:
    fill = (
        "INSERT INTO store.files SELECT md5(i::VARCHAR), i, i, repeat(md5(i::VARCHAR), 20) "
        "FROM range(?, ?) AS r(i)"
    )
    with open_for_writing(db, "1") as connection, tuned(connection, TAKING_IN):
        for start in range(0, 10_000, 500):
            connection.execute(fill, [start, start + 500])
        connection.execute("SET memory_limit = '1MB'")
        with pytest.raises(duckdb.IOException, match="invalidated"):
            connection.execute("CHECKPOINT")
    with open_for_writing(db, "1") as connection, tuned(connection, TAKING_IN):
        for start in range(10_000, 20_000, 500):
            connection.execute(fill, [start, start + 500])
        connection.execute("SET memory_limit = '1MB'")
        tidy_up(connection, beyond=10**9)
        assert Path(f"{db}.wal").stat().st_size > 0, "it was not much"
        tidy_up(connection, beyond=0)
        assert not Path(f"{db}.wal").exists()
        rows = connection.execute("SELECT count(*), count(DISTINCT path) FROM store.files")
        assert rows.fetchall() == [(20_000, 20_000)]
        write_report(connection, report())
    with open_for_reading(db) as reader:
        assert len(load_reports(reader)) == 1


def test_what_fails_for_another_reason_is_not_done_again(db: Path) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise duckdb.ConstraintException("twice the same")

    with (
        open_for_writing(db, "1") as connection,
        tuned(connection, TAKING_IN),
        pytest.raises(duckdb.ConstraintException),
    ):
        with_enough_memory(connection, work)
    assert tries == [1]


def test_where_no_memory_suffices_the_work_ends_with_advice(db: Path) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise duckdb.OutOfMemoryException("Out of Memory")

    with (
        pytest.raises(StoreError, match="Không đủ bộ nhớ") as caught,
        open_for_writing(db, "1") as connection,
        tuned(connection, TAKING_IN),
    ):
        with_enough_memory(connection, work)
    assert 2 < len(tries) < 30
    assert caught.value.exit_code == 5
    assert "chạy lại" in caught.value.remedy


def test_settings_for_a_while_are_those_of_before_afterwards(db: Path) -> None:
    said = "SELECT " + ", ".join(f"current_setting('{name}')" for name in TAKING_IN)
    with open_for_writing(db, "1") as connection:
        before = connection.execute(said).fetchall()
        with suppress(InputError), tuned(connection, TAKING_IN):
            assert connection.execute(said).fetchall() != before
            raise InputError("broken off")
        assert connection.execute(said).fetchall() == before


def test_of_two_parcels_of_one_report_the_later_counts(db: Path) -> None:
    earlier, later = report(version="1"), report(version="2")
    with open_for_writing(db, "1") as connection:
        write_rows(connection, unpack_all([pack(earlier), pack(failed()), pack(later)]))
        stored = {one.report_id: one.extractor_version for one in load_reports(connection)}
    assert stored[earlier.report_id] == "2"
    assert len(stored) == 2


def test_observations_stand_side_by_side(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
        write_indicators(connection, load().indicators.values())
        rows = connection.execute(
            "SELECT label, season, unit, actual, plan, pct_plan, prior FROM observations "
            "ORDER BY label"
        ).fetchall()
    assert rows == [
        ("Tổng đàn lợn", None, "con", Decimal(610), Decimal(600), Decimal(116), None),
        ("lúa mùa", "mùa", "ha", Decimal("14.5"), None, None, None),
    ]


def test_files_can_be_read_by_older_duckdb(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
        tags = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = current_database()"
        ).fetchone()
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.4.0")


def test_the_database_of_another_schema_version_is_not_touched(db: Path) -> None:
    with open_for_writing(db, "1") as connection:
        connection.execute("UPDATE store.meta SET schema_version = 99")
    for opened in (open_for_reading(db), open_for_writing(db, "1")):
        with pytest.raises(StoreError, match="phiên bản 99") as caught, opened:
            pass
        assert caught.value.exit_code == 5
        assert caught.value.remedy


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE store.findings DROP COLUMN message",
        "ALTER TABLE store.facts ADD COLUMN mood VARCHAR",
        "DROP VIEW series CASCADE",
    ],
)
def test_other_columns_under_the_same_version_are_told(db: Path, change: str) -> None:
    with open_for_writing(db, "1") as connection:
        connection.execute(change)
    for opened in (open_for_reading(db), open_for_writing(db, "1")):
        with pytest.raises(StoreError, match="các cột khác") as caught, opened:
            pass
        assert caught.value.exit_code == 5
        assert "ingest" in caught.value.remedy


def test_the_database_of_another_program_is_refused(db: Path) -> None:
    duckdb.connect(str(db)).close()
    with pytest.raises(StoreError, match="không phải của soatso"), open_for_reading(db):
        pass


@pytest.mark.parametrize("size", [0, 100, 5000, 100_000])
def test_a_damaged_database_says_what_to_do(db: Path, size: int) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
    db.write_bytes(db.read_bytes()[:size])
    with pytest.raises(StoreError, match="bị hỏng") as caught, open_for_reading(db):
        pass
    assert "ingest" in caught.value.remedy


def test_a_missing_database_is_wrong_usage_and_is_not_made(db: Path) -> None:
    with pytest.raises(SettingsError, match="Chưa có"), open_for_reading(db):
        pass
    assert not db.exists()


def test_a_database_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none" / "so.duckdb"
    with pytest.raises(StoreError, match="Không tạo được"), open_for_writing(path, "1"):
        pass


def test_readers_cannot_write_nor_leave_the_database(db: Path, tmp_path: Path) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", "utf-8")
    with open_for_reading(db) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (4,)
        for statement in (
            "DELETE FROM store.facts",
            "CREATE TABLE t (i INTEGER)",
            f"COPY facts TO '{tmp_path / 'out.csv'}'",
            f"FROM read_csv('{secret}')",
            f"ATTACH '{tmp_path / 'other.duckdb'}'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
