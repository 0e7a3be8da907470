"""Columns, tables and views as records, and the SQL and the rows derived from them.

A column is declared once, in `pipeline.store.schema`: its name, its type, its comment and
where on the record its value stands. The table, the public view, every COMMENT, the rows
that are appended and docs/schema.md all come from that one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from operator import attrgetter

PRIVATE_SCHEMA = "store"
"""Where the tables stand; users read the views in `main`."""

NUMBER = "DECIMAL(38,9)"
"""The type of every figure: 29 digits before the decimal sign and 9 behind it."""

_AS_THEY_ARE = {"VARCHAR", "INTEGER", "BIGINT", "DATE", "TIMESTAMP", "BOOLEAN", "DOUBLE"}
"""Types whose values need no change: an enum that is text counts as its text."""
_STEP = Decimal("1e-9")
_LIMIT = Decimal("1e29")
_CONTEXT = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    name: str
    type: str
    comment: str
    field: str | Callable[..., object] | None = None
    """Path of the value on the record (`span.start`), or a function of the record; None for
    what the record does not carry and the writer gives."""
    public: bool = True
    """Whether the public view shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, holding one sort of record."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    public: bool = True
    """Whether a view of the same name shows it."""

    @property
    def full_name(self) -> str:
        """The table's name with its schema."""
        return f"{PRIVATE_SCHEMA}.{self.name}"

    @property
    def public_columns(self) -> tuple[Column, ...]:
        """The columns of the public view."""
        return tuple(column for column in self.columns if column.public)

    def row_maker(self) -> Callable[[object, Mapping[str, object]], list[object]]:
        """A function from a record, and what it does not carry, to a row in column order."""
        readers = [(column.name, _reader(column)) for column in self.columns]
        to_fit = [i for i, column in enumerate(self.columns) if column.type not in _AS_THEY_ARE]

        def make(record: object, given: Mapping[str, object]) -> list[object]:
            row = [read(record) if read else given[name] for name, read in readers]
            for i in to_fit:
                row[i] = storable(row[i])
            return row

        return make

    def statements(self) -> Iterator[str]:
        """The SQL that makes the table, its view and their comments."""
        columns = ", ".join(f"{column.name} {column.type}" for column in self.columns)
        yield f"CREATE TABLE {self.full_name} ({columns})"
        yield from _comments("TABLE", self.full_name, self.comment, self.columns)
        if self.public:
            names = ", ".join(column.name for column in self.public_columns)
            yield f"CREATE VIEW {self.name} AS SELECT {names} FROM {self.full_name}"  # noqa: S608
            yield from _comments("VIEW", self.name, self.comment, self.public_columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A public view with a query of its own (`views/NAME.sql`)."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    query: str
    public: bool = True
    """Whether users see it; the others stand in the private schema."""

    @property
    def public_columns(self) -> tuple[Column, ...]:
        """All columns: a view hides nothing."""
        return self.columns

    def statements(self) -> Iterator[str]:
        """The SQL that makes the view and its comments; types and order are as declared."""
        columns = ", ".join(
            f"CAST({column.name} AS {column.type}) AS {column.name}" for column in self.columns
        )
        yield f"CREATE VIEW {self.name} AS SELECT {columns} FROM ({self.query})"  # noqa: S608
        yield from _comments("VIEW", self.name, self.comment, self.columns)


def storable(value: object) -> object:
    """`value` as the database takes it: enums as text, tuples and sets as lists.

    >>> storable((Decimal("2.5"), frozenset({"b", "a"})))
    [Decimal('2.5'), ['a', 'b']]
    """
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return fitted(value)
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple | list):
        return [storable(item) for item in value]
    return value


def fitted(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal | None:
    """`value` rounded to what a column holds, or None where it has more than 29 whole digits.

    Such a figure cannot be meant; its digits stay in the column `text`.

    >>> fitted(Decimal("0.1234567891")), fitted(Decimal("1e40"))
    (Decimal('0.123456789'), None)
    """
    if not value.is_finite() or abs(value) >= _LIMIT:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -9:
        return value
    return value.quantize(_STEP, rounding=rounding, context=_CONTEXT)


def lower_bound(value: Decimal | None) -> Decimal | None:
    """The greatest storable number that is not above `value`; bounds are never narrowed."""
    return None if value is None else fitted(value, ROUND_FLOOR)


def upper_bound(value: Decimal | None) -> Decimal | None:
    """The least storable number that is not below `value`."""
    return None if value is None else fitted(value, ROUND_CEILING)


def literal(text: str) -> str:
    """`text` as an SQL string.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def _reader(column: Column) -> Callable[..., object] | None:
    if isinstance(column.field, str):
        return attrgetter(column.field)
    return column.field


def _comments(sort: str, name: str, comment: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"COMMENT ON {sort} {name} IS {literal(comment)}"
    for column in columns:
        yield f"COMMENT ON COLUMN {name}.{column.name} IS {literal(column.comment)}"
