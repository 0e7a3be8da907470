"""The log of the nightly runs: a file that cannot grow without end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from models.errors import SettingsError
from models.messages import problem

NAME = "nightly.log"
_SIZE, _OLDER = 1_000_000, 5
"""Bytes of one file, and how many older ones (nightly.log.1 …) are kept."""


@contextmanager
def open_journal(folder: Path) -> Iterator[logging.Logger]:
    """A logger that writes to `nightly.log` in `folder`; times are local, with their zone.

    Raises:
        SettingsError: the file cannot be written to.
    """
    path = folder / NAME
    try:
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_OLDER, encoding="utf-8")
    except OSError as error:
        raise problem(SettingsError, "error.write", path=path, detail=error.strerror) from error
    form = "%(asctime)s %(levelname)s %(process)d %(message)s"
    handler.setFormatter(logging.Formatter(form, datefmt="%Y-%m-%dT%H:%M:%S%z"))
    logger = logging.getLogger("soatso.nightly")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        logger.removeHandler(handler)
        handler.close()
