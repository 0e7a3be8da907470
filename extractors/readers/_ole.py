"""Old Office containers (OLE): which streams stand at their top, and how these begin.

Only what tells one format from another is read: the allocation table, the directory, and the
first bytes of a stream. What the streams say is for the programs that wrote them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
_STREAM = 2
_NONE = 0xFFFF_FFFA
"""From here on numbers of sectors and entries mean that there is none."""
_LONGEST_CHAIN = 100_000
"""Sectors of a directory or of the allocation table; damaged files may run in circles."""
_HEAD = 512
"""How much of a stream is looked at."""
_SMALL = 4096
"""Shorter streams are stored elsewhere, and none that matters here is so short."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the directory."""

    name: str
    kind: int
    links: tuple[int, int, int]
    """The entries to the left and to the right, and the first one inside."""
    sector: int
    size: int


def top_streams(data: bytes) -> dict[str, bytes]:
    """The first bytes of each stream at the top of the container, by name.

    Streams inside storages (embedded objects) are left out. A damaged container gives fewer, or
    none.

    >>> top_streams(MAGIC + bytes(600))
    {}
    """
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        size = 1 << shift if shift in (9, 12) else 0
        first = struct.unpack_from("<I", data, 48)[0]
        entries = list(_entries(data, size, first)) if size else []
    except struct.error:
        return {}
    found: dict[str, bytes] = {}
    seen: set[int] = set()
    waiting = [entries[0].links[2]] if entries else []
    while waiting:
        index = waiting.pop()
        if index in seen or index >= len(entries):
            continue
        seen.add(index)
        entry = entries[index]
        waiting.extend(entry.links[:2])
        if entry.kind == _STREAM:
            start = (entry.sector + 1) * size
            found[entry.name] = data[start : start + _HEAD] if entry.size >= _SMALL else b""
    return found


def _entries(data: bytes, size: int, first: int) -> Iterator[_Entry]:
    table = _allocation(data, size)
    sector, walked = first, 0
    while sector < _NONE and walked < _LONGEST_CHAIN:
        start = (sector + 1) * size
        for offset in range(start, min(start + size, len(data) - _ENTRY + 1), _ENTRY):
            yield _entry(data, offset)
        sector = table[sector] if sector < len(table) else _NONE
        walked += 1


def _entry(data: bytes, offset: int) -> _Entry:
    length, kind = struct.unpack_from("<HB", data, offset + 64)
    left, right, inside = struct.unpack_from("<3I", data, offset + 68)
    sector, size = struct.unpack_from("<II", data, offset + 116)
    name = data[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, (left, right, inside), sector, size)


def _allocation(data: bytes, size: int) -> tuple[int, ...]:
    """For each sector the one that follows it; read from the sectors that the header lists.

    Where the list is too long for the header, it goes on in sectors of its own.
    """
    listed = list(struct.unpack_from("<109I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    walked: set[int] = set()
    while more < _NONE and more not in walked:
        walked.add(more)
        block = data[(more + 1) * size : (more + 2) * size]
        if len(block) < size:
            break
        *numbers, more = struct.unpack(f"<{size // 4}I", block)
        listed += numbers
    sectors = [data[(one + 1) * size : (one + 2) * size] for one in listed if one < _NONE]
    packed = b"".join(sector for sector in sectors if len(sector) == size)
    return struct.unpack(f"<{len(packed) // 4}I", packed)
