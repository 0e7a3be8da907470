"""From a table's description to its rows, with the sums and rates that they claim."""

from __future__ import annotations

from collections.abc import Sequence

from tests.generator.claims import claims_of, with_rates
from tests.generator.grammar import SERIES, Office, Passage, Subject, Writer
from tests.generator.phrases import Line, Table
from tests.generator.records import Block, BlockKind, Cell, Claim, Figure, Form, Piece
from tests.generator.values import Values

IN_TABLE = frozenset({"table"})


def write_topics(table: Table, office: Office, subjects: Sequence[Subject]) -> list[Block | Claim]:
    """A table with a row for each subject."""
    writer, blocks = _begin(table, office)
    writer.flags = IN_TABLE
    rows = [_header(table, writer, subjects[0].values)]
    claims: list[Claim] = []
    for number, subject in enumerate(subjects, start=1):
        rows.append(_row(table.row, number, writer, subject.values, subject))
        claims += claims_of(tuple(subject.values.lines.values()), subject.shown, table.id)
    blocks.append(Block(kind=BlockKind.TABLE, rows=tuple(rows)))
    return [*blocks, *claims]


def write_rows(table: Table, office: Office, names: Sequence[str]) -> list[Block | Claim]:
    """A table with a row for each village or class, and a foot that sums them."""
    writer, blocks = _begin(table, office)
    sums = {line.name for line in table.facts if _is_of_foot(line, table)}
    of_rows = [line for line in table.facts if line.name not in sums]
    values = [Values(of_rows, office.given, office.rng, office.notation) for _ in names]
    foot = Values(table.facts, office.given, office.rng, office.notation)
    foot.rows = values
    writer.flags = IN_TABLE
    rows = [_header(table, writer, foot)]
    shown: list[dict[str, list[Figure]]] = []
    claims: list[Claim] = []
    for index, name in enumerate(names):
        values[index].row, values[index].row_count = index, len(names)
        writer.shown = {}
        rows.append(_row(table.row.replace("{T}", name), index + 1, writer, values[index], None))
        shown.append(writer.shown)
        claims += claims_of(of_rows, writer.shown, table.id)
    if table.foot:
        writer.shown = {}
        rows.append(_row(table.foot, 0, writer, foot, None))
        claims += _foot_claims(table, writer.shown, shown)
    blocks.append(Block(kind=BlockKind.TABLE, rows=tuple(rows)))
    return [*blocks, *claims]


def _is_of_foot(line: Line, table: Table) -> bool:
    return f"{{{line.name}}}" in table.foot


def _foot_claims(
    table: Table, foot: dict[str, list[Figure]], rows: Sequence[dict[str, list[Figure]]]
) -> list[Claim]:
    """Column sums, and the rates of the foot with the rates of the rows."""
    lines = [line for line in table.facts if _is_of_foot(line, table)]
    claims = claims_of(lines, foot, table.id)
    for line in lines:
        word, _, column = line.how.partition(":")
        if word == "sum":
            claims.append(
                Claim(
                    form=Form.SUM,
                    stated=foot[line.name][0],
                    operands=tuple(row[column][0] for row in rows),
                    phrase=table.id,
                )
            )
        elif line.how.startswith("%"):
            column = _same_rate(line, table)
            claims = with_rates(claims, foot[line.name][0], [row[column][0] for row in rows])
    return claims


def _same_rate(line: Line, table: Table) -> str:
    """The column that the rows' rates of this kind stand in."""
    sums = {entry.name: entry.how.partition(":")[2] for entry in table.facts}
    above, below = line.how[1:].split("/")
    wanted = f"%{sums[above]}/{sums[below]}"
    return next(entry.name for entry in table.facts if entry.how == wanted)


def _begin(table: Table, office: Office) -> tuple[Writer, list[Block]]:
    writer = Writer(office, table.id)
    lines = (*SERIES, *table.facts)
    values = Values(lines, office.given, office.rng, office.notation)
    pieces = writer.fill(table.caption, values)
    writer.shown = {}
    return writer, [Block(kind=BlockKind.CAPTION, pieces=tuple(pieces))]


def _header(table: Table, writer: Writer, values: Values) -> tuple[Cell, ...]:
    cells = tuple(_cell(cell, writer, values, None) for cell in table.header.split("|"))
    writer.shown = {}
    return cells


def _row(
    template: str, number: int, writer: Writer, values: Values, subject: Subject | None
) -> tuple[Cell, ...]:
    numbered = template.replace("{i}", f"{{={number}:label}}")
    return tuple(_cell(cell, writer, values, subject) for cell in numbered.split("|"))


def _cell(cell: str, writer: Writer, values: Values, subject: Subject | None) -> tuple[Piece, ...]:
    return tuple(writer.fill(cell.strip(), values, subject))


def passage_of(parts: Sequence[Block | Claim]) -> tuple[list[Block], Passage]:
    """Blocks and claims apart."""
    blocks = [part for part in parts if isinstance(part, Block)]
    return blocks, Passage(claims=[part for part in parts if isinstance(part, Claim)])
