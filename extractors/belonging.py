"""Whose a figure is: the part of the unit and the project, by own words, heads, row or column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.places import PlaceFinder, Spot
from extractors.projects import ProjectFinder
from extractors.reading import BlockReading
from extractors.surroundings import Surroundings
from models.document import Block, BlockKind, Cell, Document
from models.lexicon import Lexicon, fold

_JOINT = " > "


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a figure is; empty where it is the whole unit's."""

    place: str = ""
    project: str = ""


class OwnerFinder:
    """Makes for each document what tells whose its figures are."""

    def __init__(self, lexicon: Lexicon) -> None:
        levels = dict.fromkeys(cue.value for cue in lexicon.cues_of("header.unit"))
        self._places = {level: PlaceFinder(lexicon, level) for level in levels}
        self._projects = ProjectFinder(lexicon)

    def of(self, document: Document, surroundings: Surroundings) -> Owners:
        """Whose the figures of one document are."""
        lowest = next(iter(self._places))
        places = self._places[document.header.level or lowest]
        return Owners(document, surroundings, places, self._projects)


class Owners:
    """Tells whose the figures of one document are."""

    def __init__(
        self,
        document: Document,
        surroundings: Surroundings,
        places: PlaceFinder,
        projects: ProjectFinder,
    ) -> None:
        self._document = document
        self._surroundings = surroundings
        self._places = places
        self._projects = projects
        self._unit = fold(document.header.unit_name)
        self._above: dict[tuple[int | None, int | None], Owner] = {}
        self._rows: dict[int, dict[int, str]] = {}

    def find(self, reading: BlockReading) -> list[Owner]:
        """The owner of each figure of a block."""
        if reading.cell is not None:
            return [self._of_cell(reading.block, reading.cell)] * len(reading.figures)
        block, spots = reading.block, _spots(reading)
        view = block.text.view
        above = self._heads(block)
        inherited = above.place
        if block.kind is BlockKind.ITEM:
            own = self._places.at_beginning(view)
            if own and view.partition(own)[2].lstrip().startswith(":"):
                inherited = own
        places = self._places.find(reading.doc, view, spots, inherited)
        projects = self._projects.find(view, spots)
        return [
            self._owner(place, (above.project, project))
            for place, project in zip(places, projects, strict=True)
        ]

    def _of_cell(self, block: Block, cell: Cell) -> Owner:
        """The owner of a cell's figures: what the row names, else the column, else the heads."""
        above = self._heads(block)
        index = block.table or 0
        if index not in self._rows:
            self._rows[index] = self._named_rows(index)
        places = (
            self._first(self._places.at_beginning, reversed(cell.stubs)),
            self._rows[index].get(cell.row, ""),
            self._first(self._places.at_beginning, reversed(cell.heads)),
            self._places.named(cell.heads[-1], cell.heads[-2]) if len(cell.heads) > 1 else "",
            above.place,
        )
        own = map(self._projects.at_beginning, (*cell.heads, *cell.stubs))
        return self._owner(next(filter(None, places), ""), (above.project, *own))

    def _named_rows(self, index: int) -> dict[int, str]:
        """The places of a table's rows that stand under a heading such as `Tên thôn`."""
        found: dict[int, str] = {}
        for cell in self._document.tables[index].cells:
            if cell.header or cell.block is None or not cell.heads:
                continue
            text = self._document.blocks[cell.block].text.view
            if text[:1].isalpha() and (place := self._places.named(text, cell.heads[-1])):
                found.setdefault(cell.row, place)
        return found

    def _heads(self, block: Block) -> Owner:
        """The owner that list heads and section titles name, the innermost place first."""
        key = (block.parent, block.section)
        if key not in self._above:
            parents = () if block.kind is BlockKind.NOTE else self._surroundings.parents(block)
            texts = [parent.text.view for parent in parents]
            titles = list(self._titles(block.section))
            place = self._first(self._places.at_beginning, (*texts, *titles))
            projects = map(self._projects.at_beginning, (*titles[::-1], *texts[::-1]))
            self._above[key] = self._owner(place, projects)
        return self._above[key]

    def _titles(self, section: int | None) -> Iterator[str]:
        while section is not None:
            found = self._document.sections[section]
            yield found.title
            section = found.parent

    def _owner(self, place: str, projects: Iterator[str] | Sequence[str]) -> Owner:
        """The unit itself is no part of itself; a project in a programme is told with it."""
        chain: dict[str, None] = {}
        for project in filter(None, projects):
            if self._projects.is_programme(project):
                chain.clear()
            chain[project] = None
        own = "" if fold(place) == self._unit else place
        return Owner(place=own, project=_JOINT.join(chain))

    @staticmethod
    def _first(read: Callable[[str], str], texts: Iterator[str] | Sequence[str]) -> str:
        return next(filter(None, map(read, texts)), "")


def _spots(reading: BlockReading) -> list[Spot]:
    """Where the figures of a block stand in its view."""
    doc, figures = reading.doc, reading.figures
    return [
        Spot(
            start=figure.token.idx,
            stop=doc.offset(figure.stop),
            sentence=doc.offset(figure.sentence[0]),
            following=doc.offset(figure.right),
        )
        for figure in figures
    ]
