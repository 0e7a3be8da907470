"""Columns that are worked out from a fact when it is stored, so that SQL can compare figures.

What a figure stands for and what it is about is said once, by the checks and the lexicon; the
checks across reports find both beside the figure and need no arithmetic of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from models.fact import Fact
from models.lexicon import fold, load
from pipeline.checks import reach
from pipeline.store.ddl import lower_bound, upper_bound

_WORD = re.compile(r"[^\W\d_]+")
_SAYS_NOTHING = frozenset({"filler", "scope"})
"""Groups of cues whose words do not tell one subject from another."""


def derived_columns(fact: Fact) -> Mapping[str, object]:
    """The values of the columns `subject`, `low`, `high` and `step` of a fact."""
    low, high, step = reach(fact) or (None, None, None)
    return {
        "subject": subject_beyond_indicator(fact),
        "low": lower_bound(low),
        "high": upper_bound(high),
        "step": upper_bound(step),
    }


def subject_beyond_indicator(fact: Fact) -> str:
    """The words of the label that neither the indicator nor the rest of the reading explains.

    Empty if the label names the indicator and nothing else, so that the figure can be set
    beside another report's. Words that tie a figure to its subject do not count.

    >>> from dataclasses import replace
    >>> from models.fact import Evidence
    >>> from pipeline.checks._examples import example_fact
    >>> named = (Evidence(aspect="indicator", said="herd.pig", rule="alias", words="đàn lợn"),)
    >>> pigs = example_fact("610", label="Tổng đàn lợn hiện có", evidence=named)
    >>> subject_beyond_indicator(pigs)
    ''
    >>> subject_beyond_indicator(replace(pigs, label="Đàn lợn của hộ nghèo"))
    'nghèo'
    """
    words = _WORD.findall(fold(fact.label))
    if not words:
        return ""
    explained = {*_words_that_say_nothing(), *_words_of(fact.indicator)}
    explained.update(_WORD.findall(fold(fact.season or "")))
    for step in fact.evidence:
        if step.aspect != "label":
            explained.update(_WORD.findall(fold(step.words)))
    return " ".join(word for word in words if word not in explained)


@cache
def _words_that_say_nothing() -> frozenset[str]:
    """The single words of the lexicon's fillers, and its units."""
    fillers = (cue.pattern for cue in load().cues if cue.group in _SAYS_NOTHING)
    units = (unit.name for unit in load().units)
    return frozenset(word for text in (*fillers, *units) for word in _WORD.findall(fold(text)))


@cache
def _words_of(code: str) -> frozenset[str]:
    """The words of all names of an indicator."""
    indicator = load().indicators.get(code)
    names = (indicator.name_vi, *indicator.aliases, *indicator.weak) if indicator else ()
    return frozenset(word for name in names for word in _WORD.findall(fold(name)))
