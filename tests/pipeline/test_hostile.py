"""Damaged and hostile files: each ends as one clear row, in bounded time, and harms nothing.

The corpus is made here, from a fixed seed: truncations and flipped bits of good files by the
thousand, files that unpack or nest without end, files that want to be executed or to fetch.
"""

from __future__ import annotations

import io
import json
import random
import time
import zipfile
from functools import cache
from pathlib import Path

import duckdb
import pytest

from extractors.readers import read_source
from models.errors import InputError
from models.text import Source
from pipeline.cli import main
from tests.extractors.readers.build import Pdf, cell, docx, paragraph, table, xml

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
MUTANTS = {True: 400, False: 40}
"""How many are made of a file, by whether it is small."""
SMALL = 5_000
"""Bytes."""
SLOWEST = 5.0
"""Seconds in which a mutant of a small file must have been read or refused."""


@cache
def good_files() -> dict[str, bytes]:
    """A small good file of each format that is read, and the samples."""
    lines = [f"{number}. Trồng {number * 7},5 ha/{number * 8} ha lúa." for number in range(1, 9)]
    pdf = Pdf().page().column(50, 60, *lines).grid([50, 200, 350], [300, 320, 340])
    made = {
        "nho.txt": "\n\n".join(lines).encode(),
        "nho.md": ("# Báo cáo\n\n" + "\n".join(f"- **{line}**" for line in lines)).encode(),
        "utf16.txt": "\n".join(lines).encode("utf-16"),
        "nho.docx": docx(*map(paragraph, lines), table([cell("Lúa"), cell("12,5")])),
        "nho.pdf": pdf.text(60, 312, "Lúa").text(220, 312, "12,5").page().text(9, 9, "1").build(),
    }
    samples = (file for file in sorted(SAMPLES.iterdir()) if file.is_file())
    return made | {file.name: file.read_bytes() for file in samples}


def mutate(data: bytes, rng: random.Random) -> bytes:
    """The file cut off, or with bits flipped, or with pieces overwritten, moved or lost."""
    place, length = rng.randrange(len(data)), rng.randrange(1, 1 + min(200, len(data)))
    way = rng.randrange(5)
    if way == 0:
        return data[:place]
    if way == 1:
        damaged = bytearray(data)
        for _ in range(rng.choice((1, 1, 3, 30))):
            damaged[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        return bytes(damaged)
    if way == 2:
        return data[:place] + rng.randbytes(length) + data[place + length :]
    if way == 3:
        return data[:place] + data[place + length :]
    return data[:place] + data[place : place + length] * rng.randrange(2, 9) + data[place:]


@pytest.mark.parametrize("name", sorted(good_files()))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    data, rng = good_files()[name], random.Random(name)
    for number in range(MUTANTS[len(data) < SMALL]):
        mutant = mutate(data, rng)
        start = time.monotonic()
        try:
            assert isinstance(read_source(name, mutant), Source)
        except InputError as error:
            told = (error.message, error.remedy, error.message_en, error.remedy_en)
            assert all(told)
        except Exception as bug:
            raise AssertionError(f"mutant {number} of {name}") from bug
        assert time.monotonic() - start < SLOWEST, f"mutant {number} of {name}"


def bare_pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF of these objects, the first being the catalogue, with a proper table of places."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    out.write(f"trailer << /Size {size} /Root 1 0 R {trailer} >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def one_page(
    content: str, *, page: str = "", catalog: str = "", more: tuple[str, ...] = ()
) -> bytes:
    """A PDF of one page with this content; further objects begin at number 6."""
    return bare_pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R "
        f"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> {page} >>",
        stream(content),
        FONT,
        *more,
    )


SAYS = "BT /F 12 Tf 50 700 Td (Trong 12 ha) Tj ET"


