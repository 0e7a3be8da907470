"""Official units by name and day; homonyms are told apart by the unit above them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from models.lexicon.fold import fold

FOLDER = files("models.places")
UNITS, CHANGES = "units.tsv", "changes.tsv"
"""The tables in `FOLDER`: tabs between the columns, a head, no quotes."""
_KNOWN = tomllib.loads((FOLDER / "places.toml").read_text("utf-8"))
_LEVELS: dict[int, str] = {int(length): level for length, level in _KNOWN["levels"].items()}
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One official unit in the time of its validity."""

    code: str
    """Two, three or five digits; a code may be given again, to another unit of a later time."""
    sort: str
    """Xã, Phường, Thị trấn, Huyện …"""
    name: str
    """Without the sort."""
    parent: str
    """Code of the unit above it; empty for a province."""
    valid_from: date | None
    """First day; None where it is not known, for all that existed before the reform."""
    valid_to: date | None
    """Last day; None as long as it exists."""

    @property
    def level(self) -> str:
        """xã, huyện or tỉnh."""
        return _LEVELS[len(self.code)]

    @property
    def unit_id(self) -> str:
        """The code, with the year from which it is valid where that is known.

        It names one unit for good: `00004` was Phường Trúc Bạch, `00004-2025` is Phường Ba Đình.
        """
        return f"{self.code}-{self.valid_from.year}" if self.valid_from else self.code

    def is_valid(self, day: date) -> bool:
        """Whether the unit exists on `day`."""
        return (self.valid_from or _FIRST) <= day <= (self.valid_to or _LAST)


class Gazetteer:
    """All official units."""

    def __init__(self, places: Iterable[Place], spellings: Mapping[str, str]) -> None:
        self._spellings = spellings
        self._by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            for name in (place.name, f"{place.sort} {place.name}"):
                self._by_name[place.level, self.key(name)].append(place)
            self._by_code[place.code].append(place)

    def named(self, level: str, name: str) -> list[Place]:
        """The units of a level with this name (the sort may be left out), of any time."""
        return self._by_name.get((level, self.key(name)), [])

    def above(self, place: Place, day: date | None = None) -> Place | None:
        """The unit that `place` belongs to on `day`; by default on its last, else its first."""
        day = day or place.valid_to or place.valid_from or _LAST
        parents = self._by_code.get(place.parent, ())
        return next((one for one in parents if one.is_valid(day)), None)

    def province_of(self, place: Place, day: date | None = None) -> Place | None:
        """The province in which `place` lies on `day`; itself, if it is one."""
        above: Place | None = place
        while above is not None and above.parent:
            above = self.above(above, day)
        return above

    def key(self, name: str) -> str:
        """The name as it is compared: case, signs, zeros before a number and spelling do not count.

        >>> load_places().key("Phường 07") == load_places().key("PHƯỜNG 7")
        True
        >>> load_places().key("Bà Rịa – Vũng Tàu") == load_places().key("bà rịa vũng tàu")
        True
        """
        words = [word.lstrip("0") or word for word in _WORD.findall(fold(name))]
        spelt = "".join(self._spellings.get(word, word) for word in words)
        return self._spellings.get(spelt, spelt)


@lru_cache(maxsize=1)
def load_places() -> Gazetteer:
    """The units that are shipped, read once.

    >>> from datetime import date
    >>> [(one.code, one.sort, one.parent) for one in load_places().named("xã", "Xã Đăk Rơ Ông")]
    [('23417', 'Xã', '617')]
    """
    spellings = _KNOWN["spellings"]
    words = {fold(other): fold(first) for first, *more in spellings["words"] for other in more}
    names = {
        fold(other): _joined(fold(first)) for first, *more in spellings["names"] for other in more
    }
    return Gazetteer(_read_units(FOLDER / UNITS), words | names)


def places_digest() -> str:
    """A fingerprint of the shipped tables, to tell whether a database has them as they are."""
    contents = ((FOLDER / name).read_bytes() for name in (UNITS, CHANGES))
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16]


def _joined(name: str) -> str:
    return "".join(_WORD.findall(name))


def _read_units(table: Traversable) -> Iterable[Place]:
    for line in table.read_text("utf-8").splitlines()[1:]:
        code, sort, name, parent, first, last = line.split("\t")
        yield Place(
            code=code,
            sort=sort,
            name=name,
            parent=parent,
            valid_from=date.fromisoformat(first) if first else None,
            valid_to=date.fromisoformat(last) if last else None,
        )
