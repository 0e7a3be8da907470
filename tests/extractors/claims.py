"""What is read in a text, in forms that are short to compare: claims, roles, one block's stages."""

from __future__ import annotations

from functools import cache

from extractors.cues import CueScanner
from extractors.extract import extract
from extractors.figures import lay_out
from extractors.kinds import KindFinder
from extractors.language import make_doc
from extractors.parts import find_part_lists
from extractors.reading import BlockReading
from extractors.roles import RoleFinder
from extractors.units import UnitFinder
from models.relation import Claim, ClaimKind
from models.report import Extraction
from models.text import Source
from tests.extractors.documents import document_of, lexicon


def extraction_of(text: str) -> Extraction:
    """All that is read in a plain text."""
    return extract(Source(text=text, media_type="text/plain"), lexicon(), "t")


def claims_of(text: str, *kinds: ClaimKind) -> list[Claim]:
    """The claims of some kinds, in the order in which they were found."""
    return [claim for claim in extraction_of(text).claims if claim.kind in kinds]


def written(claim: Claim) -> str:
    """The figures of a claim as the text writes them, the stated one first."""
    stated = claim.stated.text if claim.stated else ""
    return " ".join((stated, "<", *(fact.text for fact in claim.operands)))


def equations(text: str, *kinds: ClaimKind) -> list[str]:
    """The claims of some kinds: `90 < 45 50` for a stated 90 and the operands 45 and 50."""
    return [written(claim) for claim in claims_of(text, *kinds)]


def roles_of(text: str) -> list[tuple[str, str]]:
    """Every figure of a text with its role."""
    return [(fact.text, fact.role.value) for fact in extraction_of(text).facts]


@cache
def _finders() -> tuple[UnitFinder, KindFinder, CueScanner, RoleFinder]:
    units = UnitFinder(lexicon())
    return units, KindFinder(lexicon(), units), CueScanner(lexicon()), RoleFinder(lexicon())


def read_block(text: str) -> BlockReading:
    """One paragraph as the stages before the facts read it."""
    (block,) = document_of(text).blocks
    units, kinds, scanner, finder = _finders()
    doc = make_doc(block.text.view)
    figures = lay_out(doc, block.text.view, kinds.find(block, doc, None), units)
    cues = scanner.scan(doc)
    roles = finder.find(figures, cues, planning=False)
    return BlockReading(
        block=block,
        doc=doc,
        cell=None,
        figures=figures,
        roles=roles,
        cues=cues,
        parts=find_part_lists(doc, figures, roles, cues),
    )
