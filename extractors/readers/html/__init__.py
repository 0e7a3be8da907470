"""Web pages (.html) and single-file archives of them (.mht), also as Word and Excel save them.

Nothing is fetched and no script is run. Left out are scripts, styles, hidden and deleted text,
forms, pictures.
"""

from __future__ import annotations

import codecs
import re

from extractors.readers._writer import SourceWriter
from models.errors import InputError
from models.messages import problem
from models.text import Source

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"})
MEDIA_TYPE = "text/html"
RANK = 0
"""Asked first: a page shows itself by its first tag."""

_HEAD = 4_096
"""So early a file says what it is, and in which encoding."""
_START = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|meta|body|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(rb"\s*(?:MIME-Version|From|Content-Type|Subject|Date|X-[\w-]+):", re.I)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def recognises(data: bytes) -> bool:
    """Whether the bytes begin like a page, or like an archive of one.

    >>> recognises(b"<!DOCTYPE html><p>12,5 ha"), recognises(b"12 < 15 ha")
    (True, False)
    """
    if _is_archive(data):
        return True
    bom, encoding = _mark(data)
    head = data[len(bom) : _HEAD].decode(encoding or "latin-1", "ignore")
    return bool(_START.match(head))


def read(data: bytes) -> Source:
    r"""What a browser shows: paragraphs, numbered lists, tables as lines with tabs.

    Raises:
        InputError: the encoding is neither said nor UTF-8, or there is no page in the archive.

    >>> read("<html><ol><li>Ngô 5 ha<li>Lúa 7 ha</ol>".encode()).text
    '1. Ngô 5 ha\n\n2. Lúa 7 ha'
    """
    from lxml import etree

    from extractors.readers.html.content import PageWriter

    charset = ""
    if _is_archive(data):
        data, charset = _unpack(data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    # Lone surrogates and NUL have no place in UTF-8 and in XML.
    content = _decode(data, charset).replace("\0", "").encode("utf-8", "replace")
    writer = SourceWriter()
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is not None:
        PageWriter(root, writer).write()
    return writer.source(MEDIA_TYPE)


def _is_archive(data: bytes) -> bool:
    return bool(_ARCHIVE.match(data)) and b"multipart/related" in data[:_HEAD].lower()


def _unpack(data: bytes) -> tuple[bytes, str]:
    """The first page of an archive, and the encoding that the archive gives it."""
    import email

    for part in email.message_from_bytes(data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return payload, part.get_content_charset() or ""
    raise problem(InputError, "error.input.no_words")


def _mark(data: bytes) -> tuple[bytes, str]:
    return next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", ""))


def _decode(data: bytes, charset: str) -> str:
    """The characters: by a byte order mark, the encoding that is said, or UTF-8."""
    bom, encoding = _mark(data)
    if bom:
        return data[len(bom) :].decode(encoding, "replace")
    said = _CHARSET.search(data[:_HEAD])
    for name in (charset, said[1].decode("ascii", "replace") if said else ""):
        try:
            known = codecs.lookup(name).name if name else ""
            # A page that names UTF-16 in single bytes is not in UTF-16.
            if known and not known.startswith("utf-16"):
                return data.decode(known, "replace")
        except (LookupError, UnicodeError):
            continue
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise problem(InputError, "error.input.encoding", place=error.start) from error
