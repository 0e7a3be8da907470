"""Which tokens of a document belong to phrases of a group of cues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from extractors.language import make_doc, vocabulary
from models.lexicon import Lexicon

if TYPE_CHECKING:
    from extractors.language import Phrase, Words


class PhraseGroup:
    """The phrases of one group of cues, divided by `|` in their patterns.

    >>> from models.lexicon import load
    >>> doc = make_doc("91 hộ với 425 nhân khẩu")
    >>> [doc.texts[i] for i in sorted(PhraseGroup(load(), "noun.stop").covered(doc))]
    ['với']
    """

    def __init__(self, lexicon: Lexicon, group: str) -> None:
        self._matcher = PhraseMatcher(vocabulary(), attr="ORTH")
        self._matcher.add(group, [make_doc(phrase).spacy for phrase in lexicon.phrases(group)])

    def covered(self, doc: Words | Phrase) -> frozenset[int]:
        """The indices, counted from its beginning, of all tokens inside one of the phrases."""
        return frozenset(index for start, stop in self.found(doc) for index in range(start, stop))

    def found(self, doc: Words | Phrase) -> Iterator[tuple[int, int]]:
        """The token ranges of the phrases, counted from its beginning."""
        return ((start, stop) for _, start, stop in self._matcher(doc.spacy))
