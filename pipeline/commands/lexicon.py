"""`soatso lexicon unknown`: the subjects that the lexicon does not know yet, to be added to it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from models.errors import SettingsError
from models.messages import Messages, problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings

_LIMIT = 50
_EXAMPLE_WIDTH = 70


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the action, --limit, --json and --toml."""
    parser.add_argument("action", choices=["unknown"], help=say("help.lexicon_unknown"))
    parser.add_argument("--limit", metavar="N", default=str(_LIMIT), help=say("help.limit"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("help.json"))
    form.add_argument("--toml", action="store_true", help=say("help.lexicon_toml"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0."""
    from pipeline.report.json import render_json
    from pipeline.report.table import one_line, render_table
    from pipeline.report.toml import render_entries
    from pipeline.store.connect import open_for_reading
    from pipeline.store.unknown import load_unknown_subjects

    if not arguments.limit.isdecimal() or not int(arguments.limit):
        raise problem(
            SettingsError,
            "error.settings.value",
            origin="--",
            key="limit",
            value=arguments.limit,
            allowed="1, 2, …",
        )
    with open_for_reading(settings.db) as connection:
        found = load_unknown_subjects(connection, int(arguments.limit))
    say = terminal.say
    if arguments.json:
        terminal.print(render_json([asdict(one) for one in found]))
    elif arguments.toml:
        terminal.print(render_entries(found, say))
    elif found:
        heads = [
            say(f"lexicon.{name}") for name in ("subject", "unit", "figures", "reports", "example")
        ]
        rows = [
            [
                one_line(one.subject, _EXAMPLE_WIDTH),
                one.unit,
                str(one.figures),
                str(one.reports),
                one_line(one.example, _EXAMPLE_WIDTH),
            ]
            for one in found
        ]
        terminal.print(render_table(heads, rows, right={2, 3}))
    if not arguments.json:
        terminal.note(say("lexicon.next" if found else "lexicon.none"))
    return 0
