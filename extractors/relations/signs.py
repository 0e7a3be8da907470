"""Signs of arithmetic that reports write between figures."""

from __future__ import annotations

TIMES = frozenset({"x", "×", "*"})
"""Signs of multiplication, as tokens."""
