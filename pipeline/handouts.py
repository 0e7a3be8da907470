"""What people hold in their hands: findings, tables and letters, from a database into files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from models.digest import Digest, Unit
from models.errors import SettingsError
from models.messages import Messages, messages, problem
from pipeline.across import across_checks
from pipeline.checks import checks
from pipeline.report.cards import ReportView, view_report
from pipeline.report.consolidation_workbook import render_consolidation_workbook
from pipeline.report.findings_workbook import render_findings_workbook
from pipeline.report.html import render_html
from pipeline.report.letter import Letter, letters
from pipeline.report.letter_document import render_letter_document
from pipeline.report.letter_workbook import render_letter_workbook
from pipeline.report.naming import file_names
from pipeline.report.slips import Slip, slips
from pipeline.store.consolidation import load_consolidations
from pipeline.store.digest import load_digest, load_reviews
from pipeline.version import program_version

FULL_TEXTS = 3_000_000
"""So many characters of reports stand whole in the findings page, folded where nothing was found;
of further reports only the paragraphs that findings are about. So it opens at once however many
reports there are."""

DETAILED = 2_000
"""So many findings, those of the newest reports, stand in the page; the workbook has all."""

_LEDGER = ".letters.json"
"""What each letter was made from, so that only those that change are made again."""
_LETTERS: Mapping[str, Callable[[Letter, datetime | None, Messages], bytes]] = {
    ".xlsx": render_letter_workbook,
    ".docx": render_letter_document,
}
FINDINGS_PAGE, FINDINGS_BOOK = "findings.html", "findings.xlsx"
CONSOLIDATION_BOOK, CORRECTIONS = "consolidation.xlsx", "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handouts:
    """What was written."""

    written: tuple[Path, ...]
    """The files that are as the database has it now; the findings page is the first."""
    kept: tuple[Path, ...] = ()
    """Files that could not be replaced, because a program holds them open: they are the former."""
    findings: int
    """Open findings in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that findings pages, workbooks and letters are made of, in one language."""

    say: Messages
    digest: Digest
    views: tuple[ReportView, ...]
    """What the page shows of each report with findings."""
    slips: tuple[Slip, ...]
    """The findings as rows, in the same order."""


def write_handouts(connection: duckdb.DuckDBPyConnection, folder: Path, language: str) -> Handouts:
    """Writes the findings page, both workbooks and a letter to each unit, and says what it wrote.

    `folder` then holds findings.html, findings.xlsx, consolidation.xlsx and corrections/ with
    UNIT.xlsx and UNIT.docx for each unit that has open findings; those of units whose findings
    are settled are removed. The connection may be read-only, for instance on a published
    snapshot. Each file is made beside its place and moved there whole, so that a reader sees
    the former or the new one. The same database gives the same bytes; a letter whose words are
    the same as before is not touched.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    material = gather(connection, language)
    _make_folder(folder / CORRECTIONS)
    contents = {
        folder / FINDINGS_PAGE: findings_page(material),
        folder / FINDINGS_BOOK: findings_book(material),
        folder / CONSOLIDATION_BOOK: consolidation_book(connection, material),
    }
    kept = [path for path, content in contents.items() if not _put(path, content)]
    current, kept_letters = _write_letters(folder, material)
    _remove_settled(folder / CORRECTIONS, material)
    return Handouts(
        written=(*(path for path in contents if path not in kept), *current),
        kept=(*kept, *kept_letters),
        findings=len(material.slips),
    )


def gather(connection: duckdb.DuckDBPyConnection, language: str) -> Material:
    """What is told of the reports in the database; reports are read some at a time."""
    say = messages(language)
    digest = load_digest(connection)
    in_detail = _newest(digest)
    views: list[ReportView] = []
    rows: list[Slip] = []
    told = 0
    for review in load_reviews(connection, digest, in_detail):
        found = tuple(slips(review, say))
        rows += found
        if review.tally.report.report_id in in_detail:
            is_brief = told + len(review.text) > FULL_TEXTS
            told += 0 if is_brief else len(review.text)
            views.append(view_report(review, found, say, is_brief=is_brief))
    return Material(say=say, digest=digest, views=tuple(views), slips=tuple(rows))


