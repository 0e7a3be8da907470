"""The flow on one page: find → read → extract → judge → store, file by file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from extractors.extract import extract

from models.errors import InputError
from models.finding import Severity
from models.lexicon import load
from models.report import Report, Status
from pipeline.checks import judge
from pipeline.messages import problem
from pipeline.parallel import choose_jobs, map_ordered
from pipeline.read import Limits, ReadFile, find_files, read_file
from pipeline.settings import Settings
from pipeline.store.connect import open_for_writing
from pipeline.store.load import StoredReport, load_reports
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
        """How many facts were extracted in this run."""
        return sum(outcome.figures for outcome in self.outcomes)

    @property
    def findings(self) -> Counter[Severity]:
        """How many findings of each severity were made in this run."""
        return sum((Counter(outcome.findings) for outcome in self.outcomes), Counter())


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

    with open_for_writing(settings.db, program_version()) as connection:
        write_indicators(connection, lexicon.indicators.values())
        known = {report.report_id: report for report in load_reports(connection)}
        current_paths = {r.file_path for r in known.values() if r.superseded_by is None}
        todo = _changed(digests, known, version)
        for path in files:
            if path not in todo:
                outcomes[path] = _unchanged(path, digests[path] or "")
                on_progress(outcomes[path], len(files))

        work = partial(prepare, lexicon_files=settings.lexicon, version=version)
        results = map_ordered(work, todo, choose_jobs(settings.jobs, len(todo)))
        for path, result in zip(todo, results, strict=True):
            report, error = result or _crashed(path, digests[path], version)
            is_known = report.report_id in known or report.file_path in current_paths
            write_report(connection, report, present)
            outcomes[path] = _outcome(path, report, error, is_known=is_known)
            on_progress(outcomes[path], len(files))
    return IngestSummary(outcomes=tuple(outcomes[path] for path in files))


def prepare(
    path: Path, *, lexicon_files: tuple[Path, ...], version: str
) -> tuple[Report, InputError | None]:
    """The report in the file at `path`, extracted and judged; it touches no database.

    A file that cannot be read gives a report without extraction, and the reason.
    """
    read = read_file(path, Limits())
    if read.source is None:
        error = read.error or problem(InputError, "error.crash")
        return _failed(path, read, error, version), error
    report_id = _report_id(read.sha256)
    extraction = extract(read.source, load(lexicon_files), report_id)
    relations, findings = judge(extraction.claims, report_id)
    report = Report(
        report_id=report_id,
        file_name=path.name,
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


def _changed(
    digests: Mapping[Path, str | None], known: Mapping[str, StoredReport], version: str
) -> list[Path]:
    """The files to read: new content, content read by another version, what failed before.

    Of several files with the same content only the first is read.
    """
    chosen: list[Path] = []
    seen: set[str] = set()
    for path, digest in digests.items():
        if digest is None:
            chosen.append(path)
        elif digest not in seen and not _is_current(known.get(_report_id(digest)), version):
            chosen.append(path)
            seen.add(digest)
    return chosen


def _is_current(stored: StoredReport | None, version: str) -> bool:
    return (
        stored is not None
        and stored.status is not Status.FAILED
        and stored.extractor_version == version
        and stored.superseded_by is None
    )


def _content_digest(path: Path) -> str | None:
    """SHA-256 of the file's bytes; None if it cannot be opened, which `read_file` will explain."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _report_id(sha256: str) -> str:
    return sha256[:16]


def _stored_path(path: Path) -> str:
    return path.absolute().as_posix()


def _failed(path: Path, read: ReadFile, error: InputError, version: str) -> Report:
    return Report(
        report_id=_report_id(read.sha256),
        file_name=path.name,
        file_path=_stored_path(path),
        sha256=read.sha256,
        media_type=read.media_type,
        status=Status.FAILED,
        status_detail=str(error),
        ingested_at=datetime.now(UTC),
        extraction=None,
        extractor_version=version,
    )


def _crashed(path: Path, digest: str | None, version: str) -> tuple[Report, InputError]:
    """The outcome of a file whose reading took its process down."""
    error = problem(InputError, "error.crash")
    sha256 = digest or hashlib.sha256(_stored_path(path).encode()).hexdigest()
    read = ReadFile(path=path, sha256=sha256, source=None, error=error, media_type="")
    return _failed(path, read, error, version), error


def _unchanged(path: Path, digest: str) -> Outcome:
    return Outcome(path=path, report_id=_report_id(digest), change=Change.UNCHANGED, findings={})


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
