"""Snapshots: whole, read-only, found by a pointer that is replaced in one step."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from models.errors import SettingsError, StoreError
from pipeline import publish
from pipeline.lock import only_run
from pipeline.publish import (
    FOLDER,
    POINTER,
    clear_old,
    draft_snapshot,
    is_published,
    newest_snapshot,
    open_newest,
    point_to,
)
from pipeline.store.connect import open_for_writing
from pipeline.store.write import write_report
from tests.pipeline.build import TEXT, report


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def add(db: Path, number: int) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report(Path(f"/xa-{number}.txt"), source=TEXT + "x" * number))


def published(db: Path, out: Path) -> Path:
    snapshot, pointer = draft_snapshot(db, out)
    point_to(pointer, out)
    return snapshot


def count(out: Path) -> int:
    with open_newest(out) as (connection, _):
        (number,) = connection.execute("SELECT count(*) FROM reports").fetchone() or (0,)
        return int(number)


def test_readers_see_what_is_pointed_to_and_nothing_before(db: Path, out: Path) -> None:
    with pytest.raises(SettingsError), open_newest(out):
        pass
    first = published(db, out)
    assert (newest_snapshot(out), count(out)) == (first, 2)
    add(db, 1)
    draft_snapshot(db, out)  # whole, but nobody points to it
    assert (newest_snapshot(out), count(out)) == (first, 2)
    assert published(db, out) != first
    assert count(out) == 3


def test_a_reader_keeps_what_it_has_open_while_the_next_is_published(db: Path, out: Path) -> None:
    published(db, out)
    with open_newest(out) as (connection, _):
        add(db, 1)
        published(db, out)
        clear_old(out, keep=1)
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (4,)
    assert count(out) == 3


def test_a_snapshot_cannot_be_written_to(db: Path, out: Path) -> None:
    snapshot = published(db, out)
    assert not snapshot.stat().st_mode & 0o222
    with (
        open_newest(out) as (connection, _),
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        connection.execute("DELETE FROM store.reports")


def test_what_a_killed_writer_left_in_the_log_is_published_too(db: Path, out: Path) -> None:
    with duckdb.connect(str(db)) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute("DELETE FROM store.reports")
    assert db.with_name(f"{db.name}.wal").exists()
    published(db, out)
    assert count(out) == 0


def test_as_many_are_kept_as_asked_for_and_always_the_newest(db: Path, out: Path) -> None:
    snapshots = [published(db, out) for _ in range(4)]
    assert clear_old(out, keep=2) == snapshots[:2]
    assert [path.exists() for path in snapshots] == [False, False, True, True]
    later, _ = draft_snapshot(db, out)  # a night that was killed before it was over
    assert later.name > snapshots[-1].name
    clear_old(out, keep=1)
    assert newest_snapshot(out) == snapshots[-1]
    assert snapshots[-1].exists()


def test_numbers_go_on_and_leftovers_of_a_killed_run_are_cleared(db: Path, out: Path) -> None:
    published(db, out)
    half = out / FOLDER / "soatso-000002.new"
    half.write_bytes(b"half a copy")
    assert published(db, out).name == "soatso-000002.duckdb"
    assert not half.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"snapshot": "x"}', "\x00\x00"])
def test_a_damaged_pointer_is_none(db: Path, out: Path, content: str) -> None:
    published(db, out)
    (out / FOLDER / POINTER).write_text(content)
    assert newest_snapshot(out) is None
    published(db, out)
    assert newest_snapshot(out) is not None


def test_a_snapshot_cleared_between_two_looks_is_looked_for_again(
    db: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = published(db, out), published(db, out)
    looks = iter([old, new])
    old.unlink()
    monkeypatch.setattr(publish, "newest_snapshot", lambda _: next(looks))
    with open_newest(out) as (_, path):
        assert path == new


def test_a_snapshot_that_stays_away_is_an_error(db: Path, out: Path) -> None:
    published(db, out).unlink()
    with pytest.raises(SettingsError), open_newest(out):
        pass


def test_whether_the_newest_is_of_the_database_as_it_is(db: Path, out: Path) -> None:
    assert not is_published(db, out)
    snapshot = published(db, out)
    assert is_published(db, out)
    pointer = out / FOLDER / POINTER
    said = json.loads(pointer.read_text())
    pointer.write_text(json.dumps({**said, "is_complete": False}))
    assert not is_published(db, out)
    pointer.write_text(json.dumps(said))
    add(db, 1)
    assert not is_published(db, out)
    published(db, out)
    assert is_published(db, out)
    snapshot.unlink()
    assert is_published(db, out)
    newest = newest_snapshot(out)
    assert newest is not None
    newest.unlink()
    assert not is_published(db, out)


def test_the_database_is_not_copied_while_somebody_writes(db: Path, out: Path) -> None:
    import subprocess
    import sys

    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(db)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    with pytest.raises(StoreError):
        draft_snapshot(db, out)
    writer.communicate("\n")
    assert not list((out / FOLDER).iterdir())


def test_one_run_at_a_time(out: Path) -> None:
    with only_run(out), pytest.raises(StoreError), only_run(out):
        pass
    with only_run(out):  # the file stays, the lock does not
        assert (out / "nightly.lock").exists()
