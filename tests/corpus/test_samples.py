"""The samples: every planted error is found at its figure, and nothing else is an error."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.cli import main

DATA = Path(__file__).parents[2] / "data"
KEY = json.loads((DATA / "key.json").read_text(encoding="utf-8"))
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf")

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Read:
    """What the product says of one sample."""

    text: str
    findings: list[tuple[str, Spans]]
    """Severity and the numerals involved."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    database = tmp_path_factory.mktemp("samples") / "samples.duckdb"
    assert main(["ingest", str(DATA / "samples"), "--db", str(database)]) == 0
    read = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        reports = connection.execute(
            "SELECT report_id, file_name, source_text FROM reports"
        ).fetchall()
        for report_id, name, text in reports:
            rows = connection.execute(
                "SELECT severity, char_starts, char_ends FROM findings WHERE report_id = ?",
                [report_id],
            ).fetchall()
            found = [(sev, list(zip(starts, ends, strict=True))) for sev, starts, ends in rows]
            read[name] = Read(text, found)
    return read


def locate(quote: str, text: str) -> int:
    """Where the figure that the quote marks with ⟦ ⟧ starts, whatever white space the text has."""

    def loosely(part: str) -> str:
        return r"\s+".join(re.escape(word) for word in part.split(" "))

    before, figure, after = re.split("[⟦⟧]", quote)
    pattern = f"{loosely(before)}({re.escape(figure)}){loosely(after)}"
    starts = [match.start(1) for match in re.finditer(pattern, text)]
    assert len(starts) == 1, f"{quote!r} stands {len(starts)} times in the text"
    return starts[0]


@pytest.mark.parametrize(
    "entry", KEY, ids=lambda entry: f"{entry['sort']} {re.split('[⟦⟧]', entry['quote'])[1]}"
)
def test_planted_error_is_found(entry: dict[str, str], samples: dict[str, Read]) -> None:
    sample = samples[entry["file"]]
    start = locate(entry["quote"], sample.text)
    covering = [
        severity
        for severity, spans in sample.findings
        if any(begin <= start < end for begin, end in spans)
    ]
    assert entry["severity"] in covering


def test_nothing_else_is_an_error(samples: dict[str, Read]) -> None:
    unplanted = {}
    for name, sample in samples.items():
        planted = [locate(e["quote"], sample.text) for e in KEY if e["file"] == name]
        errors = [spans for severity, spans in sample.findings if severity == "error"]
        unplanted[name] = [
            sample.text[spans[0][0] - 60 : spans[-1][1] + 20]
            for spans in errors
            if not any(begin <= start < end for begin, end in spans for start in planted)
        ]
    assert not {name: places for name, places in unplanted.items() if places}


def test_the_report_without_errors_has_no_findings(samples: dict[str, Read]) -> None:
    assert samples["suoi-may-thi-dua-nam-2023.txt"].findings == []


def test_the_page_ends_within_a_sentence(samples: dict[str, Read]) -> None:
    text = samples["tan-linh-kinh-te-xa-hoi-6-thang-2024.pdf"].text
    sentence = text[text.index("Đăng ký đất đai") : text.index("486/540")]
    assert "Gồm: lúa xuân" in sentence, "the first page's notes no longer stand in the sentence"


@pytest.mark.skipif(not DEJAVU.exists(), reason="the DejaVu fonts are not installed")
def test_samples_are_built_from_their_sources(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    script = DATA / "make_samples.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True)
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (DATA / "samples" / built.name).read_bytes(), built.name
    assert sum(1 for _ in tmp_path.iterdir()) == 2
