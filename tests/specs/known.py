"""Cases that fail today: each is listed with a reason and must keep failing until it is mended."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from _pytest.mark.structures import ParameterSet


class Named(Protocol):
    """A case; the name is unique among those of its sort."""

    @property
    def name(self) -> str:
        """As pytest shows it."""


def load_known_failures(path: Path) -> dict[str, str]:
    """Names of cases that fail today, each with the reason."""
    failures: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return failures


def as_parameters(cases: Sequence[Named], failing: Mapping[str, str]) -> list[ParameterSet]:
    """The cases for `parametrize`, those that fail strictly expected to."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=failing[case.name], strict=True)]
            if case.name in failing
            else [],
        )
        for case in cases
    ]


def assert_names_fit(cases: Sequence[Named], failing: Mapping[str, str]) -> None:
    """Names are unique, and what is listed as failing is a case."""
    names = [case.name for case in cases]
    assert len(names) == len(set(names))
    assert set(failing) <= set(names)
