"""What the first page says of the report itself: issuer, symbol, date, title, period, signer.

**Source** Decree 30/2020/NĐ-CP, annex I: the issuing body stands at the top left, the symbol under
it, place and date at the right, then the kind of document and its subject; the signer stands last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.header.issuer import IssuerFinder
from extractors.header.official import find_official_unit
from extractors.header.phrases import phrase_pattern
from extractors.periods import day_of, find_period
from models.document import Block, BlockKind, Document, Header
from models.lexicon import Lexicon, fold

_TOP = 40
"""Within how many blocks the title is looked for."""
_LETTERHEAD = 12
"""How many blocks are taken for the letterhead of a report without title."""
_TITLE_LINES = 4
_TITLE_LENGTH = 300
_NUMBER = r"\d*\s*[-/]\s*[^\W\d_]\w*(?:\s?[-–/]\s?[^\W\d_]\w*)*"
_SYMBOL = re.compile(rf"(?<!\w)(?i:số)\s*:?\s*[.…_]*\s*({_NUMBER})")
_BLANK = r"[\s.…_]*"
_DATE = re.compile(
    rf"ngày{_BLANK}(\d{{1,2}})?{_BLANK}tháng{_BLANK}(\d{{1,2}})?{_BLANK}năm\s*(\d{{4}})(?!\d)"
    r"|ngày\s*(\d{1,2})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{4})(?!\d)",
    re.IGNORECASE,
)
_AROUND = "*_ \t)"
"""What may stand behind the date of a letterhead: a law cited with its date ends in a stroke."""
_PLACE_WORD = re.compile(r"([^\W\d_][\w'’]*(?:\s\d{1,2})?)[\s,]*\Z")
_PLACE_LENGTH = 4
_PERSON_LENGTH = range(2, 6)


def find_header(document: Document, lexicon: Lexicon) -> Document:
    r"""The document with its header filled from its first and last blocks.

    >>> from models.lexicon import load
    >>> from models.text import Source
    >>> from extractors.structure import build_document
    >>> text = ("UBND HUYỆN TÂN LĨNH\n\nSố: 52/BC-UBND\n\nTân Lĩnh, ngày 12 tháng 6 năm 2024"
    ...         "\n\nBÁO CÁO\n\nTình hình kinh tế - xã hội 6 tháng đầu năm 2024")
    >>> document = build_document(Source(text=text, media_type="text/plain"))
    >>> header = find_header(document, load()).header
    >>> header.symbol, header.level, header.unit_name, header.report_date, header.period_label
    ('52/BC-UBND', 'huyện', 'huyện Tân Lĩnh', datetime.date(2024, 6, 12), '6 tháng đầu năm 2024')
    """
    blocks = [b for b in document.blocks if b.kind not in (BlockKind.NOTE, BlockKind.FURNITURE)]
    title, letterhead = _title(blocks[:_TOP], lexicon)
    symbol, place, day = _reference(letterhead)
    period = find_period(title, day)
    issuer = IssuerFinder(lexicon).find(letterhead, blocks, place, day or period.stop)
    header = Header(
        title=title,
        kind=_kind(title, lexicon),
        level=issuer.level,
        unit_name=issuer.unit_name,
        district=issuer.district,
        province=issuer.province,
        symbol=symbol,
        report_date=day,
        place=place,
        period_label=period.label,
        period_start=period.start,
        period_end=period.stop,
        signer=_signer(blocks, lexicon),
    )
    return replace(document, header=_with_code(header))


def _with_code(header: Header) -> Header:
    """The header with the official code of its unit, where that is certain."""
    place = find_official_unit(header)
    if place is None:
        return header
    return replace(header, unit_code=place.code, unit_id=place.unit_id)


def _title(top: Sequence[Block], lexicon: Lexicon) -> tuple[str, Sequence[Block]]:
    """What follows the words BÁO CÁO up to the first section or sentence, and what stands above."""
    heads = lexicon.phrases("header.title")
    aside = phrase_pattern(lexicon, "header.aside")
    for number, block in enumerate(top):
        view = block.text.view.strip()
        folded = fold(view)
        if folded not in heads and not any(folded.startswith(f"{head} ") for head in heads):
            continue
        parts = [] if folded in heads else [view]
        for following in top[number + 1 : number + 1 + _TITLE_LINES]:
            text = following.text.view.strip()
            ends = text.endswith((".", ":", ";")) and bool(parts)
            long = len(text) > _TITLE_LENGTH or following.marker is not None
            if long or ends or aside.match(fold(text)):
                break
            parts.append(text)
        return " ".join(parts), top[:number]
    return "", top[:_LETTERHEAD]


def _reference(letterhead: Sequence[Block]) -> tuple[str, str, date | None]:
    """Symbol, place and date of issue: the first of each in the letterhead."""
    symbol, place, day = "", "", None
    dated = False
    for block in letterhead:
        view = block.text.view
        if not symbol and (match := _SYMBOL.search(view)):
            symbol = re.sub(r"\s+", "", match[1])
        match = None if dated else _DATE.search(view)
        if match and not view[match.end() :].strip(_AROUND):
            before = view[: match.start()].rstrip()
            named = _place(before)
            if not before or before.endswith(",") or (named and not named.isupper()):
                place, day, dated = named, _day(match), True
        elif not place and (found := re.search(r",\s*ngày(?!\w)", view)):
            place = _place(view[: found.start()])
    return symbol, place, day


def _place(text: str) -> str:
    """The capitalised words at the end of a text: where the report was issued."""
    words: list[str] = []
    while len(words) < _PLACE_LENGTH and (match := _PLACE_WORD.search(text)):
        word = match[1]
        if not word[0].isupper() or (words and word.isupper() and not words[0].isupper()):
            break
        words.insert(0, word)
        text = text[: match.start()]
        if text.rstrip().endswith(","):
            break
    return " ".join(words)


def _day(match: re.Match[str]) -> date | None:
    """The date of a match. A day left open is taken for the month's last; without month, None."""
    day, month, year = match.groups()[:3] if match[3] else match.groups()[3:]
    found = day_of(day or 1, month or 0, year)
    if found is None or day:
        return found
    return found.replace(day=monthrange(found.year, found.month)[1])


def _kind(title: str, lexicon: Lexicon) -> str:
    """The sort of report by the words of its title."""
    folded = fold(title)
    found = (cue.value for phrase, cue in lexicon.alternatives("header.kind") if phrase in folded)
    return next(found, "")


def _signer(blocks: Sequence[Block], lexicon: Lexicon) -> str:
    """The first short block that is nothing but a name, after the recipients."""
    recipients = phrase_pattern(lexicon, "header.recipients")
    behind = False
    for block in blocks:
        view = block.text.view.strip()
        behind = behind or bool(recipients.match(fold(view)))
        if behind and (name := _person(view)):
            return name
    return ""


def _person(text: str) -> str:
    """The name that a text is; empty if it is none.

    Two to five capitalised words are one, with or without the office in capitals before them.

    >>> _person("Hồ Thị An"), _person("KT. CHỦ TỊCH Hồ Thị An"), _person("Lưu: VT")
    ('Hồ Thị An', 'Hồ Thị An', '')
    """
    words = text.split()
    while words and words[0].isupper():
        words.pop(0)
    named = all(word.isalpha() and word[0].isupper() for word in words)
    return " ".join(words) if named and len(words) in _PERSON_LENGTH else ""
