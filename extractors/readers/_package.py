"""Office containers (Open XML): their parts, unpacked and parsed with care."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import InputError
from models.messages import problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ZIP = b"PK\x03\x04"
MAX_PART_BYTES = 200_000_000
"""Largest part that is unpacked."""
MAX_RATIO = 500
"""Largest ratio of unpacked to packed size of a part above `RATIO_FLOOR`."""
RATIO_FLOOR = 20_000_000

_FOLDERS = ("word", "xl", "ppt")
"""Where Word, Excel and PowerPoint keep their parts."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TRANSITIONAL = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), usual.encode())
    for strict, usual in (
        (
            "wordprocessingml/main",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        ),
        (
            "spreadsheetml/main",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        ),
        ("drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("officeDocument/math", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("officeDocument/relationships", _RELATIONS),
    )
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


def office_folder(data: bytes) -> str:
    """The folder of the program whose container this is: `word`, `xl`, `ppt`, or nothing.

    Of a container that is cut off the beginning still tells.

    >>> office_folder(b"%PDF-1.7")
    ''
    """
    if not data.startswith(ZIP):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.namelist()
    except _DAMAGED:
        names = [f"{folder}/" for folder in _FOLDERS if f"{folder}/".encode() in data]
        names += ["[Content_Types].xml"] if b"[Content_Types].xml" in data else []
    for folder in _FOLDERS:
        if any(name.startswith(f"{folder}/") for name in names):
            return folder
    return "word" if "[Content_Types].xml" in names else ""


@dataclass(frozen=True, slots=True)
class Package:
    """An open container."""

    container: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    """The parts by path, without a slash at the front."""

    def unpack(self, path: str) -> bytes:
        """The bytes of a part; the size is checked while unpacking, as headers may lie.

        Raises:
            InputError: there is no such part, or it unpacks to an absurd size.
        """
        if path not in self.names:
            raise damaged()
        info = self.names[path]
        allowed = min(MAX_PART_BYTES, max(RATIO_FLOOR, MAX_RATIO * info.compress_size))
        with self.container.open(info) as part:
            content = part.read(allowed + 1)
        if len(content) > allowed:
            raise problem(InputError, "error.input.unpacks_large")
        for strict, transitional in _TRANSITIONAL:
            content = content.replace(strict, transitional)
        return content

    def parse(self, path: str) -> Element:
        """The root of an XML part; entities are never resolved and nothing is fetched.

        Raises:
            InputError: the part is absent or damaged, unpacks to an absurd size or declares a DTD.
        """
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
            root = etree.fromstring(self.unpack(path), parser)
        except etree.XMLSyntaxError as error:
            raise damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise problem(InputError, "error.input.dtd")
        return root

    def main_part(self, usual: str) -> str:
        """The path of the main part: the usual one, or the one the package names.

        Raises:
            InputError: there is none.
        """
        if usual in self.names:
            return usual
        for kind, target in self.related(""):
            if kind == "officeDocument" and target in self.names:
                return target
        raise damaged()

    def related(self, path: str) -> Iterator[tuple[str, str]]:
        """Kind and path of each part that the part at `path` refers to, in file order."""
        for kind, target, _ in self.relations(path):
            yield kind, target

    def relations(self, path: str) -> Iterator[tuple[str, str, str]]:
        """Kind, path and id of each relation inside the package."""
        folder, name = posixpath.split(path)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self.names:
            return
        for relation in self.parse(listing):
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield kind, target.lstrip("/"), relation.get("Id", "")


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """The container, open while its parts are read.

    Raises:
        InputError: the container is damaged, cut off or protected.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            yield Package(container, {info.filename: info for info in container.infolist()})
    except _DAMAGED as error:
        raise damaged() from error
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        if isinstance(error, RecursionError):
            raise
        raise problem(InputError, "error.input.protected") from error


def damaged() -> InputError:
    """The error for a file whose container or XML is broken."""
    return problem(InputError, "error.input.damaged_office")
