"""What must not be in the repository: hosts of registries, outputs, other people's sentences."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, text_of, tracked_files

REPORTS = ROOT.parent / "shared" / "reports" / "text"
SHINGLE = 8
"""So many words in a row are a sentence taken over."""
FORMULAS = ROOT / "tests" / "architecture" / "formulas.txt"
"""What every office writes alike; one formula a line."""
REGISTRIES = tuple(
    ".".join(labels)  # joined here, so that this file does not name them
    for labels in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("crates", "io"),
    )
)
INDEX_OPTION = re.compile(r"--(extra-)?index-url|--find-links|^\s*index-url\s*=", re.M)
NOT_SELF = tuple(p for p in tracked_files() if p != Path(__file__))


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of `SHINGLE` words, folded, that stands on one line; formulas cut out."""
    found: set[tuple[str, ...]] = set()
    folded = unicodedata.normalize("NFC", text).lower()
    for line in folded.splitlines():
        words = re.findall(r"[^\W_]+", line)
        found.update(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
    return found


def sentences_of(path: Path) -> str:
    """The file's text; of the lexicon only the examples, since aliases are terms, however long."""
    text = text_of(path) or ""
    if path == ROOT / "docs" / "indicators.md":  # made from the lexicon
        return ""
    if path.is_relative_to(ROOT / "models" / "lexicon") and path.suffix == ".toml":
        return "\n".join(re.findall(r"^example = .*$", text, re.M))
    return text


@pytest.mark.parametrize("path", NOT_SELF, ids=name_of)
def test_names_no_registry(path: Path) -> None:
    text = text_of(path) or ""
    assert not [host for host in REGISTRIES if host in text]
    assert not INDEX_OPTION.search(text)


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=name_of)
def test_notebooks_are_stored_without_output(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert not [c for c in code if c["outputs"] or c["execution_count"] is not None]


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports of ../shared are not at hand")
def test_no_sentence_is_taken_from_a_report() -> None:
    texts = (path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt"))
    theirs = set().union(*map(shingles, texts)) - shingles(FORMULAS.read_text(encoding="utf-8"))
    assert theirs
    taken = {
        name_of(path): sorted(" ".join(words) for words in shingles(sentences_of(path)) & theirs)
        for path in tracked_files()
    }
    assert not {name: found for name, found in taken.items() if found}


def test_shingles_see_a_sentence_and_not_a_phrase() -> None:
    sentence = "Toàn thôn hiện có mười hai hộ trồng dâu nuôi tằm"
    assert shingles(sentence) & shingles(f"Theo báo cáo, {sentence.lower()}.")
    assert not shingles("hiện có mười hai hộ") & shingles(sentence)
