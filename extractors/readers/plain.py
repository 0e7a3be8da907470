r"""Plain text: the decoded file, unchanged to the last character.

A form feed starts a new page; nothing else is read into the format.
"""

from __future__ import annotations

from extractors.readers._textfile import decode, is_text, page_starts
from models.text import Source

SUFFIXES = frozenset({".txt", ".text"})
MEDIA_TYPE = "text/plain"
RANK = 1
"""Asked after the formats that show themselves by magic bytes."""


def recognises(data: bytes) -> bool:
    """Whether the bytes look like text.

    >>> recognises("Số: 12/BC-UBND".encode())
    True
    """
    return is_text(data)


def read(data: bytes) -> Source:
    r"""The text as it stands in the file.

    Raises:
        InputError: the encoding is not UTF-8 or UTF-16, or the file is cut off.

    >>> read("Trang một\fTrang hai".encode()).page_starts
    (0, 10)
    """
    text = decode(data)
    return Source(text=text, media_type=MEDIA_TYPE, page_starts=page_starts(text))
