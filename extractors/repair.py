"""The text as the other stages are to read it: legacy encodings and misread letters mended.

What is stored stays as it came. The reading beside it has the same length, so that every offset
means the same in both; where nothing is wrong it is the text itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.encodings import WORD, decode_word, is_known, marked_words, share_decoded
from extractors.passages import Passage, decode_passage, find_passages
from extractors.slips import find_slips, reread_utf8
from models.spelling import encodings
from models.text import Source, Span

_Edit = tuple[Span, str]
"""A word of the source and what it is to be read as."""
_CONVINCING = 0.85
"""Share of the words with marks that must be syllables for bytes to count as decoded."""


def repair(source: Source) -> Source:
    """The source with its reading and the places that differ from the text.

    A source in which every word is spelt like a syllable comes back as it is, and so does every
    word that is spelt like one, unless its whole line is in another encoding.

    >>> source = repair(Source(text="Tæng sè hé ®¹t chuÈn: 95", media_type="text/plain"))
    >>> source.reading, source.text, len(source.repaired)
    ('Tổng số hộ đạt chuẩn: 95', 'Tæng sè hé ®¹t chuÈn: 95', 5)
    """
    text = source.text
    reread = reread_utf8(text)
    if reread is not text:
        return replace(source, mended=reread, repaired=tuple(_differences(text, reread)))
    words = _words_with_marks(text)
    if all(map(is_known, words)) and not source.fonts:
        return source
    fonts = sorted(source.fonts, key=lambda run: run.span)
    passages = find_passages(text, words, fonts)
    edits = [edit for one in passages for edit in decode_passage(text, one, fonts)]
    edits.extend(_mend_slips(text, words, passages))
    edits.sort(key=lambda edit: edit[0])
    if not edits:
        return source
    return replace(source, mended=_edited(text, edits), repaired=tuple(span for span, _ in edits))


def decode_bytes(data: bytes) -> str | None:
    """The characters of a text file in an encoding before Unicode; None if none convinces.

    TCVN3 and VNI give one character a byte, as Windows-1252 has it, for `repair` to mend.

    >>> decode_bytes("Tæng sè hé ®¹t chuÈn".encode("cp1252"))
    'Tæng sè hé ®¹t chuÈn'
    >>> decode_bytes("Größe über alles".encode("cp1252")) is None
    True
    """
    shifted = "".join(map(_character, data))
    words = set(marked_words(shifted))
    shares = [(share_decoded(words, one), shifted) for one in encodings() if not one.same]
    vietnamese = data.decode("cp1258", "replace")
    own = set(marked_words(vietnamese))
    shares.append((sum(map(is_known, own)) / len(own) if own else 0.0, vietnamese))
    share, text = max(shares, key=lambda one: one[0])
    return text if share >= _CONVINCING else None


def _character(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


def _words_with_marks(text: str) -> set[str]:
    """The different words with letters that are not ASCII."""
    pieces = (piece for piece in set(text.split()) if not piece.isascii())
    return set(marked_words(" ".join(pieces)))


def _mend_slips(text: str, words: set[str], passages: Sequence[Passage]) -> Iterator[_Edit]:
    """The words mended one by one: those that no encoding has written."""
    places: list[tuple[int, str]] = []
    if passages:
        places = list(_places_outside(text, passages))
        words = {word for _, word in places}
    mended = find_slips(words)
    if mended and not passages:
        places = list(_places_outside(text, ()))
    for start, word in places:
        if word in mended:
            yield Span(start, start + len(word)), mended[word]


def _places_outside(text: str, passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The words with marks outside the passages, and those in them that are of Unicode."""
    starts = [passage.span.start for passage in passages]
    for match in WORD.finditer(text):
        word, start = match.group(), match.start()
        if word.isascii():
            continue
        index = bisect_right(starts, start) - 1
        passage = passages[index] if index >= 0 and start < passages[index].span.stop else None
        if passage is None or decode_word(word, passage.encoding) is None:
            yield start, word


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    parts: list[str] = []
    done = 0
    for span, word in edits:
        parts += text[done : span.start], word
        done = span.stop
    return "".join((*parts, text[done:]))


def _differences(text: str, reading: str) -> Iterator[Span]:
    """The pieces between white space in which the two differ."""
    start = 0
    for piece in text.split(" "):
        span = Span(start, start + len(piece))
        if piece != span.of(reading):
            yield span
        start = span.stop + 1
