"""Superscript characters, in which every reader writes raised digits and note marks."""

from __future__ import annotations

_PLAIN = "0123456789()"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
_RAISE = str.maketrans(_PLAIN, _RAISED)
_LOWER = str.maketrans(_RAISED, _PLAIN)
_MARK_CHARACTERS = frozenset(_PLAIN + "[], ")

RAISED_DIGITS = _RAISED[:10]
"""The ten superscript digits, in order."""


def raise_mark(text: str) -> str:
    """`text` in superscript characters if it is a mark or an exponent, else unchanged.

    One character for each, so that offsets stay. Raised words and stars are left as they are.

    >>> raise_mark("(15)"), raise_mark("2"), raise_mark("th"), raise_mark("(*)")
    ('⁽¹⁵⁾', '²', 'th', '(*)')
    """
    return text.translate(_RAISE) if _MARK_CHARACTERS.issuperset(text) else text


def plain_mark(text: str) -> str:
    """A note mark in plain characters, without brackets and full stop.

    >>> plain_mark("⁽⁵⁾"), plain_mark("(*)")
    ('5', '*')
    """
    return text.translate(_LOWER).strip(" ()[].")
