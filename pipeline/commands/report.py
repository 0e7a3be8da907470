"""`soatso report --html F --xlsx F --json F`: the findings report, for people and for programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SettingsError
from models.messages import Messages, problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings

if TYPE_CHECKING:
    import duckdb

    from models.stored import StoredFinding

_FORMATS = ("html", "xlsx", "json")


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the files to write."""
    for name in _FORMATS:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=say(f"help.{name}_file"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; `check` is what fails on findings."""
    from pipeline.handouts import findings_book, findings_page, gather, write_whole
    from pipeline.store.connect import open_for_reading

    wanted = {name: path for name in _FORMATS if (path := getattr(arguments, name))}
    if not wanted:
        raise problem(SettingsError, "error.no_report_file")
    with open_for_reading(settings.db) as connection:
        contents = {"json": _json(connection)} if "json" in wanted else {}
        material = gather(connection, terminal.say.lang)
    if "html" in wanted:
        contents["html"] = findings_page(material)
    if "xlsx" in wanted:
        contents["xlsx"] = findings_book(material)
    for name, path in wanted.items():
        write_whole(path, contents[name])
        count = len(material.slips)
        terminal.note(terminal.say("report.written", path=path, findings=count))
    return 0


def _json(connection: duckdb.DuckDBPyConnection) -> bytes:
    """All reports with their findings, those that were dismissed or corrected included."""
    from pipeline.report.json import findings_by_report, render_json
    from pipeline.store.load import load_findings, load_reports
    from pipeline.version import program_version

    by_report: dict[str, list[StoredFinding]] = {}
    for stored in load_findings(connection):
        by_report.setdefault(stored.report_id, []).append(stored)
    reports = findings_by_report(load_reports(connection), by_report)
    return (render_json({"soatso": program_version(), "reports": reports}) + "\n").encode()
