"""One TOML table of the lexicon, read key by key so that nothing in it goes unread."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from models.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Entry:
    """A table, the file it stands in and the keys that were asked for.

    >>> Entry({"code": "herd.pig", "alias": []}, "herd.toml", "herd.pig").close()
    Traceback (most recent call last):
    models.errors.LexiconError: herd.toml, mục “herd.pig”: không có khóa “code”. ...
    """

    table: Mapping[str, Any]
    file: str
    name: str
    asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: str | None = None) -> str:
        """The string at `key`, composed (NFC).

        Raises:
            LexiconError: it is no string, or it is missing and there is no default.
        """
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error(f"khóa “{key}” phải là một chuỗi chữ", f"key “{key}” must be a string")
        return unicodedata.normalize("NFC", value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings of the list at `key`, composed (NFC); none if it is missing."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) and v for v in value):
            raise self.error(
                f"khóa “{key}” phải là danh sách chuỗi chữ không rỗng",
                f"key “{key}” must be a list of non-empty strings",
            )
        return tuple(unicodedata.normalize("NFC", item) for item in value)

    def flag(self, key: str, *, default: bool) -> bool:
        """The truth value at `key`."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.error(
                f"khóa “{key}” phải là true hoặc false", f"key “{key}” must be true or false"
            )
        return value

    def decimal(self, key: str, default: str) -> Decimal:
        """The number at `key`, written as a string to keep it exact."""
        written = self.text(key, default)
        try:
            return Decimal(written)
        except InvalidOperation:
            raise self.error(f"“{written}” không phải là số", f"“{written}” is no number") from None

    def tables(self, key: str, naming: str) -> Iterable[Entry]:
        """The tables of the list at `key`, each named by its own key `naming`."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.error(f"khóa “{key}” phải là [[{key}]]", f"key “{key}” must be [[{key}]]")
        for number, table in enumerate(value, 1):
            yield Entry(table, self.file, str(table.get(naming, f"{key} {number}")))

    def close(self) -> None:
        """Make sure that every key of the table was asked for.

        Raises:
            LexiconError: the table has another key; the message names the nearest valid one.
        """
        for key in self.table:
            if key not in self.asked:
                raise self.error(
                    f"không có khóa “{key}”", f"unknown key “{key}”", wrong=key, valid=self.asked
                )

    def error(
        self, message: str, message_en: str, *, wrong: str = "", valid: Iterable[str] = ()
    ) -> LexiconError:
        """An error that names the file, the entry and the valid word nearest to `wrong`."""
        near = get_close_matches(wrong, sorted(valid), n=1, cutoff=0.5) if wrong else []
        place = f", mục “{self.name}”" if self.name else ""
        place_en = f", entry “{self.name}”" if self.name else ""
        return LexiconError(
            f"{self.file}{place}: {message}.",
            remedy=f"Có phải là “{near[0]}”?" if near else "Xin sửa chỗ này trong tệp từ điển.",
            message_en=f"{self.file}{place_en}: {message_en}.",
            remedy_en=f"Did you mean “{near[0]}”?" if near else "Correct this in the lexicon file.",
        )

    def _take(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        value = self.table.get(key, default)
        if value is None:
            raise self.error(f"thiếu khóa “{key}”", f"key “{key}” is missing")
        return value
