"""`soatso export --format parquet|csv|xlsx DIR`: every public view, and the consolidation table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from models.messages import Messages
from pipeline.commands.query import add_source_arguments, open_source
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings

FORMATS = ("parquet", "csv", "xlsx")


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the form, the folder, and where snapshots are."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=say("help.export_folder"))
    parser.add_argument("--format", choices=FORMATS, required=True, help=say("help.export_format"))
    add_source_arguments(parser, say)


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: always 0."""
    from pipeline.export import export

    with open_source(arguments, settings) as (connection, path):
        written = export(connection, arguments.folder, arguments.format, terminal.say.lang)
    terminal.note(
        terminal.say("export.written", count=len(written), path=arguments.folder, source=path)
    )
    return 0
