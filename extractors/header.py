"""What the first page says of the report itself: issuer, symbol, date, title, period, signer.

**Source** Decree 30/2020/NĐ-CP, annex I: the issuing body stands at the top left, the symbol under it,
place and date at the right, then the kind of document and its subject; the signer stands last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.document import Block, BlockKind, Document, Header
from models.lexicon import Lexicon, fold

_TOP = 40
_SYMBOL = re.compile(r"số\s*:?\s*(\d*\s*[\-/]?\s*/?\s*[A-ZĐ]{2,}[\w]*(?:\s?[-–]\s?[A-ZĐ][\w]*)*)", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})(?!\d)", re.IGNORECASE)
_PLACE = re.compile(r"(?:\A|[.\d]\s+|UBND\s+|\s{2,})?([A-ZĐ][\w]*(?:\s[A-ZĐ][\w]*){0,3}),?\s*ngày", re.UNICODE)
_NAME = r"[A-ZĐ][\w]*(?:[ ][A-ZĐ][\w]*){0,3}"
_UNIT = re.compile(rf"(?<!\w)(?P<sort>(?i:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)) (?P<name>{_NAME})")
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20)\d\d)(?!\d)")
_MONTHS = re.compile(r"(?<!\d)0?(\d{1,2})\s*tháng\s*(đầu|cuối)?")
_QUARTER = re.compile(r"quí\s*(i{1,3}v?|iv|[1-4])(?!\w)")
_PERSON = re.compile(rf"\A{_NAME}\Z")
_LEVELS = {
    "xã": "xã", "phường": "xã", "thị trấn": "xã",
    "huyện": "huyện", "quận": "huyện", "thị xã": "huyện", "thành phố": "huyện",
    "tỉnh": "tỉnh",
}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def find_header(document: Document, lexicon: Lexicon) -> Document:
    """The document with its header filled from its first and last blocks.

    >>> from models.lexicon import load
    >>> from models.text import Source
    >>> from extractors.structure import build_document
    >>> text = ("UBND HUYỆN TÂN LĨNH\\n\\nSố: 52/BC-UBND\\n\\nTân Lĩnh, ngày 12 tháng 6 năm 2024\\n\\nBÁO CÁO"
    ...         "\\n\\nTình hình kinh tế - xã hội 6 tháng đầu năm 2024")
    >>> header = find_header(build_document(Source(text=text, media_type="text/plain")), load()).header
    >>> header.symbol, header.level, header.unit_name, header.report_date, header.period_label
    ('52/BC-UBND', 'huyện', 'huyện Tân Lĩnh', datetime.date(2024, 6, 12), '6 tháng đầu năm 2024')
    """
    top = [b for b in document.blocks[:_TOP] if b.kind not in (BlockKind.NOTE, BlockKind.FURNITURE)]
    title = _title(top, lexicon)
    symbol, place, day = _reference(top)
    level, unit, district, province = _issuer(document, top, title)
    label, start, stop = _period(title, day)
    header = Header(
        title=title,
        kind=_kind(title, lexicon),
        level=level,
        unit_name=unit,
        district=district,
        province=province,
        symbol=symbol,
        report_date=day,
        place=place,
        period_label=label,
        period_start=start,
        period_end=stop,
        signer=_signer(document.blocks),
    )
    return replace(document, header=header)


def _title(top: Sequence[Block], lexicon: Lexicon) -> str:
    """What follows the words BÁO CÁO up to the first section or sentence."""
    heads = {word for c in lexicon.cues if c.group == "header.title" for word in fold(c.pattern).split("|")}
    for number, block in enumerate(top):
        view = block.text.view.strip()
        folded = fold(view)
        if folded not in heads and not any(folded.startswith(f"{head} ") for head in heads):
            continue
        parts = [] if folded in heads else [view]
        for following in top[number + 1 : number + 5]:
            text = following.text.view.strip()
            if following.marker is not None or len(text) > 300 or re.match(r"(?i)phần |i\. ", text):
                break
            if text.endswith((".", ":", ";")) and parts:
                break
            parts.append(text)
        return " ".join(parts)
    return ""


def _reference(top: Sequence[Block]) -> tuple[str, str, date | None]:
    """Symbol, place and date of issue."""
    symbol, place, day = "", "", None
    for block in top:
        view = block.text.view
        if not symbol and (match := _SYMBOL.search(view)) and match.start() < 60:
            symbol = re.sub(r"\s+", "", match[1])
        if day is None and (match := _DATE.search(view)):
            day = _day(match)
            if place_match := _PLACE.search(view[: match.start() + 5]):
                place = place_match[1]
        if symbol and day:
            break
    return symbol, place, day


def _day(match: re.Match[str]) -> date | None:
    """The date of a match whose day or month may be left open: then the last of the period."""
    year, month = int(match[3]), int(match[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = int(match[1] or last)
    return date(year, month, day) if 1 <= day <= last else None


def _issuer(document: Document, top: Sequence[Block], title: str) -> tuple[str, str, str, str]:
    """Level, unit, district and province: the first unit named at the top, the others by count."""
    named: list[tuple[str, str]] = []
    for block in top[:8]:
        named.extend(_units(block.text.view.title() if block.text.view.isupper() else block.text.view))
    own = named[0] if named else None
    later = [pair for block in document.blocks[:80] for pair in _units(block.text.view)]
    if own is None and later:
        own = max(dict.fromkeys(later), key=later.count)
    if own is None:
        return "", "", "", ""
    level = _LEVELS[own[0]]
    district = own[1] if level == "huyện" else _most(later, "huyện")
    province = own[1] if level == "tỉnh" else _most(later, "tỉnh")
    return level, f"{own[0]} {own[1]}", district, province


def _units(text: str) -> list[tuple[str, str]]:
    return [
        (match["sort"].lower(), match["name"])
        for match in _UNIT.finditer(text)
        if not match["name"].isupper() or len(match["name"]) > 3
    ]


def _most(named: Sequence[tuple[str, str]], level: str) -> str:
    """The name most often given to a unit of the level."""
    names = [name for sort, name in named if _LEVELS[sort] == level]
    return max(dict.fromkeys(names), key=names.count) if names else ""


def _period(title: str, issued: date | None) -> tuple[str, date | None, date | None]:
    """The period that the title names first: half a year, months, a quarter or a year."""
    folded = fold(title)
    year_match = _YEAR.search(folded)
    year = int(year_match[1]) if year_match else issued.year if issued else None
    if year is None:
        return "", None, None
    first, last = 1, 12
    label = f"năm {year}"
    if match := _MONTHS.search(folded):
        count = int(match[1])
        if 1 <= count <= 12:
            end = match[2] == "cuối"
            first, last = (13 - count, 12) if end else (1, count)
            label = f"{count} tháng {match[2] or 'đầu'} năm {year}"
    elif match := _QUARTER.search(folded):
        quarter = _QUARTERS.get(match[1], 1)
        first, last = 3 * quarter - 2, 3 * quarter
        label = f"quý {quarter} năm {year}"
    return label, date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _kind(title: str, lexicon: Lexicon) -> str:
    """The sort of report by the words of its title."""
    folded = fold(title)
    for cue in lexicon.cues:
        if cue.group == "header.kind" and any(word in folded for word in fold(cue.pattern).split("|")):
            return cue.value
    return ""


def _signer(blocks: Sequence[Block]) -> str:
    """The last short block that is nothing but a name, after the recipients."""
    tail = [b for b in blocks if b.kind not in (BlockKind.CELL, BlockKind.NOTE)]
    found = ""
    recipients = False
    for block in tail:
        view = block.text.view.strip()
        recipients = recipients or fold(view).startswith("nơi nhận")
        if recipients and not found and 2 <= len(view.split()) <= 5 and _PERSON.match(view):
            if not view.isupper():
                found = view
    return found
