"""Scans and pictures of pages to words, through Tesseract.

`render` makes pictures of pages, `picture` straightens them, `strokes` finds the borders of tables,
`page` reads one page through the `engine`, whose answers (`hocr`) are kept in the `cache`. What
comes out are `RecognisedPage` records, which the readers lay out like any other page.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from models.recognised import RecognisedPage
from pipeline.ocr.cache import Cached, default_folder
from pipeline.ocr.engine import Engine, EngineFailure, find_engine
from pipeline.ocr.page import read_page
from pipeline.ocr.render import Sight, render

__all__ = ["ready_engine", "recognise"]

_LOG = logging.getLogger(__name__)


def ready_engine() -> Engine | None:
    """What recognises characters, its answers kept for the next time; None if nothing does."""
    engine = find_engine()
    return Cached(engine, default_folder()) if engine else None


def recognise(
    data: bytes, numbers: Sequence[int], engine: Engine, cores: int = 0
) -> dict[int, RecognisedPage]:
    """The pages (0-based) of a PDF file or of a picture, recognised; those that failed left out.

    `cores` pages are read at a time; 0 for as many as the machine has.

    Raises:
        InputError: the picture is damaged or too large.
    """
    workers = cores or os.cpu_count() or 1
    pages: dict[int, RecognisedPage] = {}
    with ThreadPoolExecutor(workers) as pool:
        tasks = (pool.submit(_read, sight, engine) for sight in render(data, numbers))
        for page in _in_order(tasks, workers):
            if page:
                pages[page.number] = page
    return pages


def _read(sight: Sight, engine: Engine) -> RecognisedPage | None:
    try:
        return read_page(sight, engine)
    except EngineFailure as failure:
        _LOG.info("page %d: %s", sight.number + 1, failure)
        return None


def _in_order(
    tasks: Iterable[Future[RecognisedPage | None]], workers: int
) -> Iterator[RecognisedPage | None]:
    """The results of tasks; one more than can run is begun, so that few pictures wait."""
    source = iter(tasks)
    waiting = deque(islice(source, workers + 1))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(islice(source, 1))
