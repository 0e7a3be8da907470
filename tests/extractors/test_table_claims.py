"""Claims of tables: total rows and columns, shares, compared columns."""

from __future__ import annotations

from models.relation import ClaimKind
from tests.extractors.claims import claims_of, equations

COMPARED = (
    "TT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tTỷ lệ %\n"
    "1\tLúa\tha\t120\t117\t97,5\n2\tNgô\tha\t80\t60\t75\n"
)
SPLIT = (
    "TT\tTrường\tTổng số\tNam\tNữ\n"
    "1\tHạ\t186\t95\t91\n2\tThượng\t342\t170\t172\n3\tTrung\t{}\t119\t129\n"
)
TOTALLED = "TT\tThôn\tSố hộ\tSố khẩu\n1\tHạ\t45\t212\n2\tThượng\t61\t270\n{}Tổng cộng\t106\t482\n"


def test_plan_and_actual_columns_with_their_percentage() -> None:
    assert equations(COMPARED, ClaimKind.PERCENT) == ["97,5 < 117 120", "75 < 60 80"]


def test_a_total_column_and_those_that_split_it() -> None:
    found = equations(SPLIT.format(248), ClaimKind.SUM)
    assert found == ["186 < 95 91", "342 < 170 172", "248 < 119 129"]


def test_rows_that_agree_make_the_one_that_does_not_certain() -> None:
    claims = claims_of(SPLIT.format(268), ClaimKind.SUM)
    assert all(claim.certain for claim in claims)


def test_a_total_row_with_a_number() -> None:
    assert equations(TOTALLED.format("3\t"), ClaimKind.SUM) == ["106 < 45 61", "482 < 212 270"]


def test_a_total_row_without_a_number() -> None:
    assert equations(TOTALLED.format("\t"), ClaimKind.SUM) == ["106 < 45 61", "482 < 212 270"]


def test_a_table_without_totals_claims_none() -> None:
    text = "TT\tThôn\tSố hộ\tSố khẩu\n1\tHạ\t45\t212\n2\tThượng\t61\t270\n"
    assert not equations(text, ClaimKind.SUM)


def test_cells_with_two_figures_take_no_part() -> None:
    text = "TT\tThôn\tTổng số\tNam\tNữ\n1\tHạ\t186\t95/100\t91\n2\tThượng\t342\t170\t172\n"
    assert equations(text, ClaimKind.SUM) == ["342 < 170 172"]
