"""What the stages have made out of one block, handed on to those that come after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.comparisons import RoleOf
from extractors.cues import CueScan
from extractors.figures import Figure
from models.document import Block, Cell

if TYPE_CHECKING:
    from extractors.language import Words
    from extractors.parts import PartList


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReading:
    """One block with its tokens, figures, roles, cues and lists of parts."""

    block: Block
    doc: Words
    cell: Cell | None
    figures: Sequence[Figure]
    roles: Sequence[RoleOf]
    cues: CueScan
    parts: Sequence[PartList]

    def in_one_clause(self, figure: Figure, other: Figure) -> bool:
        """Whether two figures stand in one sentence with no semicolon between."""
        first, second = sorted((figure, other), key=lambda one: one.position)
        return (
            first.sentence == second.sentence
            and ";" not in self.doc.texts[first.stop : second.index]
        )
