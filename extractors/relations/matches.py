"""From what a pattern found in a block back to the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.document import Block
from models.number import Numeral


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
