"""The checks, found by scanning this folder: a new check is one new module."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from models.relation import Claim, ClaimKind
from pipeline.checks._judgement import Check, Judgement

PACKAGE = "pipeline.checks"


class CheckModule(Protocol):
    """What a module in this folder offers, unless its name begins with an underscore."""

    CHECK: Check
    judge: Callable[[Claim], Judgement | None]


@cache
def modules() -> Mapping[ClaimKind, CheckModule]:
    """The check for each kind of claim.

    >>> modules()[ClaimKind.PERCENT].CHECK.id
    'percent'

    Raises:
        ValueError: if two checks judge the same kind.
    """
    found: dict[ClaimKind, CheckModule] = {}
    folder = import_module(PACKAGE).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(folder))
    for name in names:
        if name.startswith("_"):
            continue
        module = cast("CheckModule", import_module(f"{PACKAGE}.{name}"))
        for kind in module.CHECK.kinds:
            other = found.setdefault(kind, module)
            if other is not module:
                msg = f"two checks judge {kind}: {other.CHECK.id} and {module.CHECK.id}"
                raise ValueError(msg)
    return found
