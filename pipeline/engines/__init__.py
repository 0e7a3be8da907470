"""Where files are read: in processes of this machine, or on an engine that many machines share.

An engine is an adapter around `pipeline.prepare.prepare`, a pure function of a file's bytes, the
lexicon and the settings; both give the same rows.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputError
from models.messages import problem
from pipeline.parallel import Loss
from pipeline.prepare import Manner, Prepared, failed
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Batch", "Task", "lost_file", "read_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be read."""

    files: Sequence[Path]
    digests: Mapping[Path, str | None]
    """SHA-256 of each file's bytes; None for what cannot be read."""
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some files of a task, to be stored together."""

    files: Sequence[tuple[Path, Prepared]]
    rows: Mapping[str, pa.Table]
    """Their rows by name of the table."""


def lost_file(path: Path, task: Task, loss: Loss, **limits: int) -> Prepared:
    """What is stored of a file whose reading was stopped, or took its process down."""
    error = problem(InputError, f"error.lost.{loss.value}", **limits)
    return failed(path, task.digests[path], error, task.manner.version)


def read_all(task: Task, settings: Settings) -> Generator[Batch, None, None]:
    """The files of the task, in their order and in batches, by the engine of the settings.

    Raises:
        SettingsError: the engine is not installed or does not answer.
        LexiconError: the lexicon is not valid.
    """
    if settings.engine == "dask":
        from pipeline.engines.dask import read_on_dask

        return read_on_dask(task, settings)
    from pipeline.engines.local import read_locally

    return read_locally(task, settings)
