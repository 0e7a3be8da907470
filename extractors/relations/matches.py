"""From what a pattern found in a block back to the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from models.document import Block, BlockKind, Document
from models.lexicon import Lexicon
from models.number import Numeral
from models.relation import Claim, ClaimKind

_DIGIT = re.compile(r"\d")
_FOUR_DIGITS = re.compile(r"\d{4}")
YEAR = r"(?:18|19|20)\d\d"
"""A year, as a pattern."""


def rows_of(
    block: Block, match: re.Match[str], groups: Sequence[str], by_start: Mapping[int, Numeral]
) -> tuple[Numeral, ...]:
    """The ledger's rows of the named groups that took part in a match.

    Args:
        block: Where the match was found; offsets are into its view.
        match: The match.
        groups: Names of groups that each hold one numeral.
        by_start: The ledger by the offset in the source.
    """
    starts = (block.text.raw_offset(match.start(group)) for group in groups if match[group])
    return tuple(by_start[start] for start in starts if start in by_start)


def by_offset(ledger: Sequence[Numeral]) -> dict[int, Numeral]:
    """The ledger's rows by the offset in the source at which each starts."""
    return {row.span.start: row for row in ledger}


def read_blocks(document: Document) -> Iterator[Block]:
    """The blocks that a reader reads: all but page numbers and running heads."""
    return (block for block in document.blocks if block.kind is not BlockKind.FURNITURE)


def numbered_blocks(document: Document) -> Iterator[Block]:
    """The blocks that a reader reads and that have a digit."""
    return (block for block in read_blocks(document) if _DIGIT.search(block.text.view))


def dated_blocks(document: Document) -> Iterator[Block]:
    """The blocks that a reader reads and that may have a year."""
    return (block for block in read_blocks(document) if _FOUR_DIGITS.search(block.text.view))


def any_of(lexicon: Lexicon, group: str) -> str:
    """A pattern for folded text that finds any phrase of a group, the longest first."""
    phrases = sorted(lexicon.phrases(group), key=len, reverse=True)
    return "|".join(map(re.escape, phrases)) or "(?!)"


def numeral_claim(
    kind: ClaimKind, note: str, rows: Sequence[Numeral], *context: str, certain: bool = True
) -> Claim:
    """The claim about rows of the ledger that `note` names, with the texts to be compared."""
    return Claim(
        kind=kind,
        stated=None,
        numerals=tuple(rows),
        certain=certain,
        rule=note,
        note=note,
        context=context,
    )
