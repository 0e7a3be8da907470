"""The flow on one page: find → read → extract → judge → store, file by file."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from models.errors import InputError, SoatsoError
from models.finding import Severity
from models.lexicon import load
from models.messages import problem
from models.report import Report, Status
from models.stored import StoredReport, Tally
from pipeline.checks import judge
from pipeline.parallel import choose_jobs, map_ordered
from pipeline.read import Limits, find_files, read_file
from pipeline.settings import Settings
from pipeline.store.connect import open_for_writing
from pipeline.store.load import load_reports, load_tallies
from pipeline.store.write import write_indicators, write_report
from pipeline.version import extractor_version, program_version


class Change(StrEnum):
    """What ingesting a file did to the database."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    """Other content of the same file, or the same content read by another version."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file."""

    path: Path
    report_id: str
    change: Change
    figures: int = 0
    findings: Mapping[Severity, int]
    """How many findings of each severity the report has."""
    error: InputError | None = None
    """Why it failed."""
    detail: str = ""
    """What of it could not be read, in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSummary:
    """What became of all files, in the order of their paths."""

    outcomes: tuple[Outcome, ...]

    def count(self, change: Change) -> int:
        """How many files had this outcome."""
        return sum(outcome.change is change for outcome in self.outcomes)

    @property
    def figures(self) -> int:
        """How many facts the files hold; several files with one content count once."""
        return sum({outcome.report_id: outcome.figures for outcome in self.outcomes}.values())

    @property
    def findings(self) -> Counter[Severity]:
        """How many findings of each severity the files have; one content counts once."""
        by_report = {outcome.report_id: outcome.findings for outcome in self.outcomes}
        return sum((Counter(findings) for findings in by_report.values()), Counter())


Progress = Callable[[Outcome, int], None]
"""Called after each file with its outcome and the number of files in all."""


def ingest(paths: Sequence[Path], settings: Settings, on_progress: Progress) -> IngestSummary:
    """Reads the files under `paths` into the database and says what became of each.

    Files whose content is stored already, read by the same version, are left alone. A file
    that cannot be read is stored as failed and the rest goes on. Each report is one
    transaction, so whatever stops the run, what was reported as done is stored.

    Raises:
        LexiconError: the lexicon is not valid.
        StoreError: the database is locked, damaged or of another schema version.
    """
    lexicon = load(settings.lexicon)
    version = extractor_version(settings.lexicon)
    files = find_files(paths)
    digests = {path: _content_digest(path) for path in files}
    present = {_report_id(digest) for digest in digests.values() if digest}
    outcomes: dict[Path, Outcome] = {}

    def done(outcome: Outcome) -> None:
        outcomes[outcome.path] = outcome
        on_progress(outcome, len(files))

    with open_for_writing(settings.db, program_version()) as connection:
        write_indicators(connection, lexicon.indicators.values())
        known = {report.report_id: report for report in load_reports(connection)}
        current_paths = {r.file_path for r in known.values() if r.superseded_by is None}
        tallies = load_tallies(connection)
        todo, twins = _sorted_out(digests, known, version)
        for path in (path for path in files if path not in todo and path not in twins):
            done(_unchanged(path, digests[path] or "", tallies))
        work = partial(prepare, lexicon_files=settings.lexicon, version=version)
        results = map_ordered(work, todo, choose_jobs(settings.jobs, len(todo)))
        for path, result in zip(todo, results, strict=True):
            report, error = result or _died(path, digests[path], version)
            is_known = report.report_id in known or report.file_path in current_paths
            write_report(connection, report, present)
            done(_outcome(path, report, error, is_known=is_known))
        for path, first in twins.items():
            done(_twin(path, outcomes[first]))
    return IngestSummary(outcomes=tuple(outcomes[path] for path in files))


def prepare(
    path: Path, *, lexicon_files: tuple[Path, ...], version: str
) -> tuple[Report, InputError | None]:
    """The report in the file at `path`, extracted and judged; it touches no database.

    A file that cannot be read, or on which the program itself fails, gives a report without
    extraction, and the reason: one file never costs the others.
    """
    try:
        return _prepare(path, lexicon_files, version)
    except SoatsoError:  # the lexicon, which concerns all files
        raise
    except Exception as bug:  # noqa: BLE001 - whatever it is, the batch goes on
        error = problem(InputError, "error.file_bug", detail=_where(bug))
        return _failed(path, _content_digest(path), error, version), error


def _prepare(
    path: Path, lexicon_files: tuple[Path, ...], version: str
) -> tuple[Report, InputError | None]:
    from extractors.extract import extract  # spaCy: nearly a second, not for what is unchanged

    read = read_file(path, Limits())
    if read.source is None:
        error = read.error or problem(InputError, "error.crash")
        return _failed(path, read.sha256, error, version, read.media_type), error
    report_id = _report_id(read.sha256)
    extraction = extract(read.source, load(lexicon_files), report_id)
    relations, findings = judge(extraction.claims, report_id)
    report = Report(
        report_id=report_id,
        file_name=_stored_path(path).rpartition("/")[2],
        file_path=_stored_path(path),
        sha256=read.sha256,
        media_type=read.media_type,
        status=Status.PARTIAL if read.source.detail else Status.OK,
        status_detail=read.source.detail,
        ingested_at=datetime.now(UTC),
        extraction=extraction,
        relations=relations,
        findings=findings,
        extractor_version=version,
    )
    return report, None


def _sorted_out(
    digests: Mapping[Path, str | None], known: Mapping[str, StoredReport], version: str
) -> tuple[list[Path], dict[Path, Path]]:
    """The files to read, and those with the same content as one of them.

    To be read are new content, content read by another version, and what failed before.
    """
    todo: list[Path] = []
    first: dict[str, Path] = {}
    twins: dict[Path, Path] = {}
    for path, digest in digests.items():
        if digest is None:
            todo.append(path)
        elif digest in first:
            twins[path] = first[digest]
        elif not _is_current(known.get(_report_id(digest)), version):
            todo.append(path)
            first[digest] = path
    return todo, twins


def _is_current(stored: StoredReport | None, version: str) -> bool:
    return (
        stored is not None
        and stored.status is not Status.FAILED
        and stored.extractor_version == version
        and stored.superseded_by is None
    )


def _content_digest(path: Path) -> str | None:
    """SHA-256 of the file's bytes; None for what cannot be read, which `read_file` explains."""
    try:
        if not path.is_file() or not 0 < path.stat().st_size <= Limits().max_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _report_id(sha256: str) -> str:
    return sha256[:16]


