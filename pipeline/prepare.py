"""One file on its own: read, extracted, judged, packed. What a worker does for each path."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from models.errors import InputError, SoatsoError
from models.finding import Severity
from models.lexicon import load
from models.messages import problem
from models.report import Report, Status
from pipeline.checks import judge
from pipeline.read import Limits, read_file
from pipeline.store.parcel import Parcel, pack

SLOW_IMPORTS = ("extractors.extract", "lxml.etree", "pdfplumber", "pyarrow", "pypdfium2")
"""What reading a file needs and what takes long to import."""
WARM = "pipeline.warm"
"""The module to import instead where the lexicon is ours alone: it builds that too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How files are read."""

    lexicon: tuple[Path, ...] = ()
    """The user's own lexicon files."""
    version: str
    """What is stored as `extractor_version`."""
    ocr: str = "auto"
    """Whether scanned pages are read: auto, never or force."""
    judged_by: str = ""
    """What is stored as `judged_by`."""
    skip: tuple[str, ...] = ()
    """Checks, by id, that are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What one file gave: the rows to store, and what is told of it."""

    parcel: Parcel
    file_path: str
    """As it is stored."""
    error: InputError | None = None
    """Why there is nothing but the file's name."""
    findings: Mapping[Severity, int]
    """How many findings of each severity."""
    figures: int = 0
    detail: str = ""
    """What of it could not be read, in Vietnamese."""
    pages: int = 0
    """How many pages it has, 1 where the format has none."""
    repaired: int = 0
    """How many places with broken characters were mended."""
    ocr_pages: tuple[int, ...] = ()
    """The pages, 1-based, that were read by OCR."""


def prepare(path: Path, manner: Manner) -> Prepared:
    """The file at `path` read, extracted, judged and packed; it touches no database.

    A file that cannot be read, or on which the program itself fails, gives a report without
    extraction, and the reason: one file never costs the others.

    Raises:
        LexiconError: the lexicon is not valid; that concerns all files.
        MemoryError: the file needs more memory than there is.
    """
    try:
        return _prepare(path, manner)
    except (SoatsoError, MemoryError):
        raise
    except Exception as bug:  # noqa: BLE001 - whatever it is, the batch goes on
        error = problem(InputError, "error.file_bug", detail=_where(bug))
        return failed(path, content_digest(path), error, manner.version)


def failed(
    path: Path, digest: str | None, error: InputError, version: str, media_type: str = ""
) -> Prepared:
    """What is stored of a file that gave nothing; known by its path where no digest can be had."""
    sha256 = digest or hashlib.sha256(stored_path(path).encode()).hexdigest()
    report = Report(
        report_id=report_id(sha256),
        file_name=stored_path(path).rpartition("/")[2],
        file_path=stored_path(path),
        sha256=sha256,
        media_type=media_type,
        status=Status.FAILED,
        status_detail=str(error),
        ingested_at=datetime.now(UTC),
        extraction=None,
        extractor_version=version,
    )
    return _prepared(report, error)


def content_digest(path: Path) -> str | None:
    """SHA-256 of the file's bytes; None for what cannot be read, which `read_file` explains."""
    try:
        if not path.is_file() or not 0 < path.stat().st_size <= Limits().max_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def report_id(sha256: str) -> str:
    """The id of the report whose file has this hash."""
    return sha256[:16]


def stored_path(path: Path) -> str:
    """The absolute path as text; bytes of a name that are no UTF-8 become question marks."""
    absolute = Path(os.path.abspath(path)).as_posix()
    return os.fsencode(absolute).decode("utf-8", "replace")


def _prepare(path: Path, manner: Manner) -> Prepared:
    from extractors.extract import extract  # not for what is unchanged

    read = read_file(path, Limits(), ocr=manner.ocr)
    if read.source is None:
        error = read.error or problem(InputError, "error.unread")
        return failed(path, read.sha256, error, manner.version, read.media_type)
    identity = report_id(read.sha256)
    extraction = extract(read.source, load(manner.lexicon), identity)
    relations, findings = judge(extraction.claims, identity, manner.skip)
    report = Report(
        report_id=identity,
        file_name=stored_path(path).rpartition("/")[2],
        file_path=stored_path(path),
        sha256=read.sha256,
        media_type=read.media_type,
        status=Status.PARTIAL if read.source.detail else Status.OK,
        status_detail=read.source.detail,
        ingested_at=datetime.now(UTC),
        extraction=extraction,
        relations=relations,
        findings=findings,
        extractor_version=manner.version,
        judged_by=manner.judged_by,
    )
    return _prepared(report)


def _prepared(report: Report, error: InputError | None = None) -> Prepared:
    prepared = Prepared(
        parcel=pack(report),
        file_path=report.file_path,
        error=error,
        findings=Counter(finding.severity for finding in report.findings),
    )
    if report.extraction is None:
        return prepared
    source = report.extraction.document.source
    return replace(
        prepared,
        figures=len(report.extraction.facts),
        detail=source.detail,
        pages=len(source.page_starts),
        repaired=len(source.repaired),
        ocr_pages=source.ocr_pages,
    )


def _where(bug: Exception) -> str:
    """What went wrong and in which line of ours or a library's, short enough to pass on.

    >>> try:
    ...     int("x")
    ... except ValueError as bug:
    ...     print(_where(bug))
    ValueError: invalid literal for int() with base 10: 'x' (<doctest...>:2)
    """
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{type(bug).__name__}: {bug} ({place})"
