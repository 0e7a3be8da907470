"""The parts of a workbook: its sheets in order, their shared texts, formats and borders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.readers._package import open_package
from extractors.readers._superscripts import raise_mark
from extractors.readers.xlsx.formats import BUILT_IN, GENERAL

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from extractors.readers._package import Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHITE = re.compile(r"[\t\n\r\v\f ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What of a cell's format matters to its reader."""

    code: str = GENERAL
    """The number format."""
    boxed: bool = False
    """Whether a line stands to its left or right: it belongs to a ruled table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What the sheets of a workbook share."""

    strings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    since_1904: bool = False
    """Whether days are counted from 1904."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One sheet as the workbook lists it."""

    name: str
    hidden: bool
    root: Element
    boxes: tuple[str, ...] = field(default=())
    """The texts of its text boxes, in file order."""


def open_workbook(data: bytes) -> tuple[Workbook, list[SheetPart]]:
    """The workbook and its sheets in their order; chart sheets and unseen sheets are left out.

    Raises:
        InputError: the container is damaged, cut off or protected, or not safe to open.
    """
    with open_package(data) as package:
        main = package.main_part(_MAIN)
        root = package.parse(main)
        targets = {name: (kind, path) for kind, path, name in package.relations(main)}
        by_kind = dict(targets.values())
        properties = root.find(f"{S}workbookPr")
        workbook = Workbook(
            strings=_strings(_optional(package, by_kind.get("sharedStrings"))),
            styles=_styles(_optional(package, by_kind.get("styles"))),
            since_1904=properties is not None and is_true(properties.get("date1904")),
        )
        sheets = []
        for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
            kind, path = targets.get(sheet.get(_RELATION, ""), ("", ""))
            state = sheet.get("state", "visible")
            if kind == "worksheet" and state != "veryHidden":
                sheets.append(
                    SheetPart(
                        name=plain(sheet.get("name", "")),
                        hidden=state == "hidden",
                        root=package.parse(path),
                        boxes=tuple(_boxes(package, path)),
                    )
                )
        return workbook, sheets


def is_true(text: str | None) -> bool:
    """Whether an attribute is switched on."""
    return (text or "").lower() in {"1", "true", "on"}


def plain(text: str) -> str:
    r"""The text on one line, without the codes by which Excel spells control characters.

    >>> plain("Ngô_x000D_\nlai")
    'Ngô lai'
    """
    return _WHITE.sub(" ", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)).strip()


def rich_text(item: Element) -> str:
    """The text of a string with or without formatted runs; raised marks as superscripts."""
    parts: list[str] = []
    for part in item:
        if part.tag == f"{S}t":
            parts.append(part.text or "")
        elif part.tag == f"{S}r":
            text = part.findtext(f"{S}t") or ""
            align = part.find(f"{S}rPr/{S}vertAlign")
            raised = align is not None and align.get("val") == "superscript"
            parts.append(raise_mark(text) if raised else text)
    return plain("".join(parts))


def _optional(package: Package, path: str | None) -> Element | None:
    return package.parse(path) if path in package.names and path else None


def _strings(root: Element | None) -> tuple[str, ...]:
    return () if root is None else tuple(rich_text(item) for item in root.iterfind(f"{S}si"))


def _styles(root: Element | None) -> tuple[Style, ...]:
    if root is None:
        return ()
    codes = dict(BUILT_IN)
    for one in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_integer(one.get("numFmtId"))] = one.get("formatCode", GENERAL)
    boxed = [
        any(_is_drawn(border.find(f"{S}{side}")) for side in ("left", "right"))
        for border in root.iterfind(f"{S}borders/{S}border")
    ]
    styles = []
    for one in root.iterfind(f"{S}cellXfs/{S}xf"):
        border = _integer(one.get("borderId"))
        styles.append(
            Style(
                code=codes.get(_integer(one.get("numFmtId")), GENERAL),
                boxed=0 <= border < len(boxed) and boxed[border],
            )
        )
    return tuple(styles)


def _is_drawn(side: Element | None) -> bool:
    return side is not None and side.get("style", "none") != "none"


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _boxes(package: Package, path: str) -> Iterator[str]:
    """The paragraphs of the text boxes that are drawn over a sheet."""
    for kind, target in package.related(path):
        if kind == "drawing" and target in package.names:
            for paragraph in package.parse(target).iter(f"{A}p"):
                text = plain("".join(part.text or "" for part in paragraph.iter(f"{A}t")))
                if text:
                    yield text
