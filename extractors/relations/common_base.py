"""Shares of one whole: `23 nữ (24,21%) …, 24 người tái cử (25,26%)` of the 95 named before.

Shares that are listed have one base. Where it fits some of them to all the digits written, it is
that of their neighbours too, whatever the words are that tie them. The text does not bind them, so
a break is told only where one wrong digit explains it: in a part, its share, or the base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.nearly import (
    TELLING,
    is_nearly_share,
    is_of_another,
    is_share,
    misread,
    telling_digits,
)
from models.document import BlockKind
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_CLOSE = 5
"""So many words may stand between a part with its unit and its share: `chiếm tỷ lệ`."""
_FAR = 9
"""So many behind another percentage, with its base: `so với cùng kỳ năm trước, chiếm`."""
_BACK = 2
"""So many paragraphs back the base may stand."""
_PROOF = 3
"""So many digits of shares that fit one figure prove that it is their base."""
_PROOF_OF_OTHER = 6
"""And so many that another figure was meant, one digit of which is wrong."""
_NEAREST = 6
"""So many figures before the list may be its base with a wrong digit."""
_OF_WHOLE = frozenset({Role.PCT_SHARE, Role.PCT_PLAN})
_LEVELS = frozenset({Role.ACTUAL, Role.PLAN, Role.TOTAL})


@dataclass(frozen=True, slots=True)
class _Share:
    """A part and the percentage right behind it."""

    part: Fact
    percent: Fact

    def fits(self, whole: Fact) -> bool:
        """Whether the percentage is that of the part in this whole."""
        return self.is_of(whole, whole.canonical_value)

    def is_of(self, whole: Fact, size: Decimal | None) -> bool:
        """Whether it fits what the whole would be with another digit."""
        return self.may_be_of(whole) and is_share(self.percent, self.part.canonical_value, size)

    def may_be_of(self, whole: Fact) -> bool:
        """Whether the part is measured as the whole is; bare numbers count what the whole does."""
        bare = not self.part.unit and whole.dimension == "count"
        return bare or self.part.dimension == whole.dimension


def find_common_base_claims(index: FactIndex) -> Iterator[Claim]:
    """What listed shares claim of their one base; items of a list go together."""
    earlier: list[BlockReading] = []
    listed: list[BlockReading] = []
    for reading in index.running():
        if listed and not _goes_on(listed[-1], reading):
            yield from _claims(index, listed, earlier)
            earlier = [*earlier, *listed][-_BACK:]
            listed = []
        listed.append(reading)
    if listed:
        yield from _claims(index, listed, earlier)


def _goes_on(last: BlockReading, reading: BlockReading) -> bool:
    """Whether a block is the next item of a list."""
    items = last.block.kind is reading.block.kind is BlockKind.ITEM
    return items and last.block.parent == reading.block.parent


def _claims(
    index: FactIndex, listed: Sequence[BlockReading], earlier: Sequence[BlockReading]
) -> Iterator[Claim]:
    """The claims of the shares of one paragraph, or one list of items."""
    shares = [share for reading in listed for share in _shares(index, reading)]
    levels = [fact for one in (*earlier, *listed) for fact in _levels(index, one)]
    if len(shares) < 2:
        if shares and any(_is_among(index, reading, shares[0]) for reading in listed):
            yield from _among(shares[0], levels)
        return
    while len(shares) > 1:
        base, proof = _base(shares, levels)
        first = shares[0].part.span.start
        nearest = [fact for fact in levels if fact.span.start < first][-_NEAREST:]
        other = list(_of_other_base(shares, nearest, proof))
        yield from other
        if base is None or other:
            return
        told = list(_of_base(shares, base, levels))
        yield from told
        done = {claim.stated for claim in told}
        shares = [share for share in shares if share.percent not in done]


def _is_beside(shares: Sequence[_Share], at: int, base: Fact) -> bool:
    """Whether a share, or one next to it, is of the base."""
    return any(share.fits(base) for share in shares[max(0, at - 1) : at + 2])


def _among(share: _Share, levels: Sequence[Fact]) -> Iterator[Claim]:
    """A lone share of the nearest figure of its noun before it, but for one digit."""
    before = [level for level in levels if level.span.start < share.part.span.start]
    for whole in reversed(before):
        if whole.unit == share.part.unit and _strays(share, whole, levels):
            yield _claim(share, whole, likely=True)
            return


def _is_among(index: FactIndex, reading: BlockReading, share: _Share) -> bool:
    """Whether the sentence begins with `trong số` those of whom some are told."""
    part = next((f for f in reading.figures if index.of(reading, f) is share.part), None)
    if part is None:
        return False
    return bool(reading.cues.within("whole.among", part.sentence[0], part.index))


def _shares(index: FactIndex, reading: BlockReading) -> Iterator[_Share]:
    """The percentages of a block that stand behind a level, with that level.

    Right behind it, or behind what the level is of its plan or of the year before: `234 tỷ đồng,
    tăng 8,5% so với cùng kỳ, chiếm 6%`.
    """
    level: Figure | None = None
    for figure in reading.figures:
        if figure.kind is not NumeralKind.PERCENT:
            level = figure
        elif level is not None and index.of(reading, figure).role in _OF_WHOLE:
            part = index.of(reading, level)
            if part.role is Role.ACTUAL and _is_behind(reading, level, figure):
                yield _Share(part, index.of(reading, figure))
            level = None


def _is_behind(reading: BlockReading, part: Figure, percent: Figure) -> bool:
    """Whether the percentage is that of the figure before it, which is itself no ratio."""
    whole = part.over is None and part.under is None and part.range_start is None
    between = reading.doc[part.stop : percent.index]
    if part.sentence != percent.sentence or ";" in between.texts or not whole:
        return False
    before = reading.figures[percent.position - 1]
    words = sum(token.is_alpha for token in reading.doc[before.stop : percent.index])
    made_up = reading.cues.before("share.strong", percent, reach=2)
    return words <= _CLOSE if before is part else words <= _FAR and made_up is not None


def _levels(index: FactIndex, reading: BlockReading) -> Iterator[Fact]:
    """The figures of a block that a share can be of."""
    for figure in reading.figures:
        fact = index.of(reading, figure)
        if figure.kind is not NumeralKind.PERCENT and fact.role in _LEVELS and fact.canonical_value:
            yield fact


def _base(shares: Sequence[_Share], levels: Sequence[Fact]) -> tuple[Fact | None, int]:
    """The figure that most of the shares fit, and how many digits say so; None if too few."""
    best: Fact | None = None
    most = _PROOF - 1
    for level in reversed(levels):
        proof = sum(telling_digits(one.percent) for one in shares if one.fits(level))
        if proof > most:
            best, most = level, proof
    return best, most if best else 0


def _of_base(shares: Sequence[_Share], base: Fact, levels: Sequence[Fact]) -> Iterator[Claim]:
    """The shares that fit their base, and between them those that one digit parts from it."""
    for at, share in enumerate(shares):
        if share.fits(base):
            yield _claim(share, base)
        elif _is_beside(shares, at, base) and _strays(share, base, levels):
            yield _claim(share, base, likely=True)


def _strays(share: _Share, base: Fact, levels: Sequence[Fact]) -> bool:
    """Whether a share is of the base but for one digit, and of nothing else that is named."""
    if not share.may_be_of(base) or telling_digits(share.percent) < TELLING:
        return False
    nearly = is_nearly_share(share.percent, share.part, base)
    if not nearly and not is_of_another(share.percent, share.part, base):
        return False
    return not any(share.fits(level) for level in levels)


def _of_other_base(
    shares: Sequence[_Share], before: Sequence[Fact], proved: int
) -> Iterator[Claim]:
    """The shares that agree on a base which one figure before them is but for one digit.

    They must prove it by more digits than those, `proved`, that fit a figure as it stands.
    """
    of_whole = [share for share in shares if share.percent.role is Role.PCT_SHARE]
    enough = max(_PROOF_OF_OTHER, proved + TELLING)
    for level in reversed(before) if len(of_whole) > 1 else ():
        for other in misread(level):
            agreeing = [share for share in of_whole if share.is_of(level, other)]
            proof = sum(telling_digits(share.percent) for share in agreeing)
            if len(agreeing) > 1 and proof >= enough:
                yield from (_claim(share, level, likely=True) for share in agreeing)
                return


def _claim(share: _Share, base: Fact, *, likely: bool = False) -> Claim:
    return Claim(
        kind=ClaimKind.PERCENT,
        stated=share.percent,
        operands=(share.part, base),
        certain=False,
        likely=likely,
        rule="share_of_common_base",
    )
