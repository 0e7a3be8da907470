"""`soatso show REPORT`: a report's header and figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from models.messages import Messages
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the report and --json."""
    parser.add_argument("report", metavar="REPORT", help=say("help.report_id"))
    parser.add_argument("--json", action="store_true", help=say("help.json"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; a report that is not there is wrong usage."""
    from pipeline.report.json import fact_object, render_json, report_object
    from pipeline.report.text import render_facts, render_header
    from pipeline.store.claims import load_relations
    from pipeline.store.connect import open_for_reading
    from pipeline.store.find import find_report
    from pipeline.store.load import load_facts, load_findings, load_numerals

    with open_for_reading(settings.db) as connection:
        report = find_report(connection, arguments.report)
        facts = load_facts(connection, report.report_id)
        if arguments.json:
            figures = [fact_object(fact) for fact in facts]
            terminal.print(render_json({**report_object(report), "facts": figures}))
            return 0
        terminal.print(render_header(report, terminal.say))
        if facts:
            terminal.print("\n" + render_facts(facts, terminal.say))
        holding = [one for one in load_relations(connection, report.report_id) if one.holds]
        counts = {
            "numerals": len(load_numerals(connection, report.report_id)),
            "facts": len(facts),
            "holds": len(holding),
            "findings": len(load_findings(connection, report.report_id)),
        }
    terminal.note(terminal.say("show.counts", **counts))
    return 0
