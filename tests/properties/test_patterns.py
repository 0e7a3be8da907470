"""Patterns and phrases mean what spaCy's matchers make of them; only the search is our own."""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import LIKE_NUM
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from extractors.language import Words, make_doc
from extractors.patterns import CueFinder
from extractors.phrases import PhraseFinder
from models.lexicon import Cue, fold, load

VOCAB = spacy.blank("xx").vocab
VOCAB.lex_attr_getters[LIKE_NUM] = lambda text: text[0].isdecimal()
SMALL = VOCAB.add_flag(lambda text: text.isdecimal() and len(text) <= 2)
YEAR = VOCAB.add_flag(lambda text: text.isdecimal() and len(text) == 4 and text[:2] in ("19", "20"))
ELEMENTS: dict[str, dict[Any, Any]] = {
    "<n>": {"LIKE_NUM": True},
    "<n+>": {"LIKE_NUM": True},
    "<m>": {"LIKE_NUM": True},
    "<d>": {SMALL: True},
    "<y>": {YEAR: True},
    "<w>": {"IS_ALPHA": True},
}


GROUPS = ("kind.", "base.", "change", "unit")


@cache
def cues() -> list[Cue]:
    return [cue for cue in load().cues if cue.group.startswith(GROUPS)]


@cache
def finder() -> CueFinder:
    return CueFinder(cues())


def token_pattern(part: str) -> dict[Any, Any]:
    optional = part.endswith("?") and len(part) > 1
    body = part[:-1] if optional else part
    if body.startswith("<w*"):
        return {"LIKE_NUM": False, "IS_PUNCT": False, "OP": f"{{0,{body[3:-1]}}}"}
    if body in ("<12>", "<12+>"):
        token = {"TEXT": {"IN": [f"{n:0{width}}" for n in range(1, 13) for width in (1, 2)]}}
    elif body in ELEMENTS:
        token = dict(ELEMENTS[body])
    elif body.startswith("<n="):
        token = {"TEXT": body[3:-1]}
    elif body.startswith("!") and len(body) > 1:
        token = {"TEXT": {"NOT_IN": body[1:].split("|")}}
    else:
        token = {"TEXT": {"IN": body.split("|") if body != "|" else ["|"]}}
    return token | ({"OP": "?"} if optional else {})


@cache
def reference() -> Matcher:
    matcher = Matcher(VOCAB, validate=False)
    for rank, cue in enumerate(cues()):
        parts = fold(cue.pattern).split()
        matcher.add(f"test/{rank}", [list(map(token_pattern, parts))], greedy="LONGEST")
    return matcher


def as_doc(words: Words) -> Doc:
    return Doc(VOCAB, words=words.texts, spaces=words.spaces)


@cache
def wordlist() -> list[str]:
    words = {"5", "12", "2023", "1.250", "hộ", "đồng", ",", ".", "(", "%", "-"}
    for cue in cues():
        for part in fold(cue.pattern).split():
            body = part.removesuffix("?").removeprefix("!")
            if not body.startswith("<"):
                words.update(filter(None, body.split("|")))
    return sorted(words)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_our_finder_finds_what_the_matcher_finds(data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(cues()))
    own = [
        data.draw(st.sampled_from(part.removesuffix("?").removeprefix("!").split("|")))
        if not part.startswith("<")
        else data.draw(st.sampled_from(["5", "12", "2023", "hộ"]))
        for part in fold(cue.pattern).split()
    ]
    around = st.lists(st.sampled_from(wordlist()), max_size=5)
    doc = make_doc(" ".join([*data.draw(around), *own, *data.draw(around)]))
    expected = {
        (int(VOCAB.strings[key].removeprefix("test/")), doc[start:stop].text)
        for key, start, stop in reference()(as_doc(doc))
    }
    found = {(cues().index(m.cue), m.tokens.text) for m in finder().find(doc)}
    assert found == expected


@cache
def phrases() -> list[str]:
    return sorted({fold(alias) for one in load().indicators.values() for alias in one.aliases})


@cache
def phrase_reference() -> PhraseMatcher:
    matcher = PhraseMatcher(VOCAB, attr="ORTH")
    for phrase in phrases():
        matcher.add(phrase, [as_doc(make_doc(phrase))])
    return matcher


@cache
def phrase_finder() -> PhraseFinder[str]:
    return PhraseFinder((phrase, phrase) for phrase in phrases())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_our_tree_finds_what_the_phrase_matcher_finds(data: st.DataObject) -> None:
    piece = st.sampled_from(phrases()) | st.sampled_from(wordlist())
    doc = make_doc(" ".join(data.draw(st.lists(piece, min_size=1, max_size=6))))
    expected = {
        (start, stop, VOCAB.strings[key]) for key, start, stop in phrase_reference()(as_doc(doc))
    }
    found = list(phrase_finder().find(doc))
    assert set(found) == expected
    assert len(found) == len(expected)
