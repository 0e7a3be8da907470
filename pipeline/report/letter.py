"""The letter that sends a unit its findings: its words, whatever it is set in.

Source: the form of an official letter (công văn) in Decree 30/2020/NĐ-CP, annex I; what only the
sender knows (office, number, day, signer) is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.digest import Unit
from models.messages import Messages
from models.stored import StoredReport
from pipeline.report.naming import render_date, report_title, unit_label
from pipeline.report.slips import Slip
from pipeline.report.text import render_integer

COLUMNS = ("number", "page", "sentence", "message", "suggestion", "corrected", "explained")
"""The columns of the table; the last two are for the unit to fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding as the letter tells it."""

    page: int
    sentence: tuple[str, ...]
    """Words and figures by turns, words first."""
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: no more than its reader sees, so that like letters are equal."""

    left: tuple[str, ...]
    """Authority above, sending office, number, subject."""
    right: tuple[str, ...]
    """Name of the state, motto, place and day."""
    to: str
    opening: str
    reports: tuple[tuple[str, tuple[Remark, ...]], ...]
    """Each report's name with its findings."""
    request: str
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    """Position, signature, name."""


def letters(slips: Sequence[Slip], say: Messages) -> Mapping[Unit, Letter]:
    """A letter for each unit that has findings, in the order of the findings."""
    return {
        unit: _letter(unit, tuple(group), say)
        for unit, group in groupby(slips, key=lambda slip: slip.unit)
    }


def _letter(unit: Unit, slips: Sequence[Slip], say: Messages) -> Letter:
    groups = list(_by_report(slips))
    addressee = _addressee(unit, [group[0].report for group in groups], say)
    count = len(groups)
    return Letter(
        left=tuple(say(f"letter.{name}") for name in ("office_above", "office", "symbol", "about")),
        right=tuple(say(f"letter.{name}") for name in ("nation", "motto", "place_and_day")),
        to=say("letter.to", addressee=addressee),
        opening=say(
            "letter.opening",
            reports=say("letter.many_reports", count=count)
            if count > 1
            else say("letter.one_report"),
            findings=render_integer(len(slips), say),
        ),
        reports=tuple(
            (_head(group[0].report, say), tuple(map(_remark, group))) for group in groups
        ),
        request=say("letter.request", addressee=addressee),
        recipients=tuple(
            say(f"letter.{name}")
            for name in ("recipients", "recipient_addressee", "recipient_archive")
        ),
        signer=tuple(say(f"letter.{name}") for name in ("signer", "signature", "signer_name")),
    )


def _remark(slip: Slip) -> Remark:
    return Remark(
        page=slip.page, sentence=slip.sentence, message=slip.message, suggestion=slip.suggestion
    )


def _by_report(slips: Sequence[Slip]) -> Iterator[tuple[Slip, ...]]:
    for _, group in groupby(slips, key=lambda slip: slip.report.report_id):
        yield tuple(group)


def _addressee(unit: Unit, reports: Sequence[StoredReport], say: Messages) -> str:
    """The committee, where the symbols show that it reported; else the unit as it names itself."""
    mark = say("letter.committee_mark")
    if unit.name and any(mark in report.header.symbol for report in reports):
        return say("letter.committee", unit=" ".join(unit.name.split()))
    return unit_label(unit, say)


def _head(report: StoredReport, say: Messages) -> str:
    symbol, day = report.header.symbol, render_date(report.header.report_date, say)
    return say(
        "letter.report_head",
        title=report_title(report),
        symbol=say("letter.report_symbol", symbol=symbol) if symbol else "",
        day=say("letter.report_day", day=day) if day else "",
    )
