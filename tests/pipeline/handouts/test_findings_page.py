"""The findings page: every finding beside its sentence, nothing of a report taken for markup."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import lxml.html
import pytest

from models.messages import LANGUAGES, messages
from pipeline import handouts as handouts_module
from pipeline.handouts import findings_page, gather, write_handouts
from pipeline.store.connect import open_for_reading, open_for_writing
from pipeline.store.write import write_report
from tests.architecture.sources import ROOT
from tests.pipeline.build import TEXT, failed, report
from tests.pipeline.handouts.cells import texts

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> & {{ say }}\x00\n" + TEXT


def having(tree: lxml.html.HtmlElement, *classes: str) -> list[lxml.html.HtmlElement]:
    """The elements below `tree` that have all the classes, without those of the legend."""
    found = (node for node in tree.iter() if set(classes) <= set((node.get("class") or "").split()))
    return [node for node in found if not any(up.tag == "ul" for up in node.iterancestors())]


def page(path: Path, language: str = "vi") -> lxml.html.HtmlElement:
    with open_for_reading(path) as connection:
        return lxml.html.document_fromstring(rendered(connection, language))


def rendered(connection: duckdb.DuckDBPyConnection, language: str = "vi") -> str:
    return findings_page(gather(connection, language)).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_stands_beside_its_sentence(db: Path, language: str) -> None:
    (row,) = having(page(db, language), "row", "told")
    figures = having(row, "fig", "error")
    assert [figure.text for figure in figures] == ["610", "600", "116"]
    (card,) = having(row, "card")
    assert {figure.get("href") for figure in figures} == {f"#{card.get('id')}"}
    assert "610 / 600 = 101,67% ≠ 116%" in card.text_content()


def test_a_figure_that_nothing_speaks_of_is_marked_as_such(db: Path) -> None:
    (figure,) = having(page(db), "fig", "unchecked")
    assert figure.text == "14,5"


def test_what_could_not_be_read_is_told_with_the_reason(db: Path) -> None:
    (line,) = page(db).xpath("//*[@id='unread']/following-sibling::ul[1]/li")
    assert "hong.pdf" in line.text_content()
    assert "Tệp rỗng" in line.text_content()


def test_a_report_cannot_bring_markup_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "hostile.duckdb"
    with open_for_writing(path, "1") as connection:
        write_report(connection, report(Path("/a/<b>&x.txt"), source=HOSTILE))
    tree = page(path)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //iframe | //object | //link | //base | //*[@onerror or @style]")
    assert "<script>alert(1)</script>" in tree.text_content()
    assert "\x00" not in tree.text_content()


def test_the_page_asks_for_nothing(db: Path) -> None:
    with open_for_reading(db) as connection:
        text = rendered(connection)
    assert re.findall(r"(?:src|action)=|url\(|@import|https?:", text) == []
    assert "default-src 'none'" in text


def test_the_same_database_gives_the_same_bytes(db: Path, tmp_path: Path) -> None:
    files = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        with open_for_reading(db) as connection:
            files.append(write_handouts(connection, folder, "vi").written)
    assert [one.name for one in files[0]] == [one.name for one in files[1]]
    assert [one.read_bytes() for one in files[0]] == [one.read_bytes() for one in files[1]]


def test_an_empty_database_gives_a_page_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.duckdb"
    with open_for_writing(path, "1"):
        pass
    assert having(page(path), "card") + having(page(path), "filters") == []


def test_a_report_that_failed_only_has_no_card(tmp_path: Path) -> None:
    path = tmp_path / "failed.duckdb"
    with open_for_writing(path, "1") as connection:
        write_report(connection, failed())
    assert having(page(path), "card") == []


def test_with_too_many_findings_the_page_tells_the_newest_and_says_so(
    district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "d.duckdb"
    copy.write_bytes(district.read_bytes())
    with open_for_writing(copy, "1") as connection:
        write_report(connection, report())  # of no known period: older than all
    whole = page(copy)
    with open_for_writing(copy, "1") as connection:
        monkeypatch.setattr(handouts_module, "DETAILED", 2)
        write_handouts(connection, tmp_path, "vi")
    part = lxml.html.document_fromstring((tmp_path / "findings.html").read_text("utf-8"))
    assert [len(having(tree, "card")) for tree in (whole, part)] == [3, 2]
    assert "1 phát hiện của các báo cáo cũ hơn" in part.text_content()
    assert "cd34" * 4 in texts(tmp_path / "findings.xlsx"), "the workbook has all"


def test_of_late_reports_only_the_sentences_in_question_are_printed(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handouts_module, "FULL_TEXTS", 10)
    tree = page(district)
    assert len(having(tree, "card")) == 2
    assert not having(tree, "fold")
    assert having(tree, "cut")
    assert "Độc lập - Tự do" not in tree.text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_a_title(language: str) -> None:
    titles = handouts_module.check_titles(messages(language))
    folders = [ROOT / "pipeline" / name for name in ("checks", "across")]
    modules = [path.stem for folder in folders for path in folder.glob("[a-z]*.py")]
    assert sorted(titles) == sorted(modules)
