"""What text files have in common: bytes to characters, strictly, and pages."""

from __future__ import annotations

import codecs
import re

from extractors.repair import decode_bytes
from models.errors import InputError
from models.messages import problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAYOUT = frozenset(b"\t\n\v\f\r\x1a")
"""Control characters that text files do hold: white space, and the old end-of-file sign."""
_CONTROLS = bytes(code for code in range(32) if code not in _LAYOUT)
_SAMPLE = 1 << 16
_MAX_CONTROL_SHARE = 0.02


def is_text(data: bytes) -> bool:
    """Whether the bytes look like text in some encoding, not like a binary format.

    >>> is_text("Đạt 99,6%".encode()), is_text(bytes(range(32)))
    (True, False)
    """
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return True
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return _guess_utf16(data) is not None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls <= _MAX_CONTROL_SHARE * len(sample)


def decode(data: bytes) -> str:
    r"""The characters of a text file, unchanged to the last; a byte order mark is no part of them.

    Raises:
        InputError: the bytes are neither UTF-8 nor UTF-16, are cut off, or hold NUL characters.

    >>> decode("2.302,47 ha\r\n".encode("utf-16"))
    '2.302,47 ha\r\n'
    """
    bom, encoding = next(
        ((bom, name) for bom, name in _BOMS if data.startswith(bom)),
        (b"", _guess_utf16(data) or "utf-8"),
    )
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        older = None if bom or encoding != "utf-8" else decode_bytes(data)
        if older is None:
            raise _undecodable(error) from error
        text = older
    if "\0" in text:
        raise problem(InputError, "error.input.not_text")
    return text


def page_starts(text: str) -> tuple[int, ...]:
    r"""The offset behind each form feed, after 0.

    >>> page_starts("Trang một\fTrang hai\f")
    (0, 10)
    """
    starts = (match.end() for match in re.finditer("\f", text))
    return (0, *(start for start in starts if start < len(text)))


def _guess_utf16(data: bytes) -> str | None:
    """The byte order of text that is clearly UTF-16 without a mark, else None."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return None
    sample = data[:_SAMPLE]
    little = sample[1::2].count(0) > sample[0::2].count(0)
    encoding = "utf-16-le" if little else "utf-16-be"
    try:
        text = sample.decode(encoding, errors="strict" if len(data) <= _SAMPLE else "ignore")
    except UnicodeDecodeError:
        return None
    plausible = sum(char.isprintable() or char.isspace() for char in text)
    spaces = sum(char.isspace() for char in text)
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u2200" for char in text)
    fits = plausible == len(text) and latin >= 0.95 * len(text)
    return encoding if fits and (spaces or len(text) < 40) else None


def _undecodable(error: UnicodeDecodeError) -> InputError:
    if error.reason.startswith(("unexpected end", "truncated")):
        return problem(InputError, "error.input.cut_text")
    return problem(InputError, "error.input.encoding", place=error.start)
