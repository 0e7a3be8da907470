"""Breaks on scans: a digit that may be misread makes a warning that says so, never an error."""

from __future__ import annotations

import pytest

from models.fact import Fact
from models.finding import Cause, Finding, Severity
from models.relation import ClaimKind
from pipeline.checks import judge
from pipeline.checks._examples import example_claim, example_fact


def found(stated: Fact, *operands: Fact) -> Finding:
    _, findings = judge([example_claim(ClaimKind.SUM, stated, *operands)], "r")
    (finding,) = findings
    return finding


def facts(*confidences: float | None, total: str) -> tuple[Fact, Fact, Fact]:
    texts = (total, "1.260", "745")
    return tuple(
        example_fact(text, at=10 * at, confidence=confidence)
        for at, (text, confidence) in enumerate(zip(texts, confidences, strict=True))
    )  # type: ignore[return-value]


def test_on_text_it_is_an_error() -> None:
    assert found(*facts(None, None, None, total="2.905")).severity is Severity.ERROR


def test_a_look_alike_that_fits_is_a_warning_with_the_reading_that_fits() -> None:
    finding = found(*facts(96.0, 96.0, 96.0, total="2.905"))
    assert (finding.severity, finding.cause) == (Severity.WARN, Cause.OCR_LOOK_ALIKE)
    assert "2.005" in finding.suggestion


def test_a_sure_figure_that_no_look_alike_explains_stays_an_error() -> None:
    assert found(*facts(96.0, 96.0, 96.0, total="2.217")).severity is Severity.ERROR


@pytest.mark.parametrize("position", [0, 1, 2])
def test_one_doubtful_figure_makes_a_warning(position: int) -> None:
    confidences = [96.0, 96.0, 96.0]
    confidences[position] = 70.0
    finding = found(*facts(*confidences, total="2.217"))
    assert finding.severity is Severity.WARN
    assert "bản quét" in finding.suggestion


def test_a_lost_comma_is_told() -> None:
    rate = example_fact("7125", unit="%", at=30, confidence=96.0)
    claim = example_claim(ClaimKind.PERCENT, rate, example_fact("171"), example_fact("240", at=9))
    (finding,) = judge([claim], "r")[1]
    assert (finding.severity, finding.cause) == (Severity.WARN, Cause.OCR_LOOK_ALIKE)
    assert "71,25%" in finding.suggestion
