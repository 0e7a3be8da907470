"""`soatso ingest PATH...`: reads reports into the database and checks them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SettingsError
from models.messages import Messages, problem
from pipeline.commands.outcome import render_outcome
from pipeline.commands.terminal import Terminal
from pipeline.settings import ENGINES, OCR, Settings

if TYPE_CHECKING:
    from pipeline.run import IngestSummary, Outcome, Progress

_MANY = 50
"""In batches of more files, those that were read without trouble are not told of one by one."""


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares the paths, how they are read, and --json."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say("help.paths"))
    add_reading_arguments(parser, say)
    parser.add_argument("--json", action="store_true", help=say("help.json"))


def add_reading_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares how files are read, for all commands that read any."""
    parser.add_argument("--jobs", metavar="N", help=say("help.jobs"))
    parser.add_argument("--ocr", choices=OCR, help=say("help.ocr"))
    parser.add_argument("--time-limit", metavar="SECONDS", help=say("help.time_limit"))
    parser.add_argument("--memory-limit", metavar="MB", help=say("help.memory_limit"))
    parser.add_argument("--engine", choices=ENGINES, help=say("help.engine"))
    parser.add_argument("--scheduler", metavar="ADDRESS", help=say("help.scheduler"))
    parser.add_argument("--parts", metavar="DIR", help=say("help.parts"))


def run(arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: 3 if some file could not be read, else 0; findings are for `check`."""
    from pipeline.report.json import render_json
    from pipeline.report.text import render_counts
    from pipeline.run import Change, ingest

    for path in arguments.paths:
        if not path.exists() and not path.is_symlink():
            raise problem(SettingsError, "error.no_paths", path=path)
    with _progress(terminal) as on_progress:
        summary = ingest(arguments.paths, settings, on_progress)
    if not summary.outcomes:
        terminal.note(terminal.say("ingest.nothing"))
    if arguments.json:
        terminal.print(render_json(_summary_object(summary, terminal.say.lang)))
    else:
        counts = _counts(summary) | {"figures": summary.figures}
        shown = {"files_failed" if key == "failed" else key: n for key, n in counts.items()}
        terminal.print(render_counts(shown, summary.findings, terminal.say))
        if summary.findings:
            db = "" if settings.db == Settings().db else f" --db {settings.db}"
            terminal.note(terminal.say("ingest.next", db=db))
    return 3 if summary.count(Change.FAILED) else 0


@contextmanager
def _progress(terminal: Terminal) -> Iterator[Progress]:
    """A function to call after each file: it moves the bar and tells what was read."""
    say = terminal.say

    def on_progress(outcome: Outcome, total: int) -> None:
        line = render_outcome(outcome, say, is_brief=total > _MANY)
        if line:
            terminal.note(line)

    if not terminal.has_progress:
        yield on_progress
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(say("ingest.reading"), total=None)

        def on_bar(outcome: Outcome, total: int) -> None:
            line = render_outcome(outcome, say, is_brief=total > _MANY)
            if line:
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            bar.update(task, total=total, advance=1)

        yield on_bar


def _counts(summary: IngestSummary) -> dict[str, int]:
    """How many files were read, and what became of them."""
    changes = Counter(outcome.change.value for outcome in summary.outcomes)
    names = ("new", "unchanged", "replaced", "failed")
    return {"read": len(summary.outcomes), **{name: changes[name] for name in names}}


def _summary_object(summary: IngestSummary, lang: str) -> dict[str, object]:
    files = []
    for outcome in summary.outcomes:
        message, remedy = outcome.error.localised(lang) if outcome.error else (outcome.detail, "")
        files.append(
            {
                "path": outcome.path,
                "report_id": outcome.report_id,
                "outcome": outcome.change,
                "figures": outcome.figures,
                "findings": dict(outcome.findings),
                "pages": outcome.pages,
                "repaired": outcome.repaired,
                "ocr_pages": outcome.ocr_pages,
                "detail": message,
                "remedy": remedy,
            }
        )
    totals = {"figures": summary.figures, "findings": dict(summary.findings)}
    return {**_counts(summary), **totals, "files": files}
