"""The texts: both languages have the same keys with the same fields, and code uses only these."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import extractors
import pipeline
from models.finding import Cause, Severity
from models.messages import messages
from models.number import NumeralKind
from models.relation import Verdict
from models.report import Status

VI, EN = messages("vi"), messages("en")
USED = re.compile(r'"((?:[a-z_]+\.)+[a-z_]+)"')


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_languages_have_the_same_keys() -> None:
    assert VI.texts.keys() == EN.texts.keys()


@pytest.mark.parametrize("key", sorted(VI.texts))
def test_languages_fill_in_the_same_fields(key: str) -> None:
    # `error.usage` names the parser's own English; everything else is whole in both.
    assert fields(VI.texts[key]) == fields(EN.texts[key])


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("severity", Severity), ("severity_count", Severity), ("cause", Cause),
        ("verdict", Verdict), ("kind", NumeralKind), ("status", Status),
    ],
)  # fmt: skip
def test_every_value_that_is_shown_has_a_text(prefix: str, names: type) -> None:
    assert {f"{prefix}.{name}" for name in names} <= VI.texts.keys()


def test_every_text_that_the_code_asks_for_is_there() -> None:
    folders = [Path(str(package.__file__)).parent for package in (extractors, pipeline)]
    sections = {key.partition(".")[0] for key in VI.texts}
    asked = {
        key
        for folder in folders
        for path in folder.rglob("*.py")
        if "checks" not in path.parts
        for key in USED.findall(path.read_text("utf-8"))
        if key.partition(".")[0] in sections
    }
    assert len(asked) > 30
    known = VI.texts.keys() | {key.rpartition(".")[0] for key in VI.texts}
    assert asked <= known
