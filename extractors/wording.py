"""Amounts written out in words: `(bằng chữ: Năm trăm nghìn đồng chẵn)`.

Only amounts of money from a thousand up are looked for: smaller numbers in words are mostly no
figures (`hai bên`, `ba mặt`), and `năm` is also the year.

**Source** Vietnamese numeral grammar as receipts and decisions use it (mốt, tư, lăm, linh, rưỡi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.lexicon import Lexicon, fold
from models.text import Span

_HUNDRED, _THOUSAND = 100, 1000
_TEN = 10
_HALF = Decimal("0.5")


class WordedFinder:
    """Finds amounts in words and reads them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._digits = _values(lexicon, "number.digit")
        self._tens = frozenset(lexicon.phrases("number.ten"))
        self._scales = {
            word: value
            for word, value in _values(lexicon, "magnitude").items()
            if value >= _HUNDRED
        }
        self._joints = frozenset(lexicon.phrases("number.joint"))
        self._halves = frozenset(lexicon.phrases("number.half"))
        words = {*self._digits, *self._tens, *self._scales, *self._joints, *self._halves}
        word = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        money = "|".join(map(re.escape, lexicon.phrases("number.money")))
        self._spelt = re.compile(
            rf"(?<![\w.,/-])(?P<number>\d{{1,3}}(?:\.\d{{3}})*|\d+)\s?"
            rf"\((?P<words>(?:{word})(?: (?:{word}))*)\)"
            if words
            else r"(?!)"
        )
        self._run = re.compile(
            rf"(?<!\w)(?:{word})(?:(?:,\s?| )(?:{word}))+(?= (?:{money})(?!\w))"
            if words and money
            else r"(?!)"
        )

    def find(self, view: str) -> Iterator[tuple[Span, Decimal]]:
        """The amounts in a view with their values, from left to right.

        >>> from models.lexicon import load
        >>> [(span.start, str(value)) for span, value in
        ...  WordedFinder(load()).find("Bằng chữ: Một triệu hai trăm năm mươi nghìn đồng chẵn")]
        [(10, '1250000')]
        """
        for match in self._run.finditer(fold(view)):
            value = self.read(match.group())
            if value is not None and value >= _THOUSAND:
                yield Span(*match.span()), value

    def spelt(self, view: str) -> Iterator[tuple[re.Match[str], Decimal]]:
        """Whole numbers with their words in brackets, `05 (năm)`, each with what the words say.

        The match has the groups `number` and `words`.

        >>> from models.lexicon import load
        >>> [(match["number"], str(value)) for match, value in
        ...  WordedFinder(load()).spelt("trong 10 (mười) ngày, lập 02 (hai) bản (một bản lưu)")]
        [('10', '10'), ('02', '2')]
        """
        for match in self._spelt.finditer(fold(view)):
            value = self.read(match["words"])
            if value is not None:
                yield match, value

    def read(self, text: str) -> Decimal | None:
        """The number that words spell, None if they spell none.

        >>> from models.lexicon import load
        >>> words = WordedFinder(load())
        >>> str(words.read("hai tỷ rưỡi")), str(words.read("ba trăm linh năm"))
        ('2500000000', '305')
        >>> words.read("trăm hai") is None
        True
        """
        total, group, last, scale = Decimal(0), Decimal(0), None, Decimal(1)
        for word in fold(text).replace(",", " ").split():
            if word in self._digits:
                if last == "digit":
                    return None
                group, last = group + self._digits[word], "digit"
            elif word in self._tens:
                unit = group % _TEN
                group, last = group - unit + (unit or 1) * _TEN, "ten"
            elif word in self._joints:
                last = "joint"
            elif word in self._halves:
                total, last = total + scale * _HALF, "half"
            elif self._scales[word] == _HUNDRED:
                if not group:
                    return None
                group, last, scale = group * _HUNDRED, "scale", Decimal(_HUNDRED)
            else:
                scale = self._scales[word]
                if not group and not total:
                    return None
                larger = total and scale > total
                total = (total + group) * scale if larger else total + group * scale
                group, last = Decimal(0), "scale"
        return (total + group).normalize().quantize(Decimal(1)) if last else None


def _values(lexicon: Lexicon, group: str) -> dict[str, Decimal]:
    return {word: Decimal(cue.value) for word, cue in lexicon.alternatives(group)}
