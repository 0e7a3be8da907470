"""Every exit code of the contract, and what is said with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pipeline.commands.query
from pipeline.cli import main
from pipeline.store.connect import open_for_writing


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["check", "--nothing"], ["show"], ["--lang", "fr", "check"],
     ["ingest", "khong-co-tep"], ["check", "--db", "khong-co.duckdb"],
     ["ingest", ".", "--jobs", "x"]],
)  # fmt: skip
@pytest.mark.usefixtures("db")
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("soatso: ")
    assert not Path("khong-co.duckdb").exists()


@pytest.mark.parametrize("command", ["check", "show x", "explain x", "query x", "ingest ."])
def test_a_database_of_another_version_is_5(db: Path, command: str) -> None:
    with open_for_writing(db, "1") as connection:
        connection.execute("UPDATE store.meta SET schema_version = 0")
    assert main(command.split()) == 5


@pytest.mark.parametrize("command", ["check", "ingest .", "doctor"])
def test_a_damaged_database_is_5(db: Path, command: str) -> None:
    db.write_bytes(db.read_bytes()[:9000])
    assert main(command.split()) == 5


def test_a_database_that_another_process_writes_to_is_5(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(db)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        assert main(["check"]) == 5
        assert main(["ingest", "."]) == 5
    finally:
        holder.communicate("\n")
    assert "đang được một chương trình khác mở" in capsys.readouterr().err
    assert main(["check"]) == 1


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [(KeyboardInterrupt(), 130, "Đã dừng"), (ZeroDivisionError("x"), 70, "lỗi của soatso")],
)
@pytest.mark.usefixtures("db")
def test_interruption_and_bugs(
    error: BaseException,
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object) -> int:
        raise error

    monkeypatch.setattr(pipeline.commands.query, "run", stop)
    assert main(["query", "x"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("db")
def test_a_traceback_only_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.commands.query, "run", lambda *_: 1 // 0)
    assert main(["query", "x", "--debug"]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err.splitlines()[-1]


def test_an_invalid_lexicon_is_4(db: Path, tmp_path: Path) -> None:
    (tmp_path / "rieng.toml").write_text("[[indicator]\n", "utf-8")
    (tmp_path / "soatso.toml").write_text('lexicon = ["rieng.toml"]\n', "utf-8")
    assert main(["ingest", str(tmp_path), "--db", str(db)]) == 4
