"""Density of population: people divided by natural area.

The figures may be of different years, so that only what is off by more than a tenth is told, as a
warning. Areas are in ha, densities by square kilometre.

Source: the guide to the annotated reports (§2, product).

A firing example:

>>> from models.relation import ClaimKind
>>> from pipeline.checks._examples import example_claim, example_fact
>>> people, land = example_fact("3.400", unit="người"), example_fact("2.150", unit="ha", at=9)
>>> density = example_fact("15", unit="người/km2", at=20)
>>> judge(example_claim(ClaimKind.DENSITY, density, people, land)).complaint.message
'Mật độ dân số ghi 15 người/km2, nhưng 3.400 người trên 2.150 ha là khoảng 158 người/km2.'

A holding one:

>>> density = example_fact("158", unit="người/km2", at=20)
>>> judge(example_claim(ClaimKind.DENSITY, density, people, land)).formula
'3.400 / 2.150 × 100 ≈ 158'
"""

from __future__ import annotations

from fractions import Fraction

from models.fact import Fact
from models.finding import Cause
from models.relation import Claim, ClaimKind, Verdict
from pipeline.checks._interval import Interval, nominal, rounding
from pipeline.checks._judgement import Check, Judgement, complain, facts_of
from pipeline.checks._notation import write_fact, write_number

HECTARES = Fraction(100)
"""To a square kilometre."""
TOLERANCE = Fraction(1, 10)
"""People and land may be counted at different times."""

CHECK = Check(
    id="density",
    kinds=(ClaimKind.DENSITY,),
    title_vi="Mật độ dân số khớp với dân số và diện tích",
    title_en="The density of population fits people and area",
    doc=__doc__,
)


def _written(density: Fact) -> Interval:
    """What a density may stand for: rounded or cut off to its last digit."""
    value, unit = nominal(density), Fraction(1, 10**density.decimals)
    return Interval(value - unit / 2, value + unit)


def judge(claim: Claim) -> Judgement | None:
    """How the density fits; None without people and land, or if it is off by a little."""
    facts = facts_of(claim)
    if facts is None or len(facts) != 3 or not nominal(facts[2]):
        return None
    density, people, land = facts
    value = nominal(people) / nominal(land) * HECTARES
    computed = (rounding(people) / rounding(land)).scaled(HECTARES)
    claimed = _written(density)
    holds = claimed.meets(computed)
    if not holds and claimed.meets(Interval.around(value, value * TOLERANCE)):
        return None
    fields = {
        "stated": write_fact(density),
        "people": write_fact(people),
        "land": write_fact(land),
        "expected": f"{write_number(value, 0)} {density.unit}",
    }
    complaint = complain("density.broken", fields, slip=Cause.UNKNOWN)
    left = f"{write_fact(people, unit=False)} / {write_fact(land, unit=False)} × 100"
    return Judgement(
        claim=claim,
        verdict=Verdict.ROUNDED if holds else Verdict.BROKEN,
        formula=f"{left} {'≈' if holds else '≠'} {write_fact(density, unit=False)}",
        computed=computed,
        complaint=None if holds else complaint,
    )
