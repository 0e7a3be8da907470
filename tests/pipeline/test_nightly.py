"""The nightly run: only what is new is read, what was killed goes on, readers see whole nights."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import SettingsError
from models.messages import problem
from pipeline import nightly, run
from pipeline.cli import main
from pipeline.nightly import Night, run_night
from pipeline.publish import newest_snapshot, open_newest
from pipeline.run import Change
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
HEAD = "ỦY BAN NHÂN DÂN\nXÃ SUỐI MÂY\n\nSố: {number}/BC-UBND\n\nBÁO CÁO\nTình hình năm 2024\n\n"
RIGHT = "Đàn trâu 215 con/220 con, đạt 97,7% kế hoạch.\n"
WRONG = "Đàn trâu 215 con/220 con, đạt 79,7% kế hoạch.\n"
READERS = 10
THEN = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    return folder


def put(folder: Path, number: int, sentence: str = RIGHT) -> Path:
    """A report written long ago, always at the same time."""
    path = folder / f"{number:03d}.txt"
    path.write_text(HEAD.format(number=number) + sentence, "utf-8")
    os.utime(path, (THEN, THEN))
    return path


def night(folder: Path, **changes: object) -> Night:
    settings = Settings(jobs=1, ocr="never", **changes)  # type: ignore[arg-type]
    return run_night(folder, settings, lambda *_: None)


def counts(one: Night) -> dict[str, int]:
    return {change.value: n for change in Change if (n := one.summary.count(change))}


def test_what_has_not_changed_is_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        put(folder, number)
    assert counts(night(folder)) == {"new": 5}
    opened: list[Path] = []
    digest: Callable[[Path], str | None] = run.content_digest
    monkeypatch.setattr(run, "content_digest", lambda path: opened.append(path) or digest(path))
    assert counts(night(folder)) == {"unchanged": 5}
    assert opened == []
    put(folder, 3, WRONG)  # of the same size and date: only a hash could tell
    later = put(folder, 4, WRONG)
    os.utime(later)
    new = put(folder, 5)
    assert counts(night(folder)) == {"unchanged": 4, "new": 1, "replaced": 1}
    assert opened == [later, new]


def test_a_file_changed_just_now_is_looked_at_again(folder: Path) -> None:
    path = put(folder, 1)
    os.utime(path)
    night(folder)
    was = path.stat()
    path.write_text(HEAD.format(number=1) + WRONG, "utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert counts(night(folder)) == {"replaced": 1}


def test_nothing_that_was_stored_is_removed(folder: Path) -> None:
    gone = put(folder, 1)
    put(folder, 2)
    night(folder)
    gone.unlink()
    assert counts(night(folder)) == {"unchanged": 1}
    with open_newest(Path("soatso-out")) as (connection, _):
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)


def test_findings_are_compared_with_the_night_before(folder: Path) -> None:
    put(folder, 1, WRONG)
    put(folder, 2, WRONG)
    first = night(folder)
    assert (len(first.new), len(first.gone), first.still_open) == (2, 0, 0)
    os.utime(put(folder, 2, RIGHT), (THEN + 60, THEN + 60))
    put(folder, 3, WRONG)
    second = night(folder)
    assert (len(second.new), len(second.gone), second.still_open) == (1, 1, 1)
    third = night(folder)
    assert (third.new, third.gone, third.still_open, third.snapshot) == ((), (), 2, None)


def test_a_night_with_nothing_new_publishes_nothing(folder: Path) -> None:
    put(folder, 1)
    first = night(folder)
    assert first.snapshot == newest_snapshot(Path("soatso-out"))
    assert (Path("soatso-out") / "findings.html").exists()
    assert night(folder).snapshot is None


def test_the_folder_of_results_is_no_input(folder: Path) -> None:
    put(folder, 1)
    out = folder / "ket-qua"
    night(folder, out=out)
    assert counts(night(folder, out=out)) == {"unchanged": 1}


@pytest.mark.parametrize("step", ["draft_snapshot", "write_handouts", "point_to", "clear_old"])
def test_a_night_killed_between_two_steps_is_made_good_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(folder, 1)
    night(folder)
    put(folder, 2, WRONG)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(nightly, step, killed)
        with pytest.raises(KeyboardInterrupt):
            night(folder)
    after = night(folder)
    assert counts(after) == {"unchanged": 2}
    # pointed to or not, both nights together have told of the finding once
    assert (len(after.new), after.still_open) == ((0, 1) if step == "clear_old" else (1, 0))
    with open_newest(Path("soatso-out")) as (connection, _):
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)
    assert "79,7" in (Path("soatso-out") / "findings.html").read_text("utf-8")


def test_handouts_that_cannot_be_written_cost_the_night_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, 1)

    def refused(*_: object) -> None:
        raise problem(SettingsError, "error.write", path="consolidation.xlsx", detail="in use")

    with monkeypatch.context() as patch:
        patch.setattr(nightly, "write_handouts", refused)
        assert main(["nightly", str(folder), "--jobs", "1"]) == 3
    assert "consolidation.xlsx" in capsys.readouterr().err
    assert newest_snapshot(Path("soatso-out")) is not None
    again = night(folder)
    assert again.snapshot is not None
    assert again.written


def test_the_command_says_one_line_and_keeps_a_log(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, 1, WRONG)
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 cut")
    assert main(["nightly", str(folder), "--lang", "en", "--jobs", "1"]) == 3
    assert capsys.readouterr().out == (
        "2 files: 1 new, 0 replaced, 0 unchanged, 1 failed; findings: 1 new, 0 gone, 1 open; "
        "snapshot: soatso-000001.duckdb\n"
    )
    (folder / "hong.docx").unlink()
    assert main(["nightly", str(folder), "--jobs", "1"]) == 1
    assert main(["nightly", str(folder), "--jobs", "1", "--fail-on", "never"]) == 0
    log = Path("soatso-out", "nightly.log").read_text("utf-8").splitlines()
    assert [line for line in log if "WARNING" in line and "hong.docx" in line]
    assert sum("snapshot" in line or "bản công bố" in line for line in log) == 3
    assert main(["nightly", "khong-co"]) == 2


def test_query_reads_the_newest_snapshot_unless_told_otherwise(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, 1)
    night(folder)
    put(folder, 2)
    main(["ingest", str(folder), "--jobs", "1"])
    capsys.readouterr()

    def asked(*options: str) -> tuple[int, str]:
        code = main(["query", "SELECT count(*) AS n FROM reports", "--json", *options])
        return code, "".join(capsys.readouterr().out.split())

    assert asked() == (0, '[{"n":1}]')
    assert asked("--out", "soatso-out") == (0, '[{"n":1}]')
    assert asked("--db", "soatso.duckdb") == (0, '[{"n":2}]')
    assert asked("--out", "khong-co")[0] == 2
    assert asked("--out", "soatso-out", "--db", "soatso.duckdb")[0] == 2


READER = textwrap.dedent(
    """
    import sys
    import time
    from pathlib import Path

    from pipeline.publish import open_newest

    out, stop, rounds, most = Path(sys.argv[1]), Path(sys.argv[2]), 0, 0
    while not stop.exists():
        with open_newest(out) as (connection, path):
            reports, = connection.execute("SELECT count(*) FROM reports").fetchone()
            facts, = connection.execute("SELECT count(*) FROM facts").fetchone()
            with_facts, = connection.execute(
                "SELECT count(DISTINCT report_id) FROM facts SEMI JOIN reports USING (report_id)"
            ).fetchone()
            orphans, = connection.execute(
                "SELECT count(*) FROM findings ANTI JOIN reports USING (report_id)"
            ).fetchone()
        assert reports % 4 == 0, f"half a night: {reports}"
        assert (facts, with_facts, orphans) == (3 * reports, reports, 0), "torn"
        assert reports >= most, "an older snapshot came back"
        most, rounds = reports, rounds + 1
        time.sleep(0.3)
    print(rounds, most)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_ten_readers_while_nights_pass_and_one_is_killed(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "nightly", str(folder), "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    stop = tmp_path / "stop"

    def add(first: int) -> None:
        for number in range(first, first + 4):
            put(folder, number, WRONG)

    add(0)
    subprocess.run(command, check=False, env=environment, capture_output=True)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, "soatso-out", str(stop)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(READERS)
    ]
    try:
        add(4)
        killed = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_until(lambda: _stored() > 4 or killed.poll() is not None)
        time.sleep(random.Random(os.getpid()).uniform(0, 0.3))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        for first in (8, 12):
            add(first)
            done = subprocess.run(command, check=False, env=environment, capture_output=True)
            assert done.returncode == 1, done.stderr.decode()
        time.sleep(0.5)
    finally:
        stop.touch()
        results = [reader.communicate(timeout=60) for reader in readers]
    assert [error for _, error in results if error] == []
    rounds = [tuple(map(int, said.split())) for said, _ in results]
    assert all(count > 0 for count, _ in rounds)
    assert {most for _, most in rounds} == {16}


def _stored() -> int:
    """How much the database has grown by: reports, as far as it can be seen from outside."""
    wal = Path("soatso.duckdb.wal")
    return 5 if wal.exists() and wal.stat().st_size else 0


def _wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
