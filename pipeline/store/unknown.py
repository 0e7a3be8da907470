"""The subjects that no entry of the lexicon fits, the most frequent first."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

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
    cursor = connection.execute(_SQL, {"limit": limit})
    names = [column[0] for column in cursor.description or ()]
    return [UnknownSubject(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
