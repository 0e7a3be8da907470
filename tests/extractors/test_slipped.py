"""Figures one column from where the share beside them puts them."""

from __future__ import annotations

from models.relation import ClaimKind
from tests.extractors.claims import claims_of

HEAD = (
    "TT\tHình thức\tSố lượng\t\tTrong đó ở thôn\t\t\t\n"
    "\t\tTập thể\tCá nhân\tTập thể\t\tCá nhân\t\n"
    "\t\t\t\tSL\t%\tSL\t%\n"
)
AWARDED = "1\tGiấy khen\t\t64\t\t\t40\t62,5\n"


def slipped(row: str) -> list[tuple[str, ...]]:
    """For each claim the figure, the column it stands in and the one it belongs to."""
    claims = claims_of(HEAD + AWARDED + row, ClaimKind.COLUMN)
    return [(claim.stated.text, *claim.context) for claim in claims if claim.stated]


def test_a_whole_in_the_neighbouring_column() -> None:
    assert slipped("2\tKhen chuyên đề\t23\t\t\t\t9\t39,13\n") == [("23", "Tập thể", "Cá nhân")]


def test_a_whole_in_its_own_column() -> None:
    assert not slipped("2\tKhen chuyên đề\t\t23\t\t\t9\t39,13\n")


def test_a_share_that_is_not_of_that_figure() -> None:
    assert not slipped("2\tKhen chuyên đề\t23\t\t\t\t9\t41,13\n")


def test_a_share_with_a_whole_of_its_own_beside_another() -> None:
    assert not slipped("2\tKhen chuyên đề\t23\t23\t\t\t9\t39,13\n")


def test_a_round_share_may_fit_by_chance() -> None:
    assert not slipped("2\tKhen chuyên đề\t18\t\t\t\t9\t50\n")
