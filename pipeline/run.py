"""The flow on one page: find → read → extract → judge → store, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from models.errors import InputError
from models.finding import Severity
from models.lexicon import load
from models.report import Status
from models.stored import StoredReport, Tally
from pipeline.engines import Task, read_all
from pipeline.judging import judge_stored, judging_version
from pipeline.prepare import Manner, Prepared, content_digest, report_id, stored_path
from pipeline.read import find_files
from pipeline.settings import Settings
from pipeline.store.connect import open_for_writing
from pipeline.store.files import SeenFile, load_seen, note_seen, stamp_of
from pipeline.store.load import load_reports, load_tallies
from pipeline.store.memory import SPARING, TAKING_IN, tidy_up, tuned
from pipeline.store.places import write_places
from pipeline.store.write import write_indicators, write_rows
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
    pages: int = 0
    """How many pages it has, 1 where the format has none; 0 for what was not read in this run."""
    repaired: int = 0
    """How many places with broken characters were mended."""
    ocr_pages: tuple[int, ...] = ()
    """The pages, 1-based, that were read by OCR."""


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


LONG_RUN = 300
"""More files than that take long to read: seconds more for comparing them are well spent on memory
that does not grow. Where few are new, as in most nights, the seconds count."""

Progress = Callable[[Outcome, int], None]
"""Called after each file with its outcome and the number of files in all."""


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    on_progress: Progress,
    *,
    exclude: Collection[Path] = (),
    trusts_dates: bool = False,
) -> IngestSummary:
    """Reads the files under `paths` into the database and says what became of each.

    Files whose content is stored already, read by the same version, are left alone; with
    `trusts_dates` a file whose size and time of change are those of the last run is not even
    opened. Folders in `exclude` are passed over. A file that cannot be read is stored as failed
    and the rest goes on. Reports are stored whole, some at a time; whatever stops the run, what
    was reported as done is stored.

    Raises:
        LexiconError: the lexicon is not valid.
        StoreError: the database is locked, damaged or of another schema version.
    """
    lexicon = load(settings.lexicon)
    manner = _manner(settings)
    files = find_files(paths, exclude=exclude)
    outcomes: dict[Path, Outcome] = {}

    def done(outcome: Outcome) -> None:
        outcomes[outcome.path] = outcome
        on_progress(outcome, len(files))

    with open_for_writing(settings.db, program_version()) as connection:
        write_indicators(connection, lexicon.indicators.values())
        write_places(connection)
        noted = load_seen(connection)
        seen = {path: _look(path, noted if trusts_dates else {}) for path in files}
        digests = {path: one.sha256 if one else None for path, one in seen.items()}
        present = {report_id(digest) for digest in digests.values() if digest}
        known = {report.report_id: report for report in load_reports(connection)}
        current_paths = {r.file_path for r in known.values() if r.superseded_by is None}
        tallies = load_tallies(connection)
        todo, twins = _sorted_out(digests, known, manner.version)
        for path in sorted(set(files).difference(todo, twins)):
            done(_unchanged(path, digests[path] or "", tallies))
        task = Task(files=todo, digests=digests, manner=manner)
        with tuned(connection, TAKING_IN), closing(read_all(task, settings)) as batches:
            for batch in batches:
                write_rows(connection, batch.rows, present)
                tidy_up(connection)
                for path, prepared in batch.files:
                    identity = prepared.parcel.report_id
                    is_known = identity in known or prepared.file_path in current_paths
                    done(_outcome(path, prepared, is_known=is_known))
        for path, first in twins.items():
            done(_twin(path, outcomes[first]))
        note_seen(connection, _news(seen, noted))
        with tuned(connection, SPARING if len(todo) > LONG_RUN else {}):
            judge_stored(connection, settings.checks)
            tidy_up(connection, beyond=0)
        tallies = load_tallies(connection)
    return IngestSummary(outcomes=tuple(_told(outcomes[path], tallies) for path in files))


def _manner(settings: Settings) -> Manner:
    return Manner(
        lexicon=settings.lexicon,
        version=extractor_version(settings.lexicon, settings.ocr),
        ocr=settings.ocr,
        judged_by=judging_version(settings.checks),
        skip=settings.checks.skip,
    )


def _told(outcome: Outcome, tallies: Mapping[str, Tally]) -> Outcome:
    """The outcome with the findings that are open now that all reports have been compared."""
    return replace(outcome, findings=tallies.get(outcome.report_id, Tally()).findings)


def _look(path: Path, noted: Mapping[str, SeenFile]) -> SeenFile | None:
    """The file as it is now, its content hashed unless it looks as it was noted."""
    stamp = stamp_of(path)
    known = noted.get(stored_path(path))
    if stamp is not None and known is not None and stamp == known.stamp:
        return known
    digest = content_digest(path)
    return SeenFile(stamp=stamp, sha256=digest) if stamp and digest else None


def _news(
    seen: Mapping[Path, SeenFile | None], noted: Mapping[str, SeenFile]
) -> dict[str, SeenFile]:
    """The files that look otherwise than noted, by the path under which they are stored."""
    now = {stored_path(path): one for path, one in seen.items() if one is not None}
    return {path: one for path, one in now.items() if noted.get(path) != one}


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
        elif not _is_current(known.get(report_id(digest)), version):
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


def _unchanged(path: Path, digest: str, tallies: Mapping[str, Tally]) -> Outcome:
    """The outcome of a file that was left alone, with the counts that are stored."""
    identity = report_id(digest)
    tally = tallies.get(identity, Tally())
    return Outcome(
        path=path,
        report_id=identity,
        change=Change.UNCHANGED,
        figures=tally.figures,
        findings=tally.findings,
    )


def _twin(path: Path, first: Outcome) -> Outcome:
    """The outcome of a file whose content another file of this run has."""
    is_failed = first.change is Change.FAILED
    return replace(first, path=path, change=first.change if is_failed else Change.UNCHANGED)


def _outcome(path: Path, prepared: Prepared, *, is_known: bool) -> Outcome:
    """The outcome of a file that was read, or that could not be."""
    read_as = Change.REPLACED if is_known else Change.NEW
    return Outcome(
        path=path,
        report_id=prepared.parcel.report_id,
        change=read_as if prepared.error is None else Change.FAILED,
        figures=prepared.figures,
        findings=prepared.findings,
        error=prepared.error,
        detail=prepared.detail,
        pages=prepared.pages,
        repaired=prepared.repaired,
        ocr_pages=prepared.ocr_pages,
    )
