"""`soatso check`: judges again what is stored, and lists what does not hold.

Claims are stored as they were found, so the present checks and settings can judge them without
the files. What these have judged already is left alone, so a second run only lists. Reports that
another version of the program read are counted on stderr; ingesting them again refreshes them.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from models.errors import SettingsError
from models.finding import Severity
from models.messages import Messages, problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import FAIL_ON, Settings

if TYPE_CHECKING:
    from models.stored import StoredFinding


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares --fail-on, --only, --skip and --json."""
    parser.add_argument("--fail-on", choices=FAIL_ON, help=say("help.fail_on"))
    parser.add_argument("--only", action="append", metavar="ID[,ID]", help=say("help.only"))
    parser.add_argument("--skip", action="append", metavar="ID[,ID]", help=say("help.skip"))
    parser.add_argument("--json", action="store_true", help=say("help.json"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: 1 if an open finding is as grave as `--fail-on`, else 0."""
    from pipeline.report.json import finding_object, render_json
    from pipeline.report.text import render_findings, render_severities
    from pipeline.store.connect import open_for_reading
    from pipeline.store.load import load_findings, load_reports, load_text
    from pipeline.version import extractor_version

    chosen = _chosen_checks(arguments)
    _judge_again(settings, terminal)
    with open_for_reading(settings.db) as connection:
        reports = {
            report.report_id: report
            for report in load_reports(connection)
            if report.superseded_by is None
        }
        findings = [
            stored
            for stored in load_findings(connection)
            if stored.state == "open"
            and stored.report_id in reports
            and stored.finding.check_id in chosen
        ]
        by_report: dict[str, list[StoredFinding]] = {}
        for stored in findings:
            by_report.setdefault(stored.report_id, []).append(stored)
        if arguments.json:
            objects = [finding_object(one, reports[one.report_id]) for one in findings]
            terminal.print(render_json({"reports": len(reports), "findings": objects}))
        else:
            for report_id, group in by_report.items():
                text = load_text(connection, report_id)
                report = reports[report_id]
                terminal.print(render_findings(report, text, group, terminal.say, terminal.marks))

    version = extractor_version(settings.lexicon, settings.ocr)
    outdated = sum(report.extractor_version != version for report in reports.values())
    if outdated:
        terminal.note(terminal.say("check.outdated", count=outdated))
    severities = Counter(stored.finding.severity for stored in findings)
    parts = render_severities(severities, terminal.say)
    key = "check.summary" if findings else "check.none"
    terminal.note(terminal.say(key, findings=len(findings), parts=parts, reports=len(reports)))
    return int(is_as_grave(severities, settings.fail_on))


def _judge_again(settings: Settings, terminal: Terminal) -> None:
    """Judges what the present checks and settings have not; what may not be written stays."""
    from pipeline.judging import is_judged, judge_stored
    from pipeline.store.connect import open_for_reading, open_for_writing
    from pipeline.version import program_version

    with open_for_reading(settings.db) as connection:
        if is_judged(connection, settings.checks):
            return
    if not os.access(settings.db, os.W_OK):
        terminal.note(terminal.say("check.read_only", path=settings.db))
        return
    with open_for_writing(settings.db, program_version()) as connection:
        judge_stored(connection, settings.checks)


def _chosen_checks(arguments: Namespace) -> frozenset[str]:
    """The checks whose findings are wanted.

    Raises:
        SettingsError: if there is no check of a given name.
    """
    from pipeline.judging import check_ids

    known = check_ids()
    only, skip = _names(arguments.only), _names(arguments.skip)
    for wanted in sorted(only | skip):
        if wanted not in known:
            names = ", ".join(sorted(known))
            raise problem(SettingsError, "error.no_check", wanted=wanted, known=names)
    return (only or known) - skip


def _names(values: Sequence[str] | None) -> frozenset[str]:
    """The ids in `--only a,b --only c`."""
    return frozenset(name.strip() for value in values or () for name in value.split(","))


def is_as_grave(severities: Iterable[Severity], fail_on: str) -> bool:
    """Whether one of the severities is such that `--fail-on` asks for exit code 1."""
    if fail_on == "never":
        return False
    order = list(Severity)
    return any(order.index(severity) <= order.index(Severity(fail_on)) for severity in severities)
