"""All claims of a report, gathered from the finders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.reading import BlockReading
from models.document import Document
from models.fact import Fact
from models.lexicon import Lexicon
from models.number import Numeral
from models.relation import Claim


def find_claims(
    document: Document,
    readings: Mapping[int, BlockReading],
    facts: Sequence[Fact],
    ledger: Sequence[Numeral],
    lexicon: Lexicon,
) -> list[Claim]:
    """The claims of a report."""
    return []
