"""Text in the encodings before Unicode: found line by line, mended letter for letter.

Whether a line is encoded is a matter of evidence: words that are spelt like no Vietnamese syllable
as they stand and like one when decoded, against words for which it is the other way round. Fonts
and the rest of the report decide only for lines that say nothing themselves.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from extractors.syllables import is_syllable
from models.spelling import Encoding, encodings, legacy_font, shows_capitals
from models.text import FontRun, Span

FILLER = "\N{ZERO WIDTH SPACE}"
"""Keeps the length where several characters are mended to fewer; views leave it out."""
_MARKS = "¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾"
EDGES = f"{_MARKS}«»·{FILLER}"
"""What stands glued to words: note marks, quotation marks, bullets. Some are letters in TCVN3."""
_LETTER = r"[^\W\d_]"
_SIGN = "[{}\u0300-\u036f]".format(
    re.escape("".join(s for one in encodings() for s in sorted(one.letters) if not s.isalpha()))
)
WORD = re.compile(rf"(?:{_LETTER}+|{_SIGN}{_LETTER}*)(?:{_SIGN}{_LETTER}*)*")
"""Words, with what may be a letter in one of the encodings."""
_SEGMENT = re.compile(r"[^\n\r\t\f\v\u2028\u2029]+")
"""A line, or a cell of a row: one hand, one encoding."""
_ENOUGH = 3
"""So many different words decoded make an encoding likely."""
_RULING = 4
"""How many times more lines an encoding has than Unicode to be the report's own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text in one encoding."""

    span: Span
    encoding: Encoding


def is_known(word: str) -> bool:
    """Whether a word is spelt like a syllable as it stands, note marks and the like left aside.

    >>> is_known("hoạch¹"), is_known("ho¹ch")
    (True, False)
    """
    return is_syllable(word) or is_syllable(word.strip(EDGES))


@lru_cache(maxsize=1 << 14)
def decode_word(word: str, encoding: Encoding) -> str | None:
    """The word decoded, as long as before; None if the encoding could not have written it.

    What is glued to a word stays as it is where the rest alone makes a syllable.

    >>> tcvn3 = encodings()[0]
    >>> decode_word("tr­ëng", tcvn3), decode_word("x·¹", tcvn3), decode_word("xã", tcvn3)
    ('trưởng', 'xã¹', 'xó')
    """
    composed = unicodedata.normalize("NFC", word)
    if composed != word:
        decoded = decode_word(composed, encoding)
        return None if decoded is None else decoded.ljust(len(word), FILLER)
    whole = _translate(word, encoding)
    if whole is not None and is_syllable(whole):
        return whole
    for core in (word.strip(_MARKS), word.strip(EDGES)):
        inner = _translate(core, encoding) if core != word else None
        if inner is not None and is_syllable(inner):
            return word.replace(core, inner, 1)
    return whole


def _translate(word: str, encoding: Encoding) -> str | None:
    is_bare = not word.strip(EDGES) or (len(word) == 1 and not word.isalpha())
    if is_bare and word not in encoding.alone:
        return None
    parts: list[str] = []
    place = 0
    while place < len(word):
        pair = encoding.pairs.get(word[place : place + 2])
        if pair is not None:
            parts.append(_in_two(pair))
            place += 2
            continue
        letter = word[place]
        known = letter.isascii() or letter in encoding.same
        mended = letter if known else encoding.letters.get(letter)
        if mended is None:
            return None
        parts.append(mended)
        place += 1
    return "".join(parts)


