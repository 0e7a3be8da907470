"""Wrong figures planted one at a time in the annotated reports are found."""

from __future__ import annotations

import importlib.util
import random
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from extractors.extract import extract
from models.finding import Severity
from models.lexicon import load
from models.text import Source
from pipeline.checks import judge
from tests.corpus.scoring import GOLD, SHARED, TEXTS, names

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
LEAST: Mapping[str, float] = FLOORS["planted"]
LOUD = frozenset({Severity.ERROR, Severity.WARN})

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the annotated reports of ../shared are not at hand"
)


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """The share found of each sort of relation, and over `all`."""
    dice = random.Random(1)
    plans = [plan for name in names() for plan in _tool().plans(GOLD, TEXTS, name, dice)]
    planted, found = Counter[str](), Counter[str]()
    for plan in plans:
        hit = _is_found(plan["text"], plan["offset"])
        for sort in (plan["type"], "all"):
            planted[sort] += 1
            found[sort] += hit
    return {sort: found[sort] / planted[sort] for sort in planted}


@pytest.mark.parametrize("sort", LEAST)
def test_share_found_is_at_least(sort: str, shares: dict[str, float]) -> None:
    assert shares[sort] >= LEAST[sort]


def _is_found(text: str, offset: int) -> bool:
    """Whether an error or warning covers the figure at an offset."""
    claims = extract(Source(text=text, media_type="text/plain"), load(), "planted").claims
    _, findings = judge(claims, "planted")
    spans = (span for finding in findings if finding.severity in LOUD for span in finding.spans)
    return any(span.start <= offset < span.stop for span in spans)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("planted", SHARED / "tools" / "planted.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool
