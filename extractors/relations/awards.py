"""The awards that the text sums up against the appendix that lists them by form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from models.fact import Fact, Flag, Role
from models.relation import Claim, ClaimKind

_FAMILY = "award"
_TOTAL = "total"
_UNPAIRED = "award.grassroots"
"""The title that the text counts for all levels and the table for each."""
_GIVEN = frozenset({Role.ACTUAL, Role.PLAN})
"""Given, or proposed to the level above."""
_SEVERAL = 10
"""Awards from here on are not as many elsewhere by chance."""
_ENOUGH = 2
"""A paragraph that has so many figures of the table sums it up."""


def find_award_claims(facts: Sequence[Fact]) -> Iterator[Claim]:
    """Awards of the text that the table has as well.

    What the two lists of one award have in common agrees; where one figure remains in each, it is
    the same. Where a paragraph sums a level of the table up, only its figures come into question,
    and those that the table gives under another form are inferred to be the same.
    """
    awards = [f for f in facts if f.indicator.startswith(f"{_FAMILY}.") and f.role in _GIVEN]
    for level in dict.fromkeys(_level(fact) for fact in awards):
        yield from _of_level([fact for fact in awards if _level(fact) == level])


def _of_level(awards: Sequence[Fact]) -> Iterator[Claim]:
    in_table = [fact for fact in awards if Flag.TABLE in fact.flags]
    in_text = [fact for fact in awards if Flag.TABLE not in fact.flags]
    summary = _summary(in_text, in_table)
    summed = [fact for fact in in_text if fact.block == summary]
    rest = _Rest(summed or in_text, in_table)
    for code in dict.fromkeys(fact.indicator for fact in in_text):
        if code != _UNPAIRED and (summed or f".{_TOTAL}." not in code):
            yield from rest.pair(code)
    if summed:
        told = [f for f in in_text if f.block != summary and (f.value or 0) >= _SEVERAL]
        yield from rest.equal(told)
        yield from _within(summed, [fact for fact in in_text if fact.block != summary])


def _within(summed: Sequence[Fact], told: Sequence[Fact]) -> Iterator[Claim]:
    """Awards of one occasion are among those of their form that the summary has most of."""
    most: dict[str, Fact] = {}
    for fact in summed:
        other = most.get(fact.indicator)
        if other is None or (fact.value or 0) > (other.value or 0):
            most[fact.indicator] = fact
    for fact in told:
        whole = most.get(fact.indicator)
        if whole is not None:
            yield Claim(
                kind=ClaimKind.WITHIN,
                stated=fact,
                operands=(whole,),
                certain=False,
                rule="award_in_summary",
            )


def _level(fact: Fact) -> str:
    """The level that gives the award: its code is `award.LEVEL.FORM.WHO`."""
    return fact.indicator.split(".")[1]


def _summary(in_text: Sequence[Fact], in_table: Sequence[Fact]) -> int | None:
    """The block of the text that has most of the table's awards, if it has several."""
    listed = {_given(fact) for fact in in_table}
    shared = {(fact.block, _given(fact)) for fact in in_text if _given(fact) in listed}
    blocks = Counter(block for block, _ in sorted(shared, key=lambda found: found[0]))
    block, most = max(blocks.items(), key=lambda item: item[1], default=(None, 0))
    return block if most >= _ENOUGH else None


def _given(fact: Fact) -> tuple[str, object]:
    """Whom the award honours and how many: what a table has whatever the form."""
    return fact.indicator.rpartition(".")[2], fact.value


class _Rest:
    """The awards of text and table that no claim has paired yet."""

    def __init__(self, in_text: Sequence[Fact], in_table: Sequence[Fact]) -> None:
        self._text = list(in_text)
        self._table = list(in_table)

    def pair(self, code: str) -> Iterator[Claim]:
        """Equal figures of one award, then the one that remains on either side."""
        text = [fact for fact in self._text if fact.indicator == code]
        table = [fact for fact in self._table if fact.indicator == code]
        for fact in list(text):
            same = next((other for other in table if other.value == fact.value), None)
            if same is not None:
                text.remove(fact)
                table.remove(same)
                yield self._same(same, fact)
        if len(text) == 1 and len(table) == 1:
            yield self._same(table[0], text[0])

    def equal(self, told: Sequence[Fact]) -> Iterator[Claim]:
        """Equal figures for the same sort of people: in the summary, then `told` elsewhere."""
        for fact in (*self._text, *told):
            same = next((other for other in self._table if _given(other) == _given(fact)), None)
            if same is not None:
                yield self._same(same, fact, certain=False)

    def _same(self, stated: Fact, other: Fact, *, certain: bool = True) -> Claim:
        self._table.remove(stated)
        self._text = [fact for fact in self._text if fact is not other]
        return Claim(
            kind=ClaimKind.SAME,
            stated=stated,
            operands=(other,),
            certain=certain,
            rule="award_in_appendix",
        )
