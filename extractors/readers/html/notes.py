"""Footnotes of a page: pairs of links, from the mark to the note and from the note back.

Word, LibreOffice, Google Docs and pandoc all write them so, each with names of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARAGRAPHS = frozenset({"p", "li", "div", "dd", "td"})


@dataclass(slots=True)
class Links:
    """Which elements are marks of notes, and which are the notes."""

    references: dict[Element, str] = field(default_factory=dict)
    """The links in running text, each with the name of its note."""
    returns: set[Element] = field(default_factory=set)
    """The links that lead back from a note."""
    bodies: dict[Element, str] = field(default_factory=dict)
    """The elements that hold a note, each with its name."""
    marks: dict[str, str] = field(default_factory=dict)
    """The mark of each note whose reference was met."""


def find_notes(root: Element) -> Links:
    """The notes of a page.

    >>> from lxml import html
    >>> page = html.fromstring('<div><p>5 ha<a id="r1" href="#n1">1</a></p>'
    ...                        '<p id="n1"><a href="#r1">1</a> Lúa.</p></div>')
    >>> [body.tag for body in find_notes(page).bodies]
    ['p']
    """
    named: dict[str, Element] = {}
    links: list[Element] = []
    for element in root.iter():
        for name in (element.get("id"), element.get("name")):
            if name:
                named.setdefault(name, element)
        if element.tag == "a" and element.get("href", "").startswith("#"):
            links.append(element)
    order = {link: index for index, link in enumerate(links)}
    found = Links()
    for link in links:
        name = link.get("href", "")[1:]
        target = named.get(name)
        body = None if target is None else _body(target)
        if body is None or link in found.returns or body in set(link.iterancestors()):
            continue
        back = next((one for one in body.iter("a") if _leads_to(one, link, named)), None)
        if back is not None and order.get(back, -1) > order[link]:
            found.references[link] = name
            found.returns.add(back)
            found.bodies.setdefault(body, name)
    return found


def words_of(element: Element) -> str:
    """All text of an element."""
    return "".join(map(str, element.itertext()))


def _leads_to(back: Element, link: Element, named: dict[str, Element]) -> bool:
    """Whether a link leads back to another, or to the little that stands around it."""
    target = named.get(back.get("href", "#")[1:]) if back.get("href", "").startswith("#") else None
    return target is not None and (target is link or target is link.getparent() or link in target)


def _body(target: Element) -> Element | None:
    """The element that holds the note: its paragraph, or the block made for it alone."""
    element: Element | None = target
    while element is not None and element.tag not in _PARAGRAPHS:
        element = element.getparent()
    if element is None:
        return None
    above = element.getparent()
    alone = above is not None and above.tag == "div" and above.get("id") and above[0] is element
    return above if alone else element
