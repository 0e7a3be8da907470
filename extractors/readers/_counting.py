"""Counts as word processors and browsers show them: figures, letters, Roman numbers."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FRAMES = {
    "numberInDash": "- {} -",
    "decimalEnclosedParen": "({})",
    "decimalEnclosedFullstop": "{}.",
}
_CHICAGO = "*†‡§"


def format_count(count: int, form: str) -> str:
    """A count in one of Word's number formats; Arabic figures for formats we do not know.

    >>> [format_count(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        times, index = divmod(count - 1, 26)
        letters = chr(ord("a") + index) * min(times + 1, 30)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in _FRAMES:
        return _FRAMES[form].format(count)
    if form == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if form == "chicago" and count > 0:
        times, index = divmod(count - 1, len(_CHICAGO))
        return _CHICAGO[index] * (times + 1)
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        times, count = divmod(count, worth)
        letters += letter * times
    return letters
