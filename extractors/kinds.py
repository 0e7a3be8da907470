"""What each run of digits is: quantity, percent, date, ref, label or name.

The order of trust: the block's own marker, symbols of documents (`52/KH-UBND`), titles in
quotation marks, the cues of the lexicon in their order, digits glued to letters, bare years; what
remains counts or measures something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.language import Word, Words
from extractors.patterns import CueFinder
from extractors.units import UnitFinder
from models.document import Block, BlockKind, Cell
from models.lexicon import Lexicon, fold
from models.number import NumeralKind

_SYMBOL = re.compile(
    r"\d(?<![\w.,]\d)\d*(?:"
    r"[a-z]?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]{2,}[A-Za-zĐđ]*\d*(?:\s?[-–]\s?[A-ZĐ][\w]*)*"
    r"|\s?[-–]\s?[A-ZĐ]{1,4}\s?/\s?[A-ZĐ][\w]*)"
)
_QUOTED = re.compile(r"“[^”]{0,300}”|\"[^\"]{0,300}\"|«[^»]{0,300}»")
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)?\d\d\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_LINK = re.compile(r"(?<=\])\([^()\s]*\)")
"""Where a link of Markdown leads."""
_GLUED = re.compile(r"(?:\A|[^\w]|\d)(?:[A-ZĐ]{1,3}|[A-ZĐ]{2,4}-)\Z")
_BRACKETED = re.compile(r"[(\[]([1-9]\d?)[)\]]")
_POWERS = frozenset({"2", "3"})
_GLUED_BEHIND = re.compile(r"[A-Za-e](?!\w)")
_TITLE_REACH = 45
"""How many characters before a quotation its sort (phong trào, chủ đề) is looked for."""


_Said = tuple[Word, NumeralKind, str]
"""A numeral, its kind, and the rule that says so."""


@dataclass(frozen=True, slots=True)
class KindOf:
    """The kind of one numeral token."""

    token: Word
    kind: NumeralKind
    rule: str
    rejected: tuple[str, ...] = ()
    """Other kinds that less trusted rules spoke for, each as `kind:rule`."""


class KindFinder:
    """Tells the kinds of the numerals of a block."""

    def __init__(self, lexicon: Lexicon, units: UnitFinder) -> None:
        kinds = (cue for cue in lexicon.cues if cue.group.startswith("kind."))
        self._units = units
        self._cues = CueFinder(kinds, self._counts)
        self._titles = CueFinder(lexicon.cues_of("title"))
        self._year_heads = frozenset(lexicon.phrases("years.column"))

    def find(self, block: Block, doc: Words, cell: Cell | None = None) -> list[KindOf]:
        """The kind of every numeral token of a block, in order.

        Args:
            block: The block.
            doc: Its tokens.
            cell: For table cells, the cell with its headings.
        """
        numerals = doc.numerals
        found: dict[int, KindOf] = {}
        for token, kind, rule in self._said(block, numerals, cell):
            first = found.setdefault(token.i, KindOf(token, kind, rule))
            if kind is not first.kind:
                rejected = dict.fromkeys((*first.rejected, f"{kind}:{rule}"))
                found[token.i] = replace(first, rejected=tuple(rejected))
        for token in numerals:
            if token.i not in found:
                found[token.i] = self._by_default(block, token, cell)
        return [found[token.i] for token in numerals]

    def _said(self, block: Block, numerals: Sequence[Word], cell: Cell | None) -> Iterator[_Said]:
        """The kinds for which the text gives a reason, the more trusted first."""
        view = block.text.view
        if not numerals:
            return
        if block.marker is not None:
            for token in _inside(numerals, block.marker.start, block.marker.stop):
                yield token, NumeralKind.LABEL, "marker"
        yield from self._shaped(numerals, view)
        yield from self._titled(numerals, view)
        for found in self._cues.find(numerals[0].doc):
            kind = NumeralKind(found.cue.group.removeprefix("kind."))
            for token in found.numerals:
                yield token, kind, found.cue.name
        if cell is not None and ("%" in cell.row_words or any("%" in h for h in cell.heads)):
            for token in _inside(numerals, 0, len(view)):
                yield token, NumeralKind.PERCENT, "column_head"

    def _shaped(self, numerals: Sequence[Word], view: str) -> Iterator[_Said]:
        """Numerals told by their shape: `(1)`, `m2`, `52/KH-UBND`, `15.6.2024`."""
        doc = numerals[0].doc
        numbered = 1
        for match in _BRACKETED.finditer(view):
            in_turn = match.group(1) == str(numbered)
            numbered += in_turn
            uncounted = not self._counts(doc, doc.inside(match.end(), len(view)).start)
            opens = not match.start() and match.group().startswith("[")
            if uncounted or opens or (in_turn and numbered > 2):
                for token in _inside(numerals, match.start(), match.end()):
                    yield token, NumeralKind.LABEL, "number_in_brackets"
        for pattern, rule in ((_SYMBOL, "symbol"), (_LINK, "link")):
            for match in pattern.finditer(view):
                for token in _inside(numerals, match.start(), match.end()):
                    yield token, NumeralKind.REF, rule
        for token in _inside(numerals, 0, len(view)):
            if token.text in _POWERS and self._is_power(doc, token):
                yield token, NumeralKind.NAME, "power_of_a_unit"
            elif _DOTTED_DATE.match(token.text) and not self._is_counted(token):
                yield token, NumeralKind.DATE, "dotted_date"

    def _titled(self, numerals: Sequence[Word], view: str) -> Iterator[_Said]:
        """Figures in the quoted title of a campaign: “100 ngày làm đường”."""
        for match in _QUOTED.finditer(view):
            inside = _inside(numerals, match.start(), match.end())
            if not inside:
                continue
            before = numerals[0].doc.inside(max(0, match.start() - _TITLE_REACH), match.start())
            if self._titles.find(before):
                for token in inside:
                    if not _YEAR.match(token.text):
                        yield token, NumeralKind.NAME, "quoted_title"

    def _by_default(self, block: Block, token: Word, cell: Cell | None) -> KindOf:
        view, start, stop = block.text.view, token.idx, token.idx + len(token.text)
        counted = self._is_counted(token)
        glued_before = bool(_GLUED.search(view[max(0, start - 4) : start]))
        if glued_before and not counted:
            return KindOf(token, NumeralKind.NAME, "glued_to_letters")
        if _GLUED_BEHIND.match(view[stop : stop + 2]):
            return KindOf(token, NumeralKind.NAME, "glued_to_letters")
        if _YEAR.match(token.text) and not counted and not _in_ratio(token):
            in_body = cell is not None and not cell.header and len(view.split()) == 1
            if not in_body:
                return KindOf(token, NumeralKind.DATE, "bare_year")
            if cell and cell.heads and fold(cell.heads[-1]).strip(" .") in self._year_heads:
                return KindOf(token, NumeralKind.DATE, "column_of_years")
        if block.kind is BlockKind.FURNITURE:
            return KindOf(token, NumeralKind.LABEL, "page_furniture")
        if cell is not None and cell.header:
            return KindOf(token, NumeralKind.LABEL, "column_number")
        return KindOf(token, NumeralKind.QUANTITY, "default")

    def _is_counted(self, token: Word) -> bool:
        return self._counts(token.doc, token.i + 1)

    def _counts(self, doc: Words, index: int) -> bool:
        """Whether at a token a unit begins, of a duration apart: that may begin a date."""
        measure = self._units.read(doc, index)
        return measure is not None and measure.dimension != "duration"

    def _is_power(self, doc: Words, token: Word) -> bool:
        """Whether a 2 or 3 glued to a length is its exponent: `450 m2`."""
        index = token.i
        if not index or doc[index - 1].spaced:
            return False
        measure = self._units.read(doc, index - 1)
        return measure is not None and measure.stop == index + 1


def _inside(numerals: Sequence[Word], start: int, stop: int) -> list[Word]:
    """The numerals between two indices of the view."""
    return [token for token in numerals if start <= token.idx < stop]


def _in_ratio(token: Word) -> bool:
    """Whether the numeral is one side of `X/Y`."""
    doc, index = token.doc, token.i
    before = index >= 2 and doc.texts[index - 1] == "/"
    behind = index + 2 < len(doc) and doc.texts[index + 1] == "/" and doc[index + 2].like_num
    return before or behind
