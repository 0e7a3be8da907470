"""Vietnamese written in the encodings before Unicode, for tests: the way back from Unicode.

The tables are kept apart from those of the product, by byte, as the fonts have them.
"""

from __future__ import annotations

import unicodedata

TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđ" + "àảãáạ" + "ằẳẵắ" + "ặầẩẫấậ" + "èẻẽ" + "éẹềểễếệìỉ" + "ĩíị" + "ò",
        [
            *range(0xA1, 0xAF),
            *range(0xB5, 0xBA),
            *range(0xBB, 0xBF),
            *range(0xC6, 0xCC),
            *(0xCC, 0xCE, 0xCF),
            *range(0xD0, 0xD9),
            *(0xDC, 0xDD, 0xDE),
            0xDF,
        ],
        strict=True,
    )
)
TCVN3 |= dict(
    zip(
        "ỏõóọồổỗốộờởỡớợù" + "ủũúụừửữứựỳỷỹýỵ",
        [*range(0xE1, 0xF0), *range(0xF1, 0xFF)],
        strict=True,
    )
)
"""TCVN 5712:1993, third table; capitals with tones are written with the small letter's code."""

_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
_ROUND = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
_SHORT = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
_SINGLE = {"đ": 0xF1, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE}
_HORN = {"o": 0xF4, "u": 0xF6}
_CAPITAL = 0x20
"""Less than a small letter's code by so much is its capital's."""


def to_tcvn3(text: str) -> str:
    """The text as a Unicode program shows TCVN3 without its font."""
    return "".join(map(_tcvn3, unicodedata.normalize("NFC", text)))


def _tcvn3(letter: str) -> str:
    code = TCVN3.get(letter, TCVN3.get(letter.lower()))
    return letter if code is None else chr(code)


def to_vni(text: str) -> str:
    """The text as a Unicode program shows VNI without its font."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small == "đ" or small in _SINGLE:
        codes = [_SINGLE[small]]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        if not marks or base not in "aeouy":
            return letter
        tone = next((mark for mark in marks if mark in _TONES), "")
        codes = [ord(base)]
        if "\u0302" in marks:
            codes.append(_ROUND[tone])
        elif "\u0306" in marks:
            codes.append(_SHORT[tone])
        else:
            codes = [_HORN[base]] if "\u031b" in marks else codes
            codes += [_TONES[tone]] if tone else []
    return "".join(chr(code - (_CAPITAL if letter != small else 0)) for code in codes)


def to_cp1258(text: str) -> bytes:
    """The bytes of the text in Windows-1258: tones stand behind their letters."""
    composed = unicodedata.normalize("NFC", text)
    return b"".join(map(_cp1258, composed))


def _cp1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _TONES), "")
        rest = "".join(mark for mark in marks if mark != tone)
        return (unicodedata.normalize("NFC", base + rest) + tone).encode("cp1258", "replace")


def misread(data: bytes) -> str:
    """Bytes read as Windows-1252, those it leaves out as they are."""
    return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in data)


def half_misread(text: str) -> str:
    """The text with ư, ơ and ă read as Windows-1252 has their bytes, all else right."""
    return text.translate(str.maketrans("ươăƯƠĂ", "ýõãÝÕÃ"))


def misread_utf8(text: str) -> str:
    """The text written in UTF-8 and read as Windows-1252."""
    return misread(text.encode("utf-8"))
