"""`soatso doctor`: what is installed, what is missing and how to get it, the database's state."""

from __future__ import annotations

import platform
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from typing import NamedTuple

from models.errors import StoreError
from models.messages import Messages
from pipeline.commands.terminal import Terminal
from pipeline.convert import find_soffice
from pipeline.settings import Settings

_PACKAGES = (
    *("duckdb", "lxml", "numpy", "pandas", "pdfplumber", "pillow", "pypdfium2", "rapidfuzz"),
    *("regex", "rich"),
)
_UNITS_SHOWN = 5
_OWN_NAMES = ("models", "extractors", "pipeline")


class Tool(NamedTuple):
    """An optional program and what its installers call it."""

    key: str
    commands: tuple[str, ...]
    apt: str
    brew: str


_TOOLS = (Tool("tesseract", ("tesseract",), "tesseract-ocr", "tesseract"),)
_LIBREOFFICE = Tool("libreoffice", (), "libreoffice-writer libreoffice-calc", "--cask libreoffice")
_VIETNAMESE = Tool("vie", (), "tesseract-ocr-vie", "tesseract-lang")


def add_arguments(parser: ArgumentParser, say: Messages) -> None:
    """Declares nothing: the doctor asks no questions."""


def run(_arguments: Namespace, settings: Settings, terminal: Terminal) -> int:
    """The exit code: 5 if the database is ill, 2 if the package names are shared, else 0."""
    say = terminal.say
    terminal.print(f"{say('doctor.python')}: {platform.python_version()} ({sys.platform})")
    terminal.print(f"{say('doctor.packages')}:")
    for line in _package_lines(say):
        terminal.print(f"  {line}")
    for line in _tool_lines(say):
        terminal.print(line)
    shared = shared_names(metadata.packages_distributions())
    told = [
        say("doctor.names_shared", name=name, others=", ".join(others))
        for name, others in shared.items()
    ]
    terminal.print(f"{say('doctor.names')}: {'; '.join(told) or say('doctor.names_ours')}")
    try:
        terminal.print(f"{say('doctor.database')}: {_database_state(settings, say)}")
    except StoreError as error:
        terminal.complain(error)
        return error.exit_code
    return 2 if shared else 0


def shared_names(distributions: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Which of our package names belong to other distributions too, and to which.

    >>> shared_names({"models": ["soatso", "zoo"], "pipeline": ["soatso"]})
    {'models': ['zoo']}
    """
    others = {name: sorted(set(distributions.get(name, ())) - {"soatso"}) for name in _OWN_NAMES}
    return {name: owners for name, owners in others.items() if owners}


def _package_lines(say: Messages) -> Iterator[str]:
    for name in ("soatso", *_PACKAGES):
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            hint = say("doctor.hint_pip", package=name)
            yield f"{name}: {say('doctor.missing')} – {hint}"


def _tool_lines(say: Messages) -> Iterator[str]:
    from pipeline.ocr.engine import LANGUAGE, find_engine

    for tool in _TOOLS:
        path = next(filter(None, map(shutil.which, tool.commands)), None)
        if tool.key == "tesseract":
            path = _tesseract()
        yield f"{say(f'doctor.{tool.key}')}: {path or _absent(tool, say)}"
    state = LANGUAGE if find_engine() else _absent(_VIETNAMESE, say)
    yield f"{say('doctor.vie')}: {state}"
    soffice = find_soffice()
    found = soffice is not None and (soffice.is_file() or shutil.which(soffice))
    yield f"{say('doctor.libreoffice')}: {soffice if found else _absent(_LIBREOFFICE, say)}"


def _absent(tool: Tool, say: Messages) -> str:
    """That the tool is not there, and how this system gets it."""
    name = say(f"doctor.{tool.key}").partition(" (")[0]
    windows = "doctor.hint_windows_vie" if tool is _VIETNAMESE else "doctor.hint_windows"
    hints = {
        "win32": say(windows, name=name),
        "darwin": say("doctor.hint_mac", package=tool.brew),
    }
    hint = hints.get(sys.platform, say("doctor.hint_apt", package=tool.apt))
    return f"{say('doctor.optional')} – {hint}"


def _tesseract() -> str:
    """Path and version of Tesseract; empty if there is none that runs."""
    from pipeline.ocr.engine import EngineFailure, find_command, version_of

    path = find_command()
    try:
        return f"{path} ({version_of(path)})" if path else ""
    except EngineFailure:
        return ""


def _database_state(settings: Settings, say: Messages) -> str:
    from pipeline.store.connect import open_for_reading
    from pipeline.store.load import load_findings, load_sizes, load_uncoded_units

    if not settings.db.exists():
        return say("doctor.database_none", path=settings.db)
    with open_for_reading(settings.db) as connection:
        sizes = load_sizes(connection)
        is_open = sum(stored.state == "open" for stored in load_findings(connection))
        uncoded = load_uncoded_units(connection)
    counts = {"reports": sizes["reports"], "facts": sizes["facts"], "findings": is_open}
    state = say("doctor.database_ok", path=settings.db, **counts)
    if not uncoded:
        return state
    shown = "; ".join([*uncoded[:_UNITS_SHOWN], *("…" for _ in uncoded[_UNITS_SHOWN:][:1])])
    return f"{state}\n  {say('doctor.uncoded', count=len(uncoded), units=shown)}"
