"""The ledger closed: every digit of the source in exactly one row.

What stands in no block (note marks written as tags, rules of tables, marks cut out of views) is
numbering by its nature; it is entered as a label so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.number import Numeral, NumeralKind
from models.text import Source, Span

_RUN = re.compile(r"\d+(?:[.,]\d+)*")


def close_ledger(source: Source, numerals: Iterable[Numeral]) -> list[Numeral]:
    """The numerals by offset, with a row for every run of digits that had none.

    >>> source = Source(text="đạt 95%<sup>1</sup>", media_type="text/plain")
    >>> [(row.text, str(row.kind), row.rule) for row in close_ledger(source, [])]
    [('95', 'label', 'outside_text'), ('1', 'label', 'outside_text')]
    """
    rows = sorted(numerals, key=lambda row: row.span.start)
    closed: list[Numeral] = []
    done = 0
    for row in rows:
        if row.span.start < done:
            continue
        closed.extend(_rows_between(source, done, row.span.start))
        closed.append(row)
        done = row.span.stop
    closed.extend(_rows_between(source, done, len(source.text)))
    return closed


def _rows_between(source: Source, start: int, stop: int) -> list[Numeral]:
    """Rows for the runs of digits in a stretch that no other row covers."""
    return [
        Numeral(
            span=Span(match.start(), match.end()),
            text=match.group(),
            page=source.page_of(match.start()),
            kind=NumeralKind.LABEL,
            block=-1,
            rule="outside_text",
        )
        for match in _RUN.finditer(source.text, start, stop)
    ]
