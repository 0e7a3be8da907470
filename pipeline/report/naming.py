"""What units, files and days are called for those who read about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import PurePath

from models.digest import Unit
from models.messages import Messages
from models.stored import StoredReport

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What Windows, and with it every shared folder of an office, takes in no file name."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_VIETNAM = timezone(timedelta(hours=7))
_LONGEST = 120
"""Bytes of a file name's stem; file systems allow 255 for the whole name."""


def unit_label(unit: Unit, say: Messages) -> str:
    """The unit's name as it begins a line: `Xã Suối Mây`."""
    name = " ".join(unit.name.split())
    return name[:1].upper() + name[1:] if name else say("handout.no_unit")


def unit_seat(unit: Unit) -> str:
    """Where the unit lies, as far as its own name does not say it: `Tân Lĩnh, Lạng Sơn`."""
    return ", ".join(
        place for place in (unit.district, unit.province) if place and place not in unit.name
    )


def report_title(report: StoredReport) -> str:
    """What the report calls itself, on one line; else the name of its file."""
    return " ".join(report.header.title.split()) or report.file_name


def safe_file_name(name: str) -> str:
    """`name` as the stem of a file name that Windows, macOS and Linux take.

    >>> safe_file_name("Xã Tân/Lập: 1.")
    'Xã Tân Lập 1'
    >>> safe_file_name("CON"), safe_file_name("...")
    ('_CON', '_')
    """
    cleaned = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).split())
    cleaned = cleaned.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{cleaned}" if not cleaned or _RESERVED.fullmatch(cleaned) else cleaned


def file_names(units: Iterable[Unit], say: Messages) -> Mapping[Unit, str]:
    """A file name's stem for each unit; no two are alike, whatever their case.

    Units of one name are told apart by where they lie, else by a number.
    """
    names: dict[Unit, str] = {}
    taken: set[str] = set()
    for unit in units:
        label = unit_label(unit, say)
        stem = safe_file_name(label)
        if stem.casefold() in taken:
            stem = safe_file_name(f"{label} ({unit_seat(unit)})")
        number, first = 2, stem
        while stem.casefold() in taken:
            stem, number = f"{first} {number}", number + 1
        taken.add(stem.casefold())
        names[unit] = stem
    return names


def file_link(report: StoredReport, page: int | None = None) -> str:
    """The address of the report's file, at a page where its format has pages; empty if unknown."""
    path = PurePath(report.file_path)
    if not path.is_absolute():
        return ""
    is_paged = page is not None and path.suffix.lower() == ".pdf"
    return path.as_uri() + (f"#page={page}" if is_paged else "")


def render_date(day: date | None, say: Messages) -> str:
    """`day` as the language writes it, empty for None.

    >>> from models.messages import messages
    >>> render_date(date(2024, 6, 30), messages("vi"))
    '30/06/2024'
    """
    if day is None:
        return ""
    return day.strftime("%d/%m/%Y") if say.lang == "vi" else day.isoformat()


def local_day(time: datetime | None) -> date | None:
    """The day of `time` in Vietnam, which has one time zone and no summer time."""
    return time.astimezone(_VIETNAM).date() if time else None
