"""Paths to sources: finds files, reads, hashes and converts them, and never fails for one file."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.readers import (
    foreign_format,
    pages_to_recognise,
    read_converted,
    read_source,
    readers,
)
from models.errors import InputError
from models.messages import problem
from models.recognised import RecognisedPage
from models.text import Source
from pipeline.convert import convert
from pipeline.settings import OUTPUT_FOLDER

_SKIPPED_PREFIXES = (".", "~$")
_SKIPPED_SUFFIXES = (".duckdb", ".duckdb.wal")
_SKIPPED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a file is taken in."""

    max_bytes: int = 200_000_000
    """Size of the largest file that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file as it was read, or why it was not."""

    path: Path
    sha256: str
    """Of the content; of the absolute path where the content cannot be had or is empty."""
    media_type: str
    """What the content is, else what the name promises."""
    source: Source | None = None
    error: InputError | None = None
    """Set exactly where `source` is None."""


def find_files(paths: Sequence[Path], *, exclude: Collection[Path] = ()) -> list[Path]:
    """The files to read, sorted, each once: those named, and those in the folders named.

    Files named are taken whatever they are called, even if they do not exist: reading them tells
    what is wrong. In folders, hidden files, lock files of Office, databases and output folders
    (`soatso-out` and those in `exclude`) are passed over. A folder that cannot be opened is
    itself in the list.

    >>> find_files([Path("khong/co/tep.docx")])
    [PosixPath('khong/co/tep.docx')]
    """
    excluded = {_absolute(path) for path in exclude}
    found: dict[Path, Path] = {}
    for path in paths:
        inside = _walk(path, excluded) if path.is_dir() else [path]
        for file in inside:
            found.setdefault(_absolute(file), file)
    return sorted(found.values())


def read_file(path: Path, limits: Limits | None = None, *, ocr: str = "auto") -> ReadFile:
    """The file's source and content hash, or the error that says why it cannot be read.

    Never raises for a bad file. `ocr` is the setting of that name.

    >>> str(read_file(Path("khong/co/tep.docx")).error)
    'Không tìm thấy tệp. Xin kiểm tra lại đường dẫn.'
    """
    try:
        data = _load(path, limits or Limits())
    except InputError as error:
        return _failed(path, b"", error)
    try:
        source = _source(path.name, data, ocr)
    except InputError as error:
        return _failed(path, data, error)
    return ReadFile(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=source.media_type,
        source=source,
    )


def _source(name: str, data: bytes, ocr: str) -> Source:
    """The source of a file, converted first if no reader reads its format."""
    foreign = foreign_format(data)
    if foreign is None:
        return _seen_source(name, data, ocr)
    converted = convert(data, foreign)
    source = read_converted(name, foreign, converted.name, converted.data)
    return replace(source, detail=f"{converted.remark} {source.detail}".strip())


def _seen_source(name: str, data: bytes, ocr: str) -> Source:
    """The source of a file whose pages may be pictures; what reads without a remark has none."""
    source: Source | None = None
    if ocr != "force":
        try:
            source = read_source(name, data)
        except InputError:
            if ocr == "never":
                raise
    if source is not None and (ocr == "never" or not source.detail):
        return source
    recognised = _recognised(name, data, every=ocr == "force")
    if source is not None and not recognised:  # a remark on something else, or no engine
        return source
    return read_source(name, data, recognised)


def _recognised(name: str, data: bytes, *, every: bool) -> Mapping[int, RecognisedPage]:
    """The pages that have to be read from their picture, or all, as far as they can be."""
    numbers = pages_to_recognise(name, data, every=every)
    if not numbers:
        return {}
    from pipeline.ocr import ready_engine, recognise

    engine = ready_engine()
    return recognise(data, numbers, engine) if engine else {}


def _failed(path: Path, identity: bytes, error: InputError) -> ReadFile:
    """The record of a file that was not read, known by `identity` or else by its path."""
    suffix = path.suffix.lower()
    foreign = foreign_format(identity)
    promised = (
        [foreign.media_type]
        if foreign
        else (reader.MEDIA_TYPE for reader in readers() if suffix in reader.SUFFIXES)
    )
    return ReadFile(
        path=path,
        sha256=hashlib.sha256(identity or os.fsencode(_absolute(path))).hexdigest(),
        media_type=next(iter(promised), _UNKNOWN_TYPE),
        error=error,
    )


def _walk(folder: Path, excluded: Collection[Path]) -> Iterator[Path]:
    """The files of a folder and those below it; folders that are links are not followed."""
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(error.filename))

    for parent, folders, files in os.walk(folder, onerror=note):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not _is_skipped(name)
            and name != OUTPUT_FOLDER
            and _absolute(here / name) not in excluded
        ]
        for name in files:
            file = here / name
            if not _is_skipped(name) and (file.is_file() or file.is_symlink()):
                yield file
    yield from unreadable


def _is_skipped(name: str) -> bool:
    lower = name.lower()
    return (
        lower.startswith(_SKIPPED_PREFIXES)
        or lower.endswith(_SKIPPED_SUFFIXES)
        or lower in _SKIPPED_NAMES
    )


def _absolute(path: Path) -> Path:
    """The path without `..`; links are left, so that two names of one file stay two."""
    return Path(os.path.abspath(path))


def _load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file.

    Raises:
        InputError: it does not exist, may not be read, is no file, or is too big.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise _no_file()  # opening a pipe would wait for ever
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise _unreadable(error) from error
    except ValueError as error:  # a name that no file can have
        raise _missing() from error
    if len(data) > limits.max_bytes:
        raise _too_big(limits)
    return data


def _unreadable(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _missing()
    if isinstance(error, PermissionError):
        return problem(InputError, "error.input.permission")
    if isinstance(error, IsADirectoryError):
        return _no_file()
    reason = error.strerror or type(error).__name__
    return problem(InputError, "error.input.unreadable", reason=reason)


def _missing() -> InputError:
    return problem(InputError, "error.input.missing")


def _no_file() -> InputError:
    return problem(InputError, "error.input.no_file")


def _too_big(limits: Limits) -> InputError:
    return problem(InputError, "error.input.too_big", megabytes=f"{limits.max_bytes / 1e6:g}")
