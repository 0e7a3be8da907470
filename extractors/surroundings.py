"""What stands around a block: what it elaborates, its sections, its caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.language import make_doc
from extractors.patterns import CueFinder
from extractors.reading import BlockReading
from models.document import Block, BlockKind, Document
from models.fact import Season
from models.lexicon import fold

_HEAD_LENGTH = 400
"""How much of a list's head is looked at, in characters from its end."""
_OPENING = 1
"""Before which token words stand that begin a paragraph."""
_NESTING = 4
"""How far up the heads of lists are followed."""


class Surroundings:
    """Looks up what governs a block of one document."""

    def __init__(
        self, document: Document, readings: Mapping[int, BlockReading], seasons: CueFinder
    ) -> None:
        self._document = document
        self._readings = readings
        self._seasons = seasons
        self._seasons_of: dict[str, frozenset[Season]] = {}
        self._paths: dict[int, str] = {}

    def heads(self, block: Block) -> list[str]:
        """The texts that govern a block, folded, innermost first.

        List heads, then the titles of its sections, then the caption of its table.
        """
        texts = [head.text.view[-_HEAD_LENGTH:] for head in self.parents(block)]
        index = block.section
        while index is not None:
            texts.append(self._document.sections[index].title)
            index = self._document.sections[index].parent
        if block.table is not None:
            caption = self._document.tables[block.table].caption
            texts.extend(self._document.blocks[index].text.view for index in caption)
        return [fold(text) for text in texts]

    def parents(self, block: Block) -> Iterator[Block]:
        """The heads of the lists in which a block stands, or the host of its note."""
        parent = block.parent
        for _ in range(_NESTING):
            if parent is None:
                return
            found = self._document.blocks[parent]
            yield found
            parent = found.parent

    def host(self, block: Block) -> BlockReading | None:
        """What was read in the block which this one elaborates, if it holds figures.

        A paragraph elaborates the one before it where it begins with words such as `trong đó`.
        """
        if block.kind is BlockKind.PARAGRAPH:
            opens = self._readings[block.index].cues.within("parts.open", 0, _OPENING)
            return self._readings.get(block.index - 1) if opens else None
        return None if block.parent is None else self._readings.get(block.parent)

    def season(self, block: Block) -> Season | None:
        """The season that the nearest head names which names any, if it is one only.

        A note only elaborates a part of its host, whose season need not be its own.
        """
        if block.kind is BlockKind.NOTE:
            return None
        for text in self.heads(block):
            if named := self._named_seasons(text):
                return next(iter(named)) if len(named) == 1 else None
        return None

    def _named_seasons(self, text: str) -> frozenset[Season]:
        """The seasons that a head names; heads come again with every item under them."""
        if text not in self._seasons_of:
            matches = self._seasons.find(make_doc(text))
            self._seasons_of[text] = frozenset(Season(match.cue.value) for match in matches)
        return self._seasons_of[text]

    def section_path(self, block: Block) -> str:
        """Numbers and titles of the sections in which a block stands, outermost first."""
        if block.section is None:
            return ""
        if block.section not in self._paths:
            parts: list[str] = []
            index: int | None = block.section
            while index is not None:
                section = self._document.sections[index]
                parts.append(f"{section.number} {section.title}".strip())
                index = section.parent
            self._paths[block.section] = " > ".join(reversed(parts))
        return self._paths[block.section]
