"""`soatso explain FINDING|FACT|REPORT:OFFSET`: the evidence of one figure or finding."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from models.messages import Messages
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares what to explain."""
    parser.add_argument("target", metavar="FINDING|FACT|REPORT:OFFSET", help=say("help.target"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; a target that is not there is wrong usage."""
    from models.stored import FigureEvidence
    from pipeline.report.explanation import render_evidence, render_figure
    from pipeline.store.connect import open_for_reading
    from pipeline.store.find import find_target

    with open_for_reading(settings.db) as connection:
        evidence = find_target(connection, arguments.target)
    if isinstance(evidence, FigureEvidence):
        terminal.print(render_figure(evidence, terminal.say, terminal.marks))
    else:
        terminal.print(render_evidence(evidence, terminal.say, terminal.marks))
    return 0
