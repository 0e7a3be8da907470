"""Dates and times of cells, which Excel stores as days since its epoch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - has no zone
_NO_LEAP_DAY = 60
"""Excel takes 1900 for a leap year: smaller numbers of days are one too few."""
_DAYS = 2_958_466
"""The first day that Excel cannot show."""
_SYSTEM = (
    ("date", "dd"), ("literal", "/"), ("date", "mm"), ("literal", "/"), ("date", "yyyy"),
)  # fmt: skip
"""How the system writes a date in full."""

Token = tuple[str, str]


def is_date(tokens: Sequence[Token]) -> bool:
    """Whether a format shows a date or a time."""
    return any(kind in {"date", "elapsed", "system"} for kind, _ in tokens)


def show_date(value: Decimal, tokens: Sequence[Token], *, since_1904: bool) -> str:
    """The date or time that `value` days since the epoch are; months are written as figures.

    What is no date to Excel is shown as a number.

    >>> day = (("date", "dd"), ("sign", "/"), ("date", "m"), ("literal", "-"), ("date", "yyyy"))
    >>> show_date(Decimal(45473), day, since_1904=False)
    '30/6-2024'
    """
    if not 0 <= value < _DAYS:
        return f"{value:f}".replace(".", ",")
    if ("system", "") in tokens:
        tokens = _SYSTEM
    seconds = round(value * 86_400)
    lost = 86_400 if value < _NO_LEAP_DAY and not since_1904 else 0
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=seconds + lost)
    halves = any(kind == "date" and text.upper() in {"AM/PM", "A/P"} for kind, text in tokens)
    shown = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            shown.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()]))
        elif kind == "date":
            minutes = text[0].lower() == "m" and _counts_minutes(tokens, index)
            shown.append(_field(moment, text.lower(), minutes=minutes, halves=halves))
        elif kind in {"literal", "sign"}:
            shown.append(text)
    return "".join(shown).strip(" ,")


def _field(moment: datetime, text: str, *, minutes: bool, halves: bool) -> str:
    letter, length = text[0], len(text)
    if letter == "a":
        return "AM" if moment.hour < 12 else "PM"
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter == "d":
        return f"{moment.day:0{min(length, 2)}d}" if length < 3 else ""  # else the week's day
    if letter == "h":
        hour = (moment.hour + 11) % 12 + 1 if halves else moment.hour
        return f"{hour:0{min(length, 2)}d}"
    number = moment.minute if minutes else moment.month if letter == "m" else moment.second
    return f"{number:0{min(length, 2)}d}"


def _counts_minutes(tokens: Sequence[Token], index: int) -> bool:
    """Whether an m stands behind hours or before seconds."""

    def letter(near: Sequence[Token]) -> str:
        found = (text[0].lower() for kind, text in near if kind in {"date", "elapsed"})
        return next(found, "")

    return letter(tokens[:index][::-1]) == "h" or letter(tokens[index + 1 :]) == "s"
