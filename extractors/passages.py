"""Text in the encodings before Unicode: found line by line, mended word by word.

Whether a line is encoded is a matter of evidence: words that are spelt like no Vietnamese syllable
as they stand and like one when decoded, against words for which it is the other way round. Fonts
and the rest of the report decide only for lines that say nothing themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.encodings import WORD, decode_word, is_known, marked_words
from models.spelling import Encoding, encodings, legacy_font, shows_capitals
from models.text import FontRun, Span

_SEGMENT = re.compile(r"[^\n\r\t\f\v\u2028\u2029]+")
"""A line, or a cell of a row: one hand, one encoding."""
_ENOUGH = 3
"""So many different words decoded make an encoding likely."""
_FOREIGN = 3
"""How many words a word outweighs that an encoding could not have written."""
_RULING = 4
"""How many times more lines an encoding has than Unicode to be the report's own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text in one encoding."""

    span: Span
    encoding: Encoding


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
    hints = [_hint(span, fonts) for span, _, _ in judged]
    trusted = _trusted(zip(judged, hints, strict=True))
    for (span, verdict, told), hint in zip(judged, hints, strict=True):
        if told:
            encoding = before = verdict
        elif hint in trusted or (fonts and hint is None):
            encoding = hint
        else:
            encoding = ruling or before
        if encoding is not None:
            found.append(Passage(span, encoding))
    return tuple(found)


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


def _balance(words: Iterable[str], encoding: Encoding) -> tuple[int, int]:
    """How many words the encoding explains, and how many speak against it.

    A word with letters that the encoding does not have counts several times.
    """
    gained = lost = 0
    for word in words:
        known, decoded = is_known(word), decode_word(word, encoding)
        better = decoded is not None and is_known(decoded)
        gained += better and not known
        if decoded is None and word[0].isalpha():
            lost += _FOREIGN
        elif known and not better:
            lost += 1
    return gained, lost


def _ruling(judged: Iterable[_Judged]) -> Encoding | None:
    """The encoding that most lines of the report speak for."""
    votes = Counter(encoding for _, encoding, told in judged if told)
    unicode = votes.pop(None, 0)
    for encoding, count in votes.most_common(1):
        if encoding is not None and count > _RULING * unicode:
            return encoding
    return None


def _hint(span: Span, fonts: Sequence[FontRun]) -> Encoding | None:
    """The encoding for which the font of a line was made."""
    return next((legacy_font(run.name) for run in _runs_at(span, fonts)), None)


def _trusted(hinted: Iterable[tuple[_Judged, Encoding | None]]) -> frozenset[Encoding]:
    """The encodings whose fonts are not set mostly on lines that speak for something else."""
    votes: Counter[Encoding] = Counter()
    for (_, verdict, told), hint in hinted:
        if hint is not None:
            votes[hint] += told * (1 if verdict is hint else -1)
    return frozenset(encoding for encoding, count in votes.items() if count >= 0)


def _runs_at(span: Span, fonts: Sequence[FontRun]) -> Iterator[FontRun]:
    """The runs, ordered by offset, that stand in `span` or partly so."""
    first = bisect_right(fonts, span.start, key=lambda run: run.span.start) - 1
    behind = bisect_left(fonts, span.stop, key=lambda run: run.span.start)
    return (run for run in fonts[max(first, 0) : behind] if run.span.overlaps(span))


def decode_passage(
    text: str, passage: Passage, fonts: Sequence[FontRun]
) -> Iterator[tuple[Span, str]]:
    """The words of a passage that decoding changes, each with its mended form.

    Left out are words that the encoding could not have written.
    """
    encoding, line = passage.encoding, passage.span.of(text)
    shouted = bool(encoding.capital_ending) and _is_shouted_line(line, encoding)
    for match in WORD.finditer(line):
        word = match.group()
        if decode_word(word, encoding) is None:
            continue
        mended = _decoded(word, encoding)
        start = passage.span.start + match.start()
        span = Span(start, start + len(word))
        if encoding.capital_ending:
            if mended != word and (shouted or _is_shouted(word)):
                mended = _upper(mended)
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
            word = word[:start] + _upper(word[start:stop]) + word[stop:]
    return word


def _upper(text: str) -> str:
    """The text in capitals, as long as before: `ß` and the like have no single one."""
    return "".join(large if len(large := letter.upper()) == 1 else letter for letter in text)
