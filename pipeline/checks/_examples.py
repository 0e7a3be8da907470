"""Facts for the checks' doctests and tests, written the way a report writes them."""

from __future__ import annotations

from decimal import Decimal

from models.fact import Fact, Flag, Role
from models.lexicon import load
from models.number import Approximation, Numeral, NumeralKind
from models.relation import Claim, ClaimKind
from models.text import Span


def example_fact(
    text: str,
    *,
    unit: str = "con",
    at: int = 0,
    label: str = "",
    **changes: object,
) -> Fact:
    """The fact that the numeral `text` is, standing at offset `at`; `changes` are its fields.

    The text is read the Vietnamese way: points group, a comma divides.

    >>> fact = example_fact("-2.302,47", unit="ha")
    >>> fact.value, fact.decimals, fact.text
    (Decimal('-2302.47'), 2, '2.302,47')
    """
    known = {entry.name: entry for entry in load().units}
    dimension = known[unit].dimension if unit in known else "count"
    scale = known[unit].scale if unit in known else Decimal(1)
    ones = (u.name for u in known.values() if u.dimension == dimension and u.scale == 1)
    canonical_unit = unit if dimension == "count" else next(ones)
    value = Decimal(text.replace(".", "").replace(",", "."))
    written = text.removeprefix("-")
    fields: dict[str, object] = {
        "fact_id": f"fact{at}",
        "span": Span(at, at + len(written)),
        "text": written,
        "page": 1,
        "box": None,
        "block": 0,
        "value": value,
        "decimals": len(written.partition(",")[2]),
        "unit": unit,
        "dimension": dimension,
        "scale": scale,
        "canonical_value": value * scale,
        "canonical_unit": canonical_unit,
        "role": Role.ACTUAL,
        "base": "",
        "indicator": "other",
        "label": label,
        "season": None,
        "place": "",
        "period_start": None,
        "period_end": None,
        "approximation": Approximation.EXACT,
        "flags": frozenset[Flag](),
        "section": "",
        "quote": "",
        "evidence": (),
    }
    return Fact(**{**fields, **changes})  # type: ignore[arg-type]


def example_claim(kind: ClaimKind, stated: Fact, *operands: Fact, **changes: object) -> Claim:
    """The claim of `kind` about `stated` and its operands; `changes` are its other fields."""
    return Claim(kind=kind, stated=stated, operands=operands, **changes)  # type: ignore[arg-type]


def example_numerals(*texts: str, at: int = 0) -> tuple[Numeral, ...]:
    """Numerals of a date or a document's number, one after the other from offset `at`."""
    numerals = []
    for text in texts:
        span = Span(at, at + len(text))
        numerals.append(
            Numeral(span=span, text=text, page=1, kind=NumeralKind.DATE, block=0, rule="example")
        )
        at = span.stop + 1
    return tuple(numerals)
