"""The reports that are measured: generated ones, written once into a folder that git ignores.

The same number of reports is the same bytes on every machine; the folder's name says what is in
it, so that the next run finds it again.
"""

from __future__ import annotations

import sys
from multiprocessing import Pool
from pathlib import Path

from tests.generator.draw import draw_report
from tests.generator.phrases import load_phrases
from tests.generator.writers import WRITERS

SEED = 2026
FORMATS = ("txt", "docx", "pdf")
"""The formats in turn: every third report is a text, a Word file, a PDF."""


def write_corpus(folder: Path, reports: int, formats: tuple[str, ...] = FORMATS) -> Path:
    """The folder with so many reports, the formats taking turns; written unless it is there."""
    corpus = folder / f"{'-'.join(formats)}-{SEED}-{reports}"
    if (corpus / ".complete").exists():
        return corpus
    corpus.mkdir(parents=True, exist_ok=True)
    print(f"writing {reports:,} reports into {corpus} …", file=sys.stderr)
    jobs = [(corpus, number, formats[number % len(formats)]) for number in range(reports)]
    with Pool(2) as pool:
        pool.starmap(_write, jobs, chunksize=50)
    (corpus / ".complete").touch()
    return corpus


def _write(corpus: Path, number: int, format_: str) -> None:
    report = draw_report(load_phrases("all"), SEED, number)
    path = corpus / f"{number // 1000:02d}" / f"{number:05d}.{format_}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(WRITERS[format_](report, {}))
