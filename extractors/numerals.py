"""What number the digits of a numeral spell, in either notation.

The Vietnamese notation has points between thousands and a decimal comma; the English one, which
spreadsheets leave behind, has it the other way round. Most numerals tell theirs by themselves.
`1,250` and `1.250` do not: there decides what is counted, else the rest of the report.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from models.number import Reading

_PLAIN = re.compile(r"\d+\Z")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,(\d+))?\Z")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.(\d+))?\Z|\d{1,3}(?:,\d{3})+\.(\d+)\Z")
_DECIMAL_COMMA = re.compile(r"\d+,(\d+)\Z")
_DECIMAL_POINT = re.compile(r"\d+\.(\d{1,2}|\d{4,})\Z|0\.(\d+)\Z")


_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}\Z")
_BEGINS = r"\d(?<![\d.,]\d)\d{0,2}"
"""Looks back from its first digit, so that the search leaps from digit to digit."""
_VIETNAMESE = re.compile(rf"{_BEGINS}(?:(?:\.\d{{3}})*,\d{{1,2}}|(?:\.\d{{3}}){{2,}})(?![.,]?\d)")
_ENGLISH = re.compile(rf"{_BEGINS}(?:(?:,\d{{3}})+\.\d{{1,2}}|(?:,\d{{3}}){{2,}})(?![.,]?\d)")
_MEASURED_POINT = re.compile(rf"{_BEGINS}\.\d{{1,2}}(?= ?[%a-zđ])")
_BY_COMMA = re.compile(rf"{_BEGINS}(?:,\d{{3}})+(?![.,]?\d)")
_BY_POINT = re.compile(rf"{_BEGINS}(?:\.\d{{3}})+(?![.,]?\d)")
_LEAST = 2
"""One numeral in the English notation may be a slip; a report that has it has more."""


class Notation(StrEnum):
    """Which sign stands between thousands."""

    VIETNAMESE = "vietnamese"
    """A point: 2.302,47."""
    ENGLISH = "english"
    """A comma: 2,302.47."""
    MIXED = "mixed"
    """Decimals behind a point, yet no English thousands: three digits are thousands either way."""


_GROUPING = {Notation.VIETNAMESE: ".", Notation.ENGLISH: ",", Notation.MIXED: ".,"}
"""What may stand between thousands."""


def find_notation(text: str) -> Notation:
    """The notation of a report, by the numerals in it that tell theirs.

    >>> str(find_notation("Thu 1,250,000 đồng, chi 2,400,500 đồng, đạt 12.5%"))
    'english'
    >>> str(find_notation("Gieo 2.302,47 ha, đạt 99,6% kế hoạch"))
    'vietnamese'

    Where points stand before one or two digits and no comma does, commas that part three digits, if
    they are more than such points, make the report an English one:

    >>> str(find_notation("Heo 8,045/8,320 con, đạt 96.69%; thu 1.437 tỷ, tăng 12.5%"))
    'english'
    """
    english, points = _count(_ENGLISH, text), _count(_MEASURED_POINT, text)
    if max(english, points) < _LEAST:
        return Notation.VIETNAMESE
    vietnamese = _count(_VIETNAMESE, text)
    if english >= _LEAST and english > vietnamese:
        return Notation.ENGLISH
    by_comma = _count(_BY_COMMA, text)
    if not vietnamese and by_comma >= _LEAST and by_comma > _count(_BY_POINT, text):
        return Notation.ENGLISH
    return Notation.MIXED if points > vietnamese else Notation.VIETNAMESE


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def parse_numeral(
    text: str, notation: Notation = Notation.VIETNAMESE, *, whole: bool = False
) -> Reading:
    """The value of a numeral as written, with its decimals.

    Three digits behind a single point or comma are thousands where whole things are counted;
    else as the report's notation has it.

    Args:
        text: Digits with points and commas between them.
        notation: That of the report.
        whole: Whether the figure counts what cannot be divided.

    Returns:
        A reading; `malformed` and without value where points or commas group as no number does.

    >>> parse_numeral("2.302,47").value, parse_numeral("42.85").value, parse_numeral("1.056").value
    (Decimal('2302.47'), Decimal('42.85'), Decimal('1056'))
    >>> parse_numeral("3,807").value, parse_numeral("3,807", whole=True).value
    (Decimal('3.807'), Decimal('3807'))
    >>> parse_numeral("3,807").decimals, parse_numeral("280.000.00").malformed
    (3, True)
    """
    if _THOUSANDS.match(text):
        head, tail = re.split("[.,]", text)
        if whole or text[len(head)] in _GROUPING[notation]:
            return Reading(value=Decimal(head + tail))
        return Reading(value=Decimal(f"{head}.{tail}"), decimals=len(tail))
    if _PLAIN.match(text):
        return Reading(value=Decimal(text))
    if match := _DOT_THOUSANDS.match(text):
        if not text.startswith("0."):
            digits = text.replace(".", "").replace(",", ".")
            return Reading(value=Decimal(digits), decimals=len(match[1] or ""))
    if match := _COMMA_THOUSANDS.match(text):
        return Reading(
            value=Decimal(text.replace(",", "")), decimals=len(match[1] or match[2] or "")
        )
    if match := _DECIMAL_COMMA.match(text):
        return Reading(value=Decimal(text.replace(",", ".")), decimals=len(match[1]))
    if match := _DECIMAL_POINT.match(text):
        return Reading(value=Decimal(text), decimals=len(match[1] or match[2]))
    return Reading(value=None, malformed=True)
