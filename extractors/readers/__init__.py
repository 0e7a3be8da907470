"""Readers: bytes to `Source`, one module or package a format, found by scanning this folder.

A reader offers `SUFFIXES`, `MEDIA_TYPE`, `RANK` (readers that tell their format by magic bytes
have 0 and are asked first), `recognises(data)` and `read(data)`. Modules whose name begins with
an underscore are what readers share. The content decides which reader reads a file; its name
only chooses between readers that both recognise it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Protocol, cast, runtime_checkable

from extractors.readers._refusals import (
    FOREIGN_SUFFIXES,
    Foreign,
    foreign_format,
    needs_libreoffice,
    no_words,
    refuse_foreign,
    unknown_format,
)
from models.messages import messages
from models.recognised import RecognisedPage
from models.text import Source

__all__ = [
    "Foreign",
    "Reader",
    "foreign_format",
    "needs_libreoffice",
    "pages_to_recognise",
    "read_converted",
    "read_source",
    "readers",
]


class Reader(Protocol):
    """What a module of this package offers."""

    SUFFIXES: frozenset[str]
    """File name endings, lower case, with the dot."""
    MEDIA_TYPE: str
    RANK: int
    """Lower ranks are asked first whether they recognise a file."""

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes look like this format; cheap."""

    def read(self, data: bytes) -> Source:
        """The source; raises InputError if the file cannot be read."""


@runtime_checkable
class PictureReader(Reader, Protocol):
    """What a module offers whose format may hold pictures of pages."""

    def pages_to_recognise(self, data: bytes, *, every: bool = False) -> tuple[int, ...]:
        """The 0-based pages that cannot be read unless they are recognised, or all."""

    def read(self, data: bytes, recognised: Mapping[int, RecognisedPage] = ...) -> Source:
        """The source, with recognised pages by number in place of their pictures."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked.

    >>> [reader.MEDIA_TYPE for reader in readers()][-2:]
    ['text/plain', 'text/markdown']
    """
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")]
    return tuple(sorted((cast("Reader", module) for module in modules), key=lambda one: one.RANK))


def pages_to_recognise(name: str, data: bytes, *, every: bool = False) -> tuple[int, ...]:
    """The 0-based pages of a file called `name` that are pictures, or all where they may be.

    Raises:
        InputError: the file is damaged or protected.

    >>> pages_to_recognise("baocao.txt", "Đạt 99,6%.".encode())
    ()
    """
    reader = _choose(PurePath(name).suffix.lower(), data, readers())
    if not isinstance(reader, PictureReader):
        return ()
    return reader.pages_to_recognise(data, every=every)


def read_source(
    name: str, data: bytes, recognised: Mapping[int, RecognisedPage] = MappingProxyType({})
) -> Source:
    """The text of a file called `name`, and what its format tells.

    A misnamed file is read by its content, and `Source.detail` says so. `recognised` holds, by
    0-based number, the pages that were read from their picture.

    Raises:
        InputError: the file is empty, damaged, protected, or of a format that is not read.

    >>> read_source("baocao.txt", "Đạt 99,6%.".encode()).text
    'Đạt 99,6%.'
    >>> read_source("baocao.pdf", "Đạt 99,6%.".encode()).detail
    'Tên tệp có đuôi .pdf nhưng nội dung là text/plain; đã đọc theo nội dung.'
    """
    refuse_foreign(data)
    suffix = PurePath(name).suffix.lower()
    reader = _choose(suffix, data, readers())
    if reader is None:
        raise unknown_format(data)
    if isinstance(reader, PictureReader):
        source = reader.read(data, recognised)
    else:
        source = reader.read(data)
    if not source.text.strip():
        raise no_words()
    return source if suffix in reader.SUFFIXES else _remarked(source, suffix)


def read_converted(name: str, foreign: Foreign, name_now: str, data: bytes) -> Source:
    """The source of a file called `name` in a foreign format, from what it was converted to.

    `name_now` is what the converted bytes are called. The media type stays that of the file.

    Raises:
        InputError: what came out of the conversion holds no text.
    """
    source = replace(read_source(name_now, data), media_type=foreign.media_type)
    suffix = PurePath(name).suffix.lower()
    return source if suffix in foreign.suffixes else _remarked(source, suffix)


def _remarked(source: Source, suffix: str) -> Source:
    """The source, with a remark if its file is named as if it held another format."""
    if suffix not in _known_suffixes():
        return source
    say = messages("vi")
    remark = say("read.misnamed", suffix=suffix, media_type=source.media_type)
    return replace(source, detail=f"{remark} {source.detail}".strip())


def _choose(suffix: str, data: bytes, known: Sequence[Reader]) -> Reader | None:
    able = [reader for reader in known if reader.recognises(data)]
    named = (reader for reader in able if suffix in reader.SUFFIXES)
    certain = able[:1] if able and able[0].RANK == 0 else []
    return next(iter(certain), None) or next(named, None) or next(iter(able), None)


def _known_suffixes() -> frozenset[str]:
    return FOREIGN_SUFFIXES.union(*(reader.SUFFIXES for reader in readers()))
