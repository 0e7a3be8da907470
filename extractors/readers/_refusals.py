"""Files that no reader reads: told by their first bytes, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_HTML = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a format is not read and what to do, in Vietnamese and in English."""

    message: str
    remedy: str
    message_en: str
    remedy_en: str

    def error(self) -> InputError:
        return InputError(
            self.message,
            remedy=self.remedy,
            message_en=self.message_en,
            remedy_en=self.remedy_en,
        )


def _unread(what: str, what_en: str, *, save_as: str) -> _Refusal:
    return _Refusal(
        f"Chưa đọc được {what}.",
        f"Xin mở tệp rồi lưu lại thành {save_as}.",
        f"Cannot read {what_en} yet.",
        f"Open it and save it as {save_as}.",
    )


_EMPTY = _Refusal(
    "Tệp rỗng.", "Xin gửi lại tệp có nội dung.", "The file is empty.", "Send the file again."
)
_NO_WORDS = _Refusal(
    "Tệp không có chữ nào.",
    "Xin gửi bản có chữ (không phải chỉ có ảnh).",
    "There is no text in the file.",
    "Send a version that holds text, not only pictures.",
)
_BINARY = _Refusal(
    "Không nhận ra định dạng của tệp: đây là dữ liệu nhị phân.",
    "Xin gửi tệp .docx, .pdf, .txt hoặc .md.",
    "The format is not known: this is binary data.",
    "Send a .docx, .pdf, .txt or .md file.",
)
_PROTECTED = _Refusal(
    "Tệp có mật khẩu bảo vệ.",
    "Xin bỏ mật khẩu rồi gửi lại.",
    "The file is protected by a password.",
    "Remove the password and send it again.",
)
_PICTURE = _Refusal(
    "Tệp ảnh chưa đọc được ở bản này.",
    "Xin gửi văn bản gốc (.docx) hoặc PDF có lớp chữ.",
    "Pictures cannot be read in this version.",
    "Send the original document (.docx) or a PDF with a text layer.",
)
_ARCHIVE = _Refusal(
    "Tệp nén chưa đọc được.",
    "Xin giải nén rồi gửi từng báo cáo.",
    "Archives are not read.",
    "Unpack it and send each report.",
)
_DOC = _unread("tệp Word cũ (.doc)", "old Word files (.doc)", save_as=".docx")
_XLS = _unread("tệp Excel cũ (.xls)", "old Excel files (.xls)", save_as=".docx / .pdf")
_OLE_OTHER = _unread("tệp Office cũ", "old Office files", save_as=".docx / .pdf")
_RTF = _unread("tệp RTF (.rtf)", "RTF files (.rtf)", save_as=".docx")
_HTML_PAGE = _unread("trang HTML", "HTML pages", save_as=".docx / .txt")

_OLE_STREAMS = (
    ("EncryptedPackage", _PROTECTED),
    ("WordDocument", _DOC),
    ("Workbook", _XLS),
)
_ZIP_PARTS = (
    (b"xl/workbook", _unread("tệp Excel (.xlsx)", "Excel files (.xlsx)", save_as=".docx / .pdf")),
    (b"ppt/presentation", _unread("tệp trình chiếu", "presentations", save_as=".pdf")),
    (b"opendocument", _unread("tệp OpenDocument", "OpenDocument files", save_as=".docx")),
)

FOREIGN_SUFFIXES = frozenset({".doc", ".xls", ".xlsx", ".pptx", ".odt", ".ods", ".rtf", ".html"})
"""Names of formats that are known but not read: a file so named that holds another is misnamed."""


def refuse_foreign(data: bytes) -> None:
    r"""Nothing, if a reader may be tried.

    Raises:
        InputError: the file is empty, or of a known format that cannot be read.

    >>> refuse_foreign(b"{\\rtf1 abc}")
    Traceback (most recent call last):
    models.errors.InputError: Chưa đọc được tệp RTF (.rtf). Xin mở tệp rồi lưu lại thành .docx.
    """
    refusal = _refusal(data)
    if refusal is not None:
        raise refusal.error()


def unknown_format(data: bytes) -> InputError:
    """The error for a file that no reader recognises."""
    return (_ARCHIVE if data.startswith(_ZIP) else _BINARY).error()


def no_words() -> InputError:
    """The error for a file that was read but holds no text."""
    return _NO_WORDS.error()


def _refusal(data: bytes) -> _Refusal | None:
    if not data:
        return _EMPTY
    if data.startswith(_OLE):
        streams = (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data)
        return next(streams, _OLE_OTHER)
    if data.startswith(_ZIP):
        return next((kind for part, kind in _ZIP_PARTS if part in data), None)
    start = data[:64].lstrip().lower()
    if start.startswith(b"{\\rtf"):
        return _RTF
    if start.startswith(_HTML):
        return _HTML_PAGE
    if data.startswith(_ARCHIVES):
        return _ARCHIVE
    return _PICTURE if data.startswith(_PICTURES) else None
