"""The lines of a source, told apart: running text, table rows, furniture.

Offices send text in which one line is a paragraph, and text wrapped at the margin. Which of
the two a line break is follows from the words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.text import Source, Span

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_RULE = re.compile(r"[\s\-–—=_|+.:]{3,}\Z")
_ENDS = re.compile(r"[.;:!?…”\"»)\]/]\W*\Z")
_OPEN_END = re.compile(r"[,\-–+(&]\s*\Z")
_MARGIN = range(55, 111)
"""How long a line is that ends where the page did and not where its author ended it."""
_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_CLOSES = re.compile(r"\s*\w{1,2}\)")
"""The end of a bracket that the line before opened, which looks like `a)`."""
MARKER = re.compile(
    r"\s*(?:[-–•*+]\s|[-–+]\s?\+?\s?(?=\w)|\*{1,3}\s?\S|\(?[a-zđ0-9]{1,2}\)\s?|[a-zđA-HKMNĐ]\.\s|[IVXL]{1,5}\s?[.\-/]"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)\-]\s(?=[^\W\d_])|\d{1,2}\.(?=[^\W\d_])"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\s(?=[{_CAPITAL}])|Phần\s|PHẦN\s|#{{1,6}}\s|⁽?[¹²³⁰⁴-⁹])"
)
"""What a new paragraph, item or heading begins with."""


class LineKind(StrEnum):
    """What a line of the source is."""

    TEXT = "text"
    TABLE = "table"
    RULE = "rule"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, without its line end."""

    span: Span
    kind: LineKind
    blank_before: bool
    """Whether at least one empty line stands before it."""


def find_lines(source: Source) -> list[Line]:
    r"""All non-blank lines of the source, in order.

    >>> text = "Biểu 1\n\nTT\tXã\n--\n1\tA"
    >>> [str(line.kind) for line in find_lines(Source(text=text, media_type="text/plain"))]
    ['text', 'table', 'text', 'table']
    """
    found: list[Line] = []
    furniture = iter(sorted(source.furniture))
    tables = iter(sorted(piece for table in source.tables for piece in table.pieces))
    current_furniture, current_table = next(furniture, None), next(tables, None)
    previous_stop = 0
    for match in _LINE.finditer(source.reading):
        if not match.group().strip():
            continue
        span = Span(match.start(), match.end())
        while current_furniture and current_furniture.stop <= span.start:
            current_furniture = next(furniture, None)
        while current_table and current_table.stop <= span.start:
            current_table = next(tables, None)
        if current_furniture and current_furniture.overlaps(span):
            kind = LineKind.FURNITURE
        elif current_table and current_table.overlaps(span):
            kind = LineKind.TABLE
        else:
            kind = _kind_of(match.group())
        blank = source.reading.count("\n", previous_stop, span.start) > 1 or not found
        found.append(Line(span, kind, blank))
        previous_stop = span.stop
    return found


def _kind_of(line: str) -> LineKind:
    """The kind of a line by its looks alone."""
    if "\t" in line.lstrip():
        return LineKind.TABLE
    if _RULE.match(line):
        return LineKind.RULE
    return LineKind.TEXT


def is_open(text: str) -> bool:
    """Whether a paragraph that ends like this goes on somewhere.

    >>> is_open("góp phần giảm nghèo bền"), is_open("đạt 100% kế hoạch.")
    (True, False)
    """
    return not _ENDS.search(text) or bool(_OPEN_END.search(text))


def goes_on(text: str) -> bool:
    """Whether a line begins as the middle of a sentence does.

    >>> goes_on("vững trên địa bàn"), goes_on("- Chăn nuôi:"), goes_on("a) Trồng trọt")
    (True, False, False)
    """
    if MARKER.match(text):
        return False
    first = text.lstrip("* \t").lstrip()[:1]
    return first.islower() or first in ",;.)%/" or first.isdigit()


def wraps(before: str, after: str) -> bool:
    """Whether the line break between two lines of one paragraph is only a wrapped margin.

    >>> wraps("UBND xã đã tổ chức thực hiện tốt công tác tuyên truyền cho", "Nhân dân trong xã")
    True
    >>> wraps("BÁO CÁO", "Kết quả thực hiện nhiệm vụ")
    False
    >>> wraps("diện tích thiệt hại do phá rừng 8,72 ha, giảm 27,2% (giảm 3,38", "ha), lâm sản 2 m3")
    True
    """
    if before.rfind("(") > before.rfind(")") and _CLOSES.match(after):
        return True
    if MARKER.match(after):
        return False
    if not is_open(before):
        long = len(before.strip()) in _MARGIN
        return long and before.rstrip().endswith(")") and after.lstrip()[:1].islower()
    return goes_on(after) or bool(_OPEN_END.search(before)) or len(before.strip()) in _MARGIN
