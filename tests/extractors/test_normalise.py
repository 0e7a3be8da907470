"""Views keep the way back to the source, whatever stands in it."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.normalise import make_text, mark_number
from models.text import Span

SIGNS = st.sampled_from(
    [
        *"0123456789abâđ. ,\t\n#*-(",
        "¹",
        "²",
        "⁽¹⁾",
        "m²",
        "<sup>3</sup>",
        "<b>",
        "</b>",
        "\xa0",
        "́",
        "̂",
        "\xad",
        "\u200b",
        "\ufeff",
        "ệ",
        "## ",
    ]
)


def view_of(raw: str) -> str:
    """The view of a whole text."""
    return make_text(raw, [Span(0, len(raw))]).view


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ("Đàn   lợn\u00a0350\tcon", "Đàn lợn 350 con"),
        ("**Đàn lợn** <b>350</b> con", "Đàn lợn 350 con"),
        ("lợn¹ và bò⁽²⁾ và gà<sup>3</sup>", "lợn và bò và gà"),
        ("45m², 3 km² và 12 m³", "45m², 3 km² và 12 m³"),
        ("nông\u00adnghiệp \u200b5 ha", "nôngnghiệp 5 ha"),
        ("## I. KẾT QUẢ", "I. KẾT QUẢ"),
        ("Biểu #5", "Biểu #5"),
        ("1#2", "1#2"),
        (normalize("NFD", "Nghị quyết về hộ nghèo"), "Nghị quyết về hộ nghèo"),
    ],
)
def test_what_only_formats_is_left_out(raw: str, view: str) -> None:
    assert view_of(raw) == view


def test_pieces_are_joined_by_a_space_where_white_space_parts_them() -> None:
    raw = "hai\n\nthôn(1), xã(2) mới"
    pieces = [Span(0, 3), Span(5, 9), Span(12, 16), Span(19, len(raw))]
    assert make_text(raw, pieces).view == "hai thôn, xã mới"


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_every_digit_of_the_view_stands_where_its_offset_says(raw: str) -> None:
    text = make_text(raw, [Span(0, len(raw))])
    for index, sign in enumerate(text.view):
        offset = text.raw_offset(index)
        assert 0 <= offset < len(raw)
        if sign.isdecimal():
            assert raw[offset] == sign
            assert text.find(offset) == index
    offsets = [text.raw_offset(index) for index, sign in enumerate(text.view) if sign.isdecimal()]
    assert offsets == sorted(set(offsets))


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_views_are_clean(raw: str) -> None:
    view = view_of(raw)
    assert "  " not in view
    assert not view.startswith(" ")
    assert not set(view) & set("\t\n\u00a0\u00ad\u200b\ufeff*")


@pytest.mark.parametrize(
    ("mark", "number"), [("¹", "1"), ("⁽¹⁵⁾", "15"), ("<sup>(3)</sup>", "3"), ("²⁰", "20")]
)
def test_marks_are_plain_numbers(mark: str, number: str) -> None:
    assert mark_number(mark) == number
