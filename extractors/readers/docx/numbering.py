"""Automatic numbering: the label that Word shows before a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers._counting import format_count
from extractors.readers.docx.markup import MC, W, child, is_on, number, to_int, value
from extractors.readers.docx.symbols import show_symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    pattern: str
    start: int
    suffix: str
    restart: int
    """Levels above this one (1-based) restart it; 0 for never, -1 for any higher level."""
    legal: bool
    """Whether higher levels are shown in Arabic figures."""
    style: str


class Numbering:
    """The lists of one document; labels must be asked for in document order."""

    def __init__(self, part: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if part is not None:
            self._load(part)

    def label(self, list_id: str, level: int | None, style: str = "") -> str:
        """The label of the next paragraph of a list, with the space behind it; may be empty.

        Where `level` is None, it is the one that names `style`.
        """
        if list_id not in self._lists:
            return ""
        abstract, levels = self._lists[list_id]
        if level is None:
            level = next((i for i, one in levels.items() if style and one.style == style), 0)
        if level not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        for index, start in self._overrides.pop(list_id, {}).items():
            counters[index] = start - 1  # the first use of an overriding list restarts the count
        self._count(counters, levels, level)
        text = _render(levels, level, counters)
        return text + ("" if levels[level].suffix == "nothing" or not text else " ")

    @staticmethod
    def _count(counters: dict[int, int], levels: Mapping[int, _Level], level: int) -> None:
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for above in range(level):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        for below in [index for index in counters if index > level]:
            restart = levels[below].restart if below in levels else -1
            if restart < 0 or (restart and level < restart):
                del counters[below]

    def _load(self, part: Element) -> None:
        links: dict[str, str] = {}
        for definition in part.findall(f"{W}abstractNum"):
            name = definition.get(f"{W}abstractNumId", "")
            self._abstract[name] = _levels(definition)
            if value(definition, "styleLink"):
                links[value(definition, "styleLink")] = name
        for definition in part.findall(f"{W}abstractNum"):
            link = value(definition, "numStyleLink")
            if link in links:
                self._abstract[definition.get(f"{W}abstractNumId", "")] = self._abstract[
                    links[link]
                ]
        for one in part.findall(f"{W}num"):
            list_id, abstract = one.get(f"{W}numId", ""), value(one, "abstractNumId")
            levels = dict(self._abstract.get(abstract, {}))
            for override in one.findall(f"{W}lvlOverride"):
                index = to_int(override.get(f"{W}ilvl"), 0)
                levels.update(_levels(override))
                if child(override, "startOverride") is not None:
                    start = number(override, "startOverride", 1)
                    self._overrides.setdefault(list_id, {})[index] = start
            self._lists[list_id] = abstract, levels


def _levels(definition: Element) -> dict[int, _Level]:
    return {
        to_int(level.get(f"{W}ilvl"), 0): _Level(
            form=_form(level),
            pattern=value(level, "lvlText"),
            start=number(level, "start", 0 if child(level, "start") is None else 1),
            suffix=value(level, "suff", "tab"),
            restart=number(level, "lvlRestart", -1),
            legal=is_on(level, "isLgl"),
            style=value(level, "pStyle"),
        )
        for level in definition.findall(f"{W}lvl")
    }


def _form(level: Element) -> str:
    """The number format of a level; one of the user's own may pad with a zero."""
    form = value(level, "numFmt")
    own = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if not form and own is not None and own.get(f"{W}format", "").startswith("01"):
        return "decimalZero"
    return form or "decimal"


def _render(levels: Mapping[int, _Level], level: int, counters: Mapping[int, int]) -> str:
    here = levels[level]
    if here.form == "bullet":
        return "".join(show_symbol(char) for char in here.pattern).strip()

    def figure(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        form = levels[index].form if index in levels else "decimal"
        if here.legal and form != "none":
            form = "decimal"
        return format_count(counters.get(index, 1), form)

    return _PLACE.sub(figure, here.pattern).strip()
