"""Prints how fast PDF files are read, beside pdfplumber and pdftotext on the same files.

    python -m tests.bench.pdf [FOLDER ...] [--rounds N]

Without folders it reads ../shared/reports/pdf where that is at hand, else the PDF samples.
The readers take turns, each round in another order; each figure is the median of its rounds.
`soatso` is bytes to Source with paragraphs, tables, notes and boxes; `pdfplumber` is extract_text
and extract_tables of each page; `pdftotext` is the program with its start.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2

from extractors.readers import read_source
from tests.bench.side_by_side import time_in_turn

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared" / "reports" / "pdf"


def main() -> None:
    """Times all readers on all files and prints pages a second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = REPORTS if REPORTS.is_dir() else ROOT / "data" / "samples"
    parser.add_argument("folders", nargs="*", type=Path, default=[default])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    files = [path for folder in args.folders for path in sorted(folder.glob("*.pdf"))]
    readers = known_readers()
    print(f"\nreading PDF: {len(files)} files, median of {args.rounds} rounds\n")
    print(f"{'':24}{'pages':>7}" + "".join(f"{name:>13}" for name in readers) + "  pages/s")
    whole = dict.fromkeys(readers, 0.0)
    total = 0
    for path in files:
        pages = len(pypdfium2.PdfDocument(path))
        ways = {name: partial(reader, path) for name, reader in readers.items()}
        spent = time_in_turn(ways, args.rounds)
        print_line(path.name, pages, spent)
        whole = {name: whole[name] + spent[name] for name in readers}
        total += pages
    if files:
        print_line("all", total, whole)
        print_ratios(whole)


def known_readers() -> dict[str, Callable[[Path], object]]:
    """The readers at hand by name."""
    readers: dict[str, Callable[[Path], object]] = {"soatso": soatso, "pdfplumber": plumber}
    if shutil.which("pdftotext"):
        readers["pdftotext"] = pdftotext
    return readers


def soatso(path: Path) -> object:
    """The file as this project reads it."""
    return read_source(path.name, path.read_bytes())


def plumber(path: Path) -> object:
    """Text and tables of each page, as pdfplumber finds them."""
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def pdftotext(path: Path) -> object:
    """Bare text by the program of poppler."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)


def print_line(name: str, pages: int, seconds: dict[str, float]) -> None:
    """Pages a second of each reader."""
    print(
        f"{name[:23]:24}{pages:7}"
        + "".join(f"{pages / spent:13,.1f}" for spent in seconds.values())
    )


def print_ratios(seconds: dict[str, float]) -> None:
    """How the readers compare, and what is asked for."""
    faster = seconds["pdfplumber"] / seconds["soatso"]
    print(f"\nsoatso reads {faster:.1f} × as fast as pdfplumber (asked: at least 4)")
    if "pdftotext" in seconds:
        slower = seconds["soatso"] / seconds["pdftotext"]
        print(f"soatso takes {slower:.1f} × the time of pdftotext (asked: at most 15)")
    else:
        print("pdftotext is not installed: not compared (Debian: apt install poppler-utils)")


if __name__ == "__main__":
    main()
