"""The cases of `*.toml`: a text in which every figure carries what is expected of it.

A figure is written `⟦12.450|quantity|12450|con|actual|herd.pig⟧`: the numeral as it stands in the
report, then kind, value, unit, role, indicator, season and flags, as the annotation guide defines
them. Fields may be left out from the right; `*` leaves one untested. An empty unit is none.
The kind `silent` is any but quantity and percent, for numerals that the guide does not sort.
Digits outside such brackets are a mistake of the case.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from models.fact import Role
from models.number import FIGURE_KINDS, NumeralKind
from models.text import Span
from tests.specs.known import load_known_failures

FOLDER = Path(__file__).parent
KNOWN_FAILURES = FOLDER / "known_failures.toml"
FIELDS = ("kind", "value", "unit", "role", "indicator", "season", "flags")
UNTESTED = "*"
SILENT = "silent"
FIGURE_NAMES = frozenset(kind.value for kind in FIGURE_KINDS)

_FIGURE = re.compile(r"⟦([^⟦⟧]*)⟧")
_NUMERAL = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One figure of a case; fields that are not in `wanted` are not tested."""

    span: Span
    """Where it stands in `Case.text`."""
    wanted: dict[str, str]
    """Of `FIELDS`, those that are tested."""

    @property
    def is_figure(self) -> bool | None:
        """Whether it is to become a fact; None where the kind is not tested."""
        return self.wanted["kind"] in FIGURE_NAMES if "kind" in self.wanted else None

    def allows(self, kind: str) -> bool:
        """Whether a numeral of that kind is what is expected."""
        wanted = self.wanted.get("kind", kind)
        return kind not in FIGURE_NAMES if wanted == SILENT else kind == wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence or a small report and what is expected of it."""

    name: str
    """File and name, as pytest shows it."""
    text: str
    """The report, without annotation."""
    figures: tuple[Expected, ...] = ()
    header: dict[str, str] = field(default_factory=dict)
    """Fields of the header, as text; dates in ISO form."""
    sections: tuple[str, ...] = ()
    """Number and title of each section in order, if they are tested."""
    format: str = "plain"
    """The reader that the text is given to: plain or markdown."""


def parse_annotated(annotated: str) -> tuple[str, tuple[Expected, ...]]:
    """The text without its annotation, and the expected figures with offsets into it.

    >>> text, (figure, year) = parse_annotated("Bò ⟦46|quantity|46|con⟧ con, năm ⟦2024|date⟧")
    >>> text, figure.span.of(text), figure.wanted["unit"], year.wanted
    ('Bò 46 con, năm 2024', '46', 'con', {'kind': 'date'})

    Raises:
        ValueError: a numeral is not annotated, or an annotation is not well formed.
    """
    parts: list[str] = []
    figures: list[Expected] = []
    length = done = 0
    for match in _FIGURE.finditer(annotated):
        parts.append(_plain(annotated[done : match.start()]))
        done = match.end()
        length += len(parts[-1])
        numeral, *values = match.group(1).split("|")
        span = Span(length, length + len(numeral))
        figures.append(Expected(span=span, wanted=_wanted(numeral, values)))
        parts.append(numeral)
        length += len(numeral)
    parts.append(_plain(annotated[done:]))
    return "".join(parts), tuple(figures)


def load_cases(path: Path) -> list[Case]:
    """The cases of one file, in its order.

    Raises:
        ValueError: a case is not well formed; the message names it.
    """
    cases = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        name = f"{path.stem}: {entry['name']}"
        try:
            text, figures = parse_annotated(entry["text"])
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        cases.append(
            Case(
                name=name,
                text=text,
                figures=figures,
                header={key: str(value) for key, value in entry.get("header", {}).items()},
                sections=tuple(entry.get("sections", ())),
                format=entry.get("format", "plain"),
            )
        )
    return cases


def all_cases() -> list[Case]:
    """Every case of this folder."""
    paths = sorted(set(FOLDER.glob("*.toml")) - {KNOWN_FAILURES})
    return [case for path in paths for case in load_cases(path)]


def known_failures() -> dict[str, str]:
    """Case names that fail today, each with the reason."""
    return load_known_failures(KNOWN_FAILURES)


def _plain(text: str) -> str:
    if stray := re.search(r"[0-9⟦⟧]", text):
        raise ValueError(f"not annotated: …{text[max(0, stray.start() - 20) : stray.end() + 10]}…")
    return text


def _wanted(numeral: str, values: list[str]) -> dict[str, str]:
    if not _NUMERAL.fullmatch(numeral) or not 1 <= len(values) <= len(FIELDS):
        raise ValueError(f"no figure: {numeral}|{'|'.join(values)}")
    wanted = {key: value for key, value in zip(FIELDS, values, strict=False) if value != UNTESTED}
    kind = wanted.get("kind", SILENT)
    if kind not in FIGURE_NAMES and len(wanted) > 1:
        raise ValueError(f"only quantities and percentages have more than a kind: {numeral}")
    if kind != SILENT:
        NumeralKind(kind)
    if "role" in wanted:
        Role(wanted["role"])
    try:
        Decimal(wanted.get("value") or "0")
    except InvalidOperation:
        raise ValueError(f"no number: {wanted['value']}") from None
    return wanted
