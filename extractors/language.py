"""The spaCy pipeline of our own: figures split from units, offsets exact, no model.

spaCy's stock Vietnamese tokenizer leaves `35,4ha` and `75%.` whole and needs scikit-learn, so we
register one that cuts numerals, words and signs apart. Documents are made of folded text (lower
case, one tone placement), which has the length of the view it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.attrs import LIKE_NUM
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan
from spacy.util import registry
from spacy.vocab import Vocab

from models.lexicon.fold import fold
from models.lexicon.records import Cue

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s|.", re.DOTALL)
_LIST = re.compile(r"\d{1,2}(?:,\d{1,2}){2,}\Z")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_SMALL = re.compile(r"\d{1,2}\Z")


class FigureTokenizer:
    """Cuts text into numerals, words and single signs; lists such as `1,2,3` into their numbers.

    >>> nlp = pipeline()
    >>> [token.text for token in nlp.make_doc("35,4ha/75%, tháng 1,2,3")]
    ['35,4', 'ha', '/', '75', '%', ',', 'tháng', '1', ',', '2', ',', '3']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of `text`; joining tokens and spaces gives `text` back."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the tokenizer has no state (spaCy asks when it saves a pipeline)."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> FigureTokenizer:
        """Itself: see `to_bytes`."""
        return self


