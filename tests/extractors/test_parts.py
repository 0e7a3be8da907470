"""Lists of parts within a block: what opens them, where they end, which figure is the whole."""

from __future__ import annotations

import pytest

from tests.extractors.claims import read_block


def lists(text: str) -> list[str]:
    """Whole, bar and parts of each list, a star behind closed ones."""
    reading = read_block(text)
    texts = [figure.token.text for figure in reading.figures]
    return [
        " ".join((texts[found.whole], "|", *(texts[part] for part in found.parts)))
        + ("*" if found.closed else "")
        for found in reading.parts
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đàn gia súc 52 con, gồm: trâu 31 con, bò 21 con.", ["52 | 31 21*"]),
        ("Đàn gia súc 52 con, bao gồm: trâu 31 con và bò 21 con.", ["52 | 31 21*"]),
        ("Đàn gia súc 92 con, trong đó trâu 31 con, bò 21 con.", ["92 | 31 21"]),
        ("Đàn gia súc 52 con (trâu 31 con, bò 21 con).", ["52 | 31 21*"]),
        ("Đàn gia súc 52 con (trong đó trâu 31 con, bò 10 con).", ["52 | 31 10"]),
        ("Có 12 vụ, chia ra: trộm cắp 7 vụ, đánh bạc 5 vụ.", ["12 | 7 5*"]),
        ("Hiện có 52 con. Cụ thể: trâu 31 con, bò 21 con.", ["52 | 31 21*"]),
        ("Đàn gia súc 52 con; gia cầm 900 con.", []),
        ("Đàn gia súc 52 con (tăng 3%).", []),
    ],
)
def test_lists(text: str, found: list[str]) -> None:
    assert lists(text) == found


@pytest.mark.parametrize(("members", "found"), [(30, 1), (70, 0)])
def test_a_list_longer_than_any_person_writes_is_none(members: int, found: int) -> None:
    each = ", ".join(f"thôn {number} {number} hộ" for number in range(1, members + 1))
    total = members * (members + 1) // 2
    assert len(lists(f"Toàn xã có {total} hộ nghèo, gồm: {each}.")) == found


def test_remarks_in_brackets_are_no_members() -> None:
    text = "Có 55 người, gồm: trong tỉnh 42 người (nữ 17 người), ngoài tỉnh 13 người."
    assert "55 | 42 13*" in lists(text)


def test_the_whole_is_what_the_parts_give() -> None:
    text = "Có 21 người, thiếu 01 người; trong đó nam 12 người, nữ 9 người."
    assert lists(text) == ["21 | 12 9"]


def test_parts_of_parts_are_left_out() -> None:
    text = "Nhận 9 đơn, gồm: hòa giải 6 đơn, thành 4 đơn, không thành 2 đơn, chuyển 3 đơn."
    assert lists(text) == ["9 | 6 3*"]


def test_percentages_and_bases_are_no_parts() -> None:
    text = "Trồng 90 ha, gồm: quế 50/60 ha đạt 83%, hồi 40 ha."
    assert lists(text) == ["90 | 50 40*"]


def test_a_list_with_two_other_wholes_is_not_certain() -> None:
    reading = read_block("Có 80 hộ, 95 hộ vay vốn, trong đó hộ nghèo 31 hộ, cận nghèo 21 hộ.")
    assert [found.certain for found in reading.parts] == [False]
