"""`soatso ingest`: from files to rows, once, whatever else lies in the folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import duckdb
import pytest

from extractors.extract import extract
from models.errors import InputError
from models.lexicon import Lexicon
from models.report import Extraction, Report
from models.text import Source
from pipeline import run
from pipeline.cli import main
from pipeline.engines import local
from pipeline.prepare import Manner, prepare
from pipeline.run import Change, Outcome, ingest
from pipeline.settings import Settings
from pipeline.store import memory
from tests.pipeline.test_store import dump

REPORT = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG XOAN

Số: 45/BC-UBND Đồng Xoan, ngày 20 tháng 6 năm 2024

BÁO CÁO
Tình hình phát triển kinh tế - xã hội 6 tháng đầu năm 2024

I. KẾT QUẢ THỰC HIỆN

1. Chăn nuôi

- Tổng đàn lợn hiện có 305/300 con, đạt 116% kế hoạch.

- Tổng đàn trâu hiện có 90/120 con, đạt 75% kế hoạch.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports; the current folder is its parent."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOATSO_DB", "SOATSO_LANG", "SOATSO_JOBS", "SOATSO_LEXICON"):
        monkeypatch.delenv(name, raising=False)
    reports = tmp_path / "bao-cao"
    reports.mkdir()
    (reports / "dong-xoan.txt").write_text(REPORT, "utf-8")
    (reports / "suoi-may.txt").write_text(REPORT.replace("ĐỒNG XOAN", "SUỐI MÂY"), "utf-8")
    return reports


DB = Path("soatso.duckdb")
ROOT = Path(__file__).parents[2]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What `ingest --json` printed, without the files."""
    answer = json.loads(capsys.readouterr().out)
    del answer["files"]
    return dict(answer)


def test_a_report_becomes_figures_relations_and_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert "Đã đọc" in out
    assert "soatso check" in err
    with duckdb.connect(str(DB), read_only=True) as connection:
        figures = connection.execute(
            "SELECT f.text, f.role FROM facts AS f JOIN reports USING (report_id) "
            "WHERE file_name = 'dong-xoan.txt' ORDER BY char_start"
        ).fetchall()
        held = connection.execute("SELECT count(*) FROM relations WHERE holds").fetchone()
        found = connection.execute("SELECT DISTINCT severity, state FROM findings").fetchall()
    assert figures == [
        ("305", "actual"), ("300", "plan"), ("116", "pct_plan"),
        ("90", "actual"), ("120", "plan"), ("75", "pct_plan"),
    ]  # fmt: skip
    assert held is not None
    assert held[0] >= 2
    assert ("error", "open") in found
    assert main(["check"]) == 1
    assert "⟦305⟧/⟦300⟧ con, đạt ⟦116⟧%" in capsys.readouterr().out


def test_ingesting_again_changes_nothing_at_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(folder), "--json"]) == 0
    first = told(capsys)
    before = dump(DB)
    assert main(["ingest", str(folder), "--json"]) == 0
    again = told(capsys)
    assert dump(DB) == before
    assert first["new"] == again["unchanged"] == 2
    assert again["new"] == again["replaced"] == again["failed"] == 0
    assert first["figures"] == again["figures"] == 12
    assert first["findings"] == again["findings"]


def test_two_processes_give_what_one_gives(folder: Path) -> None:
    for number in range(3):
        (folder / f"xa-{number}.txt").write_text(REPORT.replace("45/", f"{60 + number}/"), "utf-8")
    (folder / "xa-rong.txt").write_bytes(b"")
    assert main(["ingest", str(folder), "--jobs", "1", "--db", "mot.duckdb"]) == 3
    assert main(["ingest", str(folder), "--jobs", "2", "--db", "hai.duckdb"]) == 3

    def timeless(path: str) -> list[tuple[object, ...]]:
        with duckdb.connect(path, read_only=True) as connection:
            return [
                connection.execute(query).fetchall()  # type: ignore[misc]
                for query in (
                    "SELECT * EXCLUDE ingested_at FROM reports ORDER BY ALL",
                    "SELECT * FROM facts ORDER BY ALL",
                    "SELECT * FROM relations ORDER BY ALL",
                    "SELECT * EXCLUDE (first_seen, last_seen) FROM findings ORDER BY ALL",
                )
            ]

    assert timeless("mot.duckdb") == timeless("hai.duckdb")


