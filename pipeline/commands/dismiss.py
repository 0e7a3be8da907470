"""`soatso dismiss FINDING --why "…"`: what a user decided about a finding is kept.

A dismissed finding does not come back when the report is read or checked again, nor with a newer
version of the file: it comes back if its figures change. `soatso corrected` does the same for
what has been put right outside.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from models.messages import Messages
from pipeline.commands.deciding import decide
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the finding, --why and --undo."""
    parser.add_argument("finding", metavar="FINDING", help=say("help.finding"))
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--why", metavar="TEXT", help=say("help.why"))
    wanted.add_argument("--undo", action="store_true", help=say("help.undo"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0; a finding that is not there is wrong usage."""
    return decide("dismissed", arguments, settings, terminal)
