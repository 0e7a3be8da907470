"""Characters of Word's symbol fonts, which stand in the private use area or in letters' places."""

from __future__ import annotations

import re

_SYMBOL = {
    0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x6D: "μ", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅",
    0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢",
    0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_UNNAMED = {code: _WINGDINGS[code] for code in (0xB7, 0xA7, 0xD8, 0xFC, 0x76)}
"""Bullets that are told without their font."""
_PRIVATE = 0xF000


def show_symbol(char: str, font: str = "") -> str:
    r"""What a character of a symbol font shows; other characters are returned as they are.

    >>> show_symbol("\uf0b3", "Symbol"), show_symbol("\uf0fc"), show_symbol("5", "Symbol")
    ('≥', '✓', '5')
    """
    code = ord(char) - _PRIVATE
    if not 0 <= code <= 0xFF:
        return char
    name = font.lower()
    table = _SYMBOL if name == "symbol" else _WINGDINGS if name == "wingdings" else _UNNAMED
    return table.get(code, chr(code) if 0x20 <= code < 0x7F else char)


def show_code(code: str, font: str) -> str:
    """What the character with a hexadecimal code shows in a font; nothing if it is no code.

    >>> show_code("F0B3", "Symbol"), show_code("00A8", "Wingdings"), show_code("x", "")
    ('≥', '☐', '')
    """
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    number = int(code, 16)
    return show_symbol(chr(number + _PRIVATE if number <= 0xFF else number), font)
