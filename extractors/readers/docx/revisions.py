"""Tracked changes, accepted: what was deleted or moved away is gone, what was inserted stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.docx.markup import W, child

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GONE = (f"{W}del", f"{W}moveFrom")
_MARKERS = frozenset({f"{W}rPr", f"{W}trPr", f"{W}ctrlPr"})
"""Within these a deletion says what becomes of a paragraph's mark or of a row."""
_INVISIBLE = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
"""What may stand between two paragraphs without parting them."""


def accept_changes(root: Element) -> None:
    """Changes a part of a document to what it is when all its tracked changes are accepted.

    A paragraph whose mark was deleted becomes the beginning of the next one.
    """
    for gone in list(root.iter(*_GONE)):
        above = gone.getparent()
        if above is not None and above.tag not in _MARKERS:
            above.remove(gone)
    for row in list(root.iter(f"{W}tr")):
        if child(row, "trPr/del") is not None:
            _remove(row)
    for cell in list(root.iter(f"{W}tc")):
        if child(cell, "tcPr/cellDel") is not None:
            _remove(cell)
    for paragraph in list(root.iter(f"{W}p")):
        if _is_unmarked(paragraph):
            _join_next(paragraph)


def _is_unmarked(paragraph: Element) -> bool:
    """Whether the mark that ends the paragraph was deleted."""
    mark = child(paragraph, "pPr/rPr")
    deleted = any(child(mark, name) is not None for name in ("del", "moveFrom"))
    return deleted and child(paragraph, "pPr/sectPr") is None


def _join_next(paragraph: Element) -> None:
    content = [element for element in paragraph if element.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in _INVISIBLE:
        following = following.getnext()
    if following is not None and following.tag == f"{W}p":
        first = 0 if child(following, "pPr") is None else 1
        following[first:first] = content
        _remove(paragraph)
    elif not content:
        _remove(paragraph)


def _remove(element: Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)
