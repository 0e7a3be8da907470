"""Which official unit a header names: its code, or none rather than a wrong one.

**Source** The list of administrative units with their codes (Decision 124/2004/QĐ-TTg and its
changes); the units since 1 July 2025 by Resolution 202/2025/QH15 and those of the provinces.
Names are not unique (there are dozens of communes Tân Lập), and communes that were dissolved
long ago are in no list: one of before the reform counts only with its district or province.
Since then the list is whole, and a name that stands once in it is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.document import Header
from models.places import Gazetteer, Place, load_places


def find_official_unit(header: Header) -> Place | None:
    """The official unit that issued the report, valid on its day; None if that is not certain.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> header = Header(level="xã", unit_name="xã Tân Lập", report_date=date(2023, 6, 12))
    >>> find_official_unit(header) is None
    True
    >>> find_official_unit(replace(header, district="Bắc Quang", province="Hà Giang")).code
    '01159'
    """
    if not header.unit_name:
        return None
    places = load_places()
    found = _matching(places.named(header.level, header.unit_name), header, places)
    if not found and header.level == "huyện":  # a huyện that became a thị xã keeps its code
        found = _matching(places.named(header.level, header.district), header, places)
    return found[0] if len(found) == 1 and _is_sure(found[0], header) else None


def _matching(named: Iterable[Place], header: Header, places: Gazetteer) -> list[Place]:
    """Those of the units that existed on the report's day and lie where its header says."""
    day = _day(header)
    return [
        place
        for place in named
        if (day is None or place.is_valid(day)) and _lies_where_told(place, header, places)
    ]


def _lies_where_told(place: Place, header: Header, places: Gazetteer) -> bool:
    """Whether the units above have the names that the header gives; it need not give any."""
    day = _day(header)
    parent, province = places.above(place, day), places.province_of(place, day)
    pairs = [(header.province, province)]
    if place.level == "xã" and header.district:
        pairs.append((header.district, parent if parent != province else None))
    return all(
        not told or (one is not None and places.key(told) == places.key(one.name))
        for told, one in pairs
    )


def _is_sure(place: Place, header: Header) -> bool:
    """Whether a name that fits one unit is enough: see the module's source note."""
    is_told = bool(header.province or (header.district and place.level == "xã"))
    day = _day(header)
    return is_told or place.level == "huyện" or (day is not None and place.valid_to is None)


def _day(header: Header) -> date | None:
    return header.report_date or header.period_end
