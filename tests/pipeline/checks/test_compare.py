"""Properties of the verdicts: what a careful clerk may write always holds, and little else does."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.finding import Severity
from models.number import Approximation
from models.relation import ClaimKind, Verdict
from pipeline.checks import judge
from pipeline.checks._examples import example_claim, example_fact

counts = st.integers(1, 10**6)
places = st.integers(0, 3)


def vietnamese(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def percent_of(x: int, y: int, digits: int, how: str) -> Decimal:
    exact = Fraction(100 * x, y)
    scaled = Decimal(exact.numerator * 10**digits) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1), rounding=how).scaleb(-digits)


def judged_percent(x: int, y: int, text: str, **changes):
    operands = example_fact(str(x), at=0), example_fact(str(y), at=20)
    claimed = example_fact(text, unit="%", at=40)
    return judge([example_claim(ClaimKind.PERCENT, claimed, *operands, **changes)], "r")


@given(counts, counts, places, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN]))
def test_a_percentage_rounded_or_cut_off_holds(x, y, digits, how):
    (relation,), findings = judged_percent(x, y, vietnamese(percent_of(x, y, digits, how)))
    assert relation.holds
    assert relation.verdict in {Verdict.EXACT, Verdict.ROUNDED, Verdict.TRUNCATED}
    assert not findings


@given(counts, counts, places, st.integers(2, 50), st.booleans())
def test_a_percentage_two_units_off_never_holds(x, y, digits, units, above):
    right = percent_of(x, y, digits, ROUND_DOWN)
    step = Decimal(units).scaleb(-digits) * (1 if above else -1)
    wrong = right + step
    if wrong <= 0:
        return
    (relation,), findings = judged_percent(x, y, vietnamese(wrong))
    assert not relation.holds
    assert len(findings) == 1


@given(counts, counts, places, st.integers(2, 50))
def test_an_uncertain_percentage_never_errs(x, y, digits, units):
    wrong = percent_of(x, y, digits, ROUND_DOWN) + Decimal(units).scaleb(-digits)
    _, findings = judged_percent(x, y, vietnamese(wrong), certain=False)
    assert all(finding.severity is Severity.WARN for finding in findings)


@given(counts, counts, places, st.integers(2, 10**6), st.sampled_from(Approximation))
def test_an_approximate_figure_never_errs(x, y, digits, units, approximation):
    wrong = percent_of(x, y, digits, ROUND_DOWN) + Decimal(units).scaleb(-digits)
    operands = (
        example_fact(str(x), approximation=approximation),
        example_fact(str(y), at=20),
    )
    claimed = example_fact(vietnamese(wrong), unit="%", at=40)
    _, findings = judge([example_claim(ClaimKind.PERCENT, claimed, *operands)], "r")
    if approximation is not Approximation.EXACT:
        assert all(finding.severity is Severity.WARN for finding in findings)


@given(st.lists(counts, min_size=2, max_size=8), st.data())
def test_a_sum_of_whole_things_holds_and_any_changed_digit_breaks_it(parts, data):
    total = str(sum(parts))
    facts = [example_fact(str(part), at=20 * i + 20) for i, part in enumerate(parts)]
    (relation,), findings = judge([example_claim(ClaimKind.SUM, example_fact(total), *facts)], "r")
    assert relation.verdict is Verdict.EXACT
    assert not findings
    place = data.draw(st.integers(0, len(total) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != total[place]]))
    changed = total[:place] + digit + total[place + 1 :]
    claim = example_claim(ClaimKind.SUM, example_fact(changed), *facts)
    (relation,), (finding,) = judge([claim], "r")
    assert not relation.holds
    assert finding.severity is Severity.ERROR


@given(st.lists(st.integers(1, 10**5), min_size=2, max_size=6), st.integers(0, 2))
def test_a_sum_of_rounded_parts_holds(tenths, digits):
    exact = [Decimal(part).scaleb(-3) for part in tenths]
    rounded = [part.quantize(Decimal(1).scaleb(-digits)) for part in exact]
    total = sum(exact, Decimal(0)).quantize(Decimal(1).scaleb(-digits))
    facts = [
        example_fact(vietnamese(part), unit="ha", at=20 * i + 20) for i, part in enumerate(rounded)
    ]
    claim = example_claim(ClaimKind.SUM, example_fact(vietnamese(total), unit="ha"), *facts)
    (relation,), findings = judge([claim], "r")
    assert relation.holds
    assert not findings


@given(st.integers(1, 10**12), st.integers(0, 3))
def test_an_amount_in_dong_agrees_with_itself_in_trieu(amount, digits):
    millions = (Decimal(amount) / 10**6).quantize(Decimal(1).scaleb(-digits))
    facts = (
        example_fact(vietnamese(millions), unit="triệu đồng"),
        example_fact(str(amount), unit="đồng", at=30),
    )
    for stated, operand in (facts, facts[::-1]):
        (relation,), findings = judge([example_claim(ClaimKind.SAME, stated, operand)], "r")
        assert relation.holds
        assert not findings


@pytest.mark.parametrize(
    ("x", "y", "text", "verdict"),
    [
        ("90", "120", "75,0", Verdict.EXACT),
        ("318", "396", "80", Verdict.ROUNDED),
        ("190", "150", "126,6", Verdict.TRUNCATED),
    ],
)
def test_the_verdict_names_the_custom(x, y, text, verdict):
    (relation,), _ = judged_percent(int(x), int(y), text)
    assert relation.verdict is verdict


def test_an_approximate_operand_can_only_help():
    operands = (
        example_fact("2.600", approximation=Approximation.OVER),
        example_fact("2.000", at=20),
    )
    claimed = example_fact("132", unit="%", at=40)
    (relation,), findings = judge([example_claim(ClaimKind.PERCENT, claimed, *operands)], "r")
    assert relation.verdict is Verdict.APPROXIMATE
    assert not findings


@pytest.mark.parametrize(
    ("text", "severity"),
    [("28,1", Severity.ERROR), ("28,0", None), ("27,9", None)],
)
def test_more_than_a_unit_off_is_an_error_even_if_close(text, severity):
    # 78 / 279 = 27,957 %
    _, findings = judged_percent(78, 279, text)
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_within_a_unit_but_neither_rounded_nor_cut_off_is_a_warning():
    _, (finding,) = judged_percent(211, 750, "28,2")  # 28,1333 %
    assert finding.severity is Severity.WARN


def test_cut_off_early_and_padded_is_a_warning():
    # 863.112 / 1.000.000 = 86,3112 %, written 86,30
    _, (finding,) = judged_percent(863_112, 1_000_000, "86,30")
    assert (finding.severity, finding.cause.value) == (Severity.WARN, "cut_off")


@pytest.mark.parametrize("y", ["0", "0,0"])
def test_a_base_of_zero_is_not_judged(y):
    operands = example_fact("5"), example_fact(y, unit="ha", at=9)
    claimed = example_fact("100", unit="%", at=20)
    assert judge([example_claim(ClaimKind.PERCENT, claimed, *operands)], "r") == ((), ())
