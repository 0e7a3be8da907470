"""Builds `models/places/units.tsv` and `changes.tsv`: the official units and the reform of 2025.

    python data/make_places.py FOLDER

FOLDER is the unpacked package vietnamadminunits 1.0.4 (MIT licence), for example what
`uv pip install --no-deps --target FOLDER vietnamadminunits==1.0.4` makes. Equal input gives equal
bytes. What was changed on the way stands in data/README.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parent / "models" / "places"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
"""The end of the districts and of the old communes: Law 72/2025/QH15."""
_SHORT_SORTS = ("Xã", "Phường", "Huyện", "Quận", "Tỉnh")
"""All other words before a name are two (Thị trấn)."""

Row = Mapping[str, str | None]
Converter = Mapping[str, Mapping[str, Any]]
Key = tuple[str, ...]
Unit = tuple[str, ...]
"""Code, sort, name, code of the unit above, first and last day; a day is empty if not known."""


def main() -> None:
    """Writes the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = next(parser.parse_args().folder.rglob("converter_2025.json")).parent
    old, new = _rows(folder, "admin_units_legacy"), _rows(folder, "admin_units")
    converter = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    dated = _table("dated.tsv")
    told = {(code, name) for code, _sort, name, *_ in dated}
    units = {*_old_units(old, new), *_new_units(old, new)}
    kept = {unit for unit in units if (unit[0], unit[2]) not in told}
    _write("units.tsv", "code sort name parent valid_from valid_to", kept.union(dated))
    wrong = {(old, new) for old, new, _why in _table("not_successors.tsv")}
    pairs = {*_province_changes(old, new, converter), *_changes(old, new, converter)}
    _write("changes.tsv", "old new", pairs - wrong)


def _rows(folder: Path, table: str) -> list[Row]:
    with sqlite3.connect(folder / "dataset.db") as connection:
        connection.row_factory = sqlite3.Row
        query = f'SELECT * FROM "{table}"'  # noqa: S608 - one of two names
        return [dict(row) for row in connection.execute(query)]


def _table(file: str) -> list[Unit]:
    """The rows of a table that was written by hand."""
    lines = (HERE / "places" / file).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[1:]]


def _old_units(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Unit]:
    """The units of before; a province that goes on under its name and code has no last day."""
    lasting = {(row["provinceCode"], row["province"]) for row in new}
    for row in old:
        province, district = row["provinceCode"] or "", row["districtCode"] or ""
        goes_on = (row["provinceCode"], row["province"]) in lasting
        yield province, *_named(row["province"]), "", "", "" if goes_on else LAST_DAY
        yield district, *_named(row["district"]), province, "", LAST_DAY
        if row["wardCode"]:
            yield row["wardCode"], *_named(row["ward"]), district, "", LAST_DAY


def _new_units(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Unit]:
    """The communes since the reform, and the provinces that took another's code."""
    lasting = {(row["provinceCode"], row["province"]) for row in old}
    for row in new:
        if (row["provinceCode"], row["province"]) not in lasting:
            yield row["provinceCode"] or "", *_named(row["province"]), "", FIRST_DAY, ""
        yield row["wardCode"] or "", *_named(row["ward"]), row["provinceCode"] or "", FIRST_DAY, ""


def _province_changes(
    old: Iterable[Row], new: Iterable[Row], converter: Converter
) -> Iterator[tuple[str, str]]:
    """Which province went into which; none for one that lasts."""
    olds = {row["provinceKey"]: (row["provinceCode"] or "", row["province"]) for row in old}
    news = {row["provinceKey"]: (row["provinceCode"] or "", row["province"]) for row in new}
    for key, merged in converter["DICT_PROVINCE"].items():
        for one in merged:
            if olds[one] != news[key]:
                yield olds[one][0], news[key][0]


def _changes(
    old: Iterable[Row], new: Iterable[Row], converter: Converter
) -> Iterator[tuple[str, str]]:
    """Which commune of before went, wholly or in part, into which of today."""
    olds = {_old_key(row): row["wardCode"] or row["districtCode"] or "" for row in old}
    news = {(row["provinceKey"], row["wardKey"]): row["wardCode"] or "" for row in new}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            yield from ((olds[tuple(key.split("_"))], news[province, ward]) for key in keys)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            wards = (news[province, part["newWardKey"]] for part in parts)
            yield from ((olds[tuple(key.split("_"))], ward) for ward in wards)


def _old_key(row: Row) -> Key:
    return tuple(row[name] or "" for name in ("provinceKey", "districtKey", "wardKey"))


def _named(full: str | None) -> tuple[str, str]:
    """Sort and name, composed; capitals that another program lost are set right (Đồng Ý)."""
    words = unicodedata.normalize("NFC", full or "").split()
    length = 1 if words[0] in _SHORT_SORTS else 2
    sort, name = " ".join(words[:length]), words[length:]
    return sort.capitalize(), " ".join(w if w[0].isascii() else w[0].upper() + w[1:] for w in name)


def _write(file: str, heads: str, rows: Iterable[tuple[str, ...]]) -> None:
    with (TARGET / file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(
            out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writerow(heads.split())
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
