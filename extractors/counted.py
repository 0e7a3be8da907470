"""The noun that words such as `tổng số thôn` say is counted, where the figure stands bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.units import Measure, UnitFinder

if TYPE_CHECKING:
    from extractors.language import Words

_NUMBER_OF = "số"


def find_counted(doc: Words, start: int, stop: int, units: UnitFinder) -> Measure | None:
    """The unit named last between two tokens as what is counted, or None.

    >>> from extractors.language import make_doc
    >>> from models.lexicon import load
    >>> doc = make_doc("tổng số thôn có nhà văn hóa là 11")
    >>> find_counted(doc, 0, len(doc), UnitFinder(load())).name
    'thôn'
    """
    for index in range(stop - 1, start, -1):
        if doc.texts[index - 1] == _NUMBER_OF and (measure := units.read(doc, index)) is not None:
            return measure
    return None