def _pieces(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if "," in piece and _LIST.match(piece):
            yield from re.split(r"(,)", piece)
        else:
            yield piece


@registry.tokenizers("soatso.figures.v1")  # type: ignore[untyped-decorator]
def create_figure_tokenizer() -> Any:
    """The factory under which the tokenizer is registered."""
    return lambda nlp: FigureTokenizer(nlp.vocab)


def _is_numeral(text: str) -> bool:
    return bool(_NUMERAL.match(text))


@dataclass(frozen=True, slots=True)
class _Flags:
    """Ids of our own lexeme flags: a Matcher compares flags far faster than patterns of text."""

    small: int
    """A number of one or two digits."""
    year: int
    """A year from 1900 to 2099."""


@cache
def _flags() -> _Flags:
    vocab = pipeline().vocab
    return _Flags(
        small=vocab.add_flag(lambda text: bool(_SMALL.match(text))),
        year=vocab.add_flag(lambda text: bool(_YEAR.match(text))),
    )


@cache
def pipeline() -> Language:
    """The blank pipeline, made once a process."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "soatso.figures.v1"}}})
    nlp.vocab.lex_attr_getters[LIKE_NUM] = _is_numeral  # type: ignore[attr-defined]
    return nlp


def make_doc(view: str) -> Doc:
    """The tokens of a view, folded; `token.idx` is an index into the view."""
    return pipeline().make_doc(fold(view))


def _element(name: str) -> dict[Any, Any] | None:
    """The token pattern of an element in angle brackets, None for words."""
    elements: dict[str, dict[Any, Any]] = {
        "<n>": {"LIKE_NUM": True},
        "<n+>": {"LIKE_NUM": True},
        "<m>": {"LIKE_NUM": True},
        "<d>": {_flags().small: True},
        "<y>": {_flags().year: True},
        "<w>": {"IS_ALPHA": True},
    }
    return elements.get(name)


_SEPARATORS = frozenset({",", "và", "-", "+", "&"})
UNCOUNTED = "uncounted"
_ASSIGNED = ("<n>", "<n+>", "<d>", "<y>", "<n=")


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a document."""

    cue: Cue
    tokens: TokenSpan
    numerals: tuple[Token, ...]
    """The numerals that the pattern assigns (`<m>` only looks at one)."""


class CueFinder:
    """Finds the patterns of some groups of cues.

    A pattern is a row of words and elements: `<n>` a numeral, `<m>` a numeral it does not
    assign, `<n+>` a list of numerals, `<n=1>` just that numeral, `<d>` one of one or two digits,
    `<y>` a year, `<w>` a word, `<w*3>` up to three words; `a|b` alternatives, `!a|b` anything else,
    `x?` optional.
    Where a cue's value is `uncounted`, it does not hold for a numeral with a unit behind it.

    >>> cue = Cue(group="kind.label", name="criterion", pattern="tiêu chí số? <n+>", example="")
    >>> counts = lambda doc, index: index < len(doc) and doc[index].text == "hộ"
    >>> found = CueFinder([cue], counts).find(make_doc("Tiêu chí 2, 5 và 17, 30 hộ"))
    >>> [numeral.text for numeral in found[0].numerals]
    ['2', '5', '17']
    """

    def __init__(
        self, cues: Iterable[Cue], counts: Callable[[Doc, int], bool] | None = None
    ) -> None:
        """Prepare the patterns.

        Args:
            cues: In order of precedence.
            counts: Whether at a token of a document a unit begins.
        """
        self._counts = counts
        self._matcher = Matcher(pipeline().vocab, validate=False)
        self._cues: dict[int, tuple[int, Cue, tuple[str, ...]]] = {}
        for rank, cue in enumerate(cues):
            parts = tuple(fold(cue.pattern).split())
            key = f"{cue.group}/{cue.name}/{rank}"
            self._matcher.add(key, [_compile(row) for row in _spread(parts)], greedy="LONGEST")
            self._cues[pipeline().vocab.strings[key]] = (rank, cue, parts)

    def find(self, doc: Doc) -> list[CueMatch]:
        """All matches, those of earlier cues first, then from left to right."""
        found = []
        for key, start, end in self._matcher(doc):
            rank, cue, parts = self._cues[key]
            tokens = doc[start:end]
            numerals = _assigned(tokens, parts)
            if "<n+>" in parts and numerals:
                numerals = (*numerals, *self._list_after(numerals[-1]))
            if cue.value == UNCOUNTED and any(map(self._is_counted, numerals)):
                continue
            found.append((rank, start, CueMatch(cue, tokens, numerals)))
        found.sort(key=lambda item: item[:2])
        return [match for _, _, match in found]

    def _list_after(self, token: Token) -> Iterator[Token]:
        """The numerals that go on the list which `token` begins: `2, 5 và 17`.

        A numeral that counts something of its own (`Dự án 1, 30 hộ`) is none of them.
        """
        doc, index = token.doc, token.i + 1
        while index + 1 < len(doc) and doc[index].text in _SEPARATORS and doc[index + 1].like_num:
            if self._is_counted(doc[index + 1]):
                return
            yield doc[index + 1]
            index += 2

    def _is_counted(self, numeral: Token) -> bool:
        """Whether a unit stands behind the numeral."""
        return self._counts is not None and self._counts(numeral.doc, numeral.i + 1)


def _spread(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The pattern once for each alternative of its first word.

    The matcher tries every pattern at every token; a plain first word is told at once, a set of
    words is looked up in Python.
    """
    first = parts[0]
    plain = "|" in first and len(first) > 1 and not first.startswith(("!", "<"))
    if not plain or first.endswith("?"):
        return [parts]
    return [(word, *parts[1:]) for word in first.split("|")]


def _compile(parts: tuple[str, ...]) -> list[dict[Any, Any]]:
    """The token patterns for one cue, as spaCy wants them."""
    compiled: list[dict[Any, Any]] = []
    for part in parts:
        optional = part.endswith("?") and len(part) > 1
        body = part[:-1] if optional else part
        if body.startswith("<w*"):
            compiled.append({"LIKE_NUM": False, "IS_PUNCT": False, "OP": f"{{0,{body[3:-1]}}}"})
            continue
        element = _element(body)
        if element is not None:
            token = element
        elif body.startswith("<n="):
            token = {"TEXT": body[3:-1]}
        elif body.startswith("!") and len(body) > 1:
            token = {"TEXT": {"NOT_IN": body[1:].split("|")}}
        elif "|" in body and body != "|":
            token = {"TEXT": {"IN": body.split("|")}}
        else:
            token = {"TEXT": body}
        if optional:
            token["OP"] = "?"
        compiled.append(token)
    return compiled


def _assigned(tokens: TokenSpan, parts: tuple[str, ...]) -> tuple[Token, ...]:
    """The numerals of a match that its pattern assigns."""
    wanted = [part for part in parts if part.startswith(("<n", "<d", "<y", "<m"))]
    numerals = [token for token in tokens if token.like_num]
    if "<m>" not in wanted:
        chosen = numerals
    elif len(wanted) == len(numerals):
        pairs = zip(wanted, numerals, strict=True)
        chosen = [token for part, token in pairs if part.startswith(_ASSIGNED)]
    else:
        chosen = [] if wanted[0] == "<m>" else numerals[:1]
    return tuple(chosen)
