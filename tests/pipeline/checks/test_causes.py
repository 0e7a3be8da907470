"""Which slip is named: the one that chance would least give, in the light of other claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.finding import Cause, Finding, Severity
from models.relation import Claim, ClaimKind
from pipeline.checks import judge
from pipeline.checks._examples import example_claim, example_fact


def claim(kind: ClaimKind, said: str, *others: str, at: int = 0, **changes: object) -> Claim:
    """Figures in ha (a percentage behind), each 20 characters behind the one before."""
    unit = "%" if kind in (ClaimKind.PERCENT, ClaimKind.CHANGE_PERCENT) else "ha"
    operands = [
        example_fact(text, unit="ha", at=at + 20 * i) for i, text in enumerate(others, start=1)
    ]
    return example_claim(kind, example_fact(said, unit=unit, at=at), *operands, **changes)


def found(*claims: Claim) -> list[Finding]:
    return list(judge(claims, "r")[1])


@pytest.mark.parametrize(
    ("said", "x", "y", "cause", "suggested"),
    [
        ("85,47", "75,3", "81,8", Cause.DIGITS_SWAPPED, "88,1 ha"),
        ("10,49", "124,1", "118,3", Cause.DECIMAL_SIGN, "104,9%"),
        ("12,87", "81,6", "63,4", Cause.DECIMAL_SIGN, "128,7%"),
        ("89,9", "47.000", "52,3", Cause.UNIT_SLIP, "47 ha"),
        ("99,6", "609,4", "411", Cause.DIGIT_WRONG, "409,4 ha"),
        ("12,40", "45", "36", Cause.DIGIT_DROPPED, "363 ha"),
        ("84,00", "187,4", "2.223,1", Cause.DIGIT_DROPPED, "223,1 ha"),
        ("63", "292,7", "288,9", Cause.UNKNOWN, "101,32%"),
    ],
)
def test_the_slip_that_the_digits_show(
    said: str, x: str, y: str, cause: Cause, suggested: str
) -> None:
    (finding,) = found(claim(ClaimKind.PERCENT, said, x, y))
    assert finding.cause is cause
    assert suggested in finding.suggestion


def test_exact_parts_explain_better_than_a_rounded_figure() -> None:
    """436 m read as 0,436 m would vanish in the rounding; that proves nothing."""
    (finding,) = found(claim(ClaimKind.SUM, "1.184", "436", "1.184"))
    assert finding.cause is Cause.MISSING_PART
    assert "436 ha" in finding.suggestion


def test_a_zero_of_a_whole_number_is_a_digit() -> None:
    cattle, plan = (example_fact(text, at=at) for text, at in (("7.235", 20), ("724", 40)))
    of_plan = example_fact("99,93", unit="%", at=60)
    (finding,) = found(example_claim(ClaimKind.PERCENT, of_plan, cattle, plan))
    assert finding.cause is Cause.DIGIT_DROPPED
    assert "7.240 con" in finding.suggestion


def test_digits_that_fit_in_the_other_notation_are_no_break() -> None:
    """Cấp 5,100 kg gạo cho 340 nhân khẩu, mỗi khẩu 15 kg: the comma parts thousands."""
    people = example_fact("340", unit="người", at=20)
    each = example_fact("15", unit="kg", at=40)
    given = example_fact("5,100", unit="kg", at=60)
    assert found(example_claim(ClaimKind.PRODUCT, given, people, each)) == []
    wrong = example_fact("5,1", unit="kg", at=60)
    (finding,) = found(example_claim(ClaimKind.PRODUCT, wrong, people, each))
    assert finding.cause is Cause.UNIT_SLIP


def test_a_remainder_tells_the_figure_that_lost_a_digit() -> None:
    settled, received = example_fact("730", at=40), example_fact("72", at=20)
    rest = example_fact("22", at=60)
    (finding,) = found(example_claim(ClaimKind.CHANGE, rest, settled, received))
    assert finding.cause is Cause.DIGIT_DROPPED
    assert "752 con" in finding.suggestion


def test_a_total_may_be_copied_from_elsewhere() -> None:
    elsewhere = claim(ClaimKind.SUM, "1.427", "1.002", "425", at=500)
    (finding,) = found(claim(ClaimKind.SUM, "1.427", "913", "208"), elsewhere)
    assert finding.cause is Cause.NEIGHBOUR
    assert "1.121 ha" in finding.suggestion


def compared(at: int, said: str, x: tuple[str, int], y: tuple[str, int]) -> Claim:
    """A percentage of two figures at their offsets, which other claims may share."""
    figures = (example_fact(text, unit="ha", at=start) for text, start in (x, y))
    return example_claim(ClaimKind.PERCENT, example_fact(said, unit="%", at=at), *figures)


def test_the_base_that_another_claim_of_the_result_has() -> None:
    sown, plan, last = ("294,4", 10), ("261,2", 20), ("445", 30)
    of_plan = compared(40, "112,7", sown, plan)
    (finding,) = found(of_plan, compared(50, "112,7", sown, last))
    assert finding.cause is Cause.WRONG_BASE
    assert finding.severity is Severity.WARN
    assert "261,2 ha" in finding.suggestion


def test_the_plain_mean_of_the_rates_of_the_parts() -> None:
    rows = [("30,1", "28,6", "95"), ("57,7", "65,7", "113,8"), ("42,6", "41,7", "97,9")]
    claims = [
        compared(100 * i + 50, rate, (done, 100 * i + 20), (plan, 100 * i))
        for i, (plan, done, rate) in enumerate(rows)
    ]
    for column in (0, 1):
        parts = [
            example_fact(row[column], unit="ha", at=100 * i + 20 * column)
            for i, row in enumerate(rows)
        ]
        total = ("130,4", "136")[column]
        stated = example_fact(total, unit="ha", at=500 + 20 * column)
        claims.append(example_claim(ClaimKind.SUM, stated, *parts))
    (finding,) = found(*claims, compared(550, "102,2", ("136", 520), ("130,4", 500)))
    assert finding.cause is Cause.MEAN_OF_PERCENTS
    assert finding.expected == "104,29%"


def test_the_result_of_a_neighbour() -> None:
    mine = compared(40, "87,34", ("52", 10), ("64", 20))
    (finding,) = found(mine, compared(140, "87,34", ("69", 110), ("79", 120)))
    assert finding.cause is Cause.NEIGHBOUR
    assert finding.expected == "81,25%"


def test_what_follows_from_one_wrong_figure_is_attached() -> None:
    """The total is short of a part, so its percentage is wrong as well."""
    parts = [example_fact(t, unit="ha", at=i) for i, t in ((10, "88,4"), (20, "97,3"), (30, "9,2"))]
    wrong = example_fact("185,7", unit="ha", at=40)
    of_plan = compared(60, "98,35", ("185,7", 40), ("198,2", 50))
    (finding,) = found(example_claim(ClaimKind.SUM, wrong, *parts), of_plan)
    assert (finding.cause, finding.severity) == (Cause.MISSING_PART, Severity.ERROR)
    assert [one.formula for one in finding.entails] == ["185,7 / 198,2 = 93,69% ≠ 98,35%"]


def test_an_inferred_list_speaks_up_for_a_figure_that_another_claim_accuses() -> None:
    parts = [example_fact(t, unit="ha", at=i) for i, t in ((10, "88,4"), (20, "97,3"), (30, "9,2"))]
    wrong = example_fact("185,7", unit="ha", at=40)
    inferred = example_claim(ClaimKind.SUM, wrong, *parts, certain=False)
    assert not found(inferred)
    of_plan = compared(60, "98,35", ("185,7", 40), ("198,2", 50))
    (finding,) = found(inferred, of_plan)
    assert (finding.cause, finding.severity) == (Cause.MISSING_PART, Severity.ERROR)
    assert len(finding.entails) == 1
    elsewhere = compared(60, "63", ("185,7", 40), ("198,2", 50))
    (finding,) = found(inferred, elsewhere)
    assert not finding.entails
    assert finding.check_id == "percent"


@given(st.integers(11, 9999), st.integers(11, 9999), st.integers(0, 9999))
def test_the_order_of_claims_makes_no_difference(x: int, y: int, said: int) -> None:
    claims = [
        compared(40, f"{said // 10},{said % 10}", (str(x), 10), (str(y), 20)),
        compared(60, "97,4", (str(x), 10), (str(y + 7), 50)),
        claim(ClaimKind.SUM, str(x + y), str(x), str(y), at=500),
    ]
    assert judge(claims, "r") == judge(claims[::-1], "r")


def test_what_is_suggested_is_told_in_english_too() -> None:
    (finding,) = found(claim(ClaimKind.PERCENT, "85,47", "75,3", "81,8"))
    message, suggestion = finding.told("en")
    assert message == finding.message_en
    assert suggestion == "Perhaps two digits are swapped: if 81,8 ha is 88,1 ha, it fits."
    assert finding.told("vi") == (finding.message, finding.suggestion)
