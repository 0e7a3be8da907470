"""`soatso corrected FINDING`: a break was put right, though the file stored still has it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from models.messages import Messages
from pipeline.commands.deciding import decide
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the finding, --why and --undo."""
    parser.add_argument("finding", metavar="FINDING", help=say("help.finding"))
    parser.add_argument("--why", metavar="TEXT", default="", help=say("help.why"))
    parser.add_argument("--undo", action="store_true", help=say("help.undo"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; a finding that is not there is wrong usage."""
    return decide("corrected", arguments, settings, terminal)