def _newest(digest: Digest) -> Container[str]:
    """The reports whose findings the page tells in detail: the newest, until there are enough."""
    chosen: set[str] = set()
    count = 0
    for one in sorted(digest.reports, key=lambda one: one.day, reverse=True):
        if one.counts.findings and count < DETAILED:
            count += sum(one.counts.findings.values())
            chosen.add(one.report.report_id)
    return chosen


def findings_page(material: Material) -> bytes:
    """findings.html."""
    titles = check_titles(material.say)
    return render_html(material.digest, material.views, titles, material.say).encode()


def findings_book(material: Material) -> bytes:
    """findings.xlsx."""
    titles = check_titles(material.say)
    return render_findings_workbook(material.digest, material.slips, titles, material.say)


def consolidation_book(connection: duckdb.DuckDBPyConnection, material: Material) -> bytes:
    """consolidation.xlsx."""
    say = material.say
    tables = tuple(load_consolidations(connection, say.lang))
    return render_consolidation_workbook(tables, material.digest.newest, say)


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step.

    Raises:
        SettingsError: it cannot be written.
    """
    if not _put(path, content):
        raise problem(SettingsError, "error.held", path=path)


def _put(path: Path, content: bytes) -> bool:
    """Whether `content` came to stand at `path`; a file that a program holds open stays.

    Only Windows keeps a file that is open from being replaced.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except PermissionError as error:
        if path.is_file() and draft.exists():
            return False
        raise problem(SettingsError, "error.write", path=path, detail=error.strerror) from error
    except OSError as error:
        raise problem(SettingsError, "error.write", path=path, detail=error.strerror) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return True


def _write_letters(folder: Path, material: Material) -> tuple[list[Path], list[Path]]:
    """Writes the letters that say something new; which are current then, and which are not.

    A letter that would say the same is left alone, with what somebody filled in.
    """
    ledger = folder / _LEDGER
    known, names = _read_ledger(ledger), _names(material)
    current: list[Path] = []
    kept: list[Path] = []
    for unit, letter in letters(material.slips, material.say).items():
        key = hashlib.sha256(f"{program_version()} {letter}".encode()).hexdigest()
        for suffix, render in _LETTERS.items():
            path = folder / CORRECTIONS / f"{names[unit]}{suffix}"
            if known.get(path.name) != key or not path.is_file():
                content = render(letter, material.digest.newest, material.say)
                if not _put(path, content):
                    kept.append(path)
                    continue
            known[path.name] = key
            current.append(path)
    alive = {path.name for path in (*current, *kept)}
    ledger_text = json.dumps({name: known[name] for name in sorted(alive & known.keys())})
    write_whole(ledger, ledger_text.encode())
    return current, kept


def _read_ledger(path: Path) -> dict[str, str]:
    """What each letter that is there was made from; nothing if nobody knows."""
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _remove_settled(folder: Path, material: Material) -> None:
    """Removes the letters to units that have no finding left; no other file is touched."""
    told = {slip.unit for slip in material.slips}
    for unit, name in _names(material).items():
        for suffix in _LETTERS if unit not in told else ():
            with suppress(PermissionError):
                (folder / f"{name}{suffix}").unlink(missing_ok=True)


def _names(material: Material) -> Mapping[Unit, str]:
    """What the files of each unit are called, whether it has findings or not."""
    return file_names((one.unit for one in material.digest.units), material.say)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problem(SettingsError, "error.write", path=folder, detail=error.strerror) from error


def check_titles(say: Messages) -> Mapping[str, str]:
    """What each check is called, by its id."""
    titles = {check.id: (check.title_vi, check.title_en) for check in checks()}
    titles |= {check.id: (check.title_vi, check.title_en) for check in across_checks()}
    return {check: en if say.lang == "en" else vi for check, (vi, en) in titles.items()}