def test_new_content_of_a_file_replaces_the_old(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(folder)])
    (folder / "dong-xoan.txt").write_text(REPORT.replace("116%", "101,67%"), "utf-8")
    capsys.readouterr()
    assert main(["ingest", str(folder), "--json"]) == 0
    answer = told(capsys)
    assert (answer["replaced"], answer["unchanged"]) == (1, 1)
    with duckdb.connect(str(DB), read_only=True) as connection:
        states = connection.execute(
            "SELECT r.superseded_by IS NULL, f.state FROM findings AS f "
            "JOIN reports AS r USING (report_id) WHERE file_name = 'dong-xoan.txt' "
            "AND severity = 'error'"
        ).fetchall()
    assert states == [(False, "corrected")]


def test_one_content_under_two_names_is_one_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(folder / "dong-xoan.txt", folder / "ban-sao.txt")
    assert main(["ingest", str(folder), "--json"]) == 0
    answer = told(capsys)
    assert (answer["read"], answer["new"], answer["unchanged"]) == (3, 2, 1)
    assert answer["figures"] == 12
    before = dump(DB)
    assert main(["ingest", str(folder)]) == 0
    assert dump(DB) == before
    # the copy is then corrected; the other file still has the old content
    (folder / "ban-sao.txt").write_text(REPORT.replace("116%", "101,67%"), "utf-8")
    assert main(["ingest", str(folder)]) == 0
    with duckdb.connect(str(DB), read_only=True) as connection:
        assert connection.execute(
            "SELECT count(*) FROM reports WHERE superseded_by IS NOT NULL"
        ).fetchone() == (0,)


def test_what_another_version_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(folder)])
    first = dump(DB)
    monkeypatch.setattr(run, "extractor_version", lambda *_: "2+newer")
    capsys.readouterr()
    assert main(["ingest", str(folder), "--json"]) == 0
    assert told(capsys)["replaced"] == 2
    again = dump(DB)
    assert again["facts"] == first["facts"]
    assert again["reports"] != first["reports"]
    assert main(["check"]) == 1
    assert "2 báo cáo được đọc bằng phiên bản khác" in capsys.readouterr().err


