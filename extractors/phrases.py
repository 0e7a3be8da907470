"""Which tokens of a document belong to phrases of a group of cues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from extractors.language import Words, make_doc
from models.lexicon import Lexicon

if TYPE_CHECKING:
    from extractors.language import Phrase

Key = TypeVar("Key")


@dataclass(slots=True)
class _Node(Generic[Key]):
    """What may follow the words up to here, and the phrases that end here."""

    following: dict[str, _Node[Key]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)


class PhraseFinder(Generic[Key]):
    """Finds phrases, each with what it stands for, by a tree of their words.

    >>> finder = PhraseFinder([("đàn lợn", "herd.pig"), ("lợn", "pig")])
    >>> list(finder.find(make_doc("Tổng đàn lợn 90 con")))
    [(1, 3, 'herd.pig'), (2, 3, 'pig')]
    """

    def __init__(self, phrases: Iterable[tuple[str, Key]]) -> None:
        """Prepare the phrases, and what each stands for."""
        self._first: dict[str, _Node[Key]] = {}
        for phrase, key in phrases:
            words = make_doc(phrase).texts
            node = self._first.setdefault(words[0], _Node())
            for word in words[1:]:
                node = node.following.setdefault(word, _Node())
            node.keys.append(key)

    def find(self, doc: Words | Phrase) -> Iterator[tuple[int, int, Key]]:
        """All phrases, overlapping ones too: first token, counted from the beginning, and behind.

        They come by their first token, the shorter first.
        """
        texts = doc.texts
        first, count = self._first, len(texts)
        for start, word in enumerate(texts):
            node = first.get(word)
            stop = start + 1
            while node is not None:
                for key in node.keys:
                    yield start, stop, key
                node = node.following.get(texts[stop]) if stop < count else None
                stop += 1


class PhraseGroup:
    """The phrases of one group of cues, divided by `|` in their patterns.

    >>> from models.lexicon import load
    >>> doc = make_doc("91 hộ với 425 nhân khẩu")
    >>> [doc.texts[i] for i in sorted(PhraseGroup(load(), "noun.stop").covered(doc))]
    ['với']
    """

    def __init__(self, lexicon: Lexicon, group: str) -> None:
        self._finder = PhraseFinder((phrase, group) for phrase in lexicon.phrases(group))

    def covered(self, doc: Words | Phrase) -> frozenset[int]:
        """The indices, counted from its beginning, of all tokens inside one of the phrases."""
        return frozenset(index for start, stop in self.found(doc) for index in range(start, stop))

    def found(self, doc: Words | Phrase) -> Iterator[tuple[int, int]]:
        """The token ranges of the phrases, counted from its beginning."""
        return ((start, stop) for start, stop, _ in self._finder.find(doc))
