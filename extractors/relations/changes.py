"""Claims of changes told with what they were changes of: `tăng 45 hộ (3,8%)`, `(kỳ trước 62 đơn)`.

`1.230 hội viên, tăng 45 hội viên (3,8%)`: the percentage is of what there was before, which is the
level less the change. Where the earlier value stands behind the change in brackets, level less
change give it. The level is the figure before of the same noun; the text binds it by nearness only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.nearly import TELLING, misread
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import OF_CHANGE, Claim, ClaimKind

_CLOSE = 5
"""So many words may stand between a change and its percentage: `tương đương tăng`."""


def find_change_claims(index: FactIndex) -> Iterator[Claim]:
    """What changes claim beside their percentages, or before the value of an earlier time."""
    for reading in index.running():
        for figure in reading.figures:
            if index.of(reading, figure).role is Role.ABS_CHANGE:
                yield from _growth(index, reading, figure)
                yield from _since(index, reading, figure)
            elif index.of(reading, figure).role is Role.PCT_CHANGE:
                yield from _between_prices(index, reading, figure)


def _growth(index: FactIndex, reading: BlockReading, change: Figure) -> Iterator[Claim]:
    """`1.230 hội viên, tăng 45 hội viên (3,8%)`, `tăng 3,8% (45 hội viên)`."""
    percent = _percent_beside(index, reading, change)
    if percent is None:
        return
    level = _level_before(index, reading, min(change.position, percent.position))
    if level is None or not reading.in_one_clause(level, change):
        return
    level = _whole_that_fits(index, reading, level, change, percent)
    x, d = index.of(reading, level), index.of(reading, change)
    if x.unit == d.unit and x.indicator == d.indicator and x.role is Role.ACTUAL:
        yield Claim(
            kind=ClaimKind.CHANGE_PERCENT,
            stated=index.of(reading, percent),
            operands=(x, d),
            certain=False,
            likely=not index.has_rate(x),
            rule="change_with_percent",
            note=OF_CHANGE,
        )


def _level_before(index: FactIndex, reading: BlockReading, position: int) -> Figure | None:
    """The level before a change; only Ys of ratios and percentages of plans may stand between."""
    for figure in reversed(reading.figures[:position]):
        if index.is_level(reading, figure):
            return figure
        if figure.under is None and index.of(reading, figure).role is not Role.PCT_PLAN:
            return None
    return None


def _whole_that_fits(
    index: FactIndex, reading: BlockReading, level: Figure, change: Figure, percent: Figure
) -> Figure:
    """The whole of the list that ends with the level, if the percentage is of that, else the level.

    `Tiếp 197 lượt, trong đó khiếu nại 65 lượt, loại khác 132 lượt (giảm 160 lượt, 44,82%)`.
    """
    d, z = index.of(reading, change), index.of(reading, percent)
    for parts in reading.parts:
        whole = index.of(reading, parts.whole)
        if level.position == max(parts.parts) and _is_percentage(whole, d, z):
            return reading.figures[parts.whole]
    return level


def _is_percentage(level: Fact, change: Fact, percent: Fact) -> bool:
    """Whether a change is so many per cent of what there was before, to the last digit."""
    x, d, z = level.canonical_value, change.canonical_value, percent.value
    if x is None or d is None or z is None or x == d:
        return False
    return abs(100 * d / (x - d) - z) < Decimal(1).scaleb(-percent.decimals)


def _percent_beside(index: FactIndex, reading: BlockReading, change: Figure) -> Figure | None:
    """The percentage of a change: right behind it, or before it in whose brackets it stands."""
    at, d = change.position, index.of(reading, change)
    for other in (*reading.figures[at + 1 : at + 2], *reading.figures[max(0, at - 1) : at]):
        first, second = sorted((change, other), key=lambda f: f.position)
        between = reading.doc[first.stop : second.index]
        opened = "(" in between.texts
        z = index.of(reading, other)
        relative = other.kind is NumeralKind.PERCENT and z.role is Role.PCT_CHANGE
        near = sum(token.is_alpha for token in between) <= _CLOSE and ")" not in between.texts
        alone = reading.in_one_clause(first, second) and (other is second or opened)
        same_way = ((z.value or 0) < 0) == ((d.value or 0) < 0)
        if relative and near and alone and same_way and not (opened and _names(reading, second)):
            return other
    return None


def _names(reading: BlockReading, figure: Figure) -> bool:
    """Whether words behind a figure in a bracket say what it is of: `(giảm 11,1% số vụ)`."""
    return figure.stop < len(reading.doc) and reading.doc[figure.stop].is_alpha


def _between_prices(index: FactIndex, reading: BlockReading, percent: Figure) -> Iterator[Claim]:
    """`tăng 15,5%, từ 45.000 đồng/kg lên 52.000 đồng/kg`, the percentage before or behind."""
    at = percent.position
    for pair in (reading.figures[at + 1 : at + 3], reading.figures[max(0, at - 2) : at]):
        facts = [index.of(reading, figure) for figure in pair]
        roles = [fact.role for fact in facts]
        if roles != [Role.PRIOR, Role.PRICE] or facts[0].unit != facts[1].unit:
            continue
        ends = sorted((percent, *pair), key=lambda figure: figure.position)
        if reading.in_one_clause(ends[0], ends[-1]):
            yield Claim(
                kind=ClaimKind.CHANGE_PERCENT,
                stated=index.of(reading, percent),
                operands=(facts[1], facts[0]),
                certain=False,
                likely=True,
                rule="change_of_a_price",
            )
            return


def _since(index: FactIndex, reading: BlockReading, change: Figure) -> Iterator[Claim]:
    """`so với cùng kỳ tăng 131 đơn (6 tháng đầu năm trước tiếp nhận 1.405 đơn)`.

    The level is whichever of the figures before gives the earlier value; if none does, the one
    that would but for one digit.
    """
    d = index.of(reading, change)
    prior = _prior_behind(index, reading, change)
    if prior is None:
        return
    levels = [
        index.of(reading, f)
        for f in reading.figures[: change.position]
        if index.is_level(reading, f) and index.of(reading, f).unit == d.unit
    ]
    y = index.of(reading, prior)
    fitting = [x for x in levels if _gives(x.canonical_value, d.canonical_value, y)]
    nearly = [x for x in levels if not fitting and _nearly_gives(x, d, y)]
    for x in (fitting or nearly)[-1:]:
        yield Claim(
            kind=ClaimKind.CHANGE,
            stated=d,
            operands=(x, y),
            certain=False,
            likely=bool(nearly),
            rule="change_since",
        )


def _prior_behind(index: FactIndex, reading: BlockReading, change: Figure) -> Figure | None:
    """The earlier value that a bracket behind a change gives, the second for the second change."""
    behind = [f for f in reading.figures[change.position + 1 :] if f.sentence == change.sentence]
    unit = index.of(reading, change).unit
    skipped = 0
    for figure in behind:
        fact = index.of(reading, figure)
        if fact.role is Role.ABS_CHANGE and fact.unit == unit:
            skipped += 1
        elif fact.role is Role.PRIOR and fact.unit == unit:
            return figure if not skipped and reading.in_one_clause(change, figure) else None
    return None


def _gives(now: Decimal | None, change: Decimal | None, prior: Fact) -> bool:
    """Whether a level less its change is the earlier value."""
    return now is not None and change is not None and now - change == prior.canonical_value


def _nearly_gives(now: Fact, change: Fact, prior: Fact) -> bool:
    """Whether one other digit of one of the three makes them agree, and they have digits enough."""
    x, d, y = now.canonical_value, change.canonical_value, prior.canonical_value
    if x is None or d is None or y is None or _digits((now, change, prior)) < TELLING:
        return False
    sign = -1 if d < 0 else 1
    others = (x - d, sign * (x - y), y + d)
    figures = (prior, change, now)
    return any(wanted in misread(one) for wanted, one in zip(others, figures, strict=True))


def _digits(facts: Sequence[Fact]) -> int:
    """How many digits the shortest of the two longest figures has."""
    return sorted(len(fact.text.strip("0.,")) for fact in facts)[1]