def make_bad(folder: Path) -> dict[str, bytes | None]:
    bad: dict[str, bytes | None] = {
        "rong.txt": b"",
        "nhi-phan.txt": bytes(range(256)) * 40,
        "cut.docx": b"PK\x03\x04" + b"\0" * 60,
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content or b"")
    (folder / "dut.txt").symlink_to(folder / "khong-co.txt")
    bad["dut.txt"] = None
    return bad


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bad_files_are_told_of_and_the_rest_goes_on(
    folder: Path, jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = make_bad(folder)
    assert main(["ingest", str(folder), "--jobs", jobs]) == 3
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    for name in bad:
        (line,) = [line for line in err.splitlines() if name in line]
        assert line.startswith("Không đọc được")
        assert line.count(". ") >= 1, "reason and what to do"
    assert "2" in out
    with duckdb.connect(str(DB), read_only=True) as connection:
        rows = connection.execute(
            "SELECT file_name, status_detail, source_text FROM reports WHERE status = 'failed'"
        ).fetchall()
        assert {name for name, *_ in rows} == set(bad)
        assert all(detail and text is None for _, detail, text in rows)
        assert connection.execute(
            "SELECT count(*) FROM reports WHERE status = 'ok'"
        ).fetchone() == (2,)
    before = dump(DB)
    assert main(["ingest", str(folder)]) == 3, "what failed is tried, and told of, again"
    assert dump(DB) == before


def fragile_prepare(path: Path, manner: Manner) -> tuple[Report, InputError | None]:
    """Reads a file as ever, in a world where some files are cursed."""

    def fragile(source: Source, lexicon: Lexicon, report_id: str) -> Extraction:
        if path.name == "loi.txt":
            raise IndexError("tuple index out of range")
        if path.name == "chet.txt":
            os.kill(os.getpid(), signal.SIGSEGV)
        if path.name == "treo.txt":
            time.sleep(3600)
        if path.name == "no.txt":
            bytearray(10**10)
        return extract(source, lexicon, report_id)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("extractors.extract.extract", fragile)
        return prepare(path, manner)


def files_told(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    """What `ingest --json` printed about each file, by name."""
    files = json.loads(capsys.readouterr().out)["files"]
    return {Path(file["path"]).name: file for file in files}


def test_a_bug_met_in_one_file_costs_only_that_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "loi.txt").write_text(REPORT.replace("ĐỒNG", "SUỐI"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(local, "prepare", fragile_prepare)
        assert main(["ingest", "bao-cao", "--json"]) == 3
    files = files_told(capsys)
    assert files["dong-xoan.txt"]["outcome"] == "new"
    assert "IndexError: tuple index out of range (test_ingest.py:" in str(files["loi.txt"])
    assert statuses()["loi.txt"] == "failed"

    assert main(["ingest", "bao-cao", "--json"]) == 0, "what failed is read again"
    assert set(statuses().values()) == {"ok"}


def statuses() -> dict[str, str]:
    with duckdb.connect(str(DB), read_only=True) as connection:
        rows = connection.execute(
            "SELECT file_name, status FROM reports WHERE superseded_by IS NULL"
        ).fetchall()
    return dict(rows)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone limits memory")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_crash_hang_and_lack_of_memory_each_cost_one_file(
    folder: Path, jobs: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = {"chet.txt": "bị hệ điều hành dừng", "treo.txt": "quá 8 giây", "no.txt": "quá 500 MB"}
    for number, name in enumerate(reasons):
        (folder / name).write_text(REPORT.replace("45/", f"{60 + number}/"), "utf-8")
    limits = ["--jobs", jobs, "--time-limit", "8", "--memory-limit", "500"]
    with monkeypatch.context() as patched:
        patched.setattr(local, "prepare", fragile_prepare)
        assert main(["ingest", "bao-cao", "--json", *limits]) == 3
    files = files_told(capsys)
    assert statuses() == {
        "dong-xoan.txt": "ok", "suoi-may.txt": "ok", **dict.fromkeys(reasons, "failed")
    }  # fmt: skip
    for name, reason in reasons.items():
        assert reason in str(files[name]["detail"])
        assert files[name]["remedy"]
    assert main(["ingest", "bao-cao", *limits]) == 0, "the files themselves are sound"


def test_each_file_gets_a_line_that_tells_what_was_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "hai-trang.pdf").write_text(REPORT + "\fTrang hai: 12 ha", "utf-8")
    assert main(["ingest", "bao-cao"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("dong-xoan.txt: 6 số liệu, 1 sai")
    assert "hai-trang.pdf: 2 trang, 7 số liệu, 1 sai; chưa đọc trọn: Tên tệp có đuôi" in told[1]
    assert main(["ingest", "bao-cao"]) == 0
    assert "dong-xoan" not in capsys.readouterr().err, "of what was left alone nothing is told"


def test_in_a_large_batch_only_what_is_remarkable_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(49):
        (folder / f"{number}.md").write_text(f"Trồng {number} ha lúa.", "utf-8")
    (folder / "rong.txt").write_bytes(b"")
    (folder / "chu.pdf").write_text("Trồng 99 ha ngô.", "utf-8")
    assert main(["ingest", "bao-cao"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert [re.findall(r"[\w-]+\.(?:txt|pdf|md)", line)[:1] for line in told] == [
        ["chu.pdf"], ["rong.txt"], [],
    ]  # fmt: skip


def test_modules_lying_among_the_reports_are_not_executed(folder: Path) -> None:
    for name in ("random", "rapidfuzz", "lxml", "extractors", "pipeline"):
        (folder / f"{name}.py").write_text("open('da-chay', 'w').close()", "utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pipeline", "ingest", "dong-xoan.txt"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert not (folder / "da-chay").exists()


def test_a_bad_file_in_english(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rong.txt").write_bytes(b"")
    assert main(["ingest", str(folder), "--lang", "en"]) == 3
    out, err = capsys.readouterr()
    assert "Cannot read" in err
    assert "Failed" in out


def test_a_file_that_is_mended_is_read_then(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sau.txt").write_bytes(b"")
    assert main(["ingest", str(folder)]) == 3
    (folder / "sau.txt").write_text(REPORT.replace("45/", "46/"), "utf-8")
    assert main(["ingest", str(folder)]) == 0
    capsys.readouterr()
    with duckdb.connect(str(DB), read_only=True) as connection:
        rows = connection.execute(
            "SELECT status, superseded_by IS NULL FROM reports WHERE file_name = 'sau.txt' "
            "ORDER BY status"
        ).fetchall()
    assert rows == [("failed", False), ("ok", True)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_does_not_hang(folder: Path) -> None:
    pipe = folder / "ong.txt"
    os.mkfifo(pipe)
    assert main(["ingest", str(pipe)]) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are no UTF-8")
def test_a_name_that_is_no_utf8_is_stored_readably(folder: Path) -> None:
    name = os.fsencode(folder) + b"/b\xe1o-c\xe1o.txt"
    with open(name, "wb") as file:
        file.write(REPORT.encode())
    assert main(["ingest", str(folder)]) == 0
    with duckdb.connect(str(DB), read_only=True) as connection:
        assert connection.execute(
            "SELECT count(*) FROM reports WHERE file_name LIKE 'b%o-c%o.txt'"
        ).fetchone() == (1,)


def test_an_empty_folder_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "trong").mkdir()
    db = str(tmp_path / "a.duckdb")
    assert main(["ingest", str(tmp_path / "trong"), "--db", db]) == 0
    assert "Không có tệp báo cáo nào" in capsys.readouterr().err


def test_progress_is_told_for_every_file(folder: Path) -> None:
    (folder / "rong.txt").write_bytes(b"")
    seen: list[tuple[Outcome, int]] = []
    summary = ingest([folder], Settings(), lambda outcome, total: seen.append((outcome, total)))
    assert [total for _, total in seen] == [3, 3, 3]
    assert {outcome.path for outcome, _ in seen} == {one.path for one in summary.outcomes}
    assert [one.path.name for one in summary.outcomes] == [
        "dong-xoan.txt", "rong.txt", "suoi-may.txt",
    ]  # fmt: skip
    assert [one.change for one in summary.outcomes] == [Change.NEW, Change.FAILED, Change.NEW]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_is_drawn_on_a_terminal_only(folder: Path) -> None:
    import pty

    (folder / "rong.txt").write_bytes(b"")
    ours, theirs = pty.openpty()
    shown: list[bytes] = []

    def watch() -> None:
        """Reads what is drawn all the while: a terminal that nobody reads fills up and blocks."""
        try:
            while piece := os.read(ours, 4096):
                shown.append(piece)
        except OSError:  # the other end is closed
            pass

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "ingest", str(folder)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    watcher.join(timeout=10)
    os.close(ours)
    drawn = b"".join(shown).decode()
    assert done.returncode == 3
    assert "Đang đọc" in drawn
    assert "3/3" in drawn
    assert "rong.txt" in drawn
    assert b"\x1b" not in done.stdout
    assert "Đã đọc" in done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_stops_all_processes_with_one_sentence(folder: Path) -> None:
    for number in range(60):
        text = REPORT + REPORT[-200:] * 100 + str(number)
        (folder / f"dai-{number}.txt").write_text(text, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "ingest", str(folder), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    while not DB.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(3)  # the workers are at it
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().strip() == (
        "soatso: Đã dừng theo yêu cầu; những báo cáo đã xong vẫn được lưu."
    )
    assert len(dump(DB)["reports"]) < 62


def test_an_interrupted_run_keeps_what_was_done(folder: Path) -> None:
    def stop_after_first(_outcome: Outcome, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], Settings(), stop_after_first)
    rows = dump(DB)
    assert rows["reports"]  # those of the first batch, and each of them whole
    assert len(rows["facts"]) == 6 * len(rows["reports"])
    assert main(["ingest", str(folder)]) == 0
    assert len(dump(DB)["reports"]) == 2


def test_a_run_held_to_hardly_any_memory_stores_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        herd = REPORT.replace("305/300", f"{305 + number}/300")
        (folder / f"{number}.txt").write_text(herd + "Trồng 12 ha rừng.\n" * 300, "utf-8")
    stored = []
    more: list[bool] = []
    allow_more = memory._allow_more

    def counting(connection: duckdb.DuckDBPyConnection) -> bool:
        more.append(allow_more(connection))
        return more[-1]

    for name, limit in (("free.duckdb", None), ("held.duckdb", "1MB")):
        with monkeypatch.context() as patched:
            if limit:
                for tuning in (memory.TAKING_IN, memory.SPARING):
                    patched.setitem(tuning, "memory_limit", limit)
                patched.setattr(run, "LONG_RUN", 0)
                patched.setattr(run, "tidy_up", partial(memory.tidy_up, beyond=0))
                patched.setattr(memory, "_allow_more", counting)
            ingest([folder], Settings(db=Path(name), jobs=1), lambda *_: None)
        stored.append(dump(Path(name)))
    free, held = stored
    assert more, "it was enough; this tests nothing"
    for table in ("facts", "numerals", "claims", "relations", "places"):
        assert held.get(table) == free.get(table)
    assert {len(rows) for rows in held.values()} != {0}
    assert [len(held[name]) for name in held] == [len(free[name]) for name in free]
