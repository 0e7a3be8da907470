"""Claims of counts: `03 xã (Tân Lập, Tân Bình, Tân An)` names as many as it says.

Names may hold commas themselves (`Nguyễn Văn A, Trưởng thôn`), so any customary way to part the
list may give the count. Only a list in brackets each of whose members begins with the noun that is
counted can be told to be short.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.notes import marked_figure
from models.fact import Fact
from models.lexicon import Lexicon, fold
from models.number import Numeral, NumeralKind
from models.relation import Claim, ClaimKind
from models.text import Span

_FEWEST, _MOST = 2, 40
_NOUN_TOKENS = 12
"""So many words may stand between a count and the list of what it counts."""
_SIGNS = ("[;]", "[,]", "[;,]")
"""What may part the members of a list."""
_NAMED_WITHIN = 3
"""`thị trấn Cao Lộc`: the name begins behind a noun of at most so many words less one."""
_MARKS = " *_“”\"'-–."
_OPEN_ENDED = ("…", "...")


class ListedClaims:
    """Finds counts with the names of what they count."""

    def __init__(self, lexicon: Lexicon) -> None:
        ands = "|".join(re.escape(word) for word in lexicon.phrases("listed.and"))
        self._splits = [
            re.compile(sign + joined)
            for sign in _SIGNS
            for joined in ("", rf"|(?<=\w) (?:{ands}) ")
        ]

    def find(self, index: FactIndex, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """The counts of running text that names follow, and of notes that cite documents."""
        yield from _cited(index, ledger)
        starts = [row.span.start for row in ledger]
        for reading in index.running():
            for figure in reading.figures:
                count = _count(index.of(reading, figure), figure)
                for span, closed in _lists(reading, figure) if count else ():
                    text = reading.block.text.view[span.start : span.stop]
                    names, certain = self._names(text, count, closed=closed)
                    raw = [reading.block.text.raw_offset(at) for at in (span.start, span.stop - 1)]
                    rows = ledger[bisect_left(starts, raw[0]) : bisect_right(starts, raw[1])]
                    if names:
                        fact = index.of(reading, figure)
                        yield Claim(
                            kind=ClaimKind.LISTED,
                            stated=fact,
                            numerals=tuple(row for row in rows if row.block == fact.block),
                            certain=False,
                            likely=certain and _begins_with(names, fact.unit),
                            context=names,
                            rule="names_behind",
                        )

    def _names(self, text: str, count: int, *, closed: bool) -> tuple[tuple[str, ...], bool]:
        """The members of a list, as many as counted if any way to part it gives so many.

        Also whether the list is whole: in brackets, all of it names, parted by one sign.
        """
        found: tuple[str, ...] = ()
        for split in self._splits:
            parts = [part.strip(_MARKS) for part in split.split(text)]
            named = tuple(takewhile(_is_name, parts))
            whole = closed and len(named) == len(parts)
            if len(named) == count and (whole or not closed):
                return named, True
            if whole and len(named) > len(found):
                found = named
        return found, not any(sign in text for sign in _OPEN_ENDED)


def _cited(index: FactIndex, ledger: Sequence[Numeral]) -> Iterator[Claim]:
    """Counts whose note cites as many documents: `03 cuộc⁽⁵⁾` with three decisions in note 5."""
    refs: dict[int, list[Numeral]] = {}
    for row in ledger:
        if row.kind is NumeralKind.REF:
            refs.setdefault(row.block, []).append(row)
    for note in index.document.notes:
        host = index.readings.get(note.host) if note.host is not None else None
        figure = marked_figure(host, note.anchor) if host and note.anchor is not None else None
        cited = [row for block in note.blocks for row in refs.get(block, ())]
        if host is None or figure is None or not cited:
            continue
        if len(cited) == _count(index.of(host, figure), figure):
            yield Claim(
                kind=ClaimKind.LISTED,
                stated=index.of(host, figure),
                numerals=tuple(cited),
                certain=False,
                context=tuple(row.text for row in cited),
                rule="documents_in_note",
            )


def _count(fact: Fact, figure: Figure) -> int:
    """What a figure counts, if it is a number of things that a sentence can name; else 0."""
    whole = fact.dimension == "count" and not fact.decimals and figure.under is None
    known = whole and fact.value is not None and _FEWEST <= fact.value <= _MOST
    return int(fact.value or 0) if known else 0


def _lists(reading: BlockReading, figure: Figure) -> Iterator[tuple[Span, bool]]:
    """Where a text may list what a figure counts, in the view, and whether brackets close it."""
    behind = reading.figures[figure.over].stop if figure.over is not None else figure.stop
    end = figure.sentence[1]
    following = [f.index for f in reading.figures if f.index >= behind]
    limit = min([end, *following[:1]])
    view, doc = reading.block.text.view, reading.doc
    for i in range(behind, min(limit, behind + _NOUN_TOKENS)):
        if doc.texts[i] == "(":
            stop = next((j for j in range(i, end) if doc.texts[j] == ")"), None)
            if stop is not None and stop <= limit:
                yield _span(reading, _behind_opening(reading, i + 1), stop), True
            return
        if doc.texts[i] == ":" or (i == behind and view[doc.starts[i]].isupper()):
            yield _span(reading, i + (doc.texts[i] == ":"), limit), False
            return


def _behind_opening(reading: BlockReading, start: int) -> int:
    """The token behind the words that open a list within a bracket: `(gồm: …`, `(cụ thể là: …`."""
    for match in reading.cues.within("parts.closed", start, start + 2):
        start = match.tokens.end
    colons = (i for i in range(start, start + 2) if reading.doc.texts[i : i + 1] == [":"])
    return next(colons, start - 1) + 1


def _span(reading: BlockReading, start: int, stop: int) -> Span:
    first = reading.doc.offset(start)
    return Span(first, max(first, reading.doc.offset(stop)))


def _is_name(part: str) -> bool:
    """Whether a member of a list is a number or has a name among its first words."""
    return part.isdigit() or any(word[0].isupper() for word in part.split()[:_NAMED_WITHIN])


def _begins_with(names: tuple[str, ...], noun: str) -> bool:
    """Whether every name begins with the noun that is counted: `xã Tân Lập, xã Tân An`."""
    return bool(noun) and all(fold(name).startswith(f"{fold(noun)} ") for name in names)
