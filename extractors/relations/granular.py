"""Claims of percentages whose part is not told: `25 giáo viên, trong đó 72% đạt trên chuẩn`.

Some whole number of the things counted must make the percentage. The words behind it must be of
these things, and no part of theirs may stand beside: that would be judged instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_WORDS = 3
"""So many words may stand around the words that tie a percentage to the count."""
_BEHIND = 5
"""So many words behind the percentage tell of what it is a share."""


def find_granular_claims(index: FactIndex) -> Iterator[Claim]:
    """Percentages of a count that stands right beside them, their part left out."""
    counted = index.lexicon.names("whole.counted")
    for reading in index.running():
        for first, second in pairwise(reading.figures):
            count, percent = _sorted(first, second)
            if percent.kind is not NumeralKind.PERCENT or first.sentence != second.sentence:
                continue
            whole, share = index.of(reading, count), index.of(reading, percent)
            apart = index.is_level(reading, count) and count.over is None
            if apart and whole.unit in counted and _is_share(share):
                tied = _of_which if count is first else _out_of
                if tied(reading, count, percent) and not _of_others(reading, percent, whole):
                    yield Claim(
                        kind=ClaimKind.GRANULAR,
                        stated=share,
                        operands=(whole,),
                        certain=False,
                        likely=True,
                        rule="share_of_count",
                    )


def _sorted(first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """The count and the percentage of two neighbours."""
    return (second, first) if first.kind is NumeralKind.PERCENT else (first, second)


def _is_share(fact: Fact) -> bool:
    return fact.role is Role.PCT_SHARE and not fact.approx


def _of_which(reading: BlockReading, count: Figure, percent: Figure) -> bool:
    """Whether `trong đó` or a bracket opens the share, and words behind go on about the count."""
    between = reading.doc[count.stop : percent.index]
    opened = reading.cues.within("parts.open", count.stop, percent.index)
    near = opened and percent.index - opened[-1].tokens.end <= _WORDS
    bracket = bool(len(between)) and between.texts[-1] == "("
    return bool(near or bracket) and bool(
        reading.cues.within("whole.of_them", percent.stop, percent.stop + 1)
    )


def _out_of(reading: BlockReading, count: Figure, percent: Figure) -> bool:
    """Whether `trong tổng số` stands between a percentage without a part and the count."""
    alone = percent.position == 0 or reading.figures[percent.position - 1].sentence != (
        percent.sentence
    )
    cue = reading.cues.before("whole.out_of", count, reach=0)
    return alone and cue is not None and cue.tokens.start - percent.stop <= _WORDS


def _of_others(reading: BlockReading, percent: Figure, whole: Fact) -> bool:
    """Whether words behind a percentage say that it is of other things than those counted."""
    told = reading.cues.within("whole.of_others", percent.stop, percent.stop + _BEHIND)
    return any(match.cue.value != whole.unit for match in told)
