"""The findings report as one HTML page that needs nothing but itself.

It is opened from a shared folder, so it asks for nothing over a network: style, script and
charts stand in the page, and its content security policy allows no others. Whatever comes
from a report is escaped by the templates (`templates/*.j2`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.digest import Digest, FigureState
from models.finding import Severity
from models.messages import Messages
from pipeline.report.cards import ReportView
from pipeline.report.overview import (
    CheckRow,
    ReportLine,
    Tile,
    UnitRow,
    check_rows,
    clean_lines,
    render_subtitle,
    tiles,
    unit_rows,
    unread_lines,
)
from pipeline.version import program_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the template shows."""

    subtitle: str
    tiles: Sequence[Tile]
    units: Sequence[UnitRow]
    checks: Sequence[CheckRow]
    unread: Sequence[ReportLine]
    reports: Mapping[str, Sequence[ReportView]]
    """Those with findings, by the anchor of their unit."""
    clean: Sequence[ReportLine]
    has_brief: bool
    """Whether the text of some report was left out."""
    untold: int
    """How many findings are told in the workbook only."""


def render_html(
    digest: Digest, views: Iterable[ReportView], titles: Mapping[str, str], say: Messages
) -> str:
    """The page; `views` are of the reports with findings, `titles` the names of the checks.

    The same records give the same page: its date is that of the newest report.
    """
    units = tuple(unit_rows(digest, say))
    anchors = {row.unit: row.anchor for row in units}
    reports: dict[str, list[ReportView]] = {anchor: [] for anchor in anchors.values() if anchor}
    for view in views:
        reports[anchors[view.unit]].append(view)
    page = Page(
        subtitle=render_subtitle(digest, say),
        tiles=tuple(tiles(digest, say)),
        units=units,
        checks=tuple(check_rows(digest, titles, say)),
        unread=tuple(unread_lines(digest, say)),
        reports=reports,
        clean=tuple(clean_lines(digest, say)),
        untold=sum(digest.counts.findings.values())
        - sum(len(view.cards) for group in reports.values() for view in group),
        has_brief=any(view.is_brief for group in reports.values() for view in group),
    )
    style, script = _asset("findings.css"), _asset("findings.js")
    template = _environment().get_template("findings.html.j2")
    return template.render(
        page=page,
        say=say,
        severities=[severity.value for severity in Severity],
        states=[state.value for state in FigureState],
        style=Markup(style),  # noqa: S704 - a file of this program
        script=Markup(script),  # noqa: S704 - a file of this program
        style_hash=_source_hash(style),
        script_hash=_source_hash(script),
        version=program_version(),
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _asset(name: str) -> str:
    return files("pipeline.report").joinpath("templates", name).read_text("utf-8")


def _source_hash(text: str) -> str:
    """What a content security policy names an inline style or script by."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
