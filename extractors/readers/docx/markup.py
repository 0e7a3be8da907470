"""Names and values of WordprocessingML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, path: str, default: str = "") -> str:
    """The `w:val` of the element at `path` below `parent` (prefix `w:` left out)."""
    found = child(parent, path)
    return default if found is None else found.get(f"{W}val", default)


def number(parent: Element | None, path: str, default: int) -> int:
    """The `w:val` at `path` as an integer; `default` where it is absent or none."""
    return to_int(value(parent, path), default)


def to_int(text: str | None, default: int) -> int:
    """`text` as an integer, or `default`.

    >>> to_int("3", 0), to_int("x", 0)
    (3, 0)
    """
    try:
        return int(text or "")
    except ValueError:
        return default


def child(parent: Element | None, path: str) -> Element | None:
    """The first element at a `/`-separated path of local names, or None."""
    if parent is None:
        return None
    return parent.find("/".join(f"{W}{name}" for name in path.split("/")))


def is_on(parent: Element | None, path: str) -> bool:
    """Whether an on/off property is present and not switched off."""
    found = child(parent, path)
    return found is not None and found.get(f"{W}val", "true") not in _OFF
