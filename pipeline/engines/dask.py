"""Reads files on a Dask cluster: its workers leave Parquet files, which the store takes in.

Files, lexicon and the folder of the parts must have the same paths on all machines. Dask is an
optional extra (`soatso[dask]`). There is no limit of time or memory for one file here but those of
the cluster; a file that takes a worker down is found by reading its group one by one.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from models.errors import SettingsError
from models.messages import problem
from pipeline.engines import Batch, Task, lost_file
from pipeline.parallel import Loss
from pipeline.prepare import Manner, Prepared, prepare
from pipeline.settings import Settings
from pipeline.store.parcel import unpack_all
from pipeline.version import extractor_version

_GROUP = 16
"""Files of one part: enough to make the way to the worker cheap, few enough to share them out."""
_AHEAD = 3
"""Parts that wait or are read for each thread of the cluster."""
_PATIENCE = 15
"""Seconds in which the scheduler must have answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A group of files, and where their rows are left."""

    number: int
    paths: tuple[Path, ...]
    folder: Path


def read_on_dask(task: Task, settings: Settings) -> Generator[Batch, None, None]:
    """The files of the task, read by the workers of the cluster.

    Raises:
        SettingsError: Dask is not installed, the scheduler does not answer, a worker has another
            version, or the folder of the parts is not shared.
    """
    folder = settings.parts or settings.db.with_name(f"{settings.db.name}.parts")
    parts = _parts(task.files, folder.absolute())
    with _cluster(settings.scheduler) as client, _parts_folder(folder):
        waiting: deque[tuple[_Part, Any]] = deque()
        ahead = _AHEAD * max(1, sum(client.nthreads().values()))
        for part in parts:
            waiting.append((part, _submit(client, part, task.manner)))
            if len(waiting) >= ahead:
                yield _taken(*waiting.popleft(), task=task, client=client)
        while waiting:
            yield _taken(*waiting.popleft(), task=task, client=client)


def read_part(part: _Part, manner: Manner) -> list[Prepared]:
    """What a worker does: reads the files and leaves their rows; what is told of them comes back.

    Raises:
        SettingsError: the worker's program or lexicon is not the one that asks.
        OSError: the rows cannot be left.
    """
    own = extractor_version(manner.lexicon, manner.ocr)
    if own != manner.version:
        raise problem(SettingsError, "error.engine.version", worker=own, ours=manner.version)
    read = [prepare(path, manner) for path in part.paths]
    draft = part.folder / f"{part.number:06d}.draft"
    draft.mkdir(parents=True, exist_ok=True)
    for name, rows in unpack_all([prepared.parcel for prepared in read]).items():
        pq.write_table(rows, draft / f"{name}.parquet")
    shutil.rmtree(_place(part), ignore_errors=True)  # of a worker that was lost behind this line
    draft.replace(_place(part))
    return [replace(one, parcel=replace(one.parcel, batches={})) for one in read]


def _parts(files: Sequence[Path], folder: Path) -> Iterator[_Part]:
    for number, start in enumerate(range(0, len(files), _GROUP)):
        group = tuple(path.absolute() for path in files[start : start + _GROUP])
        yield _Part(number=number, paths=group, folder=folder)


def _place(part: _Part) -> Path:
    return part.folder / f"{part.number:06d}"


def _submit(client: Any, part: _Part, manner: Manner) -> Any:
    return client.submit(read_part, part, manner, pure=False)


def _taken(part: _Part, future: Any, *, task: Task, client: Any) -> Batch:
    """The batch that a worker has left; if it was lost, the files of the part one by one."""
    from distributed import KilledWorker

    try:
        read = future.result()
    except KilledWorker:
        return _one_by_one(part, task, client)
    except OSError as error:
        raise problem(
            SettingsError, "error.engine.parts", path=part.folder, detail=error
        ) from error
    return Batch(files=list(zip(_asked(part, task), read, strict=True)), rows=_rows(part))


def _one_by_one(part: _Part, task: Task, client: Any) -> Batch:
    """The files of a part on which a worker was lost, each read by itself."""
    from distributed import KilledWorker

    read: list[Prepared] = []
    tables: list[dict[str, pa.Table]] = []
    for path, asked in zip(part.paths, _asked(part, task), strict=True):
        single = replace(part, paths=(path,))
        try:
            read += _submit(client, single, task.manner).result()
            tables.append(_rows(single))
        except KilledWorker:
            read.append(lost_file(asked, task, Loss.CRASH))
            tables.append(unpack_all([read[-1].parcel]))
    return Batch(files=list(zip(_asked(part, task), read, strict=True)), rows=_joined(tables))


def _asked(part: _Part, task: Task) -> Sequence[Path]:
    """The paths of a part as the task names them."""
    start = part.number * _GROUP
    return task.files[start : start + len(part.paths)]


def _rows(part: _Part) -> dict[str, pa.Table]:
    """The rows that a worker has left, which are then removed."""
    place = _place(part)
    if not place.is_dir():
        raise problem(SettingsError, "error.engine.parts", path=part.folder, detail=place.name)
    rows = {path.stem: pq.read_table(path, partitioning=None) for path in sorted(place.iterdir())}
    shutil.rmtree(place)
    return rows


def _joined(tables: Sequence[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    return {name: pa.concat_tables([one[name] for one in tables]) for name in tables[0]}


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """A client of the cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise problem(SettingsError, "error.engine.missing") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise problem(
            SettingsError, "error.engine.scheduler", address=address, detail=error
        ) from error
    with client:
        yield client


@contextmanager
def _parts_folder(folder: Path) -> Iterator[None]:
    """Makes the folder; removes it, empty by then, when all has been taken in."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problem(SettingsError, "error.engine.parts", path=folder, detail=error) from error
    yield
    shutil.rmtree(folder, ignore_errors=True)
