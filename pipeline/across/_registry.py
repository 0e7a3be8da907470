"""The checks across reports, found by scanning this folder: a check is a module and a query."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import cast

from pipeline.across._check import AcrossCheck

PACKAGE = "pipeline.across"


@cache
def across_checks() -> tuple[AcrossCheck, ...]:
    """All checks across reports, by id.

    >>> [check.id for check in across_checks()]
    ['district', 'duplicate', 'earlier', 'outlier', 'submission']
    """
    folder = import_module(PACKAGE).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(folder))
    found = (import_module(f"{PACKAGE}.{name}") for name in names if not name.startswith("_"))
    return tuple(cast("AcrossCheck", module.CHECK) for module in found)


def query(name: str) -> str:
    """The SQL in the file `name` of this folder."""
    return files(PACKAGE).joinpath(f"{name}.sql").read_text("utf-8")
