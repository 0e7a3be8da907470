"""Each check: what must fire, and beside it the neighbour that must not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.fact import Flag, Role
from models.finding import Cause, Severity
from models.number import Approximation
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks import judge
from pipeline.checks._examples import example_claim, example_fact, example_numerals


def figures(*texts: str, unit: str = "con", **changes):
    return [example_fact(text, unit=unit, at=20 * i, **changes) for i, text in enumerate(texts)]


def percent(text: str, **changes):
    return example_fact(text, unit="%", at=200, **changes)


def only_finding(claim: Claim):
    _, (finding,) = judge([claim], "r")
    return finding


def verdict_of(claim: Claim):
    (relation,), findings = judge([claim], "r")
    assert relation.holds
    assert not findings
    return relation


def silent(claim: Claim) -> bool:
    return judge([claim], "r") == ((), ())


# --- percentages


@pytest.mark.parametrize(
    ("x", "y", "text", "severity", "cause"),
    [
        ("305", "300", "116", Severity.ERROR, Cause.DIGITS_SWAPPED),
        ("305", "300", "127", Severity.ERROR, Cause.UNKNOWN),
        ("46", "23", "50", Severity.ERROR, Cause.INVERSE_RATIO),
        ("120", "100", "20", Severity.WARN, Cause.CHANGE_FOR_LEVEL),
        ("69", "100", "31", Severity.WARN, Cause.CHANGE_FOR_LEVEL),
        ("305", "300", "10,17", Severity.ERROR, Cause.DECIMAL_SIGN),
        ("7", "8", "88,5", Severity.ERROR, Cause.DIGIT_WRONG),
        ("741", "1.000", "71,4", Severity.ERROR, Cause.DIGITS_SWAPPED),
    ],
)
def test_the_slip_behind_a_wrong_percentage(x, y, text, severity, cause):
    finding = only_finding(example_claim(ClaimKind.PERCENT, percent(text), *figures(x, y)))
    assert (finding.severity, finding.cause) == (severity, cause)


@pytest.mark.parametrize(("text", "holds"), [("16,8", True), ("16,88", True), ("16,5", False)])
def test_a_count_without_a_unit_is_as_whole_as_its_base(text, holds):
    """A column of numbers without a unit beside one of pupils: 27 is 27, not 26,5 to 27,5."""
    good = example_fact("27", unit="", dimension="", at=0)
    claim = example_claim(ClaimKind.PERCENT, percent(text), good, *figures("160", unit="người"))
    assert (not judge([claim], "r")[1]) is holds


def test_swapped_digits_are_found_in_an_operand_if_the_percentage_is_precise():
    area = figures("36,0", "79,6", unit="ha")
    finding = only_finding(example_claim(ClaimKind.PERCENT, percent("46,81"), *area))
    assert finding.cause is Cause.DIGITS_SWAPPED
    assert "79,6 ha" in finding.suggestion
    assert "76,9 ha" in finding.suggestion
    assert finding.expected == "45,23%"


def test_another_base_is_a_warning_and_names_it():
    spent, plan, managed = figures("55.567", "117.638", "117.138", unit="triệu đồng")
    claim = example_claim(
        ClaimKind.PERCENT, percent("47,4"), spent, plan, alternatives=((spent, managed),)
    )
    finding = only_finding(claim)
    assert (finding.severity, finding.cause) == (Severity.WARN, Cause.WRONG_BASE)
    assert "117.138" in finding.message
    assert managed.span in finding.spans


def test_another_base_explains_an_inferred_percentage():
    spent, plan, managed = figures("55.567", "117.638", "117.138", unit="triệu đồng")
    claim = example_claim(
        ClaimKind.PERCENT,
        percent("47,4"),
        spent,
        plan,
        alternatives=((spent, managed),),
        certain=False,
    )
    assert verdict_of(claim).claim.operands == (spent, managed)


def test_the_mean_of_two_rates_is_not_the_rate_of_both():
    pairs = figures("1.171", "1.310", "9.823", "11.392", unit="hồ sơ")
    finding = only_finding(example_claim(ClaimKind.PERCENT, percent("87,8"), *pairs))
    assert (finding.severity, finding.cause) == (Severity.WARN, Cause.MEAN_OF_PERCENTS)
    assert finding.expected == "86,55%"
    verdict_of(example_claim(ClaimKind.PERCENT, percent("86,6"), *pairs))


def test_amounts_in_different_units_are_brought_to_one():
    spent = example_fact("4,5", unit="tỷ đồng")
    plan = example_fact("9.000", unit="triệu đồng", at=20)
    relation = verdict_of(example_claim(ClaimKind.PERCENT, percent("50"), spent, plan))
    assert relation.formula == "4,5 tỷ đồng / 9.000 triệu đồng = 50%"
    finding = only_finding(example_claim(ClaimKind.PERCENT, percent("80"), spent, plan))
    assert "4,5 tỷ đồng/9.000 triệu đồng: bằng 50%" in finding.message


def test_the_message_says_what_the_percentage_is_of():
    stated = percent("116", role=Role.PCT_PLAN)
    finding = only_finding(
        example_claim(ClaimKind.PERCENT, stated, *figures("305", "300", label="lợn"))
    )
    assert finding.message == "Lợn 305/300 con: tính ra 101,67% kế hoạch, nhưng lại ghi 116%."
    assert finding.message_en == "Lợn 305/300 con: that makes 101,67% of plan, but 116% is stated."
    assert finding.suggestion == "Có thể đảo chữ số: nếu 305 con là 350 con thì khớp."


def test_a_percentage_without_its_sign_is_still_one():
    stated = example_fact("96,3", unit="", at=200, dimension="percent")
    finding = only_finding(
        example_claim(ClaimKind.PERCENT, stated, *figures("35,1", "61,2", unit="ha"))
    )
    assert finding.severity is Severity.ERROR
    assert finding.expected == "57,35"


def test_the_percentage_of_a_reduction_is_of_its_size():
    cut, before = figures("-63", "201", unit="ngày")
    relation = verdict_of(example_claim(ClaimKind.PERCENT, percent("31"), cut, before))
    assert relation.formula == "63 / 201 = 31,34% ≈ 31%"


def test_a_corrected_reading_is_rounded_rather_than_cut_off():
    finding = only_finding(example_claim(ClaimKind.PERCENT, percent("27,9"), *figures("78", "281")))
    assert finding.severity is Severity.ERROR
    assert "nếu 27,9% là 27,8% thì khớp" in finding.suggestion  # 27,758 %


# --- changes


@pytest.mark.parametrize(
    ("x", "y", "text"), [("46", "23", "100"), ("35", "40", "-12,5"), ("2", "3", "-33,3")]
)
def test_relative_changes_that_hold(x, y, text):
    verdict_of(example_claim(ClaimKind.CHANGE_PERCENT, percent(text), *figures(x, y)))


@pytest.mark.parametrize(
    ("x", "y", "text", "severity", "words"),
    [
        ("84", "42", "50", Severity.ERROR, "chia ngược"),
        ("60", "50", "120", Severity.WARN, "“bằng 120%”"),
        ("35", "40", "12,5", Severity.WARN, "“giảm 12,5%”"),
    ],
)
def test_relative_changes_that_do_not(x, y, text, severity, words):
    claim = example_claim(ClaimKind.CHANGE_PERCENT, percent(text), *figures(x, y))
    finding = only_finding(claim)
    assert finding.severity is severity
    assert words in finding.suggestion


def test_a_difference_in_the_wrong_direction_is_a_warning_only_for_rises_and_falls():
    now, before = figures("50", "55", unit="hộ")
    rise = example_fact("5", unit="hộ", at=60, role=Role.ABS_CHANGE)
    finding = only_finding(example_claim(ClaimKind.CHANGE, rise, now, before))
    assert finding.severity is Severity.WARN
    assert finding.suggestion == "Nếu viết “giảm 5 hộ” thì khớp."
    fall = example_fact("-5", unit="hộ", at=60, role=Role.ABS_CHANGE)
    assert verdict_of(example_claim(ClaimKind.CHANGE, fall, now, before)).formula == "50 - 55 = -5"
    rest = example_fact("5", unit="hộ", at=60)
    assert verdict_of(example_claim(ClaimKind.CHANGE, rest, now, before)).formula == "55 - 50 = 5"


def test_a_remainder_after_several_deductions():
    fund, used, returned = figures("189.000.000", "78.000.000", "30.000.000", unit="đồng")
    rest = example_fact("81.000.000", unit="đồng", at=90)
    assert verdict_of(example_claim(ClaimKind.CHANGE, rest, fund, used, returned))


def test_a_change_of_a_rate_is_in_points():
    claim = example_claim(
        ClaimKind.CHANGE,
        percent("-14,45", role=Role.ABS_CHANGE),
        *figures("42,85", "57,30", unit="%"),
    )
    assert verdict_of(claim).formula == "42,85% - 57,30% = -14,45%"


# --- totals and parts


def test_mixed_units_and_a_thousandfold_slip():
    whole, central = figures("108.000.000", "101.000.000", unit="đồng")
    millions = example_fact("07", unit="triệu đồng", at=60)
    relation = verdict_of(example_claim(ClaimKind.SUM, whole, central, millions))
    assert relation.formula == "101.000.000 đồng + 07 triệu đồng = 108.000.000 đồng"
    slipped = example_fact("7.000", unit="đồng", at=60)
    for closed, severity in ((True, Severity.ERROR), (False, Severity.WARN)):
        finding = only_finding(example_claim(ClaimKind.SUM, whole, central, slipped, closed=closed))
        assert (finding.severity, finding.cause) == (severity, Cause.UNIT_SLIP)
        assert "nếu 7.000 đồng là 7.000.000 đồng" in finding.suggestion


def test_parts_left_out_or_counted_twice_are_named():
    total, *parts = figures("38", "20", "18", "7", unit="hộ")
    finding = only_finding(example_claim(ClaimKind.SUM, total, *parts))
    assert finding.cause is Cause.MISSING_PART
    assert "7 hộ" in finding.suggestion
    total, *parts = figures("63", "20", "18", "7", unit="hộ")
    finding = only_finding(example_claim(ClaimKind.SUM, total, *parts))
    assert finding.cause is Cause.COUNTED_TWICE
    assert "nếu là 45 hộ thì khớp" in finding.suggestion


def test_a_neighbouring_item_in_or_out_explains_a_total():
    total, *parts = figures("253", "224", "29", "380", unit="việc")
    claim = example_claim(ClaimKind.SUM, total, *parts, alternatives=(tuple(parts[:2]),))
    relation = verdict_of(claim)
    assert relation.formula == "224 + 29 = 253"
    assert len(relation.claim.operands) == 2


def test_an_open_list_may_fall_short_but_not_exceed():
    total, *parts = figures("277", "19", "104", "77", "2", unit="học sinh")
    assert silent(example_claim(ClaimKind.SUM, total, *parts, closed=False))
    total, *parts = figures("366", "82", "97", "244", unit="học sinh")
    finding = only_finding(example_claim(ClaimKind.SUM, total, *parts, closed=False))
    assert finding.severity is Severity.WARN  # pupils may have two titles
    total, *parts = figures("66", "82", "97", unit="học sinh")
    finding = only_finding(example_claim(ClaimKind.SUM, total, *parts, closed=False))
    assert finding.severity is Severity.ERROR  # 82 of 66 cannot be
    assert len(finding.spans) == 2


def test_an_inferred_total_is_silent_unless_a_slip_explains_it_to_the_digit():
    total, *parts = figures("38", "20", "18", "7", unit="hộ")
    assert silent(example_claim(ClaimKind.SUM, total, *parts, certain=False))
    money = figures("1.524.000.000", "1.214.000.000", "328.000.000", unit="đồng")
    finding = only_finding(example_claim(ClaimKind.SUM, *money, certain=False))
    assert (finding.severity, finding.cause) == (Severity.WARN, Cause.DIGITS_SWAPPED)


@pytest.mark.parametrize("kind", [ClaimKind.PARTS, ClaimKind.WITHIN])
def test_parts_within_their_whole(kind):
    small, large = figures("7", "19", unit="tiêu chí")
    fits = (large, small) if kind is ClaimKind.PARTS else (small, large)
    assert verdict_of(example_claim(kind, *fits)).formula == "7 ≤ 19"
    finding = only_finding(example_claim(kind, *fits[::-1]))
    assert finding.severity is Severity.ERROR
    assert silent(example_claim(kind, *fits[::-1], certain=False))


def test_of_a_whole_told_loosely_only_a_single_part_can_be_too_great():
    """Khoảng 48 ha, trong đó nhẹ 42,2 ha, trung bình 4,9 ha; phun trừ 6,8 ha."""
    about = example_fact("48", unit="ha", at=100, approximation=Approximation.ABOUT)
    parts = figures("42,2", "4,9", "6,8", unit="ha")
    assert silent(example_claim(ClaimKind.PARTS, about, *parts))
    assert only_finding(example_claim(ClaimKind.PARTS, about, *figures("62,2", "1", unit="ha")))


def test_equal_and_roundable_parts_are_within():
    verdict_of(example_claim(ClaimKind.WITHIN, *figures("37", "37")))
    claim = example_claim(ClaimKind.PARTS, *figures("5,1", "2,6", "2,6", unit="ha"))
    assert verdict_of(claim).verdict is Verdict.ROUNDED


# --- products


def test_outputs_of_two_crops_add_up():
    areas = [example_fact(text, unit="ha", at=at) for text, at in (("11,2", 0), ("10,2", 40))]
    yields = [example_fact(text, unit="tạ/ha", at=at) for text, at in (("40", 20), ("49", 60))]
    operands = (areas[0], yields[0], areas[1], yields[1])
    output = example_fact("94,78", unit="tấn", at=80)
    assert verdict_of(example_claim(ClaimKind.PRODUCT, output, *operands)).verdict is Verdict.EXACT
    wrong = example_fact("947,8", unit="tấn", at=80)
    assert only_finding(example_claim(ClaimKind.PRODUCT, wrong, *operands)).severity


def test_count_times_rate():
    gifts = example_fact("34", unit="suất")
    each = example_fact("300.000", unit="đồng", at=20)
    verdict_of(
        example_claim(
            ClaimKind.PRODUCT, example_fact("10,2", unit="triệu đồng", at=40), gifts, each
        )
    )
    slipped = example_fact("10.200", unit="đồng", at=40)
    finding = only_finding(example_claim(ClaimKind.PRODUCT, slipped, gifts, each))
    assert finding.cause is Cause.UNIT_SLIP
    assert finding.expected == "10.200.000 đồng"


# --- the same twice, means


def test_one_number_off_is_an_error_for_things_that_are_counted():
    finding = only_finding(example_claim(ClaimKind.SAME, *figures("11", "10", unit="cụm")))
    assert finding.severity is Severity.ERROR
    assert silent(example_claim(ClaimKind.SAME, *figures("1.080", "1.132"), certain=False))


def test_a_finer_figure_may_have_been_cut_off_to_the_coarser():
    fine = example_fact("4.587.000.000", unit="đồng")
    coarse = example_fact("4,5", unit="tỷ đồng", at=20)
    for pair in ((fine, coarse), (coarse, fine)):
        assert verdict_of(example_claim(ClaimKind.SAME, *pair)).verdict is Verdict.TRUNCATED


def test_different_measures_are_not_compared():
    pair = example_fact("9.120.000.000", unit="đồng"), example_fact("310", unit="ha", at=20)
    for kind in (ClaimKind.SAME, ClaimKind.WITHIN, ClaimKind.SUM):
        assert silent(example_claim(kind, *pair))


@pytest.mark.parametrize(
    ("overall", "severity"),
    [("87,8", None), ("89,4", None), ("89,6", Severity.WARN), ("95,0", Severity.ERROR)],
)
def test_an_overall_rate_lies_between_its_parts(overall, severity):
    parts = figures("89,4", "86,2", unit="%")
    _, findings = judge([example_claim(ClaimKind.MEAN, percent(overall), *parts)], "r")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


# --- malformed figures


def test_a_malformed_figure_without_a_reading():
    figure = example_fact("28000000", unit="đồng", value=None, flags=frozenset({Flag.MALFORMED}))
    finding = only_finding(example_claim(ClaimKind.MALFORMED, figure))
    assert finding.severity is Severity.WARN
    assert finding.expected == finding.suggestion == ""
    assert silent(example_claim(ClaimKind.PERCENT, percent("100"), figure, figure))


# --- dates


def dated(note: str, *context: str, **changes) -> Claim:
    numerals = example_numerals("31", "2020", "14", "12", "2023")
    return Claim(
        kind=ClaimKind.DATE, stated=None, numerals=numerals, note=note, context=context, **changes
    )


@pytest.mark.parametrize(
    ("note", "good", "bad"),
    [
        ("same_document", ("2023-02-28", "2023-02-28"), ("2023-02-28", "2023-03-28")),
        ("year_in_symbol", ("2021", "2021-12-09"), ("2021", "2024-12-09")),
        ("not_after_report", ("2023-06-30", "2023-06-30"), ("2023-07-01", "2023-06-30")),
        ("not_after_report", ("2023-06-30", "2023-06"), ("2023-09-29", "2023-06")),
        ("not_after_report", ("2023-12-31", "2023"), ("2024-01-01", "2023")),
    ],
)
def test_dates_of_documents(note, good, bad):
    relation = verdict_of(dated(note, "31/KH-UBND", *good))
    assert relation.claim.numerals
    finding = only_finding(dated(note, "31/KH-UBND", *bad))
    assert finding.severity is Severity.ERROR
    assert "31/KH-UBND" in finding.message
    assert len(finding.spans) == 5
    assert silent(dated(note, "31/KH-UBND", *bad, certain=False))


def test_a_date_in_the_wrong_year_is_told_with_the_right_one():
    finding = only_finding(dated("year_in_symbol", "31/2021/NQ-HĐND", "2021", "2024-12-09"))
    assert (finding.expected, finding.cause) == ("09/12/2021", Cause.STALE_YEAR)


def test_unknown_notes_are_not_judged():
    assert silent(dated("weekday", "31/KH-UBND", "2023-06-11", "2023-06-12"))


def test_bounds_are_stored_in_the_unit_of_the_stated_figure():
    spent = example_fact("4,5", unit="tỷ đồng"), example_fact("500", unit="triệu đồng", at=20)
    total = example_fact("5.000", unit="triệu đồng", at=40)
    (relation,), _ = judge([example_claim(ClaimKind.SUM, total, *spent)], "r")
    assert relation.computed_low == Decimal("4949.5")
    assert relation.computed_high == Decimal("5050.5")
