"""Entries of the lexicon to be filled in, for subjects it does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from models.messages import Messages
from pipeline.store.unknown import UnknownSubject

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")


def render_entries(subjects: Iterable[UnknownSubject], say: Messages) -> str:
    """One commented TOML entry a subject; code, names and example are for the user to finish.

    They are commented out, since the figure meant must be marked in the example first.
    """
    entries = [
        "\n".join(
            f"# {line}"
            for line in (
                "[[indicator]]",
                'code = "…"',
                f"unit = {_quoted(subject.unit)}",
                f"name_vi = {_quoted(subject.subject)}",
                'name_en = "…"',
                f"aliases = [{_quoted(subject.subject)}]",
                f"example = {_quoted(_NUMERAL.sub(_marked, subject.example))}",
            )
        )
        for subject in subjects
    ]
    return "\n\n".join([f"# {say('lexicon.toml_head')}", *entries])


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _marked(numeral: re.Match[str]) -> str:
    return f"⟦{numeral.group()}⟧"
