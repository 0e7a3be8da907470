"""The parts of a DOCX file that hold text or say how it is shown."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers._package import open_package
from extractors.readers.docx.revisions import accept_changes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAIN = "word/document.xml"
_PARTS = ("footnotes", "endnotes", "numbering", "styles", "settings")
_RUNNING = ("header", "footer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The roots of the parts; None where the file has no such part."""

    document: Element
    footnotes: Element | None
    endnotes: Element | None
    numbering: Element | None
    styles: Element | None
    settings: Element | None
    running: tuple[Element, ...] = ()
    """Headers and footers."""


def open_document(data: bytes) -> Document:
    """The parts of the file, all tracked changes accepted.

    Raises:
        InputError: the container is damaged, cut off or protected, unpacks to an absurd size,
            or declares XML entities.
    """
    with open_package(data) as package:
        main = package.main_part(_MAIN)
        related = list(package.related(main))
        folder = posixpath.dirname(main)
        # Parts have their usual names too: some programs forget to list them.
        paths = {part: posixpath.join(folder, f"{part}.xml") for part in _PARTS} | {
            kind: path for kind, path in related if kind in _PARTS
        }
        running = (path for kind, path in related if kind in _RUNNING and path in package.names)
        document = Document(
            document=package.parse(main),
            running=tuple(package.parse(path) for path in dict.fromkeys(running)),
            **{
                part: package.parse(path) if path in package.names else None
                for part, path in paths.items()
            },
        )
    texts = (document.document, document.footnotes, document.endnotes, *document.running)
    for root in texts:
        if root is not None:
            accept_changes(root)
    return document
