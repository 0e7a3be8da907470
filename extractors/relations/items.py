"""Claims of items: the figure of a line and those of the items, or headings, under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.figures import Figure
from extractors.reading import BlockReading
from extractors.relations.index import FactIndex
from models.document import Block, BlockKind
from models.fact import Fact, Role
from models.relation import Claim, ClaimKind, adds_up

_MOST_LINES = 40
"""How far behind its first line an interrupted list is looked for."""
_FEWEST_SHARES, _MOST_SHARES = 3, 40


def find_item_claims(index: FactIndex) -> Iterator[Claim]:
    """A line's first level of each unit and the first levels of all items under it.

    Where the line announces them (`cụ thể như sau:`), they must give it; a figure of the line
    before it that they split as well is likely to be their whole too.
    """
    silent = _with_items_without_figures(index)
    for parent, blocks in _resumed(index, _children(index)).items():
        if parent not in index.readings or len(blocks) < 2:
            continue
        head = index.readings[parent]
        told = parent not in silent
        for figure in _heads(index, head):
            if figure.measure.dimension == "duration":
                continue  # a plan of 5 years has no parts that are years
            closed = told and _announces(head, figure)
            yield from _split(index, index.of(head, figure), blocks, closed=closed)
        before = _line_before(index, head.block)
        if before is not None and told and _closes(head, 0):
            own = {index.of(head, figure).unit for figure in _heads(index, head)}
            for figure in _heads(index, before):
                whole = index.of(before, figure)
                if whole.unit and whole.unit not in own:
                    yield from _split(index, whole, blocks, closed=True, near=False)


def find_allotment_claims(index: FactIndex) -> Iterator[Claim]:
    """A plan that its announcement (`cụ thể`) spreads over the paragraphs behind it.

    Each names its share first and may come again in another section; only shares that give the
    whole to the last đồng are taken for its parts.
    """
    named = [
        (index.of(reading, figure), reading)
        for reading in index.running()
        for figure in index.levels(reading)[:1]
    ]
    plans = [(fact, reading) for fact, reading in named if fact.role is Role.PLAN]
    for number, (whole, head) in enumerate(plans):
        if whole.dimension != "money" or not _closes(head, 0):
            continue
        parts: list[Fact] = []
        for fact, _ in plans[number + 1 : number + 1 + _MOST_SHARES]:
            fresh = all(fact.canonical_value != part.canonical_value for part in parts)
            if fresh and (fact.indicator, fact.unit) == (whole.indicator, whole.unit):
                parts.append(fact)
            if len(parts) >= _FEWEST_SHARES and adds_up(whole, parts):
                yield Claim(
                    kind=ClaimKind.SUM,
                    stated=whole,
                    operands=tuple(parts),
                    closed=False,
                    certain=False,
                    rule="allotments",
                )
                break


def _children(index: FactIndex) -> dict[int, list[Block]]:
    """The blocks with figures under each block; headings and lines only if it announces them."""
    children: dict[int, list[Block]] = {}
    for block in index.document.blocks:
        if block.parent is not None and block.note is None and block.index in index.readings:
            children.setdefault(block.parent, []).append(block)
    sections = index.document.sections
    for section in sections:
        if section.parent is None:
            continue
        head = index.readings.get(sections[section.parent].block)
        if head is not None and head.doc.texts[-1] == ":" and section.block in index.readings:
            children.setdefault(head.block.index, []).append(index.document.blocks[section.block])
    for block in index.document.blocks:
        if block.index not in children and (lines := _named_lines(index, block)):
            children[block.index] = lines
    return children


def _with_items_without_figures(index: FactIndex) -> set[int]:
    """The lines of whose items one says no figure: a chairman, beside `b) 01 ủy viên`."""
    document = index.document
    found = {
        block.parent
        for block in document.blocks
        if block.parent is not None and block.note is None and not _tells(index, block)
    }
    for section in document.sections:
        if section.parent is not None and not _tells(index, document.blocks[section.block]):
            found.add(document.sections[section.parent].block)
    return found


def _tells(index: FactIndex, block: Block) -> bool:
    """Whether a block has figures, or nothing to say."""
    return block.index in index.readings or not block.text.view.strip()


def _resumed(index: FactIndex, children: dict[int, list[Block]]) -> dict[int, list[Block]]:
    """The children, lists that lines without a sign interrupt joined where they give their whole.

    Behind `- Chi hành chính: 860 triệu` may stand `Đoàn thể: 30 triệu`, which is part of it; the
    next `- Chi khác` goes on the list, and is no part of `Đoàn thể`.
    """
    joined = dict(children)
    for parent, blocks in children.items():
        if (
            parent not in joined
            or parent not in index.readings
            or not _is_open(index, parent, blocks)
        ):
            continue
        own = list(blocks)
        for other in _lines_behind(index, parent, children):
            own += children[other]
            if not _is_open(index, parent, own):
                taken = [p for p in children if parent < p <= other and p in joined]
                joined[parent] = own
                for line in taken:
                    if children[line][0].depth == blocks[0].depth:
                        del joined[line]
                break
    return joined


def _is_open(index: FactIndex, parent: int, blocks: Sequence[Block]) -> bool:
    """Whether the items give no figure of their line."""
    head = index.readings[parent]
    claims = (
        claim
        for figure in _heads(index, head)
        for claim in _split(index, index.of(head, figure), blocks, closed=True)
    )
    return not any(claim.adds_up for claim in claims)


def _lines_behind(index: FactIndex, parent: int, children: dict[int, list[Block]]) -> Iterator[int]:
    """The next lines under the same heading on which items of the same depth hang."""
    blocks = index.document.blocks
    depth, section = children[parent][0].depth, blocks[parent].section
    for line in range(parent + 1, min(parent + _MOST_LINES, len(blocks))):
        if blocks[line].section != section:
            return
        if blocks[line].kind is BlockKind.PARAGRAPH and line in children:
            if children[line][0].depth == depth:
                yield line


def _named_lines(index: FactIndex, head: Block) -> list[Block]:
    """The paragraphs right behind `…, cụ thể:` that each name one thing: `Cấp xã: 98 hồ sơ`."""
    reading = index.readings.get(head.index)
    if reading is None or head.kind is not BlockKind.PARAGRAPH or reading.doc.texts[-1] != ":":
        return []
    found: list[Block] = []
    for block in index.document.blocks[head.index + 1 :]:
        line = index.readings.get(block.index)
        if line is None or not line.figures or (block.kind, block.note) != (head.kind, None):
            break
        if ":" not in line.doc.texts[: line.figures[0].index] or block.section != head.section:
            break
        found.append(block)
    return found if _closes(reading, 0) else []


def _split(
    index: FactIndex, whole: Fact, blocks: Sequence[Block], *, closed: bool, near: bool = True
) -> Iterator[Claim]:
    """The claim that the items' first levels give the whole, if each of them has one."""
    parts = [part for block in blocks if (part := _first_level(index, block, whole))]
    if len(parts) < 2 or len(parts) < len(blocks):
        return
    apart = any(index.are_cousins(part, whole) for part in parts)
    named = all(part.unit for part in parts)
    yield Claim(
        kind=ClaimKind.SUM,
        stated=whole,
        operands=tuple(parts),
        closed=closed,
        certain=closed and near and named and not apart,
        likely=closed and named and not apart,
        rule="items" if near else "items_of_the_line_before",
    )


