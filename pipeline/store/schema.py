"""The database as it is declared: every table, view, column and comment, once.

Tables stand in the schema `store`; each public one has a view of the same name in `main`
that shows the columns of the contract. Change a column here and the table, the view, its
COMMENT, the rows written and docs/schema.md follow; then raise `SCHEMA_VERSION`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.store import fields
from pipeline.store.columns import (
    BOX,
    CONSEQUENCE,
    DATE,
    NUMBER,
    REAL,
    STEP,
    TEXT,
    TEXTS,
    TIME,
    WHOLE,
    WHOLES,
    YES_NO,
)
from pipeline.store.columns import REPORT as _REPORT
from pipeline.store.columns import column as _c
from pipeline.store.columns import kept as _kept
from pipeline.store.ddl import PRIVATE_SCHEMA, Table, View, lower_bound, upper_bound
from pipeline.store.public_views import VIEWS

SCHEMA_VERSION = 3
"""Raised whenever a table or a view changes; other versions are not opened."""

_START = _c("char_start", WHOLE, "Offset of the first character in source_text.", "span.start")
_END = _c("char_end", WHOLE, "Offset behind the last character (half open).", "span.stop")
_PAGE = _c("page", WHOLE, "Page, counted from 1.")

REPORTS = Table(
    name="reports",
    comment="One row for each submitted file, those that could not be read included.",
    columns=(
        _c("report_id", TEXT, "First 16 hex digits of the content's SHA-256."),
        _c("file_name", TEXT, "Name of the file."),
        _c("file_path", TEXT, "Absolute path it was read from."),
        _c("sha256", TEXT, "SHA-256 of the content (of the path, if it cannot be opened)."),
        _c("media_type", TEXT, "Format as found in the content, e.g. application/pdf."),
        _c("source_text", TEXT, "The text in reading order; offsets count its code points.",
           fields.source("text")),
        _c("page_starts", WHOLES, "Offset at which each page starts.",
           fields.source("page_starts")),
        _c("status", TEXT, "ok, partial or failed."),
        _c("status_detail", TEXT, "Why it was not or not wholly read, in Vietnamese."),
        _c("title", TEXT, "Title of the report.", fields.header("title")),
        _c("kind", TEXT, "What sort of report it is.", fields.header("kind")),
        _c("level", TEXT, "Level of the unit: xã, huyện or tỉnh.", fields.header("level")),
        _c("unit_name", TEXT, "The reporting unit.", fields.header("unit_name")),
        _c("unit_code", TEXT, "Official code of the unit on the report's day; NULL where it cannot "
           "be told for certain.", fields.header("unit_code")),
        _c("district", TEXT, "District (huyện) of the unit.", fields.header("district")),
        _c("province", TEXT, "Province (tỉnh) of the unit.", fields.header("province")),
        _c("symbol", TEXT, "Number and symbol, e.g. 476/BC-UBND.", fields.header("symbol")),
        _c("report_date", DATE, "Date of the report.", fields.header("report_date")),
        _c("place", TEXT, "Place named in the date line.", fields.header("place")),
        _c("period_label", TEXT, "Period, in the report's words.", fields.header("period_label")),
        _c("period_start", DATE, "First day of the period.", fields.header("period_start")),
        _c("period_end", DATE, "Last day of the period.", fields.header("period_end")),
        _c("signer", TEXT, "Who signed.", fields.header("signer")),
        _c("ingested_at", TIME, "When this content was first stored, UTC.", fields.ingested_at),
        _c("extractor_version", TEXT, "Version of the program and lexicon that read it."),
        _c("superseded_by", TEXT, "report_id of the newer content of the same file, else NULL."),
        _c("unit_id", TEXT, "The unit's row in places: places.unit_id.", fields.header("unit_id")),
        _kept("reading", TEXT, "source_text with misread words mended, exactly as long; NULL where "
              "nothing was.", fields.source("mended")),
        _kept("judged_by", TEXT, "Version of the checks and settings that judged its claims.",
              "judged_by"),
    ),
)  # fmt: skip

NUMERALS = Table(
    name="numerals",
    comment="The ledger: every run of digits in source_text is covered by exactly one row.",
    columns=(
        _REPORT, _START, _END,
        _c("text", TEXT, "The digits, with the points and commas inside them, as written."),
        _PAGE,
        _c("kind", TEXT, "quantity, percent, date, ref, label or name."),
        _kept("block", WHOLE, "Index of the paragraph, item or cell it stands in.", "block"),
        _kept("rule", TEXT, "The rule that decided the kind.", "rule"),
        _kept("rejected", TEXTS, "Other kinds that a rule spoke for, as kind:rule.",
              lambda numeral: list(numeral.rejected)),
    ),
)  # fmt: skip

FACTS = Table(
    name="facts",
    comment="One row for each quantity or percentage, with its meaning and the evidence for it.",
    columns=(
        _c("fact_id", TEXT, "From content and offset: the same text gives the same id."),
        _REPORT, _START, _END, _PAGE,
        _c("bbox", BOX,
           "Where it stands on the page, in points from the top left; NULL for plain text.",
           fields.bbox),
        _c("text", TEXT, "The figure as written."),
        _c("value", NUMBER, "As stated, before unit scaling; decreases are negative; NULL if "
           "malformed without a certain reading."),
        _c("decimals", WHOLE, "Digits written behind the decimal sign."),
        _c("unit", TEXT, "Unit as stated, in canonical spelling; empty if it cannot be told."),
        _c("canonical_value", NUMBER, "The value in canonical_unit."),
        _c("canonical_unit", TEXT, "One unit for an indicator: đồng, ha, tấn …"),
        _c("role", TEXT, "actual, plan, total, prior, pct_plan, pct_prior, pct_change, abs_change, "
           "pct_share, threshold, target or price."),
        _c("indicator", TEXT, "What is measured: indicators.code, or other."),
        _c("label", TEXT, "The subject in the source's words."),
        _c("season", TEXT, "Season of a crop figure, else NULL."),
        _c("place", TEXT, "Part of the unit (a village), else empty."),
        _c("period_start", DATE, "First day of the period meant."),
        _c("period_end", DATE, "Last day of the period meant."),
        _c("approx", YES_NO, "Whether the report calls the figure approximate."),
        _c("flags", TEXTS, "malformed, footnote, table, forecast, repaired, ocr."),
        _c("section", TEXT, "Numbers and title of the section it stands in."),
        _c("quote", TEXT, "The sentence it stands in."),
        _c("evidence", f"{STEP}[]",
           "Each step of the reading: what was decided, by which rule, on which words.",
           fields.evidence),
        _c("base", TEXT, "Whose plan or which earlier period a plan or percentage refers to, as "
           "stated: tỉnh giao, huyện giao, HĐND giao, nghị quyết, cùng kỳ …; else empty."),
        _c("project", TEXT, "The project or programme that the figure is of, within others "
           "(… > Tiểu dự án 1); else empty."),
        _kept("block", WHOLE, "Index of the paragraph, item or cell it stands in.", "block"),
        _kept("dimension", TEXT,
              "area, length, volume, mass, yield, money, percent, duration or count.", "dimension"),
        _kept("scale", NUMBER, "What one unit is in canonical_unit.", "scale"),
        _kept("approximation", TEXT, "exact, about, over or under.", "approximation"),
        _kept("confidence", REAL, "How surely its characters were recognised, 0 to 100; NULL for "
              "text that is no scan.", "confidence"),
        _kept("subject", TEXT, "What the words for the subject say beyond the indicator's name.",
              None),
        _kept("low", NUMBER, "Least that the figure stands for, in canonical_unit: rounding, and "
              "khoảng, trên, gần taken into account.", None),
        _kept("high", NUMBER, "Most that the figure stands for, in canonical_unit.", None),
        _kept("step", NUMBER, "One unit of the last digit written, in canonical_unit; 0 for what "
              "is counted exactly.", None),
    ),
)  # fmt: skip

CLAIMS = Table(
    name="claims",
    comment="What reports claim about their own figures, as found and as judged.",
    public=False,
    columns=(
        _REPORT,
        _c("claim", WHOLE, "Position among the report's claims.", None),
        _c("found", YES_NO, "Whether the text has it so; else a check changed it.", None),
        _c("kind", TEXT, "Form of the claim."),
        _c("stated", TEXT, "fact_id of the figure that the others are to give.",
           lambda claim: claim.stated and claim.stated.fact_id),
        _c("operands", TEXTS, "fact_ids in the order of the formula.",
           lambda claim: [fact.fact_id for fact in claim.operands]),
        _c("numerals", WHOLES, "char_starts of the numerals of a claim about dates.",
           lambda claim: [numeral.span.start for numeral in claim.numerals]),
        _c("closed", YES_NO, "Whether a list exhausts the whole."),
        _c("certain", YES_NO, "Whether the text itself ties the figures together."),
        _c("likely", YES_NO, "Whether a break deserves a warning although nothing is certain."),
        _c("alternatives", "VARCHAR[][]", "Other operand lists to try, as fact_ids.",
           lambda claim: [[fact.fact_id for fact in facts] for facts in claim.alternatives]),
        _c("rule", TEXT, "How the claim was found."),
        _c("note", TEXT, "Sort of agreement, for claims about dates."),
        _c("context", TEXTS, "Texts compared, for claims about dates."),
    ),
)  # fmt: skip

RELATIONS = Table(
    name="relations",
    comment="Every claim that a report makes about its figures and that could be judged.",
    columns=(
        _c("relation_id", TEXT, "From content: the same claim gives the same id."),
        _REPORT,
        _c("check_id", TEXT, "The check that judged it."),
        _c("holds", YES_NO, "Whether it holds."),
        _c("verdict", TEXT, "exact, rounded, truncated, approximate or broken."),
        _c("formula", TEXT, "Readable arithmetic with the figures."),
        _c("stated", TEXT, "What the report states."),
        _c("computed_low", NUMBER, "Least value that the other figures give.",
           lambda relation: lower_bound(relation.computed_low)),
        _c("computed_high", NUMBER, "Greatest value that the other figures give.",
           lambda relation: upper_bound(relation.computed_high)),
        _c("char_starts", WHOLES, "Offsets of the figures involved, ascending.", None),
        _c("char_ends", WHOLES, "Offsets behind the figures involved, in the same order.", None),
        _c("fact_ids", TEXTS, "The facts involved, the stated one first.", None),
        _kept("claim", WHOLE, "Position of the claim among the report's claims; NULL for what is "
              "said of another report.", None),
        _kept("kind", TEXT, "Form of the claim.", "claim.kind"),
    ),
)  # fmt: skip

FINDINGS = Table(
    name="findings",
    comment="What does not hold, how bad it is and what likely happened.",
    columns=(
        _c("finding_id", TEXT, "From content: the same break gives the same id."),
        _REPORT,
        _c("check_id", TEXT, "The check that found it."),
        _c("severity", TEXT, "error, warn or info."),
        _c("message", TEXT, "What does not hold, in Vietnamese."),
        _c("message_en", TEXT, "The same in English."),
        _c("stated", TEXT, "What the report states."),
        _c("expected", TEXT, "What would be right."),
        _c("cause", TEXT, "The likeliest slip."),
        _c("suggestion", TEXT, "The reading that would reconcile it; empty if none was found."),
        _c("char_starts", WHOLES, "Offsets of the figures involved, ascending.",
           lambda finding: [span.start for span in finding.spans]),
        _c("char_ends", WHOLES, "Offsets behind the figures involved, in the same order.",
           lambda finding: [span.stop for span in finding.spans]),
        _PAGE,
        _c("quote", TEXT, "The words in question."),
        _c("first_seen", TIME, "When it was first found, UTC.", None),
        _c("last_seen", TIME, "When a check last found it, UTC.", None),
        _c("state", TEXT, "open, dismissed (the report is right), or corrected (a newer version "
           "no longer has it, or somebody said so).", None),
        _c("why", TEXT, "Why it was dismissed or taken for corrected, in the user's words.", None),
        _c("decided_by", TEXT, "Who said so: the name of the account.", None),
        _c("decided_at", TIME, "When, UTC.", None),
        _c("entails", f"{CONSEQUENCE}[]",
           "Relations that break only because of it; they are no findings of their own.",
           fields.consequences),
        _c("suggestion_en", TEXT, "The suggestion in English."),
        _kept("relation_id", TEXT, "The relation that is broken; empty if there is none.",
              "relation_id"),
        _kept("about", TEXT, "Check, subject, figures: the same in every version of the file that "
              "has this break.", "about"),
        _kept("across", YES_NO, "Whether it comes from a comparison of several reports.", None),
    ),
)  # fmt: skip

DECISIONS = Table(
    name="decisions",
    comment="What users decided about findings; it outlives reports and checks made anew.",
    public=False,
    columns=(
        _c("about", TEXT, "The break decided on: findings.about."),
        _c("file_path", TEXT, "File it was found in."),
        _c("unit", TEXT, "Unit whose report it was found in, as in store.submitted; else NULL."),
        _c("period_start", DATE, "First day of that report's period."),
        _c("period_end", DATE, "Last day of that report's period."),
        _c("state", TEXT, "dismissed or corrected."),
        _c("why", TEXT, "Why, in the user's words."),
        _c("decided_by", TEXT, "Name of the user's account."),
        _c("decided_at", TIME, "When, UTC."),
    ),
)

INDICATORS = Table(
    name="indicators",
    comment="What is measured: the codes of the lexicon.",
    columns=(
        _c("code", TEXT, "The code, as in facts.indicator."),
        _c("unit", TEXT, "Its canonical unit."),
        _c("parent", TEXT, "Code of the indicator it is a part of, else NULL."),
        _c("domain", TEXT, "Field it belongs to."),
        _c("name_vi", TEXT, "Vietnamese name."),
        _c("name_en", TEXT, "English name."),
    ),
)

UNITS = Table(
    name="units",
    comment="Official units as shipped with the program.",
    public=False,
    columns=(
        _c("code", TEXT, "Official code."),
        _c("sort", TEXT, "Xã, Phường, Thị trấn, Huyện …"),
        _c("name", TEXT, "Name without its sort."),
        _c("parent", TEXT, "Code of the unit above."),
        _c("valid_from", DATE, "First day, NULL if not known."),
        _c("valid_to", DATE, "Last day, NULL as long as it exists."),
    ),
)

UNIT_CHANGES = Table(
    name="unit_changes",
    comment="Which unit of before 1 July 2025 went into which of today.",
    public=False,
    columns=(_c("old", TEXT, "Code until then."), _c("new", TEXT, "Code since then.")),
)

FILES = Table(
    name="files",
    comment="Files as they were when last read, so that unchanged ones need not be opened.",
    public=False,
    columns=(
        _c("path", TEXT, "Absolute path: reports.file_path."),
        _c("size", "BIGINT", "Bytes."),
        _c("mtime_ns", "BIGINT", "Time of the last change, in nanoseconds."),
        _c("sha256", TEXT, "SHA-256 of the content."),
    ),
)

META = Table(
    name="meta",
    comment="About this database itself.",
    public=False,
    columns=(
        _c("schema_version", WHOLE, "Version of tables and views.", None),
        _c("created_by", TEXT, "Version of the program that made the file.", None),
        _c(
            "checked_by",
            TEXT,
            "Version of the checks and settings that last compared the reports "
            "with each other; NULL if reports came or went since.",
            None,
        ),
        _c("places", TEXT, "Fingerprint of the table of official units.", None),
    ),
)

REPORT_TABLES = (NUMERALS, FACTS, CLAIMS, RELATIONS, FINDINGS)
"""The tables whose rows belong to one report and are replaced with it."""

TABLES = (META, REPORTS, *REPORT_TABLES, DECISIONS, INDICATORS, UNITS, UNIT_CHANGES, FILES)

PUBLIC: tuple[Table | View, ...] = (
    *(table for table in TABLES if table.public),
    *(view for view in VIEWS if view.public),
)
"""The relations of the contract."""


def statements() -> Iterator[str]:
    """The SQL that makes an empty database, in order."""
    yield f"CREATE SCHEMA {PRIVATE_SCHEMA}"
    for table in TABLES:
        yield from table.statements()
    for view in VIEWS:
        yield from view.statements()


def columns() -> frozenset[tuple[str, str]]:
    """Every column of a database of ours: table or view with its schema, and the column's name."""
    views: list[Table | View] = [*(table for table in TABLES if table.public), *VIEWS]
    found = [(table.full_name, one.name) for table in TABLES for one in table.columns]
    for view in views:
        name = view.name if "." in view.name else f"main.{view.name}"
        found += [(name, one.name) for one in view.public_columns]
    return frozenset(found)