def _stored_path(path: Path) -> str:
    """The absolute path as text; bytes of a name that are no UTF-8 become question marks."""
    absolute = Path(os.path.abspath(path)).as_posix()
    return os.fsencode(absolute).decode("utf-8", "replace")


def _failed(
    path: Path, digest: str | None, error: InputError, version: str, media_type: str = ""
) -> Report:
    """The report of a file that gave none; known by its path where no digest can be had."""
    sha256 = digest or hashlib.sha256(_stored_path(path).encode()).hexdigest()
    return Report(
        report_id=_report_id(sha256),
        file_name=_stored_path(path).rpartition("/")[2],
        file_path=_stored_path(path),
        sha256=sha256,
        media_type=media_type,
        status=Status.FAILED,
        status_detail=str(error),
        ingested_at=datetime.now(UTC),
        extraction=None,
        extractor_version=version,
    )


def _died(path: Path, digest: str | None, version: str) -> tuple[Report, InputError]:
    """The outcome of a file whose reading took its process down."""
    error = problem(InputError, "error.crash")
    return _failed(path, digest, error, version), error


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


def _unchanged(path: Path, digest: str, tallies: Mapping[str, Tally]) -> Outcome:
    """The outcome of a file that was left alone, with the counts that are stored."""
    report_id = _report_id(digest)
    tally = tallies.get(report_id, Tally())
    return Outcome(
        path=path,
        report_id=report_id,
        change=Change.UNCHANGED,
        figures=tally.figures,
        findings=tally.findings,
    )


def _twin(path: Path, first: Outcome) -> Outcome:
    """The outcome of a file whose content another file of this run has."""
    is_failed = first.change is Change.FAILED
    return replace(first, path=path, change=first.change if is_failed else Change.UNCHANGED)


def _outcome(path: Path, report: Report, error: InputError | None, *, is_known: bool) -> Outcome:
    """The outcome of a file that was read, or that could not be."""
    read_as = Change.REPLACED if is_known else Change.NEW
    return Outcome(
        path=path,
        report_id=report.report_id,
        change=read_as if error is None else Change.FAILED,
        figures=len(report.extraction.facts) if report.extraction else 0,
        findings=Counter(finding.severity for finding in report.findings),
        error=error,
        detail=report.status_detail if error is None else "",
    )
