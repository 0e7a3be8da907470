"""Formats that no reader reads, told by their bytes, and what is to be done about each."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers._ole import MAGIC, top_streams
from extractors.readers._package import ZIP, office_folder
from models.errors import InputError
from models.messages import problem

_PICTURES = (b"GIF8",)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ENCRYPTED = 0x01
"""Of the twelfth byte of a Word stream: the text behind it is encrypted."""
_HEAD = 2_000
"""So early a flat XML file says whose it is."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format that must be converted before it can be read."""

    suffix: str
    """As its files are named."""
    media_type: str
    becomes: str
    """The suffix of the format that holds the same and that a reader reads."""
    aliases: frozenset[str] = frozenset()
    """Other suffixes of the same format."""

    @property
    def suffixes(self) -> frozenset[str]:
        """All suffixes of the format."""
        return self.aliases | {self.suffix}


_DOC = Foreign(".doc", "application/msword", ".docx", frozenset({".dot", ".wps"}))
_XLS = Foreign(".xls", "application/vnd.ms-excel", ".xlsx", frozenset({".xlt", ".et"}))
_XLSB = Foreign(".xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ".xlsx")
_RTF = Foreign(".rtf", "application/rtf", ".docx")
_ODT = Foreign(".odt", "application/vnd.oasis.opendocument.text", ".docx")
_ODS = Foreign(".ods", "application/vnd.oasis.opendocument.spreadsheet", ".xlsx")

_OLE_STREAMS = (("WordDocument", _DOC), ("Workbook", _XLS), ("Book", _XLS))
_FLAT = (
    (
        b'progid="Word.Document"',
        Foreign(".xml", _DOC.media_type, _DOC.becomes, frozenset({".doc"})),
    ),
    (
        b'progid="Excel.Sheet"',
        Foreign(".xml", _XLS.media_type, _XLS.becomes, frozenset({".xls"})),
    ),
    (_ODT.media_type.encode(), Foreign(".fodt", _ODT.media_type, ".docx")),
    (_ODS.media_type.encode(), Foreign(".fods", _ODS.media_type, ".xlsx")),
)
"""Documents in one XML file, and what they say of themselves near their beginning."""

FOREIGN_SUFFIXES = frozenset({
    ".doc", ".dot", ".xls", ".xlsb", ".rtf", ".odt", ".ods", ".pptx", ".ppt", ".odp",
})  # fmt: skip
"""Names of formats that are known but not read: a file so named that holds another is misnamed."""


def foreign_format(data: bytes) -> Foreign | None:
    r"""The format of a file that must be converted first, or None.

    Protected files are not among them: no program could convert them.

    >>> foreign_format(b"{\\rtf1 abc}").becomes
    '.docx'
    """
    if data.startswith(MAGIC):
        streams = top_streams(data)
        found = next((kind for name, kind in _OLE_STREAMS if name in streams), None)
        return None if _is_protected(streams) else found
    if data.startswith(ZIP):
        return _zipped(data)
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:5].lower() == b"{\\rtf":
        return _RTF
    if start.startswith(b"<?xml"):
        return next((kind for sign, kind in _FLAT if sign in start), None)
    return None


def refuse_foreign(data: bytes) -> None:
    r"""Nothing, if a reader may be tried.

    Raises:
        InputError: the file is empty, or of a known format that cannot be read.

    >>> refuse_foreign(b"{\\rtf1 abc}")
    Traceback (most recent call last):
    models.errors.InputError: Đọc tệp .rtf cần có LibreOffice, mà máy này chưa cài. Xin cài
    LibreOffice (miễn phí; “soatso doctor” chỉ cách), hoặc mở tệp rồi lưu thành .docx.
    """
    if not data:
        raise problem(InputError, "error.input.empty")
    foreign = foreign_format(data)
    if foreign is not None:
        raise needs_libreoffice(foreign)
    if data.startswith(MAGIC):
        protected = _is_protected(top_streams(data))
        raise problem(
            InputError, "error.input.protected" if protected else "error.input.old_office"
        )
    if data.startswith(ZIP) and (office_folder(data) == "ppt" or b"opendocument" in data[:200]):
        raise problem(InputError, "error.input.presentation")
    if data.startswith(_ARCHIVES):
        raise problem(InputError, "error.input.archive")
    if data.startswith(_PICTURES):
        raise problem(InputError, "error.input.picture")


def needs_libreoffice(foreign: Foreign) -> InputError:
    """The error for a format that only LibreOffice can convert, where it is not installed."""
    return problem(
        InputError,
        "error.input.needs_libreoffice",
        suffix=foreign.suffix,
        save_as=foreign.becomes,
    )


def unknown_format(data: bytes) -> InputError:
    """The error for a file that no reader recognises."""
    return problem(
        InputError, "error.input.archive" if data.startswith(ZIP) else "error.input.binary"
    )


def no_words() -> InputError:
    """The error for a file that was read but holds no text."""
    return problem(InputError, "error.input.no_words")


def _is_protected(streams: dict[str, bytes]) -> bool:
    word = streams.get("WordDocument", b"")
    return "EncryptedPackage" in streams or (len(word) > 11 and bool(word[11] & _ENCRYPTED))


def _zipped(data: bytes) -> Foreign | None:
    """OpenDocument says what it is in its first, unpacked part; binary Excel by a part's name."""
    start = data[:200]
    for kind in (_ODT, _ODS):
        if kind.media_type.encode() in start:
            return kind
    is_binary = office_folder(data) == "xl" and b"xl/workbook.bin" in data
    return _XLSB if is_binary else None
