"""Files and folders as they come: whatever is wrong with one, the others are read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import Limits, find_files, read_file
from tests.extractors.readers.build import docx, paragraph

CONTENT = "Đàn trâu 31 con, đạt 97,06% kế hoạch.\r\n".encode()


def touch(path: Path, data: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_folders_are_searched_and_what_is_no_report_is_passed_over(tmp_path: Path) -> None:
    wanted = [
        touch(tmp_path / name)
        for name in ("a.txt", "xa/b.docx", "xa/thang 6/c.PDF", "xa/khong-duoi", "z.md")
    ]
    for name in (
        ".an.txt", "~$b.docx", "soatso.duckdb", "soatso.duckdb.wal", ".git/c.txt", "xa/Thumbs.db",
        "soatso-out/findings.txt", "ra/d.txt",
    ):  # fmt: skip
        touch(tmp_path / name)
    assert find_files([tmp_path], exclude=[tmp_path / "xa" / ".." / "ra"]) == sorted(wanted)


def test_a_file_is_listed_once_however_often_it_is_named(tmp_path: Path) -> None:
    file = touch(tmp_path / "xa" / "a.txt")
    assert find_files([tmp_path, file, file.parent, file]) == [file]


def test_named_files_are_taken_whatever_they_are_called(tmp_path: Path) -> None:
    named = [touch(tmp_path / ".an.txt"), tmp_path / "khong-co.docx"]
    assert find_files(named) == sorted(named)


def test_a_file_is_read_with_the_hash_of_its_bytes(tmp_path: Path) -> None:
    read = read_file(touch(tmp_path / "a.txt"))
    assert read.error is None
    assert read.source is not None
    assert read.source.text == CONTENT.decode()
    assert read.media_type == "text/plain"
    assert read.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_the_hash_follows_the_content_not_the_name(tmp_path: Path) -> None:
    one, same = touch(tmp_path / "a.txt"), touch(tmp_path / "b.txt")
    other = touch(tmp_path / "c.txt", CONTENT + b" ")
    assert read_file(one).sha256 == read_file(same).sha256 != read_file(other).sha256


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("rong.txt", b"", "rỗng"),
        ("hong.docx", docx(paragraph("5 ha"))[:-30], "hỏng"),
        ("hong.pdf", b"%PDF-1.7\n1 0 obj", "cắt cụt"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Office"),
    ],
)
def test_bad_content_is_kept_as_an_error(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    read = read_file(touch(tmp_path / name, data))
    assert read.source is None
    assert read.error is not None
    assert word in read.error.message
    assert read.error.remedy
    assert len(read.sha256) == 64


def test_empty_files_do_not_share_an_identity(tmp_path: Path) -> None:
    one, other = touch(tmp_path / "a.txt", b""), touch(tmp_path / "b.txt", b"")
    assert read_file(one).sha256 != read_file(other).sha256


def test_the_limit_is_the_largest_size_read(tmp_path: Path) -> None:
    file = touch(tmp_path / "a.txt")
    assert read_file(file, Limits(max_bytes=len(CONTENT))).source is not None
    refused = read_file(file, Limits(max_bytes=len(CONTENT) - 1)).error
    assert refused is not None
    assert "lớn hơn" in refused.message


def test_missing_files_broken_links_folders_and_pipes(tmp_path: Path) -> None:
    link = tmp_path / "lien-ket.txt"
    link.symlink_to(tmp_path / "khong-co.txt")
    pipe = tmp_path / "ong.txt"
    os.mkfifo(pipe)
    assert find_files([tmp_path]) == [link]
    for path in (link, pipe, tmp_path, tmp_path / "a" / "b.txt", touch(tmp_path / "f") / "g"):
        read = read_file(path)
        assert read.source is None
        assert read.error is not None
        assert read.error.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    file, folder = touch(tmp_path / "a.txt"), touch(tmp_path / "kin" / "b.txt").parent
    file.chmod(0)
    folder.chmod(0)
    try:
        assert find_files([tmp_path]) == [file, folder]
        for path in (file, folder):
            error = read_file(path).error
            assert error is not None
            assert "quyền" in error.message
    finally:
        folder.chmod(0o700)


def test_what_the_system_forbids_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = touch(tmp_path / "a.txt")
    monkeypatch.setattr(Path, "open", forbidden)
    error = read_file(file).error
    assert error is not None
    assert "quyền" in error.message


@given(st.text(min_size=1, max_size=300))
def test_no_name_makes_reading_fail_otherwise(name: str) -> None:
    read = read_file(Path("khong-co-thu-muc") / name.replace("/", ""))
    assert read.source is None
    assert read.error is not None
