"""What is known beforehand, as data: indicators, units, cues, programmes, award forms.

Aliases are written in one spelling only (thủy, hóa, sĩ, quý or quí as one likes): `fold`
is applied both to them and to the text, so a variant needs no entry of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from models.errors import LexiconError
from models.lexicon.build import Document, build
from models.lexicon.fold import fold
from models.lexicon.records import (
    Cue,
    Excluded,
    Facet,
    FacetValue,
    Family,
    Indicator,
    Lexicon,
    Occasion,
    Programme,
    Unit,
)

__all__ = [
    "Cue",
    "Excluded",
    "Facet",
    "FacetValue",
    "Family",
    "Indicator",
    "Lexicon",
    "Occasion",
    "Programme",
    "Unit",
    "fold",
    "load",
]


def load(extra: Sequence[Path] = ()) -> Lexicon:
    """The lexicon, with the user's own TOML files `extra` added to ours.

    A user's file may hold the same tables as ours, and `[[extend]]` with a `code` and
    further `aliases` for an indicator of ours. The result is kept: a second call with the
    same paths does not read again.

    Raises:
        LexiconError: a file cannot be read, or an entry of it is wrong.

    >>> load().indicators["herd.buffalo"].name_vi
    'Tổng đàn trâu'
    """
    return _load(tuple(extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Lexicon:
    return build([*_own_documents(), *(_parse(path.name, _read(path)) for path in extra)])


def _own_documents() -> Iterator[Document]:
    root = files(__name__)
    for folder in (root, root / "indicators"):
        for resource in sorted(folder.iterdir(), key=lambda found: found.name):
            if resource.name.endswith(".toml"):
                yield _parse(resource.name, resource.read_bytes())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(
            f"Không đọc được tệp từ điển “{path}”: {error.strerror}.",
            remedy="Xin kiểm tra đường dẫn và quyền đọc tệp.",
            message_en=f"Cannot read lexicon file “{path}”: {error.strerror}.",
            remedy_en="Check the path and the permission to read it.",
        ) from error


def _parse(name: str, content: bytes) -> Document:
    try:
        return name, tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"Tệp từ điển “{name}” không đúng định dạng TOML: {error}.",
            remedy="Xin sửa chỗ nêu trên rồi chạy lại.",
            message_en=f"Lexicon file “{name}” is not valid TOML: {error}.",
            remedy_en="Correct the place named and run again.",
        ) from error
