"""Pages that were recognised from their picture, laid out as if their characters were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.readers.pdf.layout import Glyph, Page, Rule
from models.recognised import RecognisedPage, RecognisedWord
from models.text import Glyphs, Recognised, Source, Span

_SAME_SIZE = 0.14
"""Share by which the measured size of a line may miss its font's."""
_SPACE = 1.0
"""A gap of up to so many sizes is one space; a wider one may divide columns."""


def recognised_pages(pages: Iterable[RecognisedPage]) -> dict[int, Page]:
    """By number, the pages with what was recognised on them in place of what is drawn.

    Sizes are measured line by line and never twice the same: near ones are made one.
    """
    pages = list(pages)
    sizes = _font_sizes(word for page in pages for word in page.words)
    return {page.number: _page(page, sizes) for page in pages}


def unread_page(number: int) -> Page:
    """A picture that was not recognised, as a page (0-based)."""
    return Page(number=number, width=1.0, height=1.0, glyphs=(), turned=(), rules=(), pictures=True)


def with_confidence(source: Source, pages: Mapping[int, RecognisedPage]) -> Source:
    """The source, telling how sure each recognised word is and where it is really seen."""
    glyphs: list[Glyphs] = []
    recognised: list[Recognised] = []
    words = {
        number: sorted(page.words, key=lambda word: word.baseline) for number, page in pages.items()
    }
    for run in source.glyphs:
        page = pages.get(run.page)
        if page is None:
            glyphs.append(run)
            continue
        beside = [w for w in words[run.page] if run.top < w.baseline - 0.3 * w.size < run.bottom]
        for piece in _words(run, source.text):
            confidence = min((w.confidence for w in beside if _overlap(piece, w)), default=0.0)
            recognised.append(Recognised(span=piece.span, confidence=confidence))
            glyphs.append(_seen(piece, page))
    return replace(
        source,
        glyphs=tuple(glyphs),
        recognised=tuple(recognised),
        ocr_pages=tuple(number + 1 for number in sorted(pages)),
    )


def _page(page: RecognisedPage, sizes: Mapping[float, float]) -> Page:
    return Page(
        number=page.number,
        width=page.width,
        height=page.height,
        glyphs=tuple(_glyphs(page.words, sizes)),
        turned=(),
        rules=tuple(Rule(rule.x0, rule.top, rule.x1, rule.bottom) for rule in page.rules),
        pictures=False,
    )


def _glyphs(words: Sequence[RecognisedWord], sizes: Mapping[float, float]) -> Iterator[Glyph]:
    """The characters of all words, and the spaces between those of a line."""
    last: RecognisedWord | None = None
    for word in words:
        size = sizes[word.size]
        if last and (last.baseline, last.size) == (word.baseline, word.size):
            gap = word.edges[0] - last.edges[-1]
            if 0 <= gap <= _SPACE * size:
                yield Glyph(" ", last.edges[-1], word.edges[0], word.baseline, size)
        for char, (left, right) in zip(word.text, pairwise(word.edges), strict=True):
            yield Glyph(char, left, right, word.baseline, size)
        last = word


def _font_sizes(words: Iterable[RecognisedWord]) -> dict[float, float]:
    """For each measured size the font's: the commonest size and those near it are one."""
    counts: Counter[float] = Counter()
    for word in words:
        counts[word.size] += len(word.text)
    fonts: dict[float, float] = {}
    while counts:
        common = max(counts, key=lambda size: (_near(size, counts).total(), size))
        group = _near(common, counts)
        mean = sum(size * count for size, count in group.items()) / group.total()
        for size in group:
            fonts[size] = mean
            del counts[size]
    return fonts


def _near(size: float, counts: Counter[float]) -> Counter[float]:
    least, most = size / (1 + _SAME_SIZE / 2), size * (1 + _SAME_SIZE / 2)
    return Counter({other: n for other, n in counts.items() if least <= other <= most})


def _words(run: Glyphs, text: str) -> Iterator[Glyphs]:
    """The pieces of a run between its spaces."""
    start = run.span.start
    while start < run.span.stop:
        stop = start
        while stop < run.span.stop and not text[stop].isspace():
            stop += 1
        if stop > start:
            edges = run.edges[start - run.span.start : stop - run.span.start + 1]
            yield replace(run, span=Span(start, stop), edges=edges)
        start = stop + 1


def _overlap(piece: Glyphs, word: RecognisedWord) -> bool:
    return word.edges[0] < piece.edges[-1] and piece.edges[0] < word.edges[-1]


def _seen(piece: Glyphs, page: RecognisedPage) -> Glyphs:
    """The word where it is shown; of one that does not run level there, no more than its box."""
    if not page.slant and not page.quarters:
        return piece
    corners: Collection[tuple[float, float]] = [
        page.seen(x, y)
        for x in (piece.edges[0], piece.edges[-1])
        for y in (piece.top, piece.bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if page.quarters:
        count = len(piece.edges) - 1
        step = (max(xs) - min(xs)) / count
        edges = (*tuple(min(xs) + step * i for i in range(count)), max(xs))
    else:
        middle = (piece.top + piece.bottom) / 2
        edges = tuple(page.seen(x, middle)[0] for x in piece.edges)
    return replace(piece, top=min(ys), bottom=max(ys), edges=edges)
