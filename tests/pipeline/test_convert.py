"""Foreign files are converted by a program that may be absent, fail, or never end."""

from __future__ import annotations

import http.server
import os
import re
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from extractors.readers import foreign_format
from models.errors import InputError
from pipeline import convert as conversion
from pipeline.convert import convert, find_soffice
from pipeline.read import read_file
from tests.extractors.readers import build

REPORTS = sorted((Path(__file__).parents[3] / "shared" / "reports" / "docx").glob("*.docx"))
DOC = build.ole("WordDocument")
WORD = build.docx(build.paragraph("Đàn trâu 31 con."))
SENTENCE = "Đàn trâu 31 con¹, đạt 97,06% kế hoạch."
TABLE = "Cây\tha\nNgô\t12,5"
NOTE = "¹ Không kể 4 nghé."


def rtf() -> bytes:
    """A small document with a table and a note, as any word processor may write it."""

    def coded(text: str) -> str:
        return "".join(char if char < "\x7f" else f"\\u{ord(char)}?" for char in text)

    def row(*texts: str) -> str:
        cells = "".join(f"{coded(text)}\\cell " for text in texts)
        return f"\\trowd\\cellx3000\\cellx6000\\pard\\intbl {cells}\\row"

    before, after = SENTENCE.split("¹")
    note = rf"{{\super\chftn}}{{\footnote\pard {{\super\chftn}} {coded(NOTE[2:])}}}"
    lines = [f"{coded(before)}{note}{coded(after)}\\par", row("Cây", "ha"), row("Ngô", "12,5")]
    return "\n".join([r"{\rtf1\ansi\uc1", *lines, r"\pard\par}"]).encode("ascii")


