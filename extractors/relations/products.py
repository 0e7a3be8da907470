"""Claims of products: factors joined by a sign, a plan paid out, one rate for several groups.

Prices beside counts and amounts stand in `amounts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.amounts import TIMES
from extractors.relations.index import FactIndex
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import NORM, Claim, ClaimKind

_NOUN_TOKENS = 4
"""So many words of its noun may stand between a factor and the sign."""
_COUNTING = frozenset({"count", "duration", ""})
_HARVEST = ["area", "yield"]
_TWO_PAIRS = 4
"""So many factors are read as two products; a single product of so many is left alone."""
_PEOPLE = frozenset({"người", "hộ"})
"""Among whom goods are shared out at so much a head."""
_ALL = 100


def find_product_claims(index: FactIndex) -> Iterator[Claim]:
    """`15 người x 600.000 đồng = 9.000.000 đồng`; `03 hộ, mỗi hộ 40 triệu đồng, đạt 100%`."""
    shares: list[tuple[Fact, Fact]] = []
    for reading in index.running():
        yield from _in_signs(index, reading)
        for figure in reading.figures:
            if index.of(reading, figure).role is Role.PRICE:
                yield from _paid_in_full(index, reading, figure)
        shares.extend(_shares(index, reading))
    yield from _rations(shares)


def _in_signs(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """Factors with `x` between them and their product behind `=`, or before the bracket.

    Pairs of factors with `+` between them are added.
    """
    for terms in _added(reading, list(_chains(reading))):
        factors = [factor for chain in terms for factor in chain]
        product = _product_behind(reading, factors) or _product_before(reading, factors)
        if product is None or (len(terms) == 1 and len(factors) == _TWO_PAIRS):
            continue
        stated = index.of(reading, product)
        operands = tuple(index.of(reading, factor) for factor in factors)
        if all(_may_give(index, operands[i : i + len(terms[0])], stated) for i in _starts(terms)):
            mean = reading.cues.within("price.mean", *product.sentence)
            yield Claim(
                kind=ClaimKind.PRODUCT,
                stated=stated,
                operands=operands,
                rule="factors_in_signs",
                note="" if mean else NORM,
            )


def _may_give(index: FactIndex, factors: Sequence[Fact], product: Fact) -> bool:
    """Whether counts and days with one measure may give the product: rooms of 4 x 6 m may not."""
    measures = [fact for fact in factors if fact.dimension not in _COUNTING]
    if len(measures) == 1:
        return index.measured(measures[0]) == index.measured(product)
    if len(measures) == 2 and measures[1].dimension == "rate":
        by = index.dimension_of(measures[1].unit.partition("/")[2])
        return by == measures[0].dimension and index.measured(measures[1]) == product.dimension
    return product.dimension == "mass" and [fact.dimension for fact in measures] == _HARVEST


def _starts(terms: Sequence[Sequence[Figure]]) -> range:
    """Where the factors of each term begin among all factors."""
    return range(0, sum(map(len, terms)), len(terms[0]))


def _added(reading: BlockReading, chains: Sequence[list[Figure]]) -> list[list[list[Figure]]]:
    """The chains, pairs with nothing but a noun and `+` between them put together."""
    found: list[list[list[Figure]]] = []
    for chain in chains:
        last = found[-1][-1] if found else None
        if last is not None and len(last) == len(chain) == 2:
            between = reading.doc[last[-1].stop : chain[0].index]
            signs = [token.text for token in between if not token.is_alpha]
            if signs == ["+"] and len(between) <= 2 * _NOUN_TOKENS:
                found[-1].append(chain)
                continue
        found.append([chain])
    return found


def _chains(reading: BlockReading) -> Iterator[list[Figure]]:
    """The longest rows of figures that a sign of multiplication joins."""
    chain: list[Figure] = []
    for figure in reading.figures:
        if chain and _is_joined(reading, chain[-1], figure):
            chain.append(figure)
            continue
        if len(chain) > 1:
            yield chain
        chain = [figure] if figure.kind is not NumeralKind.PERCENT else []
    if len(chain) > 1:
        yield chain


def _is_joined(reading: BlockReading, figure: Figure, following: Figure) -> bool:
    """Whether a sign of multiplication stands between two figures, behind the noun of the first."""
    between = reading.doc.texts[figure.stop : following.index]
    if following.kind is NumeralKind.PERCENT or not between or between[-1] not in TIMES:
        return False
    nouns = reading.doc[figure.stop : following.index - 1]
    return len(nouns) <= _NOUN_TOKENS and all(t.is_alpha or t.text == "/" for t in nouns)


def _product_behind(reading: BlockReading, chain: Sequence[Figure]) -> Figure | None:
    last = chain[-1]
    for figure in reading.figures[last.position + 1 : last.position + 2]:
        between = reading.doc.texts[last.stop : figure.index]
        if "=" in between and figure.sentence == last.sentence and ";" not in between:
            return figure
    return None


def _product_before(reading: BlockReading, chain: Sequence[Figure]) -> Figure | None:
    """The amount that a bracket with nothing but the factors explains."""
    first, last = chain[0], chain[-1]
    behind = reading.doc[last.stop : last.stop + _NOUN_TOKENS + 1]
    ends = next((token.text for token in behind if not token.is_alpha), "")
    before = reading.figures[first.position - 1 : first.position] if first.position else []
    for figure in before:
        between = reading.doc.texts[figure.stop : first.index]
        if "(" in between and ";" not in between and ends == ")":
            return figure if figure.sentence == first.sentence else None
    return None


def _paid_in_full(index: FactIndex, reading: BlockReading, price: Figure) -> Iterator[Claim]:
    """All of the plan that the paragraph names went to so many at so much each."""
    counted, after = price.position - 1, price.position + 1
    figures = reading.figures
    if counted < 0 or after >= len(figures) or figures[after].kind is not NumeralKind.PERCENT:
        return
    each, count = index.of(reading, price), index.of(reading, counted)
    whole = index.of(reading, after).value == _ALL and figures[after].sentence == price.sentence
    levels = [index.of(reading, f) for f in index.levels(reading) if f.index < price.index]
    plans = [fact for fact in levels if fact.dimension == each.dimension]
    dealt = reading.cues.before("price.each", price, reach=3)
    if whole and dealt and count.dimension == "count" and [p.role for p in plans] == [Role.PLAN]:
        yield Claim(
            kind=ClaimKind.PRODUCT,
            stated=plans[0],
            operands=(count, each),
            certain=False,
            likely=figures[counted].sentence == price.sentence,
            rule="plan_paid_in_full",
        )


def _shares(index: FactIndex, reading: BlockReading) -> Iterator[tuple[Fact, Fact]]:
    """People and the goods right behind them in the sentence: `66 nhân khẩu, 990 kg gạo`."""
    for people, goods in zip(reading.figures, reading.figures[1:], strict=False):
        heads, amount = index.of(reading, people), index.of(reading, goods)
        measured = amount.dimension == "mass" and heads.unit in _PEOPLE
        levels = index.is_level(reading, people) and index.is_level(reading, goods)
        if measured and levels and people.sentence == goods.sentence:
            yield heads, amount


def _rations(shares: Sequence[tuple[Fact, Fact]]) -> Iterator[Claim]:
    """The groups of a report that get the same whole amount a head.

    Only where it is the same: other goods, or other months, may be another ration.
    """
    earlier: dict[Decimal, tuple[Fact, Fact]] = {}
    for heads, amount in shares:
        if not heads.value or amount.value is None:
            continue
        each = amount.value * amount.scale / heads.value
        if each != round(each, 3):
            continue
        if each in earlier:
            others, given = earlier[each]
            yield Claim(
                kind=ClaimKind.PROPORTION,
                stated=amount,
                operands=(heads, given, others),
                certain=False,
                rule="same_ration",
            )
        earlier[each] = (heads, amount)
