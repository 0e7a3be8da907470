"""Letters to units: the form of an office letter, every finding once, safe names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from models.digest import Unit
from models.messages import messages
from pipeline.handouts import write_handouts
from pipeline.report.naming import file_names, safe_file_name
from pipeline.store.connect import open_for_reading, open_for_writing
from tests.pipeline.handouts.cells import texts

SAY = messages("vi")
RESERVED = ["CON", "con", "Nul", "COM1", "LPT9", "aux.txt", "prn.a.b"]


def test_a_unit_with_findings_gets_both_letters_and_no_other_does(handouts: Path) -> None:
    names = sorted(path.name for path in (handouts / "corrections").iterdir())
    assert names == ["Xã Khe Vải.docx", "Xã Khe Vải.xlsx"]


def test_the_document_has_the_form_of_an_office_letter(handouts: Path) -> None:
    document = Document(str(handouts / "corrections" / "Xã Khe Vải.docx"))
    heads, table, foot = document.tables
    left, right = (cell.text.split("\n") for cell in heads.rows[0].cells)
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert left[-2:] == ["Số:          /", "V/v kiểm tra, đính chính số liệu báo cáo"]
    assert document.paragraphs[0].text == "Kính gửi: Ủy ban nhân dân xã Khe Vải"
    assert "2 nội dung" in document.paragraphs[1].text
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][0].endswith("(số 44/BC-UBND), ngày 12/06/2024")
    assert [row[0] for row in rows[2:]] == ["1", "2"]
    assert "480 con/600 con, đạt 95%" in rows[2][2]
    assert "bằng 80%" in rows[2][3]
    assert rows[2][5:] == ["", ""], "left for the unit to fill in"
    assert foot.rows[0].cells[0].text.startswith("Nơi nhận:\n- Như trên;")
    assert document.sections[0].page_width.cm == pytest.approx(21, abs=0.1)


def test_the_workbook_says_the_same(handouts: Path) -> None:
    said = texts(handouts / "corrections" / "Xã Khe Vải.xlsx")
    assert "Kính gửi: Ủy ban nhân dân xã Khe Vải" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert sum("bằng 80%" in text for text in said) == 1


def test_what_is_settled_gets_no_letter_and_other_files_stay(
    district: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "d.duckdb"
    copy.write_bytes(district.read_bytes())
    folder = tmp_path / "out"
    with open_for_writing(copy, "1") as connection:
        write_handouts(connection, folder, "vi")
        (folder / "corrections" / "công văn đã gửi.docx").write_bytes(b"x")
        connection.execute("UPDATE store.findings SET state = 'dismissed'")
        done = write_handouts(connection, folder, "vi")
    assert [path.name for path in (folder / "corrections").iterdir()] == ["công văn đã gửi.docx"]
    assert done.findings == 0


def test_a_letter_that_says_nothing_new_keeps_what_was_filled_in(
    district: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "d.duckdb"
    copy.write_bytes(district.read_bytes())
    letter = tmp_path / "corrections" / "Xã Khe Vải.docx"
    with open_for_writing(copy, "1") as connection:
        first = write_handouts(connection, tmp_path, "vi")
        fresh = letter.read_bytes()
        letter.write_bytes(b"filled in")
        again = write_handouts(connection, tmp_path, "vi")
        assert letter.read_bytes() == b"filled in"
        assert again == first
        letter.unlink()
        write_handouts(connection, tmp_path, "vi")
        assert letter.read_bytes() == fresh
        connection.execute(
            "UPDATE store.findings SET state = 'corrected' WHERE check_id = 'percent' "
            "AND message LIKE '%lợn%'"
        )
        write_handouts(connection, tmp_path, "vi")
    assert letter.read_bytes() != fresh
    assert "1 nội dung" in Document(str(letter)).paragraphs[1].text


@pytest.mark.parametrize("ledger", ["", "[]", "{", '{"Xã Khe Vải.docx": 1}'])
def test_a_damaged_ledger_costs_nothing_but_time(
    district: Path, tmp_path: Path, ledger: str
) -> None:
    (tmp_path / ".letters.json").write_text(ledger)
    with open_for_reading(district) as connection:
        assert len(write_handouts(connection, tmp_path, "vi").written) == 5


def test_everything_is_the_same_each_time(district: Path, handouts: Path, tmp_path: Path) -> None:
    with open_for_reading(district) as connection:
        write_handouts(connection, tmp_path, "vi")
    for path in (path for path in handouts.rglob("*") if path.is_file()):
        again = tmp_path / path.relative_to(handouts)
        assert again.read_bytes() == path.read_bytes(), path.name
    assert not list(tmp_path.rglob("*.new"))


def test_no_time_of_writing_is_left_in_a_document(handouts: Path) -> None:
    content = (handouts / "corrections" / "Xã Khe Vải.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", RESERVED)
def test_names_that_windows_keeps_for_itself_are_changed(name: str) -> None:
    assert safe_file_name(name) == f"_{name}"


@given(st.text(max_size=300))
def test_any_name_makes_a_file_name(name: str) -> None:
    stem = safe_file_name(name)
    assert stem
    assert len(f".{stem}.docx.99999.new".encode()) < 200
    assert not set('<>:"/\\|?*\n\t\x00') & set(stem)
    assert stem == stem.strip(" .")


def test_units_of_one_name_get_files_of_their_own() -> None:
    units = [
        Unit(name="xã Tân Lập", district="Kim Sa"),
        Unit(name="Xã Tân Lập", district="Bình Sa"),
        Unit(name="XÃ TÂN LẬP", district="Bình Sa"),
        Unit(),
    ]
    names = list(file_names(units, SAY).values())
    assert names == ["Xã Tân Lập", "Xã Tân Lập (Bình Sa)", "XÃ TÂN LẬP (Bình Sa) 2",
                     "Chưa rõ đơn vị"]  # fmt: skip
