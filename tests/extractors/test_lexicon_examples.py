"""Every indicator is recognised in its own example."""

from __future__ import annotations

import re

import pytest

from extractors.extract import extract
from models.lexicon import Indicator, load
from models.text import Source


@pytest.mark.parametrize("indicator", load().indicators.values(), ids=lambda found: found.code)
def test_the_marked_figure_of_the_example_has_the_code(indicator: Indicator) -> None:
    before, figure, _ = re.split("[⟦⟧]", indicator.example)
    text = re.sub("[⟦⟧]", "", indicator.example)
    facts = extract(Source(text=text, media_type="text/plain"), load(), "example").facts
    codes = {fact.span.start: (fact.text, fact.indicator) for fact in facts}
    assert codes.get(len(before)) == (figure, indicator.code)
