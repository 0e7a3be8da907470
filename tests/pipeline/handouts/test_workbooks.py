"""Workbooks: numbers are numbers, words are words, totals are formulas that hold."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from models.lexicon import load
from models.messages import LANGUAGES, messages
from pipeline.convert import find_soffice
from pipeline.report.workbook import Book
from tests.pipeline.handouts.cells import Cell, read_cells, sheet_names, texts

SOFFICE = find_soffice()
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
SUM = "SUMIF"


def row_of(cells: dict[str, Cell], name: str) -> dict[str, Cell]:
    """The cells of the row whose second column says `name`, by column."""
    (row,) = {ref[1:] for ref, cell in cells.items() if ref[0] == "B" and cell.text == name}
    return {
        ref[: -len(row)]: cell for ref, cell in cells.items() if re.fullmatch(rf"[A-Z]+{row}", ref)
    }


def numbers(row: dict[str, Cell]) -> dict[str, float]:
    return {column: cell.number for column, cell in row.items() if cell.number is not None}


def test_totals_add_up_and_are_formulas(handouts: Path) -> None:
    row = row_of(read_cells(handouts / "consolidation.xlsx"), "Tổng đàn lợn")
    # total plan, result, percent, units; then plan, result, percent of each commune
    assert numbers(row) == {
        "A": 2, "D": 2150, "E": 1720, "F": 80, "G": 2,
        "H": 1550, "I": 1240, "J": 80, "K": 600, "L": 480, "M": 80,
    }  # fmt: skip
    assert SUM in row["D"].formula
    assert SUM in row["E"].formula
    assert all(row[column].formula for column in "FGJM")
    assert not any(row[column].formula for column in "HIKL")


def test_a_disputed_figure_is_marked_and_stays_a_number(handouts: Path) -> None:
    row = row_of(read_cells(handouts / "consolidation.xlsx"), "Tổng đàn lợn")
    assert all("(!)" in row[column].number_format for column in "KLM")
    assert not any("(!)" in row[column].number_format for column in "HIJ")
    assert all("(!)" in row[column].number_format for column in "DE"), "its sum is disputed too"
    with zipfile.ZipFile(handouts / "consolidation.xlsx") as package:
        comments = package.read("xl/comments1.xml").decode()
    assert "không phải 95%" in comments


def test_yields_and_rates_are_not_added_up(handouts: Path) -> None:
    row = row_of(read_cells(handouts / "consolidation.xlsx"), "Năng suất lúa – vụ xuân")
    assert [row[column].text for column in "DEF"] == ["–", "–", "–"]
    assert (row["I"].number, row["L"].number) == (52, 49)


def test_figures_keep_their_decimals_and_money_is_told_in_millions(handouts: Path) -> None:
    cells = read_cells(handouts / "consolidation.xlsx")
    area = row_of(cells, "Diện tích gieo trồng lúa – vụ xuân")
    assert (area["E"].number, area["E"].number_format) == (156.75, "#,##0.00")
    money = row_of(cells, "Thu ngân sách trên địa bàn")
    assert money["C"].text == "triệu đồng"
    assert (money["H"].number, money["I"].number) == (120, 86.4)


def test_who_has_not_reported_is_named(handouts: Path) -> None:
    path = handouts / "consolidation.xlsx"
    assert sheet_names(path) == ["Kim Sa 6 tháng đầu năm 2024", "Kim Sa năm 2023"]
    assert "1 đơn vị chưa có báo cáo kỳ này: Xã Khe Mơ." in texts(path, 1)
    assert "2 đơn vị chưa có báo cáo kỳ này: Xã Khe Lim, Xã Khe Vải." in texts(path, 2)


def test_the_findings_have_a_row_each_with_filters_and_frozen_heads(handouts: Path) -> None:
    path = handouts / "findings.xlsx"
    cells = read_cells(path)
    assert [cells[f"A{row}"].number for row in (2, 3)] == [1, 2]
    assert "A4" not in cells
    assert cells["B2"].text == "Xã Khe Vải"
    assert cells["F2"].text.startswith("- Đàn lợn 480 con/600 con, đạt 95% kế hoạch.")
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        links = package.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert '<autoFilter ref="A1:R3"/>' in sheet
    assert 'state="frozen"' in sheet
    assert "khe-vai.txt" in links
    assert 'Target="findings.html"' in links


def test_words_that_look_like_formulas_are_words(handouts: Path) -> None:
    sentence = next(text for text in texts(handouts / "findings.xlsx") if "HYPERLINK" in text)
    assert sentence.startswith("- =HYPERLINK(1) @SUM")
    for name in ("findings.xlsx", "corrections/Xã Khe Vải.xlsx"):
        cells = read_cells(handouts / name)
        assert not [cell for cell in cells.values() if cell.formula and "SUM(" not in cell.formula]


@pytest.mark.parametrize("text", ["=1+1", "+84 123", "-5 con", "@SUM(A1)", "\t=1", "=cmd|' /C'!A0"])
def test_no_text_becomes_a_formula_even_when_edited(tmp_path: Path, text: str) -> None:
    book = Book("t", None)
    sheet = book.sheet("t")
    sheet.text(0, 0, text)
    sheet.rich(1, 0, (text, "12", " con"))
    path = tmp_path / "t.xlsx"
    path.write_bytes(book.content())
    assert [(cell.text.strip(), cell.formula) for cell in read_cells(path).values()] == [
        (text.strip(), ""), (f"{text}12 con".strip(), "")
    ]  # fmt: skip
    with zipfile.ZipFile(path) as package:
        assert b'quotePrefix="1"' in package.read("xl/styles.xml")


@pytest.mark.parametrize("parts", [("", "12", ""), ("", "12", " con"), ("Đàn ", "12", ""), ("",)])
def test_words_are_whole_wherever_the_figures_stand(tmp_path: Path, parts: tuple[str, ...]) -> None:
    book = Book("t", None)
    book.sheet("t").rich(0, 0, parts)
    path = tmp_path / "t.xlsx"
    path.write_bytes(book.content())
    assert [cell.text for cell in read_cells(path).values()] == ["".join(parts)]


def test_sheets_of_one_name_are_numbered_and_bad_signs_left_out(tmp_path: Path) -> None:
    book = Book("t", None)
    long = "Xã [Tân/Lập]: một cái tên dài hơn ba mươi mốt chữ"
    for name in (long, long.upper(), "'"):
        book.sheet(name).text(0, 0, "x")
    path = tmp_path / "t.xlsx"
    path.write_bytes(book.content())
    first, second, third = sheet_names(path)
    assert len(first) <= 31
    assert len(second) <= 31
    assert second.endswith("(2)")
    assert third == "1"
    assert not set("[]:*?/\\'") & set(first + second)


@needs_libreoffice
def test_libreoffice_computes_what_is_stored(handouts: Path, tmp_path: Path) -> None:
    for name in ("consolidation.xlsx", "findings.xlsx"):
        emptied = tmp_path / name
        strip_stored_values(handouts / name, emptied)
        computed = tmp_path / "computed"
        subprocess.run(
            [
                str(SOFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
                "--convert-to", "xlsx", "--outdir", str(computed), str(emptied),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        for sheet in range(1, len(sheet_names(handouts / name)) + 1):
            stored = formulas(read_cells(handouts / name, sheet))
            fresh = read_cells(computed / name, sheet)
            assert {ref: fresh[ref].number for ref in stored} == pytest.approx(stored)


def formulas(cells: dict[str, Cell]) -> dict[str, float | None]:
    return {ref: cell.number for ref, cell in cells.items() if cell.formula}


def strip_stored_values(path: Path, target: Path) -> None:
    """A copy of the workbook in which formulas have no values, so that they must be computed."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            after.writestr(name, content)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_domain_of_the_lexicon_has_a_name(lang: str) -> None:
    say = messages(lang)
    domains = {indicator.domain for indicator in load().indicators.values()}
    assert not [domain for domain in domains if not say.knows(f"domain.{domain}")]
