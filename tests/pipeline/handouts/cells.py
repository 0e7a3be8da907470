"""Cells of a workbook as they stand in its XML, read without the library that wrote them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that is not empty."""

    text: str = ""
    """Words; empty for numbers."""
    number: float | None = None
    formula: str = ""
    number_format: str = ""


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets, in order."""
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
    return [sheet.get("name") for sheet in book.iter(f"{_SHEET}sheet")]


def read_cells(path: Path, sheet: int = 1) -> dict[str, Cell]:
    """The cells of a sheet, counted from 1, by their names."""
    with zipfile.ZipFile(path) as package:
        shared = _shared(package)
        formats = _formats(package)
        root = etree.fromstring(package.read(f"xl/worksheets/sheet{sheet}.xml"))
    return {
        node.get("r"): cell
        for node in root.iter(f"{_SHEET}c")
        if (cell := _cell(node, shared, formats)) is not None
    }


def texts(path: Path, sheet: int = 1) -> list[str]:
    """The words of a sheet in reading order."""
    return [cell.text for cell in read_cells(path, sheet).values() if cell.text]


def _cell(node: etree._Element, shared: list[str], formats: list[str]) -> Cell | None:
    value, formula = node.findtext(f"{_SHEET}v"), node.findtext(f"{_SHEET}f") or ""
    look = formats[int(node.get("s") or 0)]
    if value is None:
        return None
    if node.get("t") == "s":
        return Cell(text=shared[int(value)], formula=formula, number_format=look)
    if node.get("t") == "str":
        return Cell(text=value, formula=formula, number_format=look)
    return Cell(number=float(value), formula=formula, number_format=look)


def _shared(package: zipfile.ZipFile) -> list[str]:
    root = etree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{_SHEET}si")]


def _formats(package: zipfile.ZipFile) -> list[str]:
    """The number format of each style."""
    root = etree.fromstring(package.read("xl/styles.xml"))
    codes = {one.get("numFmtId"): one.get("formatCode") for one in root.iter(f"{_SHEET}numFmt")}
    return list(_styles(root, codes))


def _styles(root: etree._Element, codes: dict[str | None, str | None]) -> Iterator[str]:
    styles = root.find(f"{_SHEET}cellXfs")
    assert styles is not None
    for style in styles:
        code = style.get("numFmtId")
        yield codes.get(code) or str(code)
