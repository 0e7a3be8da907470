"""What people hold in their hands: findings, tables and letters, from a database into files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from models.digest import Digest, Unit
from models.errors import SettingsError
from models.messages import Messages, messages, problem
from pipeline.checks import checks
from pipeline.report.cards import ReportView, view_report
from pipeline.report.consolidation_workbook import render_consolidation_workbook
from pipeline.report.findings_workbook import render_findings_workbook
from pipeline.report.html import render_html
from pipeline.report.letter import letters
from pipeline.report.letter_document import render_letter_document
from pipeline.report.letter_workbook import render_letter_workbook
from pipeline.report.naming import file_names
from pipeline.report.slips import Slip, slips
from pipeline.store.consolidation import load_consolidations
from pipeline.store.digest import load_digest, load_reviews

FULL_TEXTS = 3_000_000
"""So many characters of reports stand whole in the findings page, folded where nothing was found;
of further reports only the paragraphs that findings are about. So it opens at once however many
reports there are."""

FINDINGS_PAGE, FINDINGS_BOOK = "findings.html", "findings.xlsx"
CONSOLIDATION_BOOK, CORRECTIONS = "consolidation.xlsx", "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handouts:
    """What was written."""

    written: tuple[Path, ...]
    """Complete files, in the order of writing; the findings page is the first."""
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
    the former or the new one. The same database gives the same bytes.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    material = gather(connection, language)
    corrections = folder / CORRECTIONS
    _make_folder(corrections)
    contents = {
        folder / FINDINGS_PAGE: findings_page(material),
        folder / FINDINGS_BOOK: findings_book(material),
        folder / CONSOLIDATION_BOOK: consolidation_book(connection, material),
        **{corrections / name: content for name, content in _corrections(material)},
    }
    _remove_settled(corrections, material)
    kept = tuple(path for path, content in contents.items() if not _put(path, content))
    return Handouts(
        written=tuple(path for path in contents if path not in kept),
        kept=kept,
        findings=len(material.slips),
    )


def gather(connection: duckdb.DuckDBPyConnection, language: str) -> Material:
    """What is told of the reports in the database; reports are read some at a time."""
    say = messages(language)
    digest = load_digest(connection)
    views: list[ReportView] = []
    rows: list[Slip] = []
    told = 0
    for review in load_reviews(connection, digest):
        found = tuple(slips(review, say))
        is_brief = told + len(review.text) > FULL_TEXTS
        told += 0 if is_brief else len(review.text)
        views.append(view_report(review, found, say, is_brief=is_brief))
        rows += found
    return Material(say=say, digest=digest, views=tuple(views), slips=tuple(rows))


def findings_page(material: Material) -> bytes:
    """findings.html."""
    titles = _check_titles(material.say)
    return render_html(material.digest, material.views, titles, material.say).encode()


def findings_book(material: Material) -> bytes:
    """findings.xlsx."""
    titles = _check_titles(material.say)
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


def _corrections(material: Material) -> Iterator[tuple[str, bytes]]:
    """Name and content of the two files for each unit with findings."""
    say, created = material.say, material.digest.newest
    names = _names(material)
    for unit, letter in letters(material.slips, say).items():
        yield f"{names[unit]}.xlsx", render_letter_workbook(letter, created, say)
        yield f"{names[unit]}.docx", render_letter_document(letter, created, say)


def _remove_settled(folder: Path, material: Material) -> None:
    """Removes the letters to units that have no finding left; no other file is touched."""
    told = {slip.unit for slip in material.slips}
    for unit, name in _names(material).items():
        for suffix in (".xlsx", ".docx") if unit not in told else ():
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


def _check_titles(say: Messages) -> Mapping[str, str]:
    """What each check is called, by its id."""
    return {check.id: check.title_en if say.lang == "en" else check.title_vi for check in checks()}
