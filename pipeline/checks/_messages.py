"""The texts of the checks, read once from `messages.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def say(key: str, lang: str, fields: Mapping[str, str]) -> str:
    """The text `key` (dotted) in `lang` (`vi` or `en`) with its fields filled in.

    >>> say("slip.unknown", "vi", {"expected": "101,67%"})
    'Nếu là 101,67% thì khớp.'
    """
    return template(key, lang).format_map(fields)


def template(key: str, lang: str) -> str:
    """The text `key` (dotted) in `lang`, its fields still in braces.

    Raises:
        KeyError: if there is no such text.
    """
    node: Any = _texts()
    for name in (*key.split("."), lang):
        node = node[name]
    return str(node)


def has(key: str) -> bool:
    """Whether there is a text `key` (dotted)."""
    node: Any = _texts()
    for name in key.split("."):
        if name not in node:
            return False
        node = node[name]
    return True


@cache
def _texts() -> Mapping[str, Any]:
    """The whole table; the file is part of the package."""
    text = files("pipeline.checks").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
