"""What number the digits of a numeral spell, in either notation."""

from __future__ import annotations

import re
from decimal import Decimal

from models.number import Reading

_PLAIN = re.compile(r"\d+\Z")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,(\d+))?\Z")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.(\d+))?\Z|\d{1,3}(?:,\d{3})+\.(\d+)\Z")
_DECIMAL_COMMA = re.compile(r"\d+,(\d+)\Z")
_DECIMAL_POINT = re.compile(r"\d+\.(\d{1,2}|\d{4,})\Z|0\.(\d+)\Z")


def parse_numeral(text: str) -> Reading:
    """The value of a numeral as written, with its decimals.

    The Vietnamese notation has points between thousands and a decimal comma; spreadsheets leave
    a decimal point behind. Three digits after one point are thousands, after one comma decimals.

    Returns:
        A reading; `malformed` and without value where points or commas group as no number does.

    >>> parse_numeral("2.302,47").value, parse_numeral("42.85").value, parse_numeral("1.056").value
    (Decimal('2302.47'), Decimal('42.85'), Decimal('1056'))
    >>> parse_numeral("3,807").decimals, parse_numeral("280.000.00").malformed
    (3, True)
    """
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
