"""The container of a DOCX file: its XML parts, opened with care."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import InputError
from models.messages import problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_PART_BYTES = 200_000_000
"""Largest part that is unpacked."""
MAX_RATIO = 500
"""Largest ratio of unpacked to packed size of a part above `RATIO_FLOOR`."""
RATIO_FLOOR = 20_000_000

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of strict Open XML, and what everybody else writes."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
"""What zipfile raises for broken containers and for compression it does not know."""
_PARTS = ("footnotes", "endnotes", "numbering", "styles", "settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of a DOCX file that hold text or say how it is shown."""

    document: Element
    footnotes: Element | None
    endnotes: Element | None
    numbering: Element | None
    styles: Element | None
    settings: Element | None


def open_package(data: bytes) -> Package:
    """The parts of the file.

    Raises:
        InputError: the container is damaged, cut off or protected, unpacks to an absurd size,
            or declares XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = {info.filename: info for info in container.infolist()}
            main = _main_part(container, names)
            folder = posixpath.dirname(main)
            paths = {part: posixpath.join(folder, f"{part}.xml") for part in _PARTS}
            parts = {
                part: _parse(_unpack(container, names[path])) if path in names else None
                for part, path in paths.items()
            }
            return Package(document=_parse(_unpack(container, names[main])), **parts)
    except _DAMAGED as error:
        raise damaged() from error
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        raise problem(InputError, "error.docx.protected") from error


def damaged() -> InputError:
    """The error for a file whose container or XML is broken."""
    return problem(InputError, "error.docx.damaged")


def _main_part(container: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str:
    """The path of the document part: Word's usual one, or the one the package names."""
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" in names:
        for relation in _parse(_unpack(container, names["_rels/.rels"])):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in names:
                return target
    raise damaged()


def _unpack(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a part; the size is checked while unpacking, as headers may lie."""
    allowed = min(MAX_PART_BYTES, max(RATIO_FLOOR, MAX_RATIO * info.compress_size))
    with container.open(info) as part:
        content = part.read(allowed + 1)
    if len(content) > allowed:
        raise problem(InputError, "error.docx.bomb")
    for strict, transitional in _TRANSITIONAL:
        content = content.replace(strict, transitional)
    return content


def _parse(content: bytes) -> Element:
    """The root of a part; entities are never resolved and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise problem(InputError, "error.docx.dtd")
    return root
