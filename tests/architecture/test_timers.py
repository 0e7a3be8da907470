"""The timers that are shipped start commands that exist, with options that they have."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import PureWindowsPath

import pytest
from lxml import etree

from models.messages import messages
from pipeline.cli import parser_of
from tests.architecture.sources import ROOT

FOLDER = ROOT / "packaging"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(FOLDER / name, encoding="utf-8")
    return read


def of_systemd() -> list[str]:
    return shlex.split(unit("soatso-nightly.service")["Service"]["ExecStart"])[1:]


def of_cron() -> list[str]:
    lines = (FOLDER / "soatso-nightly.cron").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if re.match(r"[\d*]", line)]
    assert re.match(r"(\S+ ){5}soatso cd ", line)  # five fields of time, then the user
    return shlex.split(line.partition("/bin/soatso ")[2].partition(" >> ")[0])


def of_windows() -> list[str]:
    task = etree.parse(str(FOLDER / "soatso-nightly.xml"))
    assert PureWindowsPath(task.findtext(f".//{TASK}Command")).name == "soatso.exe"
    return shlex.split(task.findtext(f".//{TASK}Arguments").replace("\\", "/"))


@pytest.mark.parametrize("command", [of_systemd(), of_cron(), of_windows()])
def test_a_timer_starts_the_nightly_run(command: list[str]) -> None:
    arguments = parser_of(messages("en")).parse_args(command)
    assert arguments.command == "nightly"
    assert arguments.folder.name == "bao-cao"


def test_findings_do_not_make_the_service_fail() -> None:
    service = unit("soatso-nightly.service")["Service"]
    assert service["SuccessExitStatus"].split() == ["1", "3"]
    written = service["ReadWritePaths"]
    assert all(path.startswith(written) for path in of_systemd() if path.startswith("/"))


def test_nights_that_were_missed_are_made_up_for() -> None:
    assert unit("soatso-nightly.timer")["Timer"]["Persistent"] == "true"
    assert "<StartWhenAvailable>true<" in (FOLDER / "soatso-nightly.xml").read_text("utf-8")
