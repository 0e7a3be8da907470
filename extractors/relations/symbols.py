"""Numbers of documents that are written as none is: `83/KHUBND`, `15/2021/NDCP`, `số 163 ngày …`.

Of symbols that are well formed nothing is claimed. Source: Decree 30/2020/NĐ-CP, annexes I and
III: number, stroke, the letters of the sort, hyphen, the letters of the issuer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from extractors.relations.matches import any_of, by_offset, numeral_claim, read_blocks, rows_of
from models.document import Block, Document
from models.lexicon import Lexicon, fold
from models.number import Numeral
from models.relation import Claim, ClaimKind

_NUMBER = r"(?P<number>\d+)(?P<letter>[a-z]?)"
_BEHIND = (
    r"\s?(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?[/–-]\s?"
    r"(?P<rest>[A-ZĐ][A-Za-zĐđ]*(?:\s?[-–/]\s?[A-ZĐ][\w]*)*)"
)


class SymbolClaims:
    """Finds malformed symbols, by the sorts of documents and issuers that the lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._letters = {
            phrase: tuple(map(str.strip, cue.value.split(",")))
            for phrase, cue in lexicon.alternatives("symbol.sort")
        }
        self._issuers = tuple(
            issuer for cue in lexicon.cues_of("symbol.issuer") for issuer in cue.pattern.split("|")
        )
        self._known = {_bare(letters[0]) for letters in self._letters.values()}
        sorts, number = any_of(lexicon, "symbol.sort"), any_of(lexicon, "symbol.number")
        day = any_of(lexicon, "cited.day")
        self._sort = re.compile(rf"(?<!\w)(?P<sort>{sorts}) (?:{number}):? ?(?=\d)")
        self._behind = re.compile(_NUMBER + _BEHIND)
        self._none = re.compile(rf"(?P<number>\d+),? (?:{day}) \d")

    def find(self, document: Document, ledger: Sequence[Numeral]) -> Iterator[Claim]:
        """The symbols that are not well formed, each with what it likely should be."""
        rows = by_offset(ledger)
        for block in read_blocks(document):
            view, folded = block.text.view, fold(block.text.view)
            for sort in self._sort.finditer(folded):
                letters = self._letters[sort["sort"]]
                if match := self._behind.match(view, sort.end()):
                    yield from self._malformed(block, match, letters, rows)
                elif match := self._none.match(folded, sort.end()):
                    expected = f"{match['number']}/{letters[0]}-…"
                    named = rows_of(block, match, ("number",), rows)
                    yield from _claim("missing", named, match["number"], expected)

    def _malformed(
        self,
        block: Block,
        match: re.Match[str],
        letters: tuple[str, ...],
        rows: Mapping[int, Numeral],
    ) -> Iterator[Claim]:
        first = re.split(r"\s?[-–/]\s?", match["rest"])[0]
        found = self._mended(first, letters)
        if found is not None:
            note, mended = found
            written, lead = match.group(), match.start("rest") - match.start()
            expected = f"{written[:lead]}{mended}{written[lead + len(first) :]}"
            named = rows_of(block, match, ("number", "year"), rows)
            yield from _claim(note, named, written, expected)

    def _mended(self, first: str, letters: tuple[str, ...]) -> tuple[str, str] | None:
        """What is wrong with the letters behind the stroke and how they would be right.

        Args:
            first: The letters up to the first hyphen or stroke.
            letters: Those of the sort named before, the proper ones first.
        """
        proper, bare = letters[0], _bare(first)
        if bare in map(_bare, letters):
            wrong = bare == _bare(proper) and first.lower() != proper.lower()
            return ("letters", proper) if wrong else None
        for issuer in self._issuers:
            if bare == _bare(proper + issuer):
                return "run_together", f"{proper}-{issuer}"
        if bare in self._known or _bare(proper).endswith(bare):
            return "other_sort", proper
        return None


def _bare(letters: str) -> str:
    """Letters without their marks, in capitals: `NĐ` → `ND`."""
    decomposed = unicodedata.normalize("NFD", letters.upper().replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _claim(note: str, rows: tuple[Numeral, ...], *context: str) -> Iterator[Claim]:
    if rows:
        yield numeral_claim(ClaimKind.SYMBOL, note, rows, *context)
