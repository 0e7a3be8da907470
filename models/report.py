"""What is known of one submitted file, and all that was extracted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.document import Document
from models.fact import Fact
from models.finding import Finding
from models.number import Numeral
from models.relation import Claim, Relation


class Status(StrEnum):
    """How far a file could be read."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one source says: a pure function of the source and the lexicon."""

    document: Document
    numerals: tuple[Numeral, ...]
    """The ledger: ordered by offset, every digit of the source in exactly one."""
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One submitted file as it is stored."""

    report_id: str
    """The first 16 hex digits of the content's SHA-256 (of the path, if it cannot be read)."""
    file_name: str
    file_path: str
    sha256: str
    media_type: str
    status: Status
    status_detail: str
    """Why it was not read, or not wholly, and what to do, in Vietnamese; empty if ok."""
    ingested_at: datetime
    extraction: Extraction | None
    """None if nothing could be read."""
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    extractor_version: str = ""
    """Version of the program and the lexicon that read it."""
    judged_by: str = ""
    """Version of the checks and settings that judged its claims."""
    superseded_by: str | None = None
    """The `report_id` of newer content of the same file."""
