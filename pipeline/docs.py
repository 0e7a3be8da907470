"""`python -m pipeline.docs schema|checks|indicators`: pages of the documentation, from the source.

Each page is printed from what the program itself uses: the declared schema, the checks, the
lexicon. `--write` writes docs/NAME.md, `--check` exits with 1 if that file says otherwise.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from models.lexicon import load
from pipeline.across import across_checks
from pipeline.checks import checks
from pipeline.store import schema
from pipeline.store.ddl import PRIVATE_SCHEMA

DOCS = Path("docs")

_ACROSS = (
    "What one report says is held against what others said, by the bounds that are stored beside "
    "each figure. Compared are figures of one indicator, their subject in the same words; nothing "
    "here is worse than a warning, for another report may have been put right since. In "
    "`soatso.toml` the table `[checks]` has `skip` (checks to leave out, also those above), "
    "`outlier_factor`, `outlier_history` and `submitted_share`."
)


def render_schema() -> str:
    """docs/schema.md: each public view with its columns."""
    lines = [
        "# The database",
        "",
        (
            f"Schema version {schema.SCHEMA_VERSION}. Analysts use the views below; the tables "
            f"behind them stand in the schema `{PRIVATE_SCHEMA}` and may change. Each column "
            "carries the same text as its `COMMENT` (`FROM duckdb_columns()`). Offsets count code "
            "points of `reports.source_text` and are half open; times are UTC."
        ),
    ]
    for view in schema.PUBLIC:
        rows = ((f"`{one.name}`", one.type, one.comment) for one in view.public_columns)
        lines += ["", f"## {view.name}", "", view.comment, ""]
        lines += _table(("column", "type", "meaning"), rows)
    return _page(lines)


def render_checks() -> str:
    """docs/checks.md: each check with what it judges and its examples."""
    lines = [
        "# The checks",
        "",
        (
            "What a report claims about its own figures is judged by interval arithmetic: a claim "
            "holds if some rounding of the stated figures makes it true."
        ),
    ]
    for check in checks():
        kinds = ", ".join(f"`{kind}`" for kind in check.kinds)
        lines += ["", f"## {check.id}", "", f"{check.title_en} – *{check.title_vi}*", ""]
        lines += [f"Judges claims of the form {kinds}.", "", *_prose_and_examples(check.doc)]
    lines += ["", "# Across reports", "", _ACROSS]
    for across in across_checks():
        lines += ["", f"## {across.id}", "", f"{across.title_en} – *{across.title_vi}*", ""]
        lines += _prose_and_examples(across.doc)
    return _page(lines)


def render_indicators() -> str:
    """docs/indicators.md: each indicator of the lexicon, by domain."""
    indicators = load().indicators.values()
    lines = [
        "# Indicators",
        "",
        (
            f"{len(indicators)} codes. They stand in `facts.indicator`, and with their names in "
            "the view `indicators`."
        ),
    ]
    for domain in dict.fromkeys(indicator.domain for indicator in indicators):
        rows = (
            (f"`{one.code}`", one.unit, one.name_vi, one.name_en, _code(one.parent))
            for one in indicators
            if one.domain == domain
        )
        lines += ["", f"## {domain}", ""]
        lines += _table(("code", "unit", "Vietnamese", "English", "part of"), rows)
    return _page(lines)


PAGES: Mapping[str, Callable[[], str]] = {
    "schema": render_schema,
    "checks": render_checks,
    "indicators": render_indicators,
}


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 if `--check` finds a page that is not as the source has it."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.docs", description=__doc__)
    parser.add_argument("page", choices=PAGES)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--write", action="store_true", help="write docs/PAGE.md")
    action.add_argument("--check", action="store_true", help="exit with 1 if docs/PAGE.md differs")
    arguments = parser.parse_args(argv)
    path = DOCS / f"{arguments.page}.md"
    content = PAGES[arguments.page]()
    if arguments.write:
        path.write_text(content, "utf-8")
    elif not arguments.check:
        sys.stdout.write(content)
    elif not path.exists() or path.read_text("utf-8") != content:
        sys.stderr.write(
            f"{path} is out of date: run python -m pipeline.docs {arguments.page} --write\n"
        )
        return 1
    return 0


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(' --- ' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _code(code: str | None) -> str:
    return f"`{code}`" if code else ""


def _prose_and_examples(doc: str) -> Iterator[str]:
    """A docstring as Markdown: its examples become code blocks."""
    in_example = False
    for line in doc.strip().splitlines():
        starts = line.startswith(">>>") and not in_example
        stops = in_example and not line.strip()
        if starts or stops:
            yield "```python" if starts else "```"
            in_example = starts
        yield line
    if in_example:
        yield "```"


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
