"""The cases of `*.toml` here: a passage, the figures that quarrel in it and those that agree.

`⟦305⟧` is a figure of the expected finding, `{305}` one of a relation that must hold. Where a
case has several, letters tell them apart: `⟦a:305⟧`, `{b:300}`; a figure of two has two letters.

A case says in `find` what is complained of: a check (or several by `|`, or `*`) and a severity,
for each group of `⟦⟧` in the order of the letters. Without `find` nothing may be complained of.
Words on form (severity info) count only where the case says `form = true`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.finding import Severity
from models.text import Span
from tests.specs.known import load_known_failures

FOLDER = Path(__file__).parent
KNOWN_FAILURES = FOLDER / "known_failures.toml"
ANY_CHECK = "*"
CHECKS = frozenset(
    {
        "calendar", "change", "change_percent", "column", "dates", "density", "granularity",
        "listed", "malformed", "mean", "numbering", "parts", "percent", "product", "same",
        "signs", "stale", "symbols", "total", "whole", "words", "years",
    }
)  # fmt: skip

_MARK = re.compile(
    r"⟦(?:(?P<broken>[a-z]+):)?(?P<wrong>[^⟦⟧{}]+)⟧|\{(?:(?P<held>[a-z]+):)?(?P<right>[^⟦⟧{}]+)\}"
)
_NUMERAL = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_KEYS = frozenset({"name", "text", "find", "form"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One expected finding."""

    spans: frozenset[Span]
    """Figures that it must at least name."""
    checks: frozenset[str]
    """Checks that may find it."""
    severities: frozenset[Severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A passage and all that is to be said of its figures."""

    name: str
    """File and name, as pytest shows it."""
    text: str
    """Without its marks."""
    complaints: tuple[Complaint, ...]
    agreements: tuple[frozenset[Span], ...]
    """The figures of each relation that must hold."""
    form: bool
    """Whether words on form are looked at, too."""


def parse_marked(
    marked: str,
) -> tuple[str, Mapping[str, frozenset[Span]], Mapping[str, frozenset[Span]]]:
    """The text without marks, the quarrelling and the agreeing figures by letter.

    >>> text, broken, held = parse_marked("Lợn ⟦305⟧/⟦300⟧ con; {a:5}/{a:5} xã")
    >>> text, [span.of(text) for span in sorted(broken[""])], list(held)
    ('Lợn 305/300 con; 5/5 xã', ['305', '300'], ['a'])

    Raises:
        ValueError: a mark holds something else than a number, or is not closed.
    """
    parts: list[str] = []
    broken: dict[str, set[Span]] = {}
    held: dict[str, set[Span]] = {}
    length = done = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[done : match.start()])
        length += len(parts[-1])
        numeral = match["wrong"] or match["right"]
        if not _NUMERAL.fullmatch(numeral):
            raise ValueError(f"no figure: {numeral}")
        groups = broken if match["wrong"] else held
        for letter in match["broken"] or match["held"] or ("",):
            groups.setdefault(letter, set()).add(Span(length, length + len(numeral)))
        parts.append(numeral)
        length += len(numeral)
        done = match.end()
    text = "".join((*parts, marked[done:]))
    if stray := re.search(r"[⟦⟧{}]", text):
        raise ValueError(f"a mark is not closed: …{text[max(0, stray.start() - 20) :][:40]}…")
    return text, _frozen(broken), _frozen(held)


def load_cases(path: Path) -> list[Case]:
    """The cases of one file, in its order.

    Raises:
        ValueError: a case is not well formed; the message names it.
    """
    cases = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        name = f"{path.stem}: {entry['name']}"
        try:
            cases.append(_case(name, entry))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return cases


def all_cases() -> list[Case]:
    """Every case of this folder."""
    paths = sorted(set(FOLDER.glob("*.toml")) - {KNOWN_FAILURES})
    return [case for path in paths for case in load_cases(path)]


def known_failures() -> dict[str, str]:
    """Names of cases that fail today, each with the reason."""
    return load_known_failures(KNOWN_FAILURES)


def _case(name: str, entry: Mapping[str, object]) -> Case:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"unknown keys: {unknown}")
    text, broken, held = parse_marked(str(entry["text"]))
    wanted = entry.get("find", [])
    if not isinstance(wanted, list) or len(wanted) != len(broken):
        raise ValueError(f"{len(broken)} groups of figures, but findings {wanted}")
    return Case(
        name=name,
        text=text,
        complaints=tuple(
            _complaint(str(said), broken[letter])
            for said, letter in zip(wanted, sorted(broken), strict=True)
        ),
        agreements=tuple(held.values()),
        form=bool(entry.get("form", False)),
    )


def _complaint(said: str, spans: frozenset[Span]) -> Complaint:
    checks, _, severities = said.partition(" ")
    names = CHECKS if checks == ANY_CHECK else frozenset(checks.split("|"))
    if not names <= CHECKS:
        raise ValueError(f"no such check: {checks}")
    return Complaint(
        spans=spans,
        checks=names,
        severities=frozenset(map(Severity, severities.split("|"))),
    )


def _frozen(groups: Mapping[str, set[Span]]) -> dict[str, frozenset[Span]]:
    return {letter: frozenset(spans) for letter, spans in groups.items()}
