"""What the commands print for people: the closing table, findings, a report's figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from models.fact import Fact
from models.finding import Severity
from models.messages import Messages
from models.stored import StoredFinding, StoredReport
from pipeline.report.excerpt import BRACKETS, Marks, render_excerpt
from pipeline.report.notation import render_value
from pipeline.report.table import one_line, render_table

_LABEL_WIDTH = 44
_HEADER_FIELDS = (
    "title", "kind", "level", "unit_name", "district", "province", "symbol", "place", "signer",
)  # fmt: skip


def render_counts(
    counts: Mapping[str, int], findings: Mapping[Severity, int], say: Messages
) -> str:
    """The closing table of an ingestion; `counts` by the keys of the messages' `ingest`."""
    rows = [[say(f"ingest.{name}"), render_integer(count, say)] for name, count in counts.items()]
    parts = render_severities(findings, say)
    total = render_integer(sum(findings.values()), say)
    rows.append([say("ingest.findings"), f"{total} ({parts})" if parts else total])
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def render_integer(count: int, say: Messages) -> str:
    """`count` with its digits grouped as the language does."""
    return f"{count:,}".replace(",", "." if say.lang == "vi" else ",")


def render_severities(findings: Mapping[Severity, int], say: Messages) -> str:
    """How many findings there are of each severity, the gravest first: `2 sai, 1 ngờ`."""
    return ", ".join(
        say(f"severity_count.{severity}", count=findings[severity])
        for severity in Severity
        if findings.get(severity)
    )


def render_findings(
    report: StoredReport,
    text: str,
    findings: Sequence[StoredFinding],
    say: Messages,
    marks: Marks = BRACKETS,
) -> str:
    """The findings of one report under its name, in the order given."""
    blocks = [f"{report.file_name}  [{report.report_id}]"]
    blocks += [render_finding(one, text, say, marks) for one in findings]
    return "\n".join(blocks) + "\n"


def render_finding(stored: StoredFinding, text: str, say: Messages, marks: Marks) -> str:
    """One finding: severity, page, message, the words with the figures marked, suggestion, id."""
    finding = stored.finding
    message, suggestion = finding.told(say.lang)
    where = " · ".join(
        (
            say("check.page", page=finding.page),
            finding.check_id,
            say("check.id", id=finding.finding_id),
        )
    )
    lines = [f"  {say(f'severity.{finding.severity}')}  {message}"]
    lines.append(f"      “{render_excerpt(text, finding.spans, marks) or finding.quote}”")
    if suggestion:
        lines.append("      " + say("check.suggestion", text=suggestion))
    lines += ["      " + say("check.entails", text=one.formula) for one in finding.entails]
    return "\n".join([*lines, f"      {where}"])


def render_header(report: StoredReport, say: Messages) -> str:
    """What is known of a report, a line for each thing known."""
    header = report.header
    status = say(f"status.{report.status}")
    lines = [("report_id", report.report_id), ("file_name", report.file_name), ("status", status)]
    lines += [("status_detail", report.status_detail)]
    lines += [(name, getattr(header, name)) for name in _HEADER_FIELDS]
    lines += [("report_date", str(header.report_date or ""))]
    days = [str(day) for day in (header.period_start, header.period_end) if day]
    lines += [("period", " ".join(filter(None, (header.period_label, _bracketed(days)))))]
    lines += [("superseded_by", report.superseded_by or "")]
    shown = [(say(f"show.{name}"), " ".join(value.split())) for name, value in lines if value]
    width = max(len(name) for name, _ in shown)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in shown)


def render_facts(facts: Iterable[Fact], say: Messages) -> str:
    """The figures of a report as a table, in the order of the text."""
    names = ("position", "page", "value", "unit", "role", "indicator", "label", "flags")
    rows = [
        [
            str(fact.span.start),
            str(fact.page),
            render_value(fact, say.lang),
            fact.unit,
            fact.role.value,
            fact.indicator,
            one_line(" · ".join(filter(None, (fact.label, fact.season, fact.place))), _LABEL_WIDTH),
            ", ".join([*(["approx"] if fact.approx else []), *sorted(fact.flags)]),
        ]
        for fact in facts
    ]
    return render_table([say(f"show.{name}") for name in names], rows, right={0, 1, 2})


def _bracketed(days: Sequence[str]) -> str:
    return f"({' – '.join(days)})" if days else ""
