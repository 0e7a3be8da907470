"""Numbers with their words in brackets: `trong 10 (mười) ngày làm việc`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.relations.matches import any_of, by_offset, read_blocks, rows_of
from extractors.wording import WordedFinder
from models.document import Document
from models.lexicon import Lexicon
from models.number import Numeral
from models.relation import Claim, ClaimKind


class WordClaims:
    """Finds numbers that are written twice, by the lexicon's words for numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._worded = WordedFinder(lexicon)
        self._year = any_of(lexicon, "years.anniversary")

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """The claim that a number is what its words say.

        `12 (năm)` may be twelve years: the word for five alone only tells where it agrees.
        """
        rows = by_offset(ledger)
        for block in read_blocks(document):
            for match, value in self._worded.spelt(block.text.view):
                number = match["number"].replace(".", "").lstrip("0") or "0"
                named = rows_of(block, match, ("number",), rows)
                if named:
                    yield Claim(
                        kind=ClaimKind.WORDS,
                        stated=None,
                        numerals=named,
                        certain=match["words"] != self._year,
                        rule="words_in_brackets",
                        context=(match.group(), number, str(value)),
                    )