def _heads(index: FactIndex, head: BlockReading) -> list[Figure]:
    """The figures of a block that its items may split: its first level of each unit."""
    found: dict[str, Figure] = {}
    for figure in index.levels(head):
        found.setdefault(index.of(head, figure).unit, figure)
    return list(found.values())


def _line_before(index: FactIndex, block: Block) -> BlockReading | None:
    """The line of the same depth right before a block, under the same parent and heading."""
    before = index.document.blocks[block.index - 1] if block.index else None
    if before is None or (before.kind, before.depth) != (block.kind, block.depth):
        return None
    same = (before.parent, before.section) == (block.parent, block.section)
    return index.readings.get(before.index) if same else None


def _first_level(index: FactIndex, block: Block, whole: Fact) -> Fact | None:
    """The first level of an item in the whole's unit, or X of a ratio that has none."""
    reading = index.readings[block.index]
    for figure in index.levels(reading):
        fact = index.of(reading, figure)
        bare = figure.over is not None and not fact.unit and whole.dimension == "count"
        if (fact.unit == whole.unit or bare) and fact.role == whole.role:
            return fact
    return None


def _announces(head: BlockReading, figure: Figure) -> bool:
    """Whether the words behind the head's figure announce the items as the whole list."""
    if any(m.tokens.start >= figure.stop for m in head.cues.matches.get("parts.open", ())):
        return False
    alone = len(head.doc) - figure.stop <= 2 and len(_independent(head)) == 1
    return alone or _closes(head, figure.stop)


def _closes(head: BlockReading, start: int) -> bool:
    """Whether words of a closed list (`gồm`, `cụ thể`) stand behind a token of the head."""
    return any(m.tokens.start >= start for m in head.cues.matches.get("parts.closed", ()))


def _independent(head: BlockReading) -> list[Figure]:
    """The figures of a block that are no part of a ratio or range."""
    return [f for f in head.figures if f.under is None and f.range_start is None]
