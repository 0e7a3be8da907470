"""The adapter for Dask gives what the local run gives, byte for byte, and blames the right file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from models.errors import SettingsError
from pipeline import run
from pipeline.engines import dask
from pipeline.prepare import Manner, Prepared, prepare
from pipeline.settings import Settings

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")

SENTENCES = (
    "Bò 46/23 con, tăng 50% so với kế hoạch.",
    "Đàn heo 305/300 con, đạt 101,67% kế hoạch.",
    "Thu ngân sách 4,5 tỷ đồng, đạt 90% dự toán (5 tỷ đồng).",
)
TIMES = frozenset({"ingested_at", "first_seen", "last_seen"})


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Address of a cluster of two processes on this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", scheduler_port=0
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty reports, two with the same words, one that is no report at all."""
    place = tmp_path / "bao-cao"
    place.mkdir()
    for number in range(40):
        text = f"BÁO CÁO\nSố {number}\n{SENTENCES[number % 3]}\nCó {number} hộ.\n"
        (place / f"xa-{number:02d}.txt").write_text(text, "utf-8")
    (place / "ban-sao.txt").write_bytes((place / "xa-07.txt").read_bytes())
    (place / "hong.pdf").write_bytes(b"%PDF-1.7 broken")
    return place


def silent(outcome: run.Outcome, files: int) -> None:
    """No progress is shown."""


def stored(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored, without what depends on the time, in an order of its own."""
    with duckdb.connect(str(db), read_only=True) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM duckdb_tables() "
                "WHERE schema_name = 'store' AND table_name <> 'files' ORDER BY 1"
            ).fetchall()
        ]
        found = {}
        for table in tables:
            cursor = connection.execute(f"SELECT * FROM store.{table}")  # noqa: S608
            names = [column[0] for column in cursor.description or ()]
            keep = [i for i, name in enumerate(names) if name not in TIMES]
            found[table] = sorted(
                (tuple(row[i] for i in keep) for row in cursor.fetchall()), key=repr
            )
    return found


def test_the_cluster_gives_the_facts_of_the_local_run(
    folder: Path, tmp_path: Path, scheduler: str
) -> None:
    local = Settings(db=tmp_path / "local.duckdb", jobs=1)
    shared = Settings(db=tmp_path / "dask.duckdb", engine="dask", scheduler=scheduler)
    summaries = [run.ingest([folder], one, silent) for one in (local, shared)]
    told = [[(o.path.name, o.change, o.figures, o.findings) for o in s.outcomes] for s in summaries]
    assert told[0] == told[1]
    assert stored(local.db) == stored(shared.db)
    assert len(stored(shared.db)["facts"]) > 80
    assert not shared.db.with_name("dask.duckdb.parts").exists()


def deadly_prepare(path: Path, manner: Manner) -> Prepared:
    """As `prepare`, but one file takes its process down."""
    if path.name == "xa-11.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return prepare(path, manner)


def deadly_part(part: dask._Part, manner: Manner) -> list[Prepared]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dask, "prepare", deadly_prepare)
        return dask.read_part(part, manner)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX")
def test_a_file_that_takes_workers_down_costs_only_itself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(db=tmp_path / "dask.duckdb", engine="dask")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", scheduler_port=0
        ) as cluster,
        monkeypatch.context() as patched,
    ):
        cluster.scheduler.allowed_failures = 0
        patched.setattr(
            dask, "_submit", lambda client, part, manner: client.submit(deadly_part, part, manner)
        )
        summary = run.ingest(
            [folder],
            Settings(db=settings.db, engine="dask", scheduler=cluster.scheduler_address),
            silent,
        )
    failed = {o.path.name for o in summary.outcomes if o.error}
    assert failed == {"xa-11.txt", "hong.pdf"}


def test_no_scheduler_is_told_with_a_remedy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "_PATIENCE", 1)
    settings = Settings(db=tmp_path / "d.duckdb", engine="dask", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:1") as caught:
        run.ingest([folder], settings, silent)
    assert "--scheduler" in caught.value.remedy


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    part = dask._Part(number=0, paths=(), folder=tmp_path)
    with pytest.raises(SettingsError, match=r"0\.0\.0"):
        dask.read_part(part, Manner(version="0.0.0"))
