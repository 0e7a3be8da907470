"""What people hold in their hands: the findings page, tables and letters, written to a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from models.errors import SettingsError
from models.messages import Messages, messages, problem
from pipeline.checks import checks
from pipeline.report.html import render_html
from pipeline.store.digest import load_digest, load_reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Handouts:
    """What was written."""

    written: tuple[Path, ...]
    """Complete files, in the order of writing; the findings page is the first."""
    findings: int
    """Open findings in all."""


def write_handouts(connection: duckdb.DuckDBPyConnection, folder: Path, language: str) -> Handouts:
    """Writes `findings.html` into `folder` and says what was written.

    The connection may be read-only, for instance on a published snapshot. Each file is made
    beside its place and moved there whole, so that a reader sees the former or the new one.
    The same database gives the same bytes.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    say = messages(language)
    folder.mkdir(parents=True, exist_ok=True)
    digest = load_digest(connection)
    told = [one for one in digest.reports if one.counts.findings]
    page = render_html(digest, load_reviews(connection, told), check_titles(say), say)
    path = folder / "findings.html"
    write_whole(path, page.encode())
    return Handouts(written=(path,), findings=sum(digest.counts.findings.values()))


def check_titles(say: Messages) -> Mapping[str, str]:
    """What each check is called, by its id."""
    return {check.id: check.title_en if say.lang == "en" else check.title_vi for check in checks()}


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step.

    Raises:
        SettingsError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise problem(SettingsError, "error.write", path=path, detail=error.strerror) from error
    finally:
        draft.unlink(missing_ok=True)