def readable_pdfs() -> dict[str, bytes]:
    """Files with something odd in them that must be passed over; the text is to be read."""
    image = (
        "/Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    )
    script = "<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >>"
    launch = "<< /S /Launch /F (/usr/bin/touch) /Win << /F (cmd.exe) >> >>"
    signature = (
        "<< /FT /Sig /T (S) /V << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 9 9 9]"
        " /Contents <00> >> /Subtype /Widget /Rect [0 0 0 0] >>"
    )
    recursive = stream("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
                       " /Resources << /XObject << /X 6 0 R >> >>")  # fmt: skip
    return {
        "anh-khong-lo.pdf": one_page(SAYS + " /X Do", more=(stream("x", image),)),
        "de-quy.pdf": one_page(SAYS + " /X Do", more=(recursive,)),
        "trang-khong-lo.pdf": one_page(SAYS, page="/MediaBox [0 0 9e8 9e8]"),
        "kich-ban.pdf": one_page(SAYS, catalog=f"/OpenAction {script}"),
        "kich-ban-trang.pdf": one_page(SAYS, page=f"/AA << /O {script} >>"),
        "lenh.pdf": one_page(SAYS, catalog=f"/OpenAction {launch}"),
        "ky-so.pdf": one_page(
            SAYS, catalog="/AcroForm << /Fields [6 0 R] /SigFlags 3 >>", more=(signature,)
        ),
        "xfa.pdf": one_page(
            SAYS, catalog="/AcroForm << /XFA 6 0 R /Fields [] >>", more=(stream("<xdp:xdp/>"),)
        ),
        "long-nhau.pdf": one_page("q " * 10_000 + SAYS + " Q" * 10_000),
        "mang-sau.pdf": one_page(SAYS, catalog="/Z 6 0 R", more=("[" * 10_000 + "]" * 10_000,)),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(readable_pdfs()))
def test_what_is_odd_in_a_pdf_is_passed_over(name: str) -> None:
    start = time.monotonic()
    assert "Trong 12 ha" in read_source(name, readable_pdfs()[name]).text
    assert time.monotonic() - start < SLOWEST


def packed(**parts: bytes | str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in parts.items():
            container.writestr(f"word/{name}.xml", part)
    return content.getvalue()


@cache
def bad_files() -> dict[str, bytes]:
    """Files that cannot be read and must not do harm."""
    body = f"<w:body>{paragraph('Trồng 12 ha')}</w:body>"
    inner = xml("document", body).split("?>", 1)[1]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    pages = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    deep = [f"<< /Type /Pages /Kids [{n + 3} 0 R] /Count 1 >>" for n in range(10_000)]
    return {
        "thuc-the.docx": packed(document=f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + inner),
        "tep-ngoai.docx": packed(document='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + inner),
        "bom.docx": packed(document=xml("document", f"<w:body>{' ' * 60_000_000}</w:body>")),
        "sau.docx": docx("<w:sdt>" * 10_000 + paragraph("1") + "</w:sdt>" * 10_000),
        "vong.pdf": bare_pdf("<< /Type /Catalog /Pages 2 0 R >>", pages),
        "cay-sau.pdf": bare_pdf("<< /Type /Catalog /Pages 2 0 R >>", *deep),
        "ty-trang.pdf": bare_pdf(
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 2000000000 >>"
        ),
        "mat-khau.pdf": locked_pdf(),
        "rong.pdf": b"",
        "anh.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "nen.docx": b"PK\x03\x04" + random.Random(1).randbytes(5000),
        "gia.pdf": b"MZ" + random.Random(2).randbytes(5000),
    }


def locked_pdf() -> bytes:
    pdf = Pdf(locked=True).page()
    return pdf.text(50, 50, "Trong 12 ha").build()


@pytest.mark.parametrize("name", sorted(bad_files()))
def test_what_means_harm_is_refused_in_plain_words(name: str) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_source(name, bad_files()[name])
    assert caught.value.remedy
    assert time.monotonic() - start < SLOWEST


def long_texts() -> dict[str, str]:
    """Texts that make careless patterns run for ever; about 20,000 characters each."""
    n = 20_000
    return {
        "so": "9" * n, "nghin": "1" + ".000" * (n // 4), "phay": "1," * (n // 10),
        "cach": "1" + " " * n + "ha", "cham": "." * n + " 5 ha", "tab": "\t" * n + "1",
        "ngoac": "(" * (n // 2) + "1" + ")" * (n // 2), "vuong": "[(" * (n // 2),
        "phan-tram": "1%, " * (n // 20), "dong": "1\n" * (n // 10),
        "gom": "gồm " * (n // 4) + "1 ha",
        "trong-do": "1 ha, trong đó " * (n // 60), "mot-chu": "a" * n, "so-mu": "¹" * n,
        "dau": "a" + "\u0301" * n, "sao": "*" * n + "1", "thang": "#" * n + " 1",
        "o": "1\t" * (n // 10), "xuyet": "1/" * (n // 2), "khong-ngat": "1\xa0" * (n // 10),
    }  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all of it, and some mutants of each good file."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "kho"
    folder.mkdir()
    files = bad_files() | readable_pdfs()
    files["sai-so-trang.pdf"] = one_page(SAYS).replace(b"/Count 1 ", b"/Count 9 ")
    files |= {f"{name}.txt": text.encode() for name, text in long_texts().items()}
    for name, data in good_files().items():
        rng = random.Random(name)
        files |= {f"{number}-{name}": mutate(data, rng) for number in range(3)}
        files[f"lac-{name}.docx"] = data + b"\n"
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_as_many_rows_as_files_whatever_the_files_are(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = time.monotonic()
    assert main(["ingest", "kho", "--json", "--time-limit", "60"]) == 3
    told = json.loads(capsys.readouterr().out)
    files = sorted(path.name for path in corpus.iterdir())
    assert sorted(Path(file["path"]).name for file in told["files"]) == files
    contents = {path.read_bytes() or path.name for path in corpus.iterdir()}
    with duckdb.connect("soatso.duckdb", read_only=True) as connection:
        rows = connection.execute("SELECT file_name, status, status_detail FROM reports").fetchall()
    assert len(rows) == len(contents)
    bugs = [row for row in rows if "ngoài dự kiến" in row[2] or "Tiến trình" in row[2]]
    assert not bugs
    assert all(detail for _, status, detail in rows if status != "ok")
    assert {name for name, status, _ in rows if status == "failed"} >= set(bad_files())
    assert time.monotonic() - start < 300
