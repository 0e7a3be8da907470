"""Claims of density: so many people on so much land make so many a square kilometre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.fact import Fact
from models.lexicon import Lexicon, fold
from models.relation import Claim, ClaimKind

_REACH = 6
"""Within how many blocks before a density the people and the land stand."""


def find_density_claims(facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[Claim]:
    """`diện tích tự nhiên 2.150 ha … dân số 3.400 người, mật độ 158 người/km2`.

    The land is the last area called natural before the density, the people are the last persons
    counted before it. Only the first density after them is the whole unit's, not of a part.
    """
    units, land_words = lexicon.names("density.units"), lexicon.phrases("density.land")
    told: set[str] = set()
    for place, density in enumerate(facts):
        if density.unit not in units:
            continue
        near = [fact for fact in facts[:place] if density.block - fact.block <= _REACH]
        lands = [fact for fact in near if fact.dimension == "area" and _named(fact, land_words)]
        people = [fact for fact in near if fact.indicator == "population.persons"]
        if lands and people and not told.intersection((people[-1].fact_id, lands[-1].fact_id)):
            told.update((people[-1].fact_id, lands[-1].fact_id))
            yield Claim(
                kind=ClaimKind.DENSITY,
                stated=density,
                operands=(people[-1], lands[-1]),
                rule="density",
            )


def _named(fact: Fact, words: tuple[str, ...]) -> bool:
    """Whether the figure's sentence has one of the words before it."""
    return any(word in fold(f"{fact.label} {fact.quote}") for word in words)
