"""The subjects that no entry of the lexicon fits, the most frequent first."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipeline.store.load import rows_of

_SQL = """
WITH named AS (
    SELECT report_id, unit, quote,
           trim(regexp_replace(lower(nfc_normalize(label)), '[^\\p{L}]+', ' ', 'g')) AS subject
    FROM facts
    WHERE indicator = 'other' AND label <> ''
)
SELECT subject, unit, count(*) AS figures, count(DISTINCT report_id) AS reports,
       arg_min(quote, length(quote)) AS example
FROM named
WHERE subject <> ''
GROUP BY subject, unit
ORDER BY reports DESC, figures DESC, subject, unit
LIMIT $limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSubject:
    """A subject that reports give figures for and the lexicon does not know."""

    subject: str
    """The label, in small letters, without digits and signs."""
    unit: str
    figures: int
    """How many facts have it."""
    reports: int
    """In how many reports."""
    example: str
    """The shortest sentence in which it stands."""


def load_unknown_subjects(
    connection: duckdb.DuckDBPyConnection, limit: int
) -> list[UnknownSubject]:
    """The subjects of all facts whose indicator is `other`, at most `limit` of them."""
    return [UnknownSubject(**row) for row in rows_of(connection, _SQL, {"limit": limit})]
