"""A report as rows: what travels from whoever read a file to the database.

Rows are packed as Arrow record batches where the file was read, in a worker process or on
another machine, because making them costs as much as a third of the reading and taking them into
the database nearly nothing. The one who writes never sees the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import pyarrow as pa

from models.fact import Fact
from models.finding import Finding
from models.number import Numeral
from models.relation import Claim, Relation
from models.report import Report
from models.text import Span
from pipeline.store import columns, schema
from pipeline.store.ddl import Column, Table
from pipeline.store.derived import derived_columns

# Arrow's own allocator reserves a gigabyte of addresses, which the limit of a worker would count.
pa.set_memory_pool(pa.system_memory_pool())


UNDECIDED: Mapping[str, object] = {
    "state": "open",
    "why": "",
    "decided_by": "",
    "decided_at": None,
}
"""A finding about which nobody has said anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What the checks said of one report by itself."""

    report_id: str
    claims: tuple[Claim, ...]
    """As found in the text."""
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """All rows of one report."""

    report_id: str
    batches: Mapping[str, bytes]
    """A record batch without its schema, by name of the table."""

    @property
    def size(self) -> int:
        """Bytes of all rows."""
        return sum(map(len, self.batches.values()))


def pack(report: Report) -> Parcel:
    """The rows of `report`; its findings are open and seen when it was read."""
    owner = {"report_id": report.report_id}
    rows = [(schema.REPORTS, _rows(schema.REPORTS, [report]))]
    if report.extraction is not None:
        rows.append((schema.NUMERALS, _rows(schema.NUMERALS, report.extraction.numerals, owner)))
        rows.append((schema.FACTS, _fact_rows(report.extraction.facts, owner)))
    verdicts = Verdicts(
        report_id=report.report_id,
        claims=report.extraction.claims if report.extraction else (),
        relations=report.relations,
        findings=report.findings,
    )
    rows.extend(_judged_rows(verdicts, report.ingested_at.replace(tzinfo=None)))
    return _parcel(report.report_id, rows)


def pack_verdicts(verdicts: Verdicts, now: datetime) -> Parcel:
    """What the checks said of a report that is stored, its findings open and seen `now`."""
    return _parcel(verdicts.report_id, _judged_rows(verdicts, now))


def unpack_all(parcels: Sequence[Parcel]) -> dict[str, pa.Table]:
    """The rows of all parcels in their order, by name of the table.

    Of two parcels of one report the later counts.

    >>> unpack_all([])["facts"].num_rows
    0
    """
    last = list({parcel.report_id: parcel for parcel in parcels}.values())
    return {table.name: _unpack(last, table) for table in (schema.REPORTS, *schema.REPORT_TABLES)}


def _unpack(parcels: Sequence[Parcel], table: Table) -> pa.Table:
    made = _arrow_schema(table.name)
    batches = [
        pa.ipc.read_record_batch(pa.py_buffer(parcel.batches[table.name]), made)
        for parcel in parcels
        if table.name in parcel.batches
    ]
    return pa.Table.from_batches(batches, made)


def pack_rows(table: Table, rows: Sequence[Sequence[object]]) -> pa.RecordBatch:
    """Rows in column order as a record batch of the table's types."""
    made = _arrow_schema(table.name)
    by_column = zip(*rows, strict=True) if rows else ([] for _ in made)
    arrays = [pa.array(values, one.type) for values, one in zip(by_column, made, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=made)


def _parcel(report_id: str, rows: Iterable[tuple[Table, list[list[object]]]]) -> Parcel:
    return Parcel(
        report_id=report_id,
        batches={table.name: _packed(table, made) for table, made in rows if made},
    )


def _rows(
    table: Table, records: Iterable[object], given: Mapping[str, object] | None = None
) -> list[list[object]]:
    make = table.row_maker()
    return [make(record, given or {}) for record in records]


def _fact_rows(facts: Iterable[Fact], owner: Mapping[str, object]) -> list[list[object]]:
    make = schema.FACTS.row_maker()
    return [make(fact, {**owner, **derived_columns(fact)}) for fact in facts]


def _judged_rows(verdicts: Verdicts, now: datetime) -> list[tuple[Table, list[list[object]]]]:
    """Claims, those a check changed included, then relations and findings that name them."""
    owner = {"report_id": verdicts.report_id}
    found = dict.fromkeys(verdicts.claims)
    judged = dict.fromkeys(relation.claim for relation in verdicts.relations)
    claims = {claim: i for i, claim in enumerate({**found, **judged})}
    make_claim = schema.CLAIMS.row_maker()
    make_relation = schema.RELATIONS.row_maker()
    seen = {**owner, "across": False, "first_seen": now, "last_seen": now, **UNDECIDED}
    claim_rows = [
        make_claim(claim, {**owner, "claim": i, "found": claim in found})
        for claim, i in claims.items()
    ]
    relation_rows = [
        make_relation(one, {**owner, "claim": claims[one.claim], **_figure_columns(one)})
        for one in verdicts.relations
    ]
    return [
        (schema.CLAIMS, claim_rows),
        (schema.RELATIONS, relation_rows),
        (schema.FINDINGS, _rows(schema.FINDINGS, verdicts.findings, seen)),
    ]


def _figure_columns(relation: Relation) -> dict[str, object]:
    """The columns that say which figures a relation is about."""
    claim = relation.claim
    facts: list[Fact] = [claim.stated] if claim.stated else []
    facts.extend(claim.operands)
    parts: list[Fact | Numeral] = [*facts, *claim.numerals]
    spans: list[Span] = sorted({part.span for part in parts})
    return {
        "char_starts": [span.start for span in spans],
        "char_ends": [span.stop for span in spans],
        "fact_ids": [fact.fact_id for fact in facts],
    }


def _packed(table: Table, rows: Sequence[Sequence[object]]) -> bytes:
    packed: bytes = pack_rows(table, rows).serialize().to_pybytes()
    return packed


@lru_cache(maxsize=64)
def _arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; by its name, for the table itself takes long to hash."""
    (table,) = (table for table in schema.TABLES if table.name == name)
    return pa.schema([pa.field(column.name, _arrow_type(column)) for column in table.columns])


def _arrow_type(column: Column) -> pa.DataType:
    """The Arrow type as which DuckDB takes the column without changing it."""
    word = pa.string()
    scalars = {
        columns.TEXT: word,
        columns.WHOLE: pa.int32(),
        "BIGINT": pa.int64(),
        columns.DATE: pa.date32(),
        columns.TIME: pa.timestamp("us"),
        columns.YES_NO: pa.bool_(),
        columns.REAL: pa.float64(),
        columns.NUMBER: pa.decimal128(38, 9),
        columns.BOX: pa.struct(dict.fromkeys(("x0", "top", "x1", "bottom"), pa.float64())),
        columns.STEP: pa.struct(dict.fromkeys(("aspect", "said", "rule", "words"), word)),
        columns.CONSEQUENCE: pa.struct(dict.fromkeys(("relation_id", "formula"), word)),
    }
    kind = column.type
    depth = kind.count("[]")
    made = scalars[kind.replace("[]", "")]
    for _ in range(depth):
        made = pa.list_(made)
    return made
