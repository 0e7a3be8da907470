"""Claims of percentages: `X/Y …, đạt Z%`, `X …, chiếm Z%`, `X/Y = Z%`, `X/Y …, tăng Z%`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.comparisons import BASE_IN_BRACKETS
from extractors.figures import Figure
from extractors.mending import fill_group
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from extractors.relations.nearly import is_share
from extractors.roles import ABOVE_ONE
from models.fact import Fact, Role
from models.number import NumeralKind
from models.relation import Claim, ClaimKind

_FRAME = ("reach", "share", "share.strong", "change.up", "change.down", "frame")
"""Groups of cues that may stand between a ratio and its percentage."""
_LONGEST_NOUN = 9
"""How many words may stand between Y and the bracket with the percentage."""
_PER_MANY = frozenset({1000, 10000, 100000})
"""Bases of rates: `9,5/10.000 dân` is no share."""
_OF_BASE = frozenset({Role.PCT_PLAN, Role.PCT_SHARE})


def find_ratio_claims(index: FactIndex) -> Iterator[Claim]:
    """What ratios and the percentages behind them claim.

    `X/Y đạt Z%` and `X/Y, tăng Z%` are percentages of Y; a ratio of a whole without percentage says
    that X is at most Y. `tăng Z% so với cùng kỳ` has its base elsewhere and is none of them.
    """
    for reading in index.running():
        for figure in reading.figures:
            if figure.over is not None:
                yield from _ratio(index, reading, figure)
            elif figure.kind is NumeralKind.PERCENT and figure.position:
                yield from _prior(index, reading, figure)
                yield from _stated_plan(index, reading, figure)
                yield from _part_share(index, reading, figure)


def _ratio(index: FactIndex, reading: BlockReading, above: Figure) -> Iterator[Claim]:
    below = reading.figures[above.over or 0]
    x, y = index.of(reading, above), index.of(reading, below)
    if y.value in _PER_MANY and (x.decimals or 20 * (x.value or 0) < y.value):
        return
    percent = _percent_after(reading, below)
    if percent is not None:
        z = index.of(reading, percent)
        if z.role in _OF_BASE and x.dimension == y.dimension:
            read = y if y.value is not None else _filled(y)
            same = x.value == y.value and reading.doc.texts[percent.index - 2] == "("
            yield Claim(
                kind=ClaimKind.PERCENT,
                stated=z,
                operands=(x, read),
                certain=read is y
                and y.role is not Role.ACTUAL
                and not _is_vote(reading, below, percent),
                likely=read is not y or same,
                rule="percent_after_ratio",
            )
            return
        if z.role is Role.PCT_CHANGE and z.base not in ("cùng kỳ", "năm trước"):
            yield Claim(
                kind=ClaimKind.CHANGE_PERCENT, stated=z, operands=(x, y), rule="change_after_ratio"
            )
            return
    before = _percent_before(reading, above)
    if before is not None and index.of(reading, before).role in _OF_BASE:
        yield Claim(
            kind=ClaimKind.PERCENT,
            stated=index.of(reading, before),
            operands=(x, y),
            rule="ratio_in_brackets",
        )
    elif y.role is Role.PLAN and _is_met(reading, above):
        yield Claim(
            kind=ClaimKind.SAME,
            stated=x,
            operands=(y,),
            certain=False,
            likely=True,
            rule="plan_met_exactly",
            note="met",
        )
    elif y.role is Role.TOTAL:
        yield Claim(kind=ClaimKind.WITHIN, stated=x, operands=(y,), rule="ratio_of_whole")
    elif reading.roles[below.position].rule == ABOVE_ONE and y.unit in index.closed_sets:
        yield Claim(
            kind=ClaimKind.WITHIN,
            stated=x,
            operands=(y,),
            certain=False,
            likely=True,
            rule="ratio_of_closed_set",
        )


def _filled(malformed: Fact) -> Fact:
    """A malformed figure read with zeros for lost last digits; as it is if that gives no number."""
    value = fill_group(malformed.text)
    if value is None:
        return malformed
    return replace(malformed, value=value, canonical_value=value * malformed.scale)


def _is_vote(reading: BlockReading, below: Figure, percent: Figure) -> bool:
    """Whether those present voted: the percentage may be of all members of the council."""
    return bool(reading.cues.within("whole.elsewhere", below.stop, percent.index))


def _is_met(reading: BlockReading, above: Figure) -> bool:
    """Whether a bracket explains words that the plan is met: `đủ chỉ tiêu được giao (12/12)`."""
    if reading.doc.texts[above.index - 1] != "(":
        return False
    met, unmet = (
        reading.cues.before(f"whole.{cue}", above, reach=_LONGEST_NOUN) for cue in ("met", "unmet")
    )
    return met is not None and unmet is None


def _percent_after(reading: BlockReading, below: Figure) -> Figure | None:
    """The first percentage behind Y that no other figure outside brackets separates from it."""
    depth = 0
    doc = reading.doc
    done = below.stop
    before = doc.texts[below.sentence[0] : below.index]
    opened_before = before.count("(") - before.count(")")
    for figure in reading.figures[below.position + 1 :]:
        if figure.sentence != below.sentence:
            return None
        done_before = done
        between = doc.texts[done : figure.index]
        depth += between.count("(") - between.count(")")
        done = figure.stop
        if depth < -opened_before or (";" in between and depth <= 0):
            return None
        if depth <= 0 or figure.position == below.position + 1:
            if figure.kind is NumeralKind.PERCENT and _is_tied(reading, done_before, figure):
                return figure
            if depth <= 0:
                return None
    return None


def _is_tied(reading: BlockReading, start: int, figure: Figure) -> bool:
    """Whether the words between say that the percentage is of the ratio.

    Behind the last comma or colon only words of the frame may stand (đạt, chiếm, tỷ lệ): in `3/4 dự
    án, giải ngân đạt 65%` and `02/02 trường có bếp ăn, 85% học sinh` it has a subject of its own.
    """
    if figure.range_start is not None or figure.range_end is not None:
        return False
    if reading.doc.texts[figure.index - 1] in "(=" or _is_framed_in_bracket(reading, start, figure):
        length = sum(token.is_alpha for token in reading.doc[start : figure.index])
        return length <= _LONGEST_NOUN  # behind more, the bracket is on the last thing of a list
    if reading.cues.within("in_turn", start, figure.index):
        return False
    if _names_a_rate(reading, start, figure):
        return False
    commas = [token.i for token in reading.doc[start : figure.index] if token.text in ",:"]
    segment = range(commas[-1] + 1 if commas else start, figure.index)
    framed: set[int] = set()
    for group in _FRAME:
        for match in reading.cues.within(group, segment.start, segment.stop):
            framed.update(range(match.tokens.start, match.tokens.end))
    words = [i for i in segment if reading.doc[i].is_alpha and i not in framed]
    if framed:
        return not commas or not words
    behind = reading.doc[figure.stop] if figure.stop < len(reading.doc) else None
    based = bool(reading.cues.within("base.plan", figure.stop, figure.stop + 3))
    return not words and (behind is None or not behind.is_alpha or based)


def _is_framed_in_bracket(reading: BlockReading, start: int, figure: Figure) -> bool:
    """Whether a bracket behind the ratio has but the frame of a percentage: `(đạt tỷ lệ 99,4%)`."""
    opened = [i for i in range(start, figure.index) if reading.doc.texts[i] == "("]
    if not opened or ")" in reading.doc.texts[opened[-1] : figure.index]:
        return False
    framed = {
        index
        for group in _FRAME
        for match in reading.cues.within(group, opened[-1], figure.index)
        for index in range(match.tokens.start, match.tokens.end)
    }
    return all(i in framed for i in range(opened[-1] + 1, figure.index))


def _names_a_rate(reading: BlockReading, start: int, figure: Figure) -> bool:
    """Whether words stand behind `tỷ lệ`: `37/63 địa phương có tỷ lệ giải ngân là 0%`."""
    rates = reading.cues.within("share", start, figure.index)
    if not rates:
        return False
    framed = {
        index
        for group in _FRAME
        for match in reading.cues.within(group, rates[-1].tokens.start, figure.index)
        for index in range(match.tokens.start, match.tokens.end)
    }
    behind = range(rates[-1].tokens.end, figure.index)
    return sum(reading.doc[i].is_alpha and i not in framed for i in behind) > 1


def _percent_before(reading: BlockReading, above: Figure) -> Figure | None:
    """The percentage right before a ratio in brackets: `đạt 120% chỉ tiêu (6/5)`."""
    if not above.position or reading.doc.texts[above.index - 1] != "(":
        return None
    before = reading.figures[above.position - 1]
    close = before.kind is NumeralKind.PERCENT and above.index - before.stop <= 8
    return before if close and before.sentence == above.sentence else None


def _prior(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """`X, cùng kỳ Y, giảm Z%`, `từ Y lên X, tăng Z%`, `giảm Z% so với cùng kỳ (Y)`."""
    z = index.of(reading, figure)
    if z.role not in (Role.PCT_CHANGE, Role.PCT_PRIOR):
        return
    clause = [f for f in reading.figures if reading.in_one_clause(f, figure)]
    priors = [f for f in clause if index.of(reading, f).role is Role.PRIOR]
    before = [f for f in clause if f.index < figure.index]
    heads = [f for f in before if index.of(reading, f).role is Role.ACTUAL]
    if len(priors) != 1 or len(heads) != 1:
        return
    x, y = index.of(reading, heads[0]), index.of(reading, priors[0])
    if x.dimension == y.dimension and x.unit in (y.unit, ""):
        change = z.role is Role.PCT_CHANGE
        kind = ClaimKind.CHANGE_PERCENT if change else ClaimKind.PERCENT
        yield Claim(kind=kind, stated=z, operands=(x, y), rule="stated_prior")


def _part_share(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """`480 lao động, trong đó nữ 216 người, chiếm 45%`: the part is a share of its whole."""
    z = index.of(reading, figure)
    made_up = reading.cues.before("share.strong", figure, reach=2)
    if z.role is not Role.PCT_SHARE or not (made_up or _opens_bracket(reading, figure)):
        return
    if ")" in reading.doc.texts[reading.figures[figure.position - 1].stop : figure.index]:
        return
    told = [f for f in reading.figures[: figure.position] if f.sentence == figure.sentence]
    if any(f.kind is figure.kind and _names_a_rate(reading, f.left, f) for f in told):
        return  # `tỷ lệ thất nghiệp ở thành thị 1,46%; nông thôn 163 người, chiếm 0,33%`
    before = reading.figures[figure.position - 1]
    x = index.of(reading, before)
    lists = [one for one in reading.parts if before.position in one.parts]
    wholes = {one.whole: index.of(reading, one.whole) for one in lists}
    fitted = [one for one in lists if _fits(z, x, wholes[one.whole])]
    for parts in fitted or lists if before.sentence == figure.sentence else ():
        y = wholes[parts.whole]
        if x.dimension == y.dimension:
            yield Claim(
                kind=ClaimKind.PERCENT,
                stated=z,
                operands=(x, y),
                certain=parts.certain or len(parts.parts) == 1,
                rule="share_of_the_list",
            )


def _fits(percent: Fact, part: Fact, whole: Fact) -> bool:
    return is_share(percent, part.canonical_value, whole.canonical_value)


def _opens_bracket(reading: BlockReading, percent: Figure) -> bool:
    """Whether nothing but the frame of a percentage stands before it in a bracket: `(đạt 45%)`.

    Behind many words or a colon the bracket is on another thing: `24 công trình từ các nguồn:
    ngân sách tập trung (97%)`.
    """
    done = percent.token.doc.texts[reading.figures[percent.position - 1].stop : percent.index]
    if ":" in done or sum(map(str.isalpha, done)) > _LONGEST_NOUN:
        return False
    opened = {t.i for t in reading.doc[max(0, percent.index - 3) : percent.index] if t.text == "("}
    if not opened:
        return False
    start = max(opened) + 1
    return start == percent.index or bool(reading.cues.within("reach", start, percent.index))


def _stated_plan(index: FactIndex, reading: BlockReading, figure: Figure) -> Iterator[Claim]:
    """The plan is named beside the result: before it, behind it, or behind the percentage.

    `6.420 con, kế hoạch 6.500 con, đạt 98,8%`; `kế hoạch 6.500 con, thực hiện 6.420 con, đạt
    98,8%`; `6.420 con, đạt 98,8% kế hoạch (6.500 con)`.
    """
    if index.of(reading, figure).role is not Role.PCT_PLAN:
        return
    for level, plan in _beside(reading, figure):
        x, y = index.of(reading, level), index.of(reading, plan)
        apart = plan.under is None and level.under is None and level.over is None
        if apart and y.role is Role.PLAN and x.role is Role.ACTUAL and x.dimension == y.dimension:
            z = index.of(reading, figure)
            whole = next((w for w in _wholes(index, reading, level, x.role) if _fits(z, w, y)), x)
            plans = (*_wholes(index, reading, plan, y.role), y)
            yield Claim(
                kind=ClaimKind.PERCENT,
                stated=z,
                operands=(whole, plans[0]),
                alternatives=tuple((whole, other) for other in plans[1:]),
                certain=level.sentence == plan.sentence == figure.sentence,
                rule="plan_named_beside",
            )
            return


def _wholes(index: FactIndex, reading: BlockReading, part: Figure, role: Role) -> Iterator[Fact]:
    """What a figure is the last part of: `giao 5.200, trong đó …, vốn mới 4.000` means 5.200."""
    for parts in reading.parts:
        whole = index.of(reading, parts.whole)
        if part.position == parts.parts[-1] and len(parts.parts) > 1 and whole.role is role:
            yield whole


def _is_bracketed(reading: BlockReading, percent: Figure, base: Figure) -> bool:
    """Whether a bracket right behind the percentage names its base: `98,8% KH (6.500 con)`."""
    if reading.roles[base.position].rule == BASE_IN_BRACKETS:
        return True
    between = reading.doc.texts[percent.stop : base.index]
    return between.count("(") == 1 and not {")", ";", "."} & set(between)


def _beside(reading: BlockReading, figure: Figure) -> Iterator[tuple[Figure, Figure]]:
    """The pairs of level and plan that stand around a percentage, the more usual order first."""
    figures, at = reading.figures, figure.position
    if at >= 2:
        yield figures[at - 2], figures[at - 1]
        aside = reading.roles[at - 2].rule == BASE_IN_BRACKETS  # it is of the percentage before
        if not aside and _is_tied(reading, figures[at - 1].stop, figure):
            yield figures[at - 1], figures[at - 2]
    if at >= 1 and at + 1 < len(figures) and _is_bracketed(reading, figure, figures[at + 1]):
        yield figures[at - 1], figures[at + 1]