def _in_two(letter: str) -> str:
    """A letter with a mark as two characters, the last a loose mark."""
    loose = unicodedata.normalize("NFD", letter)
    marks = sorted(loose[1:], key=lambda mark: mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", loose[0] + "".join(marks[:-1])) + marks[-1]


def find_passages(
    text: str, words: Collection[str], fonts: Sequence[FontRun]
) -> tuple[Passage, ...]:
    """The lines of `text` that are in one of the encodings, by offset.

    Args:
        text: The whole text.
        words: The different words of it that have letters with marks.
        fonts: The runs in fonts made for an encoding, by offset, if the format tells.
    """
    likely = _likely_encodings(words, fonts)
    if not likely:
        return ()
    judged = [_judge(Span(*match.span()), text, likely) for match in _SEGMENT.finditer(text)]
    ruling = _ruling(judged)
    found: list[Passage] = []
    before: Encoding | None = None
    for span, verdict, told in judged:
        encoding = verdict if told else _untold(span, fonts, ruling or before)
        before = verdict if told else before
        if encoding is not None:
            found.append(Passage(span, encoding))
    return tuple(found)


def share_decoded(words: Iterable[str], encoding: Encoding) -> float:
    """Which share of the different words with marks `encoding` makes syllables.

    >>> share_decoded(["Sè", "l­îng", "®¹t"], encodings()[0])
    1.0
    """
    decoded = [decode_word(word, encoding) for word in words]
    good = sum(word is not None and is_known(word) for word in decoded)
    return good / len(decoded) if decoded else 0.0


_Judged = tuple[Span, Encoding | None, bool]
"""A line, its encoding (None: Unicode), and whether its own words tell."""


def _likely_encodings(words: Collection[str], fonts: Sequence[FontRun]) -> tuple[Encoding, ...]:
    """The encodings of which the text shows enough to look at its lines, the likeliest first."""
    unknown = [word for word in words if not is_known(word)]
    enough = max(_ENOUGH - 1, min(_ENOUGH, len(words)))
    hinted = {legacy_font(run.name) for run in fonts}
    found = [(sum(_is_decoded(word, one) for word in unknown), one) for one in encodings()]
    found.sort(key=lambda counted: -counted[0])
    return tuple(one for count, one in found if count >= enough or one in hinted)


def _is_decoded(word: str, encoding: Encoding) -> bool:
    decoded = decode_word(word, encoding)
    return decoded is not None and decoded != word and is_known(decoded)


def _judge(span: Span, text: str, likely: Sequence[Encoding]) -> _Judged:
    """Which encoding the words of one line speak for, if they speak at all."""
    words = marked_words(span.of(text))
    balances = [(_balance(words, encoding), encoding) for encoding in likely]
    (gained, lost), best = max(balances, key=lambda one: one[0][0] - one[0][1])
    if gained > lost:
        return span, best, True
    return span, None, lost > 0


def marked_words(text: str) -> list[str]:
    """The words of `text` with letters that are not ASCII, in order."""
    return [word for word in WORD.findall(text) if not word.isascii()]


def _balance(words: Iterable[str], encoding: Encoding) -> tuple[int, int]:
    """How many words the encoding explains, and how many it spoils."""
    gained = lost = 0
    for word in words:
        known, decoded = is_known(word), decode_word(word, encoding)
        better = decoded is not None and is_known(decoded)
        gained += better and not known
        lost += not better and (known or (decoded is None and word[0].isalpha()))
    return gained, lost


def _ruling(judged: Iterable[_Judged]) -> Encoding | None:
    """The encoding that most lines of the report speak for."""
    votes = Counter(encoding for _, encoding, told in judged if told)
    unicode = votes.pop(None, 0)
    for encoding, count in votes.most_common(1):
        if encoding is not None and count > _RULING * unicode:
            return encoding
    return None


def _untold(span: Span, fonts: Sequence[FontRun], otherwise: Encoding | None) -> Encoding | None:
    """The encoding of a line whose words do not tell: that of its font, else of the report."""
    if not fonts:
        return otherwise
    return next((legacy_font(run.name) for run in _runs_at(span, fonts)), None)


def _runs_at(span: Span, fonts: Sequence[FontRun]) -> Iterator[FontRun]:
    """The runs, ordered by offset, that stand in `span` or partly so."""
    first = bisect_right(fonts, span.start, key=lambda run: run.span.start) - 1
    for run in islice(fonts, max(first, 0), None):
        if run.span.start >= span.stop:
            return
        if run.span.overlaps(span):
            yield run


def decode_passage(
    text: str, passage: Passage, fonts: Sequence[FontRun]
) -> Iterator[tuple[Span, str]]:
    """The words of a passage that decoding changes, each with its mended form."""
    encoding, line = passage.encoding, passage.span.of(text)
    shouted = bool(encoding.capital_ending) and _is_shouted_line(line, encoding)
    for match in WORD.finditer(line):
        word = match.group()
        mended = word if word.isascii() else _decoded(word, encoding)
        start = passage.span.start + match.start()
        span = Span(start, start + len(word))
        if encoding.capital_ending:
            if mended != word and (shouted or _is_shouted(word)):
                mended = mended.upper()
            mended = _in_capitals(mended, span, fonts)
        if mended != word:
            yield span, mended


def _decoded(word: str, encoding: Encoding) -> str:
    """The word decoded, unless it is a word of Unicode in an encoded line."""
    decoded = decode_word(word, encoding)
    if decoded is None or (is_known(word) and not is_known(decoded)):
        return word
    return decoded


def _is_shouted_line(line: str, encoding: Encoding) -> bool:
    """Whether a line is meant to be in capitals though its letters with marks have small codes.

    KÕT QU¶ is; Sè: 12/Q§-UBND is not, for §, unlike Õ, is the code of a capital.
    """
    if any(map(str.islower, filter(str.isascii, line))):
        return False
    return any(
        _is_shouted(word) and not _decoded(word, encoding).isupper() for word in marked_words(line)
    )


def _is_shouted(word: str) -> bool:
    """Whether a word's letters without marks are capitals that do not only begin it: KÕT, ñY."""
    plain = [letter for letter in word[1:] if letter.isascii()]
    return bool(plain) and all(map(str.isupper, plain)) and not "a" <= word[0] <= "z"


def _in_capitals(word: str, span: Span, fonts: Sequence[FontRun]) -> str:
    """The word with the letters that stand in a font of capitals as such."""
    for run in _runs_at(span, fonts):
        if shows_capitals(run.name):
            start = max(run.span.start - span.start, 0)
            stop = min(run.span.stop - span.start, len(word))
            word = word[:start] + word[start:stop].upper() + word[stop:]
    return word
