"""What the commands print for programs: JSON with English keys, figures as numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from models.fact import Fact
from models.stored import StoredFinding, StoredReport


def render_json(value: object) -> str:
    """`value` as indented JSON; dates in ISO form, whole decimals as integers.

    >>> print(render_json([Decimal("2.50"), date(2024, 6, 30)]))
    [
      2.5,
      "2024-06-30"
    ]
    """
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def finding_object(stored: StoredFinding, report: StoredReport) -> dict[str, object]:
    """The finding under the names of the public view, with the name of its file."""
    finding = asdict(stored.finding)
    spans = finding.pop("spans")
    return {
        "report_id": stored.report_id,
        "file_name": report.file_name,
        **finding,
        "char_starts": [span["start"] for span in spans],
        "char_ends": [span["stop"] for span in spans],
        "first_seen": stored.first_seen,
        "last_seen": stored.last_seen,
        "state": stored.state,
    }


def report_object(report: StoredReport) -> dict[str, object]:
    """The report under the names of the public view, without its text."""
    fields = asdict(report)
    return {**{key: value for key, value in fields.items() if key != "header"}, **fields["header"]}


def fact_object(fact: Fact) -> dict[str, object]:
    """The fact under the names of the public view, with what the program itself keeps."""
    fields = asdict(fact)
    span, box = fields.pop("span"), fields.pop("box")
    return {
        **fields,
        "char_start": span["start"],
        "char_end": span["stop"],
        "bbox": box,
        "approx": fact.approx,
    }


def findings_by_report(
    reports: Iterable[StoredReport], findings: Mapping[str, list[StoredFinding]]
) -> list[dict[str, object]]:
    """Each report with its findings, in the order given."""
    return [
        {
            **report_object(report),
            "findings": [finding_object(f, report) for f in findings.get(report.report_id, [])],
        }
        for report in reports
    ]


def _plain(value: Any) -> object:
    """What `json` cannot write itself."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)
