"""Markdown: the decoded file, unchanged, with its headings and pipe tables pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.readers._textfile import decode, is_text, page_starts
from models.text import RawTable, Source, Span, TableCell

SUFFIXES = frozenset({".md", ".markdown"})
MEDIA_TYPE = "text/markdown"
RANK = 2
"""Asked last: every Markdown file is a text file too, and only its name tells."""

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FIELD = re.compile(r"(?:\\.|[^\\|])+|(?<=\|)(?=\|)")


def recognises(data: bytes) -> bool:
    """Whether the bytes look like text.

    >>> recognises(b"# I. KET QUA")
    True
    """
    return is_text(data)


def read(data: bytes) -> Source:
    r"""The text as it stands in the file; `#` lines are headings, `| a | b |` lines tables.

    Raises:
        InputError: the encoding is not UTF-8 or UTF-16, or the file is cut off.

    >>> source = read("# Kết quả\n\n| Cây | ha |\n|---|---|\n| Ngô | 12,5 |\n".encode())
    >>> [cell.span.of(source.text) for cell in source.tables[0].cells]
    ['Cây', 'ha', 'Ngô', '12,5']
    """
    text = decode(data)
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    return Source(
        text=text,
        media_type=MEDIA_TYPE,
        page_starts=page_starts(text),
        tables=tuple(_find_tables(text, lines)),
        headings=tuple(line for line in lines if _HEADING.match(line.of(text))),
    )


def _find_tables(text: str, lines: Sequence[Span]) -> Iterator[RawTable]:
    """Runs of adjoining lines with bars, the second of which is the rule under the header."""
    position = 0
    while position < len(lines) - 1:
        rows = [lines[position]]
        for line in lines[position + 1 :]:
            if not _adjoin(text, rows[-1], line) or "|" not in line.of(text):
                break
            rows.append(line)
        rule = rows[1].of(text) if len(rows) > 1 else ""
        if "|" in rows[0].of(text) and "|" in rule and _RULE.fullmatch(rule):
            yield _table(text, [rows[0], *rows[2:]])
            position += len(rows)
        else:
            position += 1


def _adjoin(text: str, above: Span, below: Span) -> bool:
    return text[above.stop : below.start] in {"\n", "\r\n", "\r"}


def _table(text: str, rows: Sequence[Span]) -> RawTable:
    cells = tuple(
        TableCell(row=row, column=column, span=span)
        for row, line in enumerate(rows)
        for column, span in enumerate(_fields(text, line))
    )
    return RawTable(span=Span(rows[0].start, rows[-1].stop), cells=cells)


def _fields(text: str, line: Span) -> Iterator[Span]:
    """The trimmed fields of one row, without the bars."""
    content = line.of(text)
    outer = len(content) - len(content.lstrip())
    start = line.start + outer + content.lstrip().startswith("|")
    stop = line.start + len(content.rstrip())
    stop -= content.rstrip().endswith("|") and not content.rstrip().endswith(r"\|")
    for match in _FIELD.finditer(text, start, stop):
        field = match.group()
        left = match.start() + len(field) - len(field.lstrip())
        yield Span(left, max(left, match.start() + len(field.rstrip())))
