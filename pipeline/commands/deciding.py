"""What `dismiss` and `corrected` have in common: a decision about one finding is stored."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from getpass import getuser

from models.errors import SettingsError
from models.messages import problem
from pipeline.commands.terminal import Terminal
from pipeline.settings import Settings


def decide(state: str, arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """Stores that a finding is now in `state`, or with --undo that nothing is decided; 0.

    Raises:
        SettingsError: if there is no such database or finding, or no reason is given.
    """
    from pipeline.store.connect import open_for_reading, open_for_writing
    from pipeline.store.decisions import Decision, remember
    from pipeline.store.find import find_finding
    from pipeline.version import program_version

    if state == "dismissed" and not arguments.undo and not arguments.why.strip():
        raise problem(SettingsError, "error.no_reason")
    with open_for_reading(settings.db) as connection:
        report, finding = find_finding(connection, arguments.finding)
    decision = Decision(
        state=state,
        why=(arguments.why or "").strip(),
        decided_by=_user(),
        decided_at=datetime.now(UTC).replace(tzinfo=None),
    )
    with open_for_writing(settings.db, program_version()) as connection:
        remember(connection, finding.finding_id, None if arguments.undo else decision)
    message, _ = finding.told(terminal.say.lang)
    key = "decide.undone" if arguments.undo else f"decide.{state}"
    terminal.print(terminal.say(key, file=report.file_name, message=message))
    return 0


def _user() -> str:
    """The name of the account; empty where there is none to be had (a container)."""
    try:
        return getuser()
    except (OSError, KeyError):
        return ""
