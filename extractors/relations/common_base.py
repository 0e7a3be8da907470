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
        part, base = self.part.canonical_value, whole.canonical_value
        if part is None or base is None or not self.may_be_of(whole):
            return False
        return is_share(self.percent, part, base)

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
    if len(shares) < 2:
        return
    levels = [fact for one in (*earlier, *listed) for fact in _levels(index, one)]
    base = _base(shares, levels)
    if base is not None:
        yield from _of_base(shares, base, levels)
        return
    first = shares[0].part.span.start
    before = [fact for fact in levels if fact.span.start < first]
    yield from _of_other_base(shares, before[-_NEAREST:])


def _shares(index: FactIndex, reading: BlockReading) -> Iterator[_Share]:
    """The percentages of a block that stand right behind a level, with that level."""
    for figure in reading.figures[1:]:
        before = reading.figures[figure.position - 1]
        if figure.kind is not NumeralKind.PERCENT or not _is_behind(reading, before, figure):
            continue
        part, percent = index.of(reading, before), index.of(reading, figure)
        if percent.role in _OF_WHOLE and part.role is Role.ACTUAL:
            yield _Share(part, percent)


def _is_behind(reading: BlockReading, part: Figure, percent: Figure) -> bool:
    """Whether the percentage is that of the figure before it, which is itself no ratio."""
    if part.kind is NumeralKind.PERCENT or part.sentence != percent.sentence:
        return False
    whole = part.over is None and part.under is None and part.range_start is None
    words = sum(token.is_alpha for token in reading.doc[part.stop : percent.index])
    return whole and words <= _CLOSE


def _levels(index: FactIndex, reading: BlockReading) -> Iterator[Fact]:
    """The figures of a block that a share can be of."""
    for figure in reading.figures:
        fact = index.of(reading, figure)
        if figure.kind is not NumeralKind.PERCENT and fact.role in _LEVELS and fact.canonical_value:
            yield fact


def _base(shares: Sequence[_Share], levels: Sequence[Fact]) -> Fact | None:
    """The figure that most of the shares fit; None if too few digits say so."""
    best: Fact | None = None
    most = _PROOF - 1
    for level in reversed(levels):
        proof = sum(telling_digits(one.percent) for one in shares if one.fits(level))
        if proof > most:
            best, most = level, proof
    return best


def _of_base(shares: Sequence[_Share], base: Fact, levels: Sequence[Fact]) -> Iterator[Claim]:
    """The shares that fit their base, and between them those that one digit parts from it."""
    fitting = [share.fits(base) for share in shares]
    for at, share in enumerate(shares):
        beside = any(fitting[max(0, at - 1) : at + 2])
        if fitting[at]:
            yield _claim(share, base)
        elif beside and _strays(share, base, levels):
            yield _claim(share, base, likely=True)


def _strays(share: _Share, base: Fact, levels: Sequence[Fact]) -> bool:
    """Whether a share is of the base but for one digit, and of nothing else that is named."""
    if not share.may_be_of(base) or telling_digits(share.percent) < TELLING:
        return False
    if not is_nearly_share(share.percent, share.part, base):
        return False
    return not any(share.fits(level) for level in levels)


def _of_other_base(shares: Sequence[_Share], before: Sequence[Fact]) -> Iterator[Claim]:
    """The shares that agree on a base which one figure before them is but for one digit."""
    of_whole = [share for share in shares if share.percent.role is Role.PCT_SHARE]
    for level in reversed(before) if len(of_whole) > 1 else ():
        for other in misread(level):
            agreeing = [share for share in of_whole if _is_of(share, level, other)]
            proof = sum(telling_digits(share.percent) for share in agreeing)
            if len(agreeing) > 1 and proof >= _PROOF_OF_OTHER:
                yield from (_claim(share, level, likely=True) for share in agreeing)
                return


def _is_of(share: _Share, level: Fact, other: Decimal) -> bool:
    """Whether a share fits what a figure would be with another digit."""
    part = share.part.canonical_value
    return share.may_be_of(level) and part is not None and is_share(share.percent, part, other)


def _claim(share: _Share, base: Fact, *, likely: bool = False) -> Claim:
    return Claim(
        kind=ClaimKind.PERCENT,
        stated=share.percent,
        operands=(share.part, base),
        certain=False,
        likely=likely,
        rule="share_of_common_base",
    )
