"""Claims of shares that make up a whole: `nông nghiệp 45,2%, công nghiệp 30,1%, dịch vụ 24,7%`.

A list is whole where it names each class of a whole that the lexicon knows (the sectors of the
economy, men and women, in time and late), or ends with the rest (`các dân tộc khác`). Of other
lists only what adds up is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extractors.relations.index import FactIndex
from extractors.relations.matches import any_of
from extractors.relations.share_lists import ALL, Share, ShareList, find_share_lists
from models.fact import Fact
from models.lexicon import Lexicon
from models.relation import Claim, ClaimKind

_OF = "composition.of."
_MAKES = "makes"
_TOLD_RANGE = (Decimal(50), Decimal(160))
"""Shares of a whole that words name add up to something near to it, a wrong digit allowed for."""
_RANGE = (Decimal(85), Decimal(115))
"""The same where only the classes tell that there is a whole; else they are rates of several."""
_TAXES = Decimal(3)
"""A list that falls so much short may leave out what has no class: taxes on products."""
_FEWEST_WITH_REST = 3
_CLAUSE_SIGNS = re.compile(r"[:;]")

_Key = tuple[str, str]
"""A class and the words that name it."""


@dataclass(frozen=True, slots=True)
class _Family:
    """The classes of one whole."""

    classes: frozenset[str]
    pattern: re.Pattern[str]
    names: dict[str, str]
    """The class of each phrase."""
    needs_makes: bool
    """Whether words such as `chiếm` must say that the percentages are shares."""

    def keys(self, words: str) -> frozenset[_Key]:
        """The classes that words name, those of the last clause if it names any."""
        clauses = _CLAUSE_SIGNS.split(words)
        for text in (clauses[-1], words):
            found = self.pattern.findall(text)
            if found:
                return frozenset((self.names[phrase], phrase) for phrase in found)
        return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trust:
    """How sure it is that a list is whole."""

    certain: bool = False
    likely: bool = False
    told: bool
    """Whether words say that the percentages are shares."""


class CompositionClaims:
    """Finds lists of shares that make up a whole."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = dict.fromkeys(cue.group for cue in lexicon.cues if cue.group.startswith(_OF))
        self._families = [_family(lexicon, group) for group in groups]
        self._composed = _phrases(lexicon, "composition")
        self._rates = _phrases(lexicon, "composition.not")
        self._apart = _phrases(lexicon, "composition.apart")
        self._several = _phrases(lexicon, "composition.several")
        self._open = _phrases(lexicon, "composition.open")
        self._makes = _phrases(lexicon, "composition.makes")
        rest = any_of(lexicon, "composition.rest")
        self._rest = re.compile(rf"(?P<noun>\w+)? ?(?<!\w)(?:{rest})(?!\w)")

    def find(self, index: FactIndex) -> Iterator[Claim]:
        """The lists of shares of a document that are whole, and those that happen to add up."""
        for run in find_share_lists(index):
            claims = list(self._claims(run))
            yield from claims or _adding_up(run)

    def _claims(self, run: ShareList) -> Iterator[Claim]:
        for family in self._families:
            for part in _parted(run.shares, family):
                if not self._tells_rates(ShareList(part, run.lead)):
                    yield from self._of_family(ShareList(part, run.words), family)
        listed = len(run.shares) >= _FEWEST_WITH_REST and not self._tells_rates(run)
        if listed and self._ends_with_rest(run):
            told = all(self._makes.search(share.words) for share in run.shares)
            yield from _claim(run, run.shares, "shares_with_rest", _Trust(likely=True, told=told))
        elif listed and self._exceeds(run):
            trust = _Trust(likely=True, told=False)
            yield from _claim(run, run.shares, "shares_of_exclusive_classes", trust)

    def _tells_rates(self, run: ShareList) -> bool:
        """Whether words speak of rates of growth and the like rather than of shares."""
        own = " ".join(share.words for share in run.shares)
        return bool(self._rates.search(own if self._composed.search(own) else run.words))

    def _of_family(self, run: ShareList, family: _Family) -> Iterator[Claim]:
        """The claim of shares that name all classes; what has none may belong to them or not."""
        named = [share for share in run.shares if family.keys(share.words)]
        classes = [{name for name, _ in family.keys(share.words)} for share in named]
        if not classes or set().union(*classes) != family.classes:
            return
        if len(named) == 1:  # `nông nghiệp - công nghiệp - dịch vụ lần lượt là 45,2% - 30,1% - …`
            if len(run.shares) != len(family.classes) or not _in_turn(run.shares):
                return
            named = list(run.shares)
        composed = bool(self._composed.search(run.words))
        makes = all(self._makes.search(share.words) for share in named)
        bound = composed or makes
        short = ALL - _total(named)
        if short > 0 and self._open.search(run.words):  # product taxes are a part of GRDP, too
            bound = False
        trust = _Trust(
            certain=bound and composed and len(named) == len(run.shares) and short < _TAXES,
            likely=bound or (short < 0 and not family.needs_makes),
            told=bound,
        )
        yield from _claim(run, named, "shares_of_classes", trust)

    def _exceeds(self, run: ShareList) -> bool:
        """Whether shares of what nobody is twice, of several peoples, exceed the whole."""
        apart = all(self._apart.search(share.words) for share in run.shares)
        several = any(self._several.search(share.words) for share in run.shares[:-1])
        return apart and not several and _total(run.shares) > ALL

    def _ends_with_rest(self, run: ShareList) -> bool:
        """Whether the last share is that of all others: of the noun that those before have."""
        *before, last = run.shares
        found = self._rest.search(last.words)
        told = self._composed.search(run.words) or self._makes.search(run.words)
        if found is None or not told or self._open.search(run.words):
            return False
        earlier = {word for share in before for word in share.words.split()}
        earlier.update(run.lead.split())
        return found["noun"] is None or found["noun"] in earlier


