"""Claims of wholes and parts in running text: lists in a sentence and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractors.indicators import OTHER
from extractors.outcomes import find_outcomes
from extractors.parts import PartList
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex, same_unit
from extractors.relations.list_ends import members_before_another_clause
from extractors.relations.nearly import ENDED, OPEN, is_share, nearly_adds_up
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind, adds_up

_TELLING = 50
"""Smaller members are the sum of two others by chance."""
_KINDS = 3
"""So many kinds of a thing, each with a noun of its own, make a list of its kinds."""
_WORDED = frozenset({"of_which", "bracket"})
"""The rules of open lists that words or a bracket tie to their whole; a colon may not."""


def find_sum_claims(index: FactIndex) -> Iterator[Claim]:
    """What the text says about wholes and their parts.

    Lists opened by `gồm`, `cụ thể` or a bracket are closed: they must give the whole. Lists opened
    by `trong đó` need not.
    """
    for reading in index.running():
        for parts in _joined(index, reading):
            own = _without_others(index, reading, parts)
            yield from _list_claims(index, reading, own) if own else ()
        for outcome in find_outcomes(reading.doc, reading.figures, reading.cues):
            yield from _outcome_claims(index, reading, outcome)
        yield from _share_claims(index, reading)
        yield from _same_verb_claims(index, reading)


def _joined(index: FactIndex, reading: BlockReading) -> list[PartList]:
    """The lists of a block, those joined that count parts of one whole by kindred nouns."""
    found: list[PartList] = []
    for parts in reading.parts:
        last = found[-1] if found else None
        if last and (last.whole, last.start) == (parts.whole, parts.start):
            both = tuple(sorted({*last.parts, *parts.parts}))
            if index.are_kindred([index.of(reading, p) for p in (parts.whole, *both)]):
                found[-1] = replace(parts, parts=both, certain=False)
                continue
        found.append(parts)
    return found


def _without_others(index: FactIndex, reading: BlockReading, parts: PartList) -> PartList | None:
    """The list; if it is open and has more than its whole, without what is none of its kinds.

    None where the parts are still too many, and one person or paper can be of several of them:
    `325 lượt người, trong đó bảo hiểm y tế 298 lượt, trẻ em 45 lượt`. Those in a bracket and
    those of different places are hardly such.
    """
    if parts.closed or _have_room(index, reading, parts):
        return parts
    whole = index.of(reading, parts.whole)
    bases = (reading.figures[position].over for position in parts.parts)
    ratios = any(
        base is not None and index.of(reading, base).value == whole.value for base in bases
    )
    manifold = ratios or whole.unit in index.manifold
    positions = members_before_another_clause(reading, parts, manifold=manifold)
    kept = replace(parts, parts=tuple(positions))
    members = [index.of(reading, position) for position in positions]
    greatest = max(map(_size, members))
    if not manifold or greatest > _size(whole) or _have_room(index, reading, kept):
        return kept
    apart = len({member.place for member in members}) == len(members) > 1
    return kept if apart or reading.doc.texts[parts.start] == "(" else None


def _have_room(index: FactIndex, reading: BlockReading, parts: PartList) -> bool:
    """Whether the whole is as much as the parts, or would be if one digit were another."""
    whole, *members = (index.of(reading, position) for position in (parts.whole, *parts.parts))
    return sum(map(_size, members)) <= _size(whole) or nearly_adds_up(whole, members)


def _size(fact: Fact) -> Decimal:
    return fact.canonical_value or Decimal(0)


def _list_claims(index: FactIndex, reading: BlockReading, parts: PartList) -> Iterator[Claim]:
    whole = index.of(reading, parts.whole)
    members = _members(index, reading, parts)
    comparable = [member for member in members if _is_comparable(whole, member)]
    if len(comparable) < len(members) and _counts_cases(index, whole, members):
        comparable = members
    if whole.dimension == "count" and adds_up(whole, members):
        comparable = members
    mixed = len({fact.unit for fact in (whole, *members)}) > 1
    loose = index.are_kindred([whole, *members]) if mixed else parts.far
    if loose and len(members) >= 2:
        yield _loose_claim(whole, members, parts)
    elif len(comparable) >= 2:
        certain = parts.certain and len(comparable) == len(members)
        certain = certain and _same_scale(whole, comparable, parts.rule)
        certain = certain and not _breaks_off(reading, parts)
        certain = certain and not _are_of_other_things(index, whole, comparable)
        claim = _sum(whole, comparable, closed=parts.closed, rule=parts.rule, certain=certain)
        if parts.closed or claim.adds_up or not _is_told_in_shares(index, reading, parts):
            agreeing = ENDED if _is_ended(reading, parts) else OPEN
            likely = nearly_adds_up(whole, comparable, agreeing)
            yield _apart(index, replace(claim, likely=likely))
    elif len(members) >= 2 and whole.dimension in ("count", "") and parts.rule == "bracket":
        related = all(index.is_part(member, whole) for member in members)
        claim = _sum(whole, members, closed=True, rule="bracket_other_unit", certain=related)
        yield replace(claim, likely=nearly_adds_up(whole, members))
    elif len(members) >= _KINDS and _are_kinds(whole, members) and _is_ended(reading, parts):
        claim = _sum(whole, members, closed=False, rule=f"{parts.rule}_kinds", certain=False)
        likely = nearly_adds_up(whole, members)
        yield from [replace(claim, likely=likely)] if likely or claim.adds_up else []
    elif len(comparable) == 1 and not parts.closed and not _leaves(reading, parts):
        yield Claim(kind=ClaimKind.WITHIN, stated=comparable[0], operands=(whole,), rule=parts.rule)
    yield from _base_claims(index, reading, parts)


def _are_kinds(whole: Fact, members: Sequence[Fact]) -> bool:
    """Whether each member has a noun of its own: `125 cơ sở, trong đó 5 bệnh viện, 11 …`."""
    facts = (whole, *members)
    counts = all(fact.dimension in ("count", "") and not fact.decimals for fact in facts)
    return counts and len({fact.label for fact in facts}) == len(facts)


def _leaves(reading: BlockReading, parts: PartList) -> bool:
    """Whether a clause of its own stands between the whole and the words that open the list."""
    whole = reading.figures[parts.whole]
    return ";" in reading.doc.texts[whole.stop : max(whole.stop, parts.start - 1)]


def _are_of_other_things(index: FactIndex, whole: Fact, members: Sequence[Fact]) -> bool:
    """Whether a member stands beside the whole rather than in it, as maize does beside rice.

    Where one member is of the whole's own indicator, the whole is named for both: `trâu, bò 900
    con (bò 700 con, trâu 200 con)`.
    """
    joint = any(member.indicator == whole.indicator for member in members)
    return not joint and any(index.are_cousins(member, whole) for member in members)


def _is_ended(reading: BlockReading, parts: PartList) -> bool:
    """Whether a bracket or `và` before the last member says that no other follows."""
    if parts.rule == "bracket":
        return True
    *_, before, last = (reading.figures[position] for position in sorted(parts.parts))
    return bool(reading.cues.within("parts.last", before.stop, last.index))


def _is_told_in_shares(index: FactIndex, reading: BlockReading, parts: PartList) -> bool:
    """Whether each member has its share behind it and they leave a rest, which then is known."""
    whole = index.of(reading, parts.whole).canonical_value
    sizes = [index.of(reading, position).canonical_value or 0 for position in parts.parts]
    if sum(sizes) > (whole or 0):
        return False
    for position in parts.parts:
        part = index.of(reading, position).canonical_value
        behind = reading.figures[position + 1 : position + 2]
        share = index.of(reading, behind[0]) if behind else None
        if share is None or not is_share(share, part, whole):
            return False
    return True


def _apart(index: FactIndex, claim: Claim) -> Claim:
    """The claim without members that are parts of another member, which stands before them.

    `Cây lương thực 900 ha, lúa 700 ha, ngô 200 ha, rau 550 ha`: the rice is among the 900 ha. Of
    `trâu bò 900 con, trâu 700 con, bò 200 con` the arithmetic tells it.
    """
    whole, members = claim.stated, claim.operands
    kept: list[Fact] = []
    within = 0  # how many of the next members the last head comprises
    for at, part in enumerate(members):
        among = any(_is_among(index, part, head, whole) for head in kept)
        if not among and not within:
            kept.append(part)
            within = _summed_by(part, members[at + 1 :])
        else:
            within = max(within - 1, 0)
    if len(kept) == len(members) or len(kept) < 2 or claim.adds_up:
        return claim
    return replace(claim, operands=tuple(kept), alternatives=(members,))


def _is_among(index: FactIndex, part: Fact, head: Fact, whole: Fact | None) -> bool:
    """Whether the indicators make one member part of another, which is not the whole itself."""
    is_whole = whole is not None and head.indicator == whole.indicator
    return not is_whole and head.indicator != part.indicator and index.is_part(part, head)


def _summed_by(head: Fact, following: Sequence[Fact]) -> int:
    """How many members right behind a head, two or three, give it to the last digit."""
    runs = (n for n in (2, 3) if len(following) >= n and adds_up(head, following[:n]))
    return next(runs, 0) if (head.value or 0) >= _TELLING else 0


def _members(index: FactIndex, reading: BlockReading, parts: PartList) -> list[Fact]:
    """What of a list can be a part of its whole.

    A goal for a later time is none of what was reached, nor is a figure of another indicator in
    a sentence behind that of the whole: `Trồng mới 100 ha. Trong đó chăm sóc 550 ha`; unless they
    give the whole, or would but for one digit.
    """
    whole = index.of(reading, parts.whole)
    sentence = reading.figures[parts.whole].sentence
    found: list[Fact] = []
    every: list[Fact] = []
    for position in parts.parts:
        member = index.of(reading, position)
        same_sentence = reading.figures[position].sentence == sentence
        wanted = member.role is Role.TARGET and whole.role is not Role.TARGET
        if not wanted:
            every.append(member)
        if not wanted and (same_sentence or index.may_be_part(member, whole)):
            found.append(member)
    whole_list = adds_up(whole, every) or nearly_adds_up(whole, every)
    return every if len(every) > 1 and whole_list else found


def _loose_claim(whole: Fact, members: Sequence[Fact], parts: PartList) -> Claim:
    """What is said of a whole that stands apart or is counted by another noun than its parts.

    The members give the whole, or where the list is open are at most the whole.
    """
    reached = next((n for n in range(2, len(members)) if adds_up(whole, members[:n])), None)
    members = members[:reached]
    claim = _sum(whole, members, closed=parts.closed, rule=f"{parts.rule}_loose", certain=False)
    if parts.closed:
        return replace(claim, likely=True)
    total = sum(part.canonical_value or 0 for part in members)
    beyond = total > (whole.canonical_value or 0) and parts.rule in _WORDED
    return replace(claim, kind=ClaimKind.PARTS, likely=True) if beyond else claim


def _outcome_claims(
    index: FactIndex, reading: BlockReading, positions: tuple[int, int, int]
) -> Iterator[Claim]:
    """What succeeded and what failed make up what was tried, unless the next figure waits still."""
    whole, *results = (index.of(reading, position) for position in positions)
    following = positions[-1] + 1
    waiting = [
        index.of(reading, f)
        for f in reading.figures[following : following + 1]
        if index.is_level(reading, f) and index.of(reading, f).unit == whole.unit
    ]
    claim = _sum(whole, results, closed=True, rule="outcome", certain=False)
    alternatives = ((*results, *waiting),) if waiting else ()
    yield replace(claim, likely=True, alternatives=alternatives)


def _share_claims(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """A whole that comes again as Y of the ratios behind it: `90 trẻ, giỏi 30/90, khá 60/90`."""
    for figure in index.levels(reading):
        whole = index.of(reading, figure)
        if figure.over is not None:
            continue
        shares: list[Fact] = []
        for following in reading.figures[figure.position + 1 :]:
            if following.kind is NumeralKind.PERCENT or following.under is not None:
                continue
            over = following.over
            if over is None or index.of(reading, over).value != whole.value:
                break
            shares.append(index.of(reading, following))
        if len(shares) >= 2:
            claim = _sum(whole, shares, closed=False, rule="shares_of_whole", certain=False)
            yield claim if claim.adds_up else replace(claim, kind=ClaimKind.PARTS)


def _same_verb_claims(index: FactIndex, reading: BlockReading) -> Iterator[Claim]:
    """Two figures behind the same words that give one named before them in the sentence.

    `Tiếp nhận 96 bản kê khai, đã bàn giao 60 bản cho huyện, bàn giao 36 bản cho tỉnh`.
    """
    levels = index.levels(reading)
    for first, second in pairwise(levels):
        words = [
            tuple(reading.doc.texts[max(f.left, f.index - 2) : f.index]) for f in (first, second)
        ]
        if words[0] != words[1] or len(words[0]) < 2 or not all(map(str.isalpha, words[0])):
            continue
        parts = [index.of(reading, figure) for figure in (first, second)]
        for figure in levels:
            whole = index.of(reading, figure)
            before = figure.index < first.index and figure.sentence == second.sentence
            if before and {part.unit for part in parts} == {whole.unit} and adds_up(whole, parts):
                yield _sum(whole, parts, closed=False, rule="same_verb", certain=False)
                break


def _breaks_off(reading: BlockReading, parts: PartList) -> bool:
    """Whether the list ends with the block and a sign that says more is to come: `…; THCS 234;`."""
    last = reading.figures[max(parts.parts)]
    at_end = last.position == len(reading.figures) - 1
    return at_end and reading.doc.texts[-1] in (";", ",") and len(reading.doc) - last.stop <= 2


def _base_claims(index: FactIndex, reading: BlockReading, parts: PartList) -> Iterator[Claim]:
    """The Ys of `169 lượt/175 người, trong đó 47 lượt/53 người …`: they add up as the Xs do."""
    figures = [reading.figures[position] for position in (parts.whole, *parts.parts)]
    bases = [index.of(reading, figure.over) for figure in figures if figure.over is not None]
    if len(bases) == len(figures) > 2 and len({base.unit for base in bases}) == 1:
        whole, *members = bases
        yield _sum(whole, members, closed=parts.closed, rule=parts.rule, certain=parts.certain)


def _same_scale(whole: Fact, members: Sequence[Fact], rule: str) -> bool:
    """Whether measures in a bracket are in the whole's unit: `4,2 km (3,5 m)` is no sum."""
    money = whole.dimension == "money"
    return rule != "bracket" or money or all(member.scale == whole.scale for member in members)


def _is_comparable(whole: Fact, part: Fact) -> bool:
    """Whether a part is measured as the whole is, or counts the same indicator."""
    named = whole.indicator != OTHER and part.indicator == whole.indicator
    return same_unit(whole, part) or (named and part.dimension == whole.dimension)


def _sum(
    whole: Fact, parts: Sequence[Fact], *, closed: bool, rule: str, certain: bool = True
) -> Claim:
    return Claim(
        kind=ClaimKind.SUM,
        stated=whole,
        operands=tuple(parts),
        closed=closed,
        certain=certain,
        rule=rule,
    )


def _counts_cases(index: FactIndex, whole: Fact, members: Sequence[Fact]) -> bool:
    """Whether `07 trường hợp (04 người già, 03 trẻ em)` counts persons as cases."""
    small = all((part.value or 0) <= (whole.value or 0) for part in members)
    counts = all(part.dimension == "count" for part in members)
    return whole.unit in index.case_units and small and counts
