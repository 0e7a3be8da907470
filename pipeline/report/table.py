"""Plain tables that line up on a terminal and in a pipe alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence


def render_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> str:
    """Rows under their heads, two blanks apart; the columns in `right` are set flush right.

    >>> print(render_table(["chỉ tiêu", "số"], [["đàn lợn", "610"], ["lúa", "9"]], right={1}))
    chỉ tiêu   số
    --------  ---
    đàn lợn   610
    lúa         9
    """
    lines = [heads, *rows]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=index in right)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (heads, rule, *rows)
    )


def one_line(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` characters, cut with an ellipsis.

    >>> one_line("Tổng đàn lợn", 8)
    'Tổng đà…'
    """
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal; combining marks take none."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _padded(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - display_width(cell))
    return blanks + cell if right else cell + blanks
