"""Every text that users read, as data: `vi.toml` and `en.toml` hold the same keys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from models.errors import SoatsoError

LANGUAGES = ("vi", "en")
"""The first is the default."""

_Error = TypeVar("_Error", bound=SoatsoError)


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language."""

    lang: str
    texts: Mapping[str, str]
    """By dotted key."""

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text under `key`, its `{fields}` filled in.

        >>> messages("en")("severity.error")
        'ERROR'
        """
        return self.texts[key].format(**fields)

    def knows(self, key: str) -> bool:
        """Whether there is a text under `key`."""
        return key in self.texts


@cache
def messages(lang: str) -> Messages:
    """The texts in `lang`, one of `LANGUAGES`."""
    data = files("models.messages").joinpath(f"{lang}.toml").read_text("utf-8")
    return Messages(lang, dict(_flat(tomllib.loads(data))))


def problem(sort: type[_Error], key: str, /, **fields: object) -> _Error:
    """An error of the given sort with the texts `KEY.message` and `KEY.remedy`, both languages.

    >>> problem(SoatsoError, "error.store.locked", path="a.duckdb").message_en
    'a.duckdb is open in another program.'
    """
    vi, en = messages("vi"), messages("en")
    return sort(
        vi(f"{key}.message", **fields),
        remedy=vi(f"{key}.remedy", **fields),
        message_en=en(f"{key}.message", **fields),
        remedy_en=en(f"{key}.remedy", **fields),
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)
