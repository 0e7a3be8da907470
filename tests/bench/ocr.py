"""Prints how many scanned pages a second are recognised, nothing of them being known before.

    python -m tests.bench.ocr [FILE.pdf ...] [--pages N]

Without files it takes the scans of ../shared, else the PDF among the samples, rendered.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from extractors.readers.pdf import pages_to_recognise
from pipeline.ocr import recognise
from pipeline.ocr.engine import find_engine

ROOT = Path(__file__).parents[2]
SCANS = ROOT.parent / "shared" / "reports" / "scan"


def main() -> None:
    """Times each file and prints the rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = SCANS if SCANS.is_dir() else ROOT / "data" / "samples"
    parser.add_argument("files", nargs="*", type=Path, default=sorted(folder.glob("*.pdf")))
    parser.add_argument("--pages", type=int, default=12, help="pages of each file, evenly chosen")
    args = parser.parse_args()
    engine = find_engine()
    if engine is None:
        print("OCR: Tesseract with Vietnamese is not installed; nothing to time.")
        return
    print(f"{engine.name}, 200 dpi, {os.cpu_count()} cores")
    for file in args.files:
        data = file.read_bytes()
        every = pages_to_recognise(data, every=True)
        chosen = every[:: max(1, len(every) // args.pages)]
        start = time.perf_counter()
        pages = recognise(data, chosen, engine)
        seconds = time.perf_counter() - start
        words = sum(len(page.words) for page in pages.values())
        print(f"{file.name:40} {len(pages)} pages, {words:,} words: {len(pages) / seconds:.2f}/s")


if __name__ == "__main__":
    main()