def _family(lexicon: Lexicon, group: str) -> _Family:
    names = {phrase: cue.name for phrase, cue in lexicon.alternatives(group)}
    return _Family(
        classes=frozenset(names.values()),
        pattern=_phrases(lexicon, group),
        names=names,
        needs_makes=_MAKES in lexicon.names(group),
    )


def _phrases(lexicon: Lexicon, group: str) -> re.Pattern[str]:
    """A pattern for any phrase of a group as whole words."""
    return re.compile(rf"(?<!\w)(?:{any_of(lexicon, group)})(?!\w)")


def _parted(shares: Sequence[Share], family: _Family) -> Iterator[Sequence[Share]]:
    """The shares from one that names a class to the next of the same words.

    `năm 2023: nông nghiệp 48%, …, dịch vụ 24%; năm 2024: nông nghiệp 45%, …` are two lists.
    """
    part: list[Share] = []
    seen: set[_Key] = set()
    for share in shares:
        keys = family.keys(share.words)
        if keys & seen:
            yield part
            part, seen = [], set()
        seen |= keys
        if seen:
            part.append(share)
    yield part


def _in_turn(shares: Sequence[Share]) -> bool:
    """Whether hardly a word stands between the shares: `45,2%, 30,1% và 24,7%`."""
    return all(len(share.words.split()) <= 1 for share in shares[1:])


def _claim(run: ShareList, named: Sequence[Share], rule: str, trust: _Trust) -> Iterator[Claim]:
    """The claim, if the shares can be meant to make up a whole.

    Shares without a class among them, a part of one class or one more, may be left out or not.
    """
    if not _may_be_whole(named, told=trust.told):
        return
    stated = named[-1].fact
    everything = tuple(share.fact for share in run.shares if share.fact is not stated)
    yield Claim(
        kind=ClaimKind.WHOLE,
        stated=stated,
        operands=_operands(named),
        certain=trust.certain,
        likely=trust.likely,
        alternatives=() if len(named) == len(run.shares) else (everything,),
        rule=rule,
    )


def _may_be_whole(named: Sequence[Share], *, told: bool) -> bool:
    """Whether shares come near enough to a whole; one alone may be far beyond it."""
    low, high = _TOLD_RANGE if told else _RANGE
    total, greatest = _total(named), max(share.fact.value or Decimal(0) for share in named)
    return low <= total <= high or (told and greatest > ALL >= total - greatest)


def _adding_up(run: ShareList) -> Iterator[Claim]:
    """The claims of lists of which nothing tells that they are whole, if they are.

    Shares behind ratios of one whole are a list of their own.
    """
    listed = [list(shares) for _, shares in groupby(run.shares, key=lambda share: share.of)]
    for shares in listed if len(listed) > 1 else [list(run.shares)]:
        units = [Decimal(1).scaleb(-share.fact.decimals) for share in shares]
        if len(shares) >= 2 and abs(_total(shares) - ALL) * 2 <= sum(units):
            yield Claim(
                kind=ClaimKind.WHOLE,
                stated=shares[-1].fact,
                operands=_operands(shares),
                certain=False,
                rule="shares_add_up",
            )


def _operands(shares: Sequence[Share]) -> tuple[Fact, ...]:
    return tuple(share.fact for share in shares[:-1])


def _total(shares: Sequence[Share]) -> Decimal:
    return sum((share.fact.value or Decimal(0) for share in shares), Decimal(0))
