"""What checks say is there in both languages, made of the same figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FILES = ("pipeline/checks/messages.toml", "pipeline/across/messages.toml")
WORDS = frozenset({"of", "direction"})
"""Tables of single words."""


def texts(table: dict[str, Any], key: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        if name in ("vi", "en"):
            yield key, table
            return
        if name not in WORDS:
            yield from texts(value, f"{key}.{name}".strip("."))


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_name_the_same_figures(file: str) -> None:
    found = dict(texts(tomllib.loads((ROOT / file).read_text(encoding="utf-8"))))
    assert len(found) > 5
    for key, told in found.items():
        assert set(told) == {"vi", "en"}, key
        assert fields_of(told["vi"]) == fields_of(told["en"]), key
