"""The program that recognises characters, found when it is needed: the command `tesseract`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

from PIL import Image

from pipeline.ocr.picture import Grey

LANGUAGE = "vie"
_VERSION = re.compile(r"tesseract\s+v?(\S+)")
_BATCH = "pictures.txt"
_SECONDS = 60
"""How long one call may take; a page takes one or two seconds."""
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
"""Where the Windows installer puts it, without a word in PATH."""


class Manner(StrEnum):
    """How the text of a picture is arranged."""

    PAGE = "3"
    """As on a page: columns, paragraphs."""
    BLOCK = "6"
    """As in a cell: lines of one column."""


class EngineFailure(Exception):  # noqa: N818 - a failure of one call, not of the file
    """The engine did not answer; the message says why."""


class Engine(Protocol):
    """What recognises characters."""

    @property
    def name(self) -> str:
        """What it is and which version, its model included: the same name, the same answers."""

    def read(self, pictures: Sequence[Grey], dpi: int, manner: Manner) -> bytes:
        """What it reads as hOCR, with one page for each picture, and a box for each character.

        Raises:
            EngineFailure: it was stopped, or took too long.
        """


@dataclass(frozen=True, slots=True)
class TesseractCommand:
    """Tesseract as a program, one process a call."""

    path: str
    name: str

    def read(self, pictures: Sequence[Grey], dpi: int, manner: Manner) -> bytes:
        """What it reads as hOCR, with one page for each picture (see `Engine`)."""
        with tempfile.TemporaryDirectory(prefix="soatso-") as folder:
            names = [f"{number}.pgm" for number in range(len(pictures))]
            for name, picture in zip(names, pictures, strict=True):
                Image.fromarray(picture).save(Path(folder, name))
            Path(folder, _BATCH).write_bytes("\n".join(names).encode())
            arguments = [
                *(_BATCH if len(names) > 1 else names[0], "stdout"),
                *("-l", LANGUAGE, "--dpi", str(dpi), "--psm", manner.value),
                *("-c", "hocr_char_boxes=1", "hocr"),
            ]
            return _run(self.path, arguments, folder)


@cache
def find_engine() -> TesseractCommand | None:
    """Tesseract with its model for Vietnamese, or None where it is not installed."""
    path = find_command()
    if not path:
        return None
    try:
        languages = _run(path, ["--list-langs"]).decode("utf-8", "replace").split()
        version = version_of(path)
    except EngineFailure:
        return None
    return (
        TesseractCommand(path, f"tesseract {version} {LANGUAGE}") if LANGUAGE in languages else None
    )


def find_command() -> str:
    """The path of the program, empty if it is not there."""
    places = [os.environ.get(name, "") for name in _WINDOWS_FOLDERS] if os.name == "nt" else []
    folders = [
        str(Path(place, *inside))
        for place in filter(None, places)
        for inside in (("Tesseract-OCR",), ("Programs", "Tesseract-OCR"))
    ]
    found = (shutil.which("tesseract", path=folder) for folder in (None, *folders))
    return next(filter(None, found), "")


def version_of(path: str) -> str:
    """The version of the program at `path`, empty if it tells none."""
    told = _VERSION.search(_run(path, ["--version"]).decode("utf-8", "replace"))
    return told.group(1) if told else ""


def _run(path: str, arguments: Sequence[str], folder: str | None = None) -> bytes:
    """What the program writes.

    It has one thread, for two pages at a time are faster than two threads; and it runs in `folder`
    with bare names, for on Windows it cannot open paths with Vietnamese letters.

    Raises:
        EngineFailure: it cannot be started, ends with an error, or takes too long.
    """
    try:
        done = subprocess.run(
            [path, *arguments],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            creationflags=_no_window(),
        )
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EngineFailure(reason[-1] if reason else f"exit {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise EngineFailure(f"> {_SECONDS} s") from error
    except OSError as error:
        raise EngineFailure(error.strerror or type(error).__name__) from error
    return done.stdout or done.stderr


def _no_window() -> int:
    """On Windows, that no console window flashes up for each page."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
