"""Numbers as readers of either language write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from models.fact import Fact

_SWAPPED = str.maketrans(".,", ",.")


def render_number(value: Decimal | None, lang: str, decimals: int | None = None) -> str:
    """`value` with grouped digits, at most `decimals` behind the decimal sign; empty for None.

    >>> render_number(Decimal("2302.470"), "vi"), render_number(Decimal("2302.470"), "en", 1)
    ('2.302,47', '2,302.5')
    """
    if value is None:
        return ""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return _signed(f"{whole}.{rest}" if rest else whole, lang)


def render_value(fact: Fact, lang: str) -> str:
    """The fact's value with as many decimals as were written; its digits if it has none.

    `20,20` stays `20,20`: how a figure is rounded is a part of what it says.
    """
    if fact.value is None:
        return f"? {fact.text}"
    return _signed(f"{fact.value:,.{fact.decimals}f}", lang)


def _signed(text: str, lang: str) -> str:
    """`text`, written in English, with the signs of `lang`."""
    return text.translate(_SWAPPED) if lang == "vi" else text
