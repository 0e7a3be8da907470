"""`soatso report --json F`: the findings report, for programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SettingsError
from models.messages import Messages, problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings

if TYPE_CHECKING:
    from models.stored import StoredFinding


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the file to write."""
    parser.add_argument(
        "--json", required=True, type=Path, metavar="FILE", help=say("help.json_file")
    )


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; `check` is what fails on findings."""
    from pipeline.report.json import findings_by_report, render_json
    from pipeline.store.connect import open_for_reading
    from pipeline.store.load import load_findings, load_reports
    from pipeline.version import program_version

    with open_for_reading(settings.db) as connection:
        reports = load_reports(connection)
        by_report: dict[str, list[StoredFinding]] = {}
        findings = load_findings(connection)
        for stored in findings:
            by_report.setdefault(stored.report_id, []).append(stored)
    content = {"soatso": program_version(), "reports": findings_by_report(reports, by_report)}
    try:
        arguments.json.write_text(render_json(content) + "\n", "utf-8")
    except OSError as error:
        raise problem(
            SettingsError, "error.write", path=arguments.json, detail=error.strerror
        ) from error
    terminal.note(terminal.say("report.written", path=arguments.json, findings=len(findings)))
    return 0
