"""True reports in which figures are told loosely: `trên`, `gần` or `khoảng` and a round number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.generator.numbers import about, write
from tests.generator.phrases import Phrasebook
from tests.generator.records import Block, BlockKind, Claim, Figure, Piece, Report
from tests.generator.truth import holds

SENSES = ("over", "under", "about")
SLASH = "/"
LEAST = 10
"""Smaller figures are counted on one's fingers."""
Told = Mapping[Figure, tuple[str, Figure]]
"""Figures, each with the word before it and the round number that now stands there."""


def loosen(book: Phrasebook, report: Report, rng: Random) -> Report:
    """The report with the stated figure of every claim that allows it told loosely.

    Figures of tables and of `X/Y` are told to the last digit.
    """
    words = book.words[rng.choice(sorted(book.words))]
    free = set(_free(report.blocks))
    told: dict[Figure, tuple[str, Figure]] = {}
    for claim in report.claims:
        was = claim.stated
        if was not in free or was.kind not in ("quantity", "percent") or abs(was.amount) < LEAST:
            continue
        sense = rng.choice(SENSES)
        now = _rounded(was, sense, report)
        if now.amount != was.amount:
            told.setdefault(was, (rng.choice(words[sense]), now))
    changed = {was: now for was, (_, now) in told.items()}
    claims = tuple(_told(claim, changed) for claim in report.claims)
    if not all(map(holds, claims)):
        return report
    return replace(
        report, blocks=tuple(_written(block, told) for block in report.blocks), claims=claims
    )


def _free(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """The figures that stand by themselves in running text and are not approximate yet."""
    for block in blocks:
        padded = ("", *block.pieces, "")
        if block.kind is BlockKind.TABLE:
            continue
        for before, piece, behind in zip(padded, padded[1:], padded[2:], strict=False):
            if isinstance(piece, Figure) and not piece.approx and not _in_pair(before, behind):
                yield piece


def _in_pair(before: Piece, behind: Piece) -> bool:
    return str(before).rstrip().endswith(SLASH) or (
        isinstance(behind, str) and SLASH in behind.partition(" ")[0] + behind[:12]
    )


def _rounded(was: Figure, sense: str, report: Report) -> Figure:
    """A whole percentage, or another number of two digits and zeros."""
    size = abs(was.amount)
    step = Decimal(1).scaleb(0 if was.kind == "percent" else max(size.adjusted() - 1, 0))
    value = about(size, sense, step)
    return replace(
        was,
        value=-value if was.amount < 0 else value,
        text=write(value, report.notation),
        flags=was.flags | {"approx"},
        approx=sense,
    )


def _told(claim: Claim, changed: Mapping[Figure, Figure]) -> Claim:
    def all_of(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(changed.get(figure, figure) for figure in figures)

    return replace(
        claim,
        stated=changed.get(claim.stated, claim.stated),
        operands=all_of(claim.operands),
        rates=all_of(claim.rates),
        others=all_of(claim.others),
    )


def _written(block: Block, told: Told) -> Block:
    pieces: list[Piece] = []
    for piece in block.pieces:
        pieces.extend(told.get(piece, (piece,)) if isinstance(piece, Figure) else (piece,))
    return replace(block, pieces=tuple(pieces))
