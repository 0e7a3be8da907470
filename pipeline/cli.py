"""The command line: parses, runs one command, and maps every error to its exit code."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from models.errors import SettingsError, SoatsoError
from models.messages import LANGUAGES, Messages, messages, problem
from pipeline.commands import (
    check,
    corrected,
    dismiss,
    doctor,
    explain,
    export,
    ingest,
    lexicon,
    nightly,
    query,
    report,
    show,
)
from pipeline.commands.terminal import Terminal, silence, use_utf8
from pipeline.settings import Settings, load_settings
from pipeline.version import program_version

COMMANDS: dict[str, ModuleType] = {
    "ingest": ingest,
    "check": check,
    "show": show,
    "explain": explain,
    "dismiss": dismiss,
    "corrected": corrected,
    "query": query,
    "report": report,
    "export": export,
    "nightly": nightly,
    "lexicon": lexicon,
    "doctor": doctor,
}
"""The commands by name, in the order of the help."""

_INTERRUPTED = 130
_SETTINGS = (
    *("db", "lang", "jobs", "fail_on", "ocr", "time_limit", "memory_limit", "out", "keep"),
    *("engine", "scheduler", "parts"),
)
"""The options that are settings."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of the command in `argv` (by default that of the process).

    No traceback reaches a user unless `--debug` asks for it.
    """
    use_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    terminal = Terminal(messages(_early_language(arguments)), sys.stdout, sys.stderr)
    try:
        code = _run(arguments, terminal)
        terminal.flush()
    except SystemExit as stop:  # argparse, after --help and --version
        return int(stop.code or 0)
    except SoatsoError as error:
        terminal.complain(error)
        _trace(arguments)
        return error.exit_code
    except KeyboardInterrupt:
        terminal.complain(problem(SoatsoError, "error.interrupted"))
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        silence(sys.stdout)
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence, and the only one
        detail = f"{type(error).__name__}: {error}"
        terminal.complain(problem(SoatsoError, "error.bug", detail=detail))
        _trace(arguments)
        return SoatsoError.exit_code
    return code


def _run(argv: Sequence[str], terminal: Terminal) -> int:
    arguments = parser_of(terminal.say).parse_args(argv)
    flags = {name: getattr(arguments, name, None) for name in _SETTINGS}
    settings = load_settings(flags, os.environ, Path.cwd())
    terminal.say = messages(settings.lang)
    command = COMMANDS[arguments.command]
    code: int = command.run(arguments, settings, terminal)
    return code


class _Parser(ArgumentParser):
    """A parser that raises our error instead of leaving the process, and speaks our language."""

    def error(self, message: str) -> NoReturn:
        raise problem(SettingsError, "error.usage", detail=message, program=self.prog)


def parser_of(say: Messages) -> ArgumentParser:
    """The parser of all commands, its help in the language of `say`."""
    parser = _Parser(
        prog="soatso",
        description=say("help.program"),
        epilog=say("help.epilog"),
        add_help=False,
        allow_abbrev=False,
    )
    _add_shared_options(parser, say)
    parser.add_argument(
        "--version",
        action="version",
        version=f"soatso {program_version()}",
        help=say("help.version"),
    )
    commands = parser.add_subparsers(
        title=say("help.commands"), dest="command", required=True, metavar="COMMAND"
    )
    for name, module in COMMANDS.items():
        about = say(f"help.{name}")
        sub = commands.add_parser(
            name,
            help=about,
            description=about,
            add_help=False,
            allow_abbrev=False,
            formatter_class=RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub, say)
        sub.add_argument("--db", metavar="FILE", help=say("help.db"))
        _add_shared_options(sub, say)
    return parser


def _add_shared_options(parser: ArgumentParser, say: Messages) -> None:
    """The options that may stand before or behind the command."""
    parser._positionals.title = say("help.arguments")
    parser._optionals.title = say("help.options")
    parser.add_argument("-h", "--help", action="help", help=say("help.help"))
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help=say("help.lang"))
    parser.add_argument("--debug", action="store_true", default=SUPPRESS, help=say("help.debug"))


def _early_language(argv: Sequence[str]) -> str:
    """The language for the help and for what goes wrong before the settings are known."""
    wanted = os.environ.get("SOATSO_LANG", "")
    for here, behind in pairwise([*argv, ""]):
        if here == "--lang":
            wanted = behind
        elif here.startswith("--lang="):
            wanted = here.removeprefix("--lang=")
    return wanted if wanted in LANGUAGES else Settings().lang


def _trace(argv: Sequence[str]) -> None:
    if "--debug" in argv:
        traceback.print_exc()


if __name__ == "__main__":
    sys.exit(main())
