"""`soatso nightly FOLDER`: takes in what is new, checks, publishes; made for a timer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SettingsError, SoatsoError
from models.messages import Messages, problem
from pipeline.commands.check import is_as_grave
from pipeline.commands.ingest import add_reading_arguments
from pipeline.commands.outcome import render_outcome
from pipeline.commands.terminal import Terminal
from pipeline.settings import FAIL_ON, Settings

if TYPE_CHECKING:
    from logging import Logger

    from pipeline.nightly import Night
    from pipeline.run import Outcome


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the folder, where to publish, and how files are read."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=say("help.nightly_folder"))
    parser.add_argument("--out", metavar="DIR", help=say("help.out"))
    parser.add_argument("--keep", metavar="N", help=say("help.keep"))
    parser.add_argument("--fail-on", choices=FAIL_ON, help=say("help.fail_on"))
    add_reading_arguments(parser, say)


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: 3 if some file could not be read, 1 for findings, else 0."""
    from pipeline.journal import open_journal
    from pipeline.lock import only_run
    from pipeline.nightly import run_night
    from pipeline.run import Change

    if not arguments.folder.is_dir():
        raise problem(SettingsError, "error.no_paths", path=arguments.folder)
    say = terminal.say
    with only_run(settings.out), open_journal(settings.out) as journal:
        journal.info(say("night.start", folder=arguments.folder, db=settings.db))

        def on_progress(outcome: Outcome, _total: int) -> None:
            if line := render_outcome(outcome, say):
                journal.log(_grade(outcome), line)

        try:
            night = run_night(arguments.folder, settings, on_progress)
        except SoatsoError as error:
            journal.error(" ".join(filter(None, error.localised(say.lang))))
            raise
        line = _record(night, journal, say)
    terminal.print(line)
    if night.unwritten:
        terminal.complain(night.unwritten)
    for path in night.kept:
        terminal.note(say("night.kept", path=path))
    if night.summary.count(Change.FAILED) or night.unwritten or night.kept:
        return 3
    return int(is_as_grave(night.open_severities, settings.fail_on))


def _grade(outcome: Outcome) -> int:
    """How loud the log is about a file."""
    import logging

    return logging.WARNING if outcome.error else logging.INFO


def _record(night: Night, journal: Logger, say: Messages) -> str:
    """Writes the night into the log; what comes back is the one line that sums it up."""
    from pipeline.run import Change

    for key, ids in (("night.new", night.new), ("night.gone", night.gone)):
        for finding_id in ids:
            journal.info(say(key, id=finding_id))
    for path in night.kept:
        journal.warning(say("night.kept", path=path))
    if night.unwritten:
        journal.error(" ".join(filter(None, night.unwritten.localised(say.lang))))
    counts = {change.value: night.summary.count(change) for change in Change}
    line = say(
        "night.summary",
        files=len(night.summary.outcomes),
        **counts,
        new_findings=len(night.new),
        gone_findings=len(night.gone),
        open_findings=len(night.new) + night.still_open,
        snapshot=night.snapshot.name if night.snapshot else say("night.unchanged"),
    )
    journal.info(line)
    return line
