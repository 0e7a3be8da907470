"""Every command that the two READMEs show is run, in a copy of what it needs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
SET_UP = ("cd ", "py -m venv", ".venv\\", "pip install ")
"""Lines that make an environment: the Makefile's own rule does the same, and CI runs that."""
FINDINGS_FOUND = 1
"""What `soatso check` exits with on the samples, which have errors planted."""


def commands() -> list[tuple[str, str]]:
    """File and line of every command in a block marked as shell, in order."""
    found = []
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.M | re.S):
            found += [(readme, line) for line in block.splitlines() if line]
    return found


SOATSO = [(readme, line) for readme, line in commands() if line.startswith("soatso ")]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the READMEs suppose it: the samples, and a database of them."""
    copy = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data" / "samples", copy / "data" / "samples")
    (copy / "out").mkdir()
    for database in ("out/readme.duckdb", "soatso.duckdb"):
        done = run(
            [sys.executable, "-m", "pipeline", "ingest", "data/samples", "--db", database], copy
        )
        assert done.returncode == 0, done.stderr
    return copy


def test_the_readmes_show_commands() -> None:
    assert {readme for readme, _ in SOATSO} == set(READMES)


@pytest.mark.parametrize(("readme", "line"), SOATSO)
def test_soatso_runs_as_shown(readme: str, line: str, folder: Path) -> None:
    done = run([sys.executable, "-m", "pipeline", *shlex.split(line)[1:]], folder)
    expected = FINDINGS_FOUND if line.startswith(("soatso check", "soatso nightly")) else 0
    assert done.returncode == expected, f"{readme}: {line}\n{done.stdout}\n{done.stderr}"
    assert (done.stdout + done.stderr).strip(), f"{readme}: {line} printed nothing"


def test_the_output_shown_is_what_is_printed(folder: Path) -> None:
    shown = re.findall(r"^```text\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert shown
    printed = run([sys.executable, "-m", "pipeline", "check"], folder).stdout
    assert [block for block in shown if block not in printed] == []


@pytest.mark.parametrize(("readme", "line"), [c for c in commands() if c not in SOATSO])
def test_other_commands_exist(readme: str, line: str) -> None:
    if line.startswith("make "):
        done = run(["make", "--dry-run", *shlex.split(line)[1:]], ROOT)
        assert done.returncode == 0, done.stderr
    else:
        assert line.startswith(SET_UP), f"{readme}: no test knows how to run {line!r}"
