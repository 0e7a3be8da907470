"""Where commands print: data to stdout, words and progress to stderr."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from models.errors import SoatsoError
from models.messages import Messages


class Terminal:
    """The two streams of a command, in the user's language."""

    def __init__(self, say: Messages, out: TextIO, err: TextIO) -> None:
        self.say = say
        self._out = out
        self._err = err

    def print(self, text: str) -> None:
        """Writes data, and the end of the line."""
        self._out.write(text + "\n")

    def note(self, text: str) -> None:
        """Writes words for the user, and the end of the line."""
        self._err.write(text + "\n")

    def complain(self, error: SoatsoError) -> None:
        """Tells what went wrong and what to do."""
        message, remedy = error.localised(self.say.lang)
        self.note("\n  ".join(filter(None, (f"soatso: {message}", remedy))))

    @property
    def marks(self) -> tuple[str, str]:
        """What marks a figure in printed text: colour on a terminal, else brackets."""
        from pipeline.report.excerpt import BRACKETS, COLOURS

        return COLOURS if self._out.isatty() and "NO_COLOR" not in os.environ else BRACKETS

    @property
    def has_progress(self) -> bool:
        """Whether somebody watches: only then is a progress bar drawn."""
        return self._err.isatty()

    def flush(self) -> None:
        """Sends off what is printed, so that a closed pipe shows here and not at exit."""
        self._out.flush()
        self._err.flush()


def use_utf8() -> None:
    """Makes both standard streams UTF-8, whatever code page or locale is set.

    What cannot be shown becomes a question mark instead of a crash.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def silence(stream: TextIO) -> None:
    """Points `stream` nowhere, so that Python's last flush does not meet the closed pipe again."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        try:
            os.dup2(nowhere.fileno(), stream.fileno())
        except (OSError, io.UnsupportedOperation):
            return
