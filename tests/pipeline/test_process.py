"""The command as its own process: speed, encodings, pipes, terminals."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]


def soatso(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The command as its own process, with no locale and no terminal."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        **{"env": environment, **options},  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_names_all_commands(lang: str) -> None:
    done = soatso("--help", "--lang", lang)
    assert done.returncode == 0
    text = done.stdout.decode("utf-8")
    assert all(f"  {name}" in text for name in COMMANDS)
    assert ("tuỳ chọn" if lang == "vi" else "options") in text


def test_nothing_heavy_is_imported_for_help() -> None:
    script = (
        "import sys; from pipeline.cli import main; main(['--help']); "
        "print(sorted({'duckdb', 'spacy', 'pandas', 'rich', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_vietnamese_comes_out_as_utf8_whatever_the_locale(db: Path) -> None:
    done = soatso("check", "--db", str(db))
    assert done.returncode == 1
    assert "610/600 con: bằng 101,67%" in done.stdout.decode("utf-8")
    assert "trong 2 báo cáo" in done.stderr.decode("utf-8")
    assert b"\x1b[" not in done.stdout


def test_a_code_page_that_lacks_vietnamese_does_not_matter(db: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp437"}
    done = soatso("check", "--db", str(db), env=environment)
    assert "610/600 con: bằng 101,67%" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet(db: Path) -> None:
    sql = "SELECT repeat('x', 70) FROM range(100000)"
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "query", sql, "--db", str(db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    told = process.stderr.read()
    assert process.wait() == 0
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told
    process.stderr.close()


def test_colours_only_on_a_terminal(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    main(["check", "--db", str(db)])
    assert "\x1b[1;33m610\x1b[0m" in screen.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    screen.truncate(0)
    main(["check", "--db", str(db)])
    assert "⟦610⟧" in screen.getvalue()
