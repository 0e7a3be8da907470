"""What a generated report is made of: figures, claims, blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tests.generator.numbers import Notation

MEASURES = frozenset(
    ("ha", "tấn", "kg", "m", "km", "đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "tạ/ha")
)
"""Units of what is measured, so that figures without decimals are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """One numeral as written, with what the annotation guide says of it. Compared by identity."""

    text: str
    kind: str
    """quantity, percent, date, ref, label or name."""
    value: Decimal | None = None
    """As stated; negative for a decrease."""
    unit: str = ""
    role: str = ""
    indicator: str = ""
    label: str = ""
    season: str = ""
    flags: frozenset[str] = frozenset()
    approx: str = ""
    """over, under or about, where the words before say so."""
    phrase: str = ""
    """Id of the phrasing it comes from."""
    name: str = ""
    """Its name in the phrasing."""

    @property
    def amount(self) -> Decimal:
        """The value of a quantity or percentage.

        Raises:
            ValueError: it is another kind of numeral.
        """
        if self.value is None:
            raise ValueError(self.text)
        return self.value

    @property
    def places(self) -> int:
        """Digits behind the decimal sign, as written."""
        return max(0, -int(self.amount.as_tuple().exponent))


Piece = str | Figure


class Form(StrEnum):
    """How a claim computes its stated figure."""

    PERCENT = "percent"
    """operand 0 / operand 1 · 100."""
    RISE = "rise"
    """(operand 0 / operand 1 - 1) · 100."""
    SUM = "sum"
    DIFFERENCE = "difference"
    """operand 0 - operand 1."""
    PRODUCT = "product"
    """The product of the operands times `scale`."""
    REST = "rest"
    """100 less the operands: the last share of a whole."""
    SAME = "same"
    """The year of a document's date is that of its number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """Arithmetic that the report claims; true unless it was broken on purpose."""

    form: Form
    stated: Figure
    operands: tuple[Figure, ...]
    scale: Decimal = Decimal(1)
    closed: bool = True
    """Whether the words bind it: not for `trong đó` lists and what the reader must infer."""
    phrase: str
    rates: tuple[Figure, ...] = ()
    """For the rate of a total: the rates of its parts."""
    others: tuple[Figure, ...] = ()
    """For a percentage: other figures of its sentence that might be its base."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The stated figure and the operands."""
        return (self.stated, *self.operands)


class BlockKind(StrEnum):
    """What a block is in a laid-out document."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"
    NOTE = "note"


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, which may have several lines, or a table."""

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Of a table; its cells are divided by tabs in plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report before it is written out."""

    name: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    notation: Notation
    wrapped: bool = False
    """Whether lines are broken as in text copied from a page."""
    phrases: tuple[str, ...] = ()
    """Ids of all phrasings used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One figure that was changed so that a claim no longer holds."""

    cause: str
    claim: Claim
    was: Figure
    now: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A report as text; offsets are code points from the start."""

    text: str
    places: tuple[tuple[int, Figure], ...]
    """Offset and figure, in order. A changed figure stands for the one it replaces."""
    offsets: Mapping[Figure, int] = field(repr=False)
    """Of the figures as first composed, changed or not."""


WIDTH = 96
"""Line length of wrapped text."""


def pieces_of(block: Block) -> Iterator[Piece]:
    """The block's pieces in reading order, with the tabs and line ends of a table."""
    if block.kind is not BlockKind.TABLE:
        yield from block.pieces
        return
    for number, row in enumerate(block.rows):
        for index, cell in enumerate(row):
            if index:
                yield "\t"
            elif number:
                yield "\n"
            yield from cell


def write_text(report: Report, changed: Mapping[Figure, Figure] | None = None) -> Written:
    """The report as plain text, with figures of `changed` replaced."""
    changed = changed or {}
    parts: list[str] = []
    places: list[tuple[int, Figure]] = []
    offsets: dict[Figure, int] = {}
    length = 0
    for number, block in enumerate(report.blocks):
        pieces: list[Piece] = ["\n\n"] if number else []
        pieces.extend(pieces_of(block))
        for piece in pieces:
            if isinstance(piece, Figure):
                offsets[piece] = length
                now = changed.get(piece, piece)
                places.append((length, now))
                text = now.text
            else:
                text = piece
            parts.append(text)
            length += len(text)
    text = "".join(parts) + "\n"
    return Written(
        text=wrap(text) if report.wrapped else text, places=tuple(places), offsets=offsets
    )


def wrap(text: str) -> str:
    """The text with a blank turned into a line end wherever a line gets long; same length."""
    return "\n".join(map(_wrap_line, text.split("\n")))


def _wrap_line(line: str) -> str:
    if "\t" in line:
        return line
    done, rest = "", line
    while len(rest) > WIDTH:
        at = rest.rfind(" ", 20, WIDTH)
        while at > 0 and not rest[at + 1 : at + 2].isalpha():
            at = rest.rfind(" ", 20, at)
        if at < 0:
            break
        done, rest = f"{done}{rest[:at]}\n", rest[at + 1 :]
    return done + rest
