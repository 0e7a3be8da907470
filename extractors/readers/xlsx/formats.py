"""Number formats: values of cells as Excel with Vietnamese settings shows them.

Format codes are always written in the American way (`#,##0.00`); what is shown has the comma
before decimals and points between thousands.

Source: ECMA-376, part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from extractors.readers.xlsx.dates import is_date, show_date

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0",
    7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%", 11: GENERAL, 12: GENERAL, 13: GENERAL,
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;(#,##0);"-";@', 42: '#,##0;(#,##0);"-";@',
    43: '#,##0.00;(#,##0.00);"-"??;@', 44: '#,##0.00;(#,##0.00);"-"??;@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: GENERAL, 49: "@",
}  # fmt: skip
"""Formats that workbooks name by number alone; scientific and fractional ones as plain numbers."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|[_*](?P<filler>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<place>[0#?])"
    r"|(?P<sign>[.,%/@])"
    r"|(?P<date>AM/PM|A/P|y+|m+|d+|h+|s+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_SIMPLE = re.compile(r"(?P<whole>#,##0|0)(?:\.(?P<places>0+))?(?P<percent>%?)")
_VIETNAMESE = str.maketrans(",.", ".,")
_EXACT_DIGITS = 15
"""So many digits of a number mean something to Excel."""
_LARGEST = 20
"""Power of ten above which a number is shown as it is stored, below whose inverse it is nothing."""
_GENERAL_DIGITS = 10
"""So many digits of a number with decimals are shown without a format."""

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format: for positive, negative, zero, and text."""

    tokens: tuple[Token, ...]
    """Kind and text, in order."""
    condition: tuple[str, Decimal] | None = None


def show_number(stored: str, code: str, *, since_1904: bool = False) -> str:
    """The number stored as `stored` in the format `code`; what is no number is returned as it is.

    Whole numbers without a format are shown to the last digit, where Excel would abridge them.

    >>> show_number("1234.5", "#,##0.00"), show_number("0.125", "0.0%"), show_number("-7", '0" ha"')
    ('1.234,50', '12,5%', '-7 ha')
    """
    try:
        number = Decimal(stored)
    except ArithmeticError:
        return stored
    if not number.is_finite() or number.adjusted() > _LARGEST:
        return stored
    value = _rounded(number)
    simple = _SIMPLE.fullmatch(code)
    if simple:  # nine of ten cells
        return _show_simple(value * 100 if simple["percent"] else value, simple)
    sections = parse_format(code)
    section, signed = _choose(sections, value)
    if is_date(section.tokens):
        return show_date(value, section.tokens, since_1904=since_1904)
    shown = _show(abs(value), section.tokens)
    return f"-{shown}" if value < 0 and signed and re.search("[1-9]", shown) else shown


def show_text(text: str, code: str) -> str:
    """The words of a cell, with what the format sets around them.

    >>> show_text("Ngô", '"Cây "@'), show_text("Ngô", "0.00")
    ('Cây Ngô', 'Ngô')
    """
    last = parse_format(code)[-1]
    if ("sign", "@") not in last.tokens:
        return text
    return "".join(text if kind == "sign" else part for kind, part in last.tokens)


@lru_cache(maxsize=1000)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind == "other" and text == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            found = _CONDITION.fullmatch(text)
            if found:
                condition = found[1], Decimal(found[2])
            else:
                tokens.extend(_bracket(text))
        elif kind != "filler":
            literal = kind in {"quoted", "escaped", "other"}
            tokens.append(("literal" if literal else kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections[:4])


def _show_simple(value: Decimal, simple: re.Match[str]) -> str:
    places = len(simple["places"] or "")
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) or Decimal(0)
    grouping = "," if "," in simple["whole"] else ""
    return f"{rounded:{grouping}.{places}f}".translate(_VIETNAMESE) + simple["percent"]


def _bracket(text: str) -> list[Token]:
    """A currency sign or hours counted on; colours and languages show nothing."""
    if text.startswith("$"):
        system_date = text.upper() == "$-F800"
        return [("system", "")] if system_date else [("literal", text[1:].partition("-")[0])]
    return [("elapsed", text)] if re.fullmatch("h+|m+|s+", text, re.IGNORECASE) else []


def _choose(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """The section for a value, and whether a minus sign must be set before what it shows."""
    numeric = [one for one in sections if ("sign", "@") not in one.tokens] or [sections[0]]
    if any(one.condition for one in numeric):
        for one in numeric:
            if one.condition is None or _meets(value, *one.condition):
                return one, True
        return numeric[-1], True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _meets(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit, ">": value > limit, "<=": value <= limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _show(value: Decimal, tokens: Sequence[Token]) -> str:
    """A number that is not negative, digits in their places and everything else around them."""
    kinds = {kind for kind, _ in tokens}
    texts = [text for kind, text in tokens if kind == "sign"]
    if "place" not in kinds:
        as_general = _general(value)
        plain = {"general": as_general, "sign": "", "literal": None}
        parts = [plain.get(kind) if kind != "literal" else text for kind, text in tokens]
        shown = "".join(part or "" for part in parts)
        return as_general if "@" in texts or not tokens else shown
    if "exponent" in kinds or "/" in texts:
        return _general(value)
    places = [index for index, (kind, _) in enumerate(tokens) if kind == "place"]
    first, last = places[0], places[-1]
    scaled = value * 100 ** texts.count("%")
    while last + 1 < len(tokens) and tokens[last + 1] == ("sign", ","):
        scaled, last = scaled / 1000, last + 1
    before = "".join(text for _, text in tokens[:first])
    behind = "".join(text for kind, text in tokens[last + 1 :] if (kind, text) != ("sign", "."))
    return f"{before}{_digits(scaled, tokens[first : places[-1] + 1])}{behind}"


def _digits(value: Decimal, tokens: Sequence[Token]) -> str:
    """The digits, between the first place and the last."""
    point = next((i for i, one in enumerate(tokens) if one == ("sign", ".")), len(tokens))
    wholes, parts = tokens[:point], [text for kind, text in tokens[point:] if kind == "place"]
    rounded = value.quantize(Decimal(1).scaleb(-len(parts)), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    needed = max((i + 1 for i, place in enumerate(parts) if place == "0"), default=0)
    while len(decimals) > needed and decimals.endswith("0"):
        decimals = decimals[:-1]
    shown = _whole(whole, wholes)
    return f"{shown},{decimals}" if decimals else shown


def _whole(digits: str, tokens: Sequence[Token]) -> str:
    zeros = tokens.count(("place", "0"))
    digits = digits.lstrip("0").rjust(zeros, "0")
    if ("sign", ",") in tokens:
        return re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", ".", digits)
    shown: list[str] = []  # from the right: signs may stand between the digits
    places = sum(kind == "place" for kind, _ in tokens)
    for kind, text in reversed(tokens):
        if kind == "place":
            places -= 1
            shown.append(digits[-1:] if places else digits)
            digits = digits[:-1]
        elif digits:
            shown.append(text)
    return "".join(reversed(shown))


def _rounded(number: Decimal) -> Decimal:
    """The number without the noise of binary fractions."""
    if number.adjusted() < -_LARGEST:
        return Decimal(0)
    digits = max(_EXACT_DIGITS, number.adjusted() + 1)
    return Decimal(f"{number:.{digits}g}")


def _general(value: Decimal) -> str:
    """A number that has no format: no grouping, and no more decimals than there is room for."""
    if value == value.to_integral_value():
        return f"{value:.0f}"
    room = max(_GENERAL_DIGITS - max(value.adjusted() + 1, 1), 0)
    shown = f"{value.quantize(Decimal(1).scaleb(-room), ROUND_HALF_UP):f}"
    return shown.rstrip("0").rstrip(".").replace(".", ",") if "." in shown else shown
