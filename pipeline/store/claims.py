"""Reads claims and relations back, with the facts and numerals that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from models.fact import Fact
from models.number import Numeral
from models.relation import Claim, ClaimKind, Relation, Verdict
from pipeline.store.load import Row, plain_decimal, read_fact, read_numeral, rows_of

_FACTS = """
SELECT f.*
FROM store.facts AS f
WHERE f.report_id IN (SELECT unnest($ids)) AND f.fact_id IN (
    SELECT unnest(list_concat([stated], operands, flatten(alternatives)))
    FROM store.claims
    WHERE report_id IN (SELECT unnest($ids))
)
"""
_NUMERALS = """
SELECT n.*
FROM store.numerals AS n
WHERE n.report_id IN (SELECT unnest($ids)) AND (n.report_id, n.char_start) IN (
    SELECT (report_id, unnest(numerals))
    FROM store.claims
    WHERE report_id IN (SELECT unnest($ids))
)
"""
_CLAIMS = "SELECT * FROM store.claims WHERE report_id IN (SELECT unnest($ids)) ORDER BY ALL"


def load_claims(connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[Claim, ...]:
    """The claims of one report as found, in order, with their facts and numerals."""
    return load_claims_of(connection, [report_id])[report_id]


def load_claims_of(
    connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]
) -> dict[str, tuple[Claim, ...]]:
    """The claims of several reports as found, by report_id; much faster than one by one."""
    found: dict[str, list[Claim]] = {report_id: [] for report_id in report_ids}
    for row, claim in _claims(connection, report_ids):
        if row["found"]:
            found[row["report_id"]].append(claim)
    return {report_id: tuple(claims) for report_id, claims in found.items()}


def load_relations(connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[Relation, ...]:
    """The relations of one report, by the offset of their first figure."""
    claims = {row["claim"]: claim for row, claim in _claims(connection, [report_id])}
    query = (
        "SELECT * FROM store.relations WHERE report_id = ? "
        "ORDER BY char_starts, check_id, relation_id"
    )
    rows = list(rows_of(connection, query, [report_id]))
    elsewhere = load_facts_named(
        connection, [one for row in rows if row["claim"] is None for one in row["fact_ids"]]
    )
    return tuple(
        Relation(
            relation_id=row["relation_id"],
            check_id=row["check_id"],
            holds=row["holds"],
            verdict=Verdict(row["verdict"]),
            formula=row["formula"],
            stated=row["stated"],
            computed_low=plain_decimal(row["computed_low"]),
            computed_high=plain_decimal(row["computed_high"]),
            claim=claims[row["claim"]] if row["claim"] is not None else _across(row, elsewhere),
        )
        for row in rows
    )


def load_facts_named(
    connection: duckdb.DuckDBPyConnection, fact_ids: Iterable[str]
) -> dict[str, tuple[str, Fact]]:
    """The facts with these ids, whatever report they belong to: report_id and fact, by fact_id."""
    wanted = sorted(set(fact_ids))
    query = "SELECT * FROM store.facts WHERE fact_id IN (SELECT unnest(?)) ORDER BY fact_id"
    rows = rows_of(connection, query, [wanted]) if wanted else ()
    return {row["fact_id"]: (row["report_id"], read_fact(row)) for row in rows}


def _across(row: Row, facts: Mapping[str, tuple[str, Fact]]) -> Claim:
    """The claim of a relation between figures of several reports, the stated figure first."""
    known = [facts[fact_id][1] for fact_id in row["fact_ids"] if fact_id in facts]
    return Claim(
        kind=ClaimKind(row["kind"]),
        stated=known[0] if known else None,
        operands=tuple(known[1:]),
        rule="across",
    )


def _claims(
    connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]
) -> list[tuple[Row, Claim]]:
    """All claims of reports in order, those in the form a check gave them included."""
    ids = {"ids": list(report_ids)}
    facts = {row["fact_id"]: read_fact(row) for row in rows_of(connection, _FACTS, ids)}
    numerals = {
        (row["report_id"], row["char_start"]): read_numeral(row)
        for row in rows_of(connection, _NUMERALS, ids)
    }
    return [(row, _claim(row, facts, numerals)) for row in rows_of(connection, _CLAIMS, ids)]


def _claim(
    row: Row, facts: Mapping[str, Fact], numerals: Mapping[tuple[str, int], Numeral]
) -> Claim:
    def named(ids: Sequence[str]) -> tuple[Fact, ...]:
        return tuple(facts[fact_id] for fact_id in ids)

    return Claim(
        kind=ClaimKind(row["kind"]),
        stated=facts[row["stated"]] if row["stated"] else None,
        operands=named(row["operands"]),
        numerals=tuple(numerals[row["report_id"], start] for start in row["numerals"]),
        closed=row["closed"],
        certain=row["certain"],
        likely=row["likely"],
        alternatives=tuple(named(ids) for ids in row["alternatives"]),
        rule=row["rule"],
        note=row["note"],
        context=tuple(row["context"]),
    )
