"""The three top-level names are ours alone, and the nouns need nothing but Python."""

from __future__ import annotations

import ast
import importlib
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.sources import MODULES, PACKAGES, ROOT, name_of, parse


def imported(path: Path) -> set[str]:
    """The full names of the modules that a module imports."""
    names = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_top_level_names_are_ours_alone(package: str) -> None:
    owners = set(packages_distributions().get(package, [])) - {"soatso"}
    assert not owners, f"{package} is also installed by {owners}"
    spec = importlib.import_module(package).__spec__
    assert spec is not None
    assert spec.origin == str(ROOT / package / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_are_absolute(path: Path) -> None:
    nodes = ast.walk(parse(path))
    assert not [n.lineno for n in nodes if isinstance(n, ast.ImportFrom) and n.level]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p).startswith("models/")], ids=name_of
)
def test_models_import_the_standard_library_only(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    assert tops <= sys.stdlib_module_names | {"models"}


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p).startswith("pipeline/checks/")], ids=name_of
)
def test_checks_import_records_only(path: Path) -> None:
    ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
    assert {name for name in ours if not name.startswith(("models", "pipeline.checks"))} == set()
