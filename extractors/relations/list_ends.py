"""Where a list that need not be complete ends: at a clause that tells something else of the whole.

`Tiếp nhận 120 hồ sơ, trong đó trực tuyến 80 hồ sơ; đã giải quyết 110 hồ sơ` lists one part.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.figures import Figure
from extractors.outcomes import between_signs
from extractors.parts import PartList
from extractors.reading import BlockReading


def members_before_another_clause(
    reading: BlockReading, parts: PartList, *, manifold: bool
) -> list[int]:
    """The positions of the parts up to the first that is rather something else.

    A semicolon ends a list of parts between commas, and one without a colon of things that can be
    of several kinds (`manifold`). A verb tells what befell things, not of which kind they are: all
    parts have one, or none.
    """
    positions = sorted(parts.parts)
    figures = [reading.figures[position] for position in positions]
    texts = reading.doc.texts
    has_colon = ":" in texts[parts.start : figures[0].index]
    told, done = (_has_verb(reading, figures[0], f"parts.{verbs}") for verbs in ("told", "done"))
    has_commas = False
    for count, (before, part) in enumerate(pairwise(figures), start=1):
        parted = ";" in texts[before.stop : part.index]
        if parted and (has_commas or (manifold and not has_colon)):
            return positions[:count]
        told_now = _has_verb(reading, part, "parts.told")
        if (told_now and not told) or (done and not told_now):
            return positions[:count]
        has_commas = has_commas or not parted
    return positions


def _has_verb(reading: BlockReading, figure: Figure, verbs: str) -> bool:
    """Whether a verb stands with the figure between two signs: `đã giải quyết 110 hồ sơ`."""
    return bool(reading.cues.within(verbs, *between_signs(reading.doc, figure)))