SOFFICE = find_soffice()
posix = pytest.mark.skipif(os.name != "posix", reason="the fake programs are shell scripts")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def script(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def doc_format() -> conversion.Foreign:
    found = foreign_format(DOC)
    assert found is not None
    return found


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in (conversion.ENVIRONMENT, "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(conversion, "_MAC", tmp_path / "none")
    return folder


def fake(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv(conversion.ENVIRONMENT, str(path))


@pytest.mark.usefixtures("nothing_installed")
def test_without_libreoffice_the_remedy_says_how_to_get_it(tmp_path: Path) -> None:
    file = tmp_path / "cu.doc"
    file.write_bytes(DOC)
    read = read_file(file)
    assert read.error is not None
    assert "LibreOffice" in read.error.message
    assert "soatso doctor" in read.error.remedy
    assert ".docx" in read.error.remedy
    assert read.media_type == "application/msword"


@posix
def test_without_libreoffice_catdoc_gives_the_words_and_says_what_is_lost(
    nothing_installed: Path, tmp_path: Path
) -> None:
    script(nothing_installed, "catdoc", "echo 'Đàn trâu 31 con.'")
    file = tmp_path / "cu.doc"
    file.write_bytes(DOC)
    read = read_file(file)
    assert read.source is not None
    assert read.source.text.strip() == "Đàn trâu 31 con."
    assert read.media_type == "application/msword"
    assert "LibreOffice" in read.source.detail
    workbook = tmp_path / "cu.xls"
    workbook.write_bytes(build.ole("Workbook"))
    assert read_file(workbook).error is not None


def test_the_usual_places_of_windows_are_searched(
    nothing_installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_soffice() is None
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    assert find_soffice() == program


@posix
def test_the_program_gets_a_profile_of_its_own_without_macros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, seen = tmp_path / "ready.docx", tmp_path / "seen.xcu"
    ready.write_bytes(WORD)
    body = f"""
    for word in "$@"; do case "$word" in
      -env:*=file://*) cp "${{word#*file://}}/user/registrymodifications.xcu" {seen};;
    esac; done
    mkdir out; cp {ready} out/source.docx"""
    fake(monkeypatch, script(tmp_path, "soffice", body))
    converted = convert(DOC, doc_format())
    assert converted.data == WORD
    assert converted.remark == ""
    settings = seen.read_text("utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3<' in settings


@posix
def test_a_program_that_gives_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch, script(tmp_path, "soffice", "exit 0"))
    with pytest.raises(InputError, match="không mở được"):
        convert(DOC, doc_format())


def test_a_program_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch, tmp_path / "khong-co")
    with pytest.raises(InputError, match="Không chạy được"):
        convert(DOC, doc_format())


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if sys.platform == "linux":  # a killed child that nobody has waited for still has its number
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return True


@posix
def test_when_time_is_up_the_program_and_its_children_are_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    body = f"sh -c 'sleep 300 & echo $! >> {pids}; wait' &\necho $! >> {pids}; wait"
    fake(monkeypatch, script(tmp_path, "soffice", body))
    start = time.monotonic()
    with pytest.raises(InputError, match="giây"):
        convert(DOC, doc_format(), seconds=1)
    assert time.monotonic() - start < 20
    numbers = [int(line) for line in pids.read_text().split()]
    assert len(numbers) == 2
    deadline = time.monotonic() + 5
    while any(map(lives, numbers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(lives, numbers))


def made_by_libreoffice(folder: Path, form: str, source: str = ".rtf") -> Path:
    file = folder / f"bao-cao{source}"
    file.write_bytes(rtf() if source == ".rtf" else b"Cay,Dien tich,Ty le\nNgo,1234.5,97%\n")
    if form == "rtf":
        return file
    profile = (folder / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, form, "--outdir", str(folder), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return file.with_suffix(f".{form}")


@needs_libreoffice
@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("doc", "application/msword"),
        ("rtf", "application/rtf"),
        ("odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_converted_report_has_its_tables_and_notes(
    tmp_path: Path, form: str, media_type: str
) -> None:
    read = read_file(made_by_libreoffice(tmp_path, form))
    assert read.error is None
    assert read.source is not None
    text = read.source.text
    assert text == "\n\n".join((SENTENCE, TABLE, NOTE))
    assert [note.span.of(text) for note in read.source.notes] == [NOTE]
    assert [table.span.of(text) for table in read.source.tables] == [TABLE]
    assert read.media_type == read.source.media_type == media_type
    assert read.source.detail == ""


@needs_libreoffice
@pytest.mark.skipif(not REPORTS, reason="the reports of ../shared are not at hand")
@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_as_doc_has_every_figure_of_the_docx(tmp_path: Path, report: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(report)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    wanted, read = read_file(report).source, read_file(tmp_path / f"{report.stem}.doc").source
    assert wanted is not None
    assert read is not None
    assert re.findall(r"\d+", read.text) == re.findall(r"\d+", wanted.text)
    assert len(read.tables) == len(wanted.tables)
    assert [note.mark for note in read.notes] == [note.mark for note in wanted.notes]


@needs_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_a_converted_workbook_has_its_figures(tmp_path: Path, form: str) -> None:
    read = read_file(made_by_libreoffice(tmp_path, form, ".csv"))
    assert read.error is None
    assert read.source is not None
    assert read.source.text.endswith("Cay\tDien tich\tTy le\nNgo\t1234,5\t97%")
    assert len(read.source.tables) == 1
    assert read.source.detail == ""


@needs_libreoffice
def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())
            self.close_connection = True

    server = http.server.HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in names.items()
    )
    image = f'<draw:image xlink:href="http://127.0.0.1:{server.server_port}/x.png"/>'
    file = tmp_path / "bao-cao.fodt"
    file.write_text(
        f'<?xml version="1.0"?><office:document {spaces} office:version="1.2"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        '<text:p>Ngô 12,5 ha<draw:frame text:anchor-type="as-char" svg:width="2cm"'
        f' svg:height="2cm">{image}</draw:frame></text:p></office:text></office:body>'
        "</office:document>",
        encoding="utf-8",
    )
    source = read_file(file).source
    server.shutdown()
    server.server_close()
    assert source is not None
    assert source.text.startswith("Ngô 12,5 ha")
    assert asked == []


@needs_libreoffice
def test_a_misnamed_foreign_file_is_read_by_its_content(tmp_path: Path) -> None:
    file = made_by_libreoffice(tmp_path, "doc").rename(tmp_path / "a.pdf")
    source = read_file(file).source
    assert source is not None
    assert SENTENCE in source.text
    assert ".pdf" in source.detail
    assert "application/msword" in source.detail


@needs_libreoffice
def test_a_damaged_foreign_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hong.doc"
    file.write_bytes(DOC)
    error = read_file(file).error
    assert error is not None
    assert error.remedy
