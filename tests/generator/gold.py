"""A report's truth in the files that ../shared/tools/score.py reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.generator.records import Break, Claim, Figure, Form, Report, Written, write_text

COLUMNS = [
    "offset",
    "text",
    "kind",
    "value",
    "unit",
    "role",
    "indicator",
    "label",
    "season",
    "flags",
]
TYPES = {
    Form.PERCENT: "percent",
    Form.RISE: "percent",
    Form.SUM: "sum",
    Form.DIFFERENCE: "change",
    Form.REST: "sum",
    Form.PRODUCT: "product",
    Form.SAME: "date",
}


def write_gold(folder: Path, name: str, report: Report, breaks: Sequence[Break] = ()) -> None:
    """NAME.numbers.tsv, NAME.findings.jsonl and NAME.holds.jsonl."""
    written = write_text(report, {one.was: one.now for one in breaks})
    rows = ["\t".join(COLUMNS), *(_row(start, figure) for start, figure in written.places)]
    (folder / f"{name}.numbers.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    changed = {one.was for one in breaks}
    true = [c for c in report.claims if c.closed and not changed.intersection(c.figures)]
    holds = [_entry(f"{name}-H{i:02}", claim, written) for i, claim in enumerate(true, start=1)]
    findings = [
        {
            **_entry(f"{name}-{i:02}", one.claim, written),
            "severity": "error",
            "stated": one.now.text,
            "expected": one.was.text,
            "why": one.cause,
        }
        for i, one in enumerate(breaks, start=1)
    ]
    for part, entries in (("holds", holds), ("findings", findings)):
        lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        (folder / f"{name}.{part}.jsonl").write_text(lines, encoding="utf-8")


def _row(start: int, figure: Figure) -> str:
    is_figure = figure.value is not None
    value = f"{figure.value:f}" if is_figure else ""
    labels = (figure.unit, figure.role, figure.indicator, figure.label, figure.season)
    flags = ",".join(sorted(figure.flags)) if is_figure else ""
    fields = (str(start), figure.text, figure.kind, value, *(labels if is_figure else [""] * 5))
    return "\t".join((*fields, flags))


def _entry(identity: str, claim: Claim, written: Written) -> dict[str, object]:
    offsets = sorted(written.offsets[figure] for figure in claim.figures)
    return {
        "id": identity,
        "type": TYPES[claim.form],
        "offsets": offsets,
        "quote": written.text[offsets[0] : offsets[-1] + 20].split("\n\n")[0],
        "stated": claim.stated.text,
        "expected": claim.stated.text,
        "why": claim.phrase,
        "certain": True,
    }
