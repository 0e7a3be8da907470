"""Columns that are worked out from a fact when it is stored, so that SQL can compare figures.

What a figure stands for and what it is about is said once, by the checks and the lexicon; the
checks across reports find both beside the figure and need no arithmetic of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from models.fact import Fact
from models.lexicon import fold, load
from pipeline.checks import reach
from pipeline.store.ddl import lower_bound, upper_bound

_WORD = re.compile(r"[^\W\d_]+")
_SHARED = 0.4
"""A word in so many of an indicator's names (lợn, heo) tells no part of it from the whole."""
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
    """What the words for the subject say beyond the name of the indicator, in no order.

    Figures of one indicator are of one thing only if they have this in common: sows are counted
    among the pigs, but they are not the herd. Words that tie a figure to its subject, its unit,
    role, period or season do not count.

    >>> from dataclasses import replace
    >>> from models.fact import Evidence
    >>> from pipeline.checks._examples import example_fact
    >>> named = Evidence(aspect="indicator", said="herd.pig", rule="alias", words="đàn lợn")
    >>> pigs = example_fact("610", label="Tổng đàn lợn hiện có", indicator="herd.pig")
    >>> subject_beyond_indicator(replace(pigs, evidence=(named,)))
    ''
    >>> subject_beyond_indicator(replace(pigs, label="Đàn lợn nái của hộ nghèo"))
    'nghèo nái'
    """
    words, explained = set(_words(fact.label)), set(_words(fact.season or ""))
    for step in fact.evidence:
        if step.aspect == "indicator":
            words.update(_words(step.words))  # a figure may go on from a subject named before
        elif step.aspect != "label":
            explained.update(_words(step.words))
    return " ".join(sorted(words - explained - _words_that_say_nothing() - _name(fact.indicator)))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@cache
def _words_that_say_nothing() -> frozenset[str]:
    """The single words of the lexicon's fillers, and its units."""
    fillers = (cue.pattern for cue in load().cues if cue.group in _SAYS_NOTHING)
    units = (unit.name for unit in load().units)
    return frozenset(word for text in (*fillers, *units) for word in _words(text))


@cache
def _name(code: str) -> frozenset[str]:
    """The words of the indicator's name, and those that most of its other names share."""
    indicator = load().indicators.get(code)
    if indicator is None:
        return frozenset()
    names = (*indicator.aliases, *indicator.weak)
    counts = Counter(word for name in names for word in set(_words(name)))
    shared = {word for word, count in counts.items() if count >= _SHARED * len(names)}
    return frozenset(shared.union(_words(indicator.name_vi)))
