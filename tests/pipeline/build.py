"""Records made by hand, as extraction would make them from a small report."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from models.document import Document, Header
from models.fact import Evidence, Fact, Flag, Role, Season
from models.finding import Cause, Finding, Severity
from models.number import Approximation, Numeral, NumeralKind
from models.relation import Claim, ClaimKind, Relation, Verdict
from models.report import Extraction, Report, Status
from models.text import Box, Source, Span

TEXT = "Số: 12/BC-UBND\nTổng đàn lợn 610/600 con, đạt 116% kế hoạch; lúa mùa ước 14,5 ha.\n"


def fact(report_id: str, text: str, source: str = TEXT, **changes: object) -> Fact:
    """The fact whose digits are `text`, standing first in `source`."""
    start = source.index(text)
    value = Decimal(text.replace(".", "").replace(",", "."))
    fields: dict[str, object] = {
        "fact_id": hashlib.sha256(f"{report_id}:{start}".encode()).hexdigest()[:16],
        "span": Span(start, start + len(text)),
        "text": text,
        "page": 1,
        "box": None,
        "block": 1,
        "value": value,
        "decimals": len(text.partition(",")[2]),
        "unit": "con",
        "dimension": "count",
        "scale": Decimal(1),
        "canonical_value": value,
        "canonical_unit": "con",
        "role": Role.ACTUAL,
        "base": "",
        "indicator": "herd.pig",
        "label": "Tổng đàn lợn",
        "season": None,
        "place": "",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 6, 30),
        "approximation": Approximation.EXACT,
        "flags": frozenset(),
        "section": "I",
        "quote": source.splitlines()[-1],
        "evidence": (Evidence(aspect="unit", said="con", rule="unit.after", words="con"),),
    }
    return Fact(**{**fields, **changes})  # type: ignore[arg-type]


def report(
    path: Path = Path("/bao-cao/xa.txt"), *, source: str = TEXT, version: str = "1+test"
) -> Report:
    """A report with three pig figures whose percentage is wrong, and an estimated rice area."""
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    report_id = sha256[:16]
    percent = {"unit": "%", "dimension": "percent", "canonical_unit": "%"}
    actual = fact(report_id, "610", source, box=Box(0, 1.0, 2.0, 3.5, 4.0))
    plan = fact(report_id, "600", source, role=Role.PLAN, base="kế hoạch")
    stated = fact(report_id, "116", source, role=Role.PCT_PLAN, **percent)
    area = fact(
        report_id, "14,5", source, unit="ha", dimension="area", scale=Decimal(10000),
        canonical_unit="ha", indicator="crop.area.rice", label="lúa mùa", season=Season.MUA,
        approximation=Approximation.ABOUT, flags=frozenset({Flag.FORECAST, Flag.FOOTNOTE}),
    )  # fmt: skip
    claim = Claim(
        kind=ClaimKind.PERCENT, stated=stated, operands=(actual, plan),
        alternatives=((plan, actual), (area, plan)), rule="ratio.then_percent",
    )  # fmt: skip
    date_claim = Claim(
        kind=ClaimKind.DATE, stated=None, numerals=(_label(source),), note="year_in_symbol",
        context=("12/BC-UBND", "2024-01-01"),
    )  # fmt: skip
    judged = replace(claim, operands=(actual, area))
    relation = Relation(
        relation_id="ab12" * 4, check_id="percent", holds=False, verdict=Verdict.BROKEN,
        formula="610 / 600 = 101,67% ≠ 116%", stated="116",
        computed_low=Decimal(61000) / 601, computed_high=Decimal(61000) / 599, claim=judged,
    )  # fmt: skip
    finding = Finding(
        finding_id="cd34" * 4, check_id="percent", severity=Severity.ERROR,
        message="Lợn 610/600 con: bằng 101,67% kế hoạch, không phải 116%.",
        message_en="Pigs 610/600: 101.67% of plan, not 116%.", stated="116%",
        expected="101,67%", cause=Cause.DIGIT_WRONG, suggestion="101,67%",
        spans=(actual.span, plan.span, stated.span), page=1, quote="610/600 con, đạt 116%",
        relation_id=relation.relation_id, about="ef56" * 4,
    )  # fmt: skip
    facts = (actual, plan, stated, area)
    return Report(
        report_id=report_id,
        file_name=path.name,
        file_path=path.as_posix(),
        sha256=sha256,
        media_type="text/plain",
        status=Status.OK,
        status_detail="",
        ingested_at=datetime(2024, 7, 1, 8, 30, tzinfo=UTC),
        extraction=Extraction(
            document=_document(source),
            numerals=(_label(source), *(_numeral(one) for one in facts)),
            facts=facts,
            claims=(claim, date_claim),
        ),
        relations=(relation,),
        findings=(finding,),
        extractor_version=version,
    )


def failed(path: Path = Path("/bao-cao/hong.pdf")) -> Report:
    """A report of which nothing could be read."""
    sha256 = hashlib.sha256(path.as_posix().encode()).hexdigest()
    return Report(
        report_id=sha256[:16],
        file_name=path.name,
        file_path=path.as_posix(),
        sha256=sha256,
        media_type="",
        status=Status.FAILED,
        status_detail="Tệp rỗng. Xin gửi lại tệp.",
        ingested_at=datetime(2024, 7, 1, 8, 30, tzinfo=UTC),
        extraction=None,
        extractor_version="1+test",
    )


def _numeral(one: Fact) -> Numeral:
    kind = NumeralKind.PERCENT if one.unit == "%" else NumeralKind.QUANTITY
    return Numeral(
        span=one.span, text=one.text, page=one.page, kind=kind, block=one.block, rule="unit.after"
    )


def _label(source: str) -> Numeral:
    start = source.index("12/BC")
    return Numeral(
        span=Span(start, start + 2), text="12", page=1, kind=NumeralKind.REF, block=0, rule="symbol"
    )


def _document(source: str) -> Document:
    return Document(
        source=Source(text=source, media_type="text/plain"),
        header=Header(title="Báo cáo thử", symbol="12/BC-UBND", report_date=date(2024, 6, 30)),
        blocks=(),
        sections=(),
        notes=(),
        tables=(),
    )
