"""The findings page in a real browser: filters, marks, keyboard; nothing leaves the file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.handouts import write_handouts
from pipeline.run import ingest
from pipeline.settings import Settings
from pipeline.store.connect import open_for_reading
from tests.architecture.sources import ROOT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
REPORTS = ROOT.parent / "shared" / "reports" / "text"
FOLDERS = {"samples": ROOT / "data" / "samples", "reports": REPORTS}

MARKED = """id => [...document.getElementById('f-' + id).closest('.report')
    .querySelectorAll('.fig[data-n]')]
    .filter(figure => figure.dataset.n.split(', ')
        .includes(document.querySelector('#f-' + id + ' .badge').textContent))
    .map(figure => figure.textContent)"""
"""The figures that bear the number of a finding, in the order of the text."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt install chromium")
    sandbox = [] if os.name != "posix" or os.geteuid() else ["--no-sandbox"]
    with playwright.sync_playwright() as manager:
        started = manager.chromium.launch(executable_path=program, args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="module", params=FOLDERS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip("the reports of ../shared are not at hand")
    path = tmp_path_factory.mktemp("page") / "page.duckdb"
    ingest([folder], Settings(db=path), lambda *_: None)
    with open_for_reading(path) as connection:
        write_handouts(connection, path.parent, "vi")
    return path


@pytest.fixture
def page(browser: Any, database: Path) -> Iterator[Any]:
    """The page, open; a request or an error of the console fails the test."""
    opened = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    address = (database.parent / "findings.html").as_uri()
    opened.goto(address)
    yield opened
    opened.close()
    assert asked == [address]
    assert said == []


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def shown(page: Any) -> list[str]:
    """The ids of the findings that a reader sees."""
    cards = page.locator(".card:visible").evaluate_all("all => all.map(card => card.id)")
    return sorted(card.removeprefix("f-") for card in cards)


def test_every_finding_is_there_and_every_figure_of_it_is_marked(page: Any, database: Path) -> None:
    findings = rows(
        database,
        "SELECT finding_id, list_transform(list_zip(char_starts, char_ends), "
        "lambda span: substring(source_text, span[1] + 1, span[2] - span[1])) "
        "FROM findings JOIN reports USING (report_id)",
    )
    assert shown(page) == sorted(finding for finding, _ in findings)
    for finding, figures in findings:
        assert page.evaluate(MARKED, finding) == figures


def test_the_filters_show_what_they_say(page: Any, database: Path) -> None:
    every = shown(page)
    for severity in ("error", "warn"):
        page.locator(f"input[value={severity}]").uncheck()
    assert shown(page) == sorted(
        row[0] for row in rows(database, "SELECT finding_id FROM findings WHERE severity = 'info'")
    )
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_function("all => document.querySelectorAll('.card:not([hidden])').length == all",
                           arg=len(every))  # fmt: skip
    for check in {row[0] for row in rows(database, "SELECT check_id FROM findings")}:
        page.select_option("#check", check)
        found = f"SELECT finding_id FROM findings WHERE check_id = '{check}'"  # noqa: S608
        assert shown(page) == sorted(row[0] for row in rows(database, found))
        assert page.locator("output").text_content() == f"{len(shown(page))}/{len(every)} phát hiện"
    page.select_option("#check", "")
    seen = []
    for option in page.locator("#unit option:not([value=''])").all():
        page.select_option("#unit", option.get_attribute("value"))
        seen += shown(page)
        assert page.locator(".unit:visible").count() == 1
    assert sorted(seen) == every


def test_the_filters_work_by_keyboard_alone(page: Any) -> None:
    every = shown(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#check")
    page.keyboard.press("ArrowDown")
    assert 0 < len(shown(page)) < len(every)
    page.focus("button[type=reset]")
    page.keyboard.press("Enter")
    page.wait_for_function("all => document.querySelectorAll('.card:not([hidden])').length == all",
                           arg=len(every))  # fmt: skip
    page.focus("input[value=error]")
    page.keyboard.press("Space")
    assert not page.locator(".card.error:visible").count()


def test_a_figure_leads_to_its_finding_and_folds_open(page: Any) -> None:
    figure = page.locator("a.fig").first
    figure.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').classList.contains('card')")
    fold = page.locator("details.fold").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(".row").first.is_visible()
    page.get_by_role("button", name="Mở toàn văn").click()
    assert page.locator("details.fold:not([open])").count() == 0


def test_a_narrow_window_has_no_sideways_scrolling(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_headings_go_down_step_by_step_and_fields_have_labels(page: Any) -> None:
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert page.evaluate(
        "[...document.querySelectorAll('select, input')].every(one => one.labels.length == 1)"
    )


CONTRAST = """() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const behind = node => {
    const colour = getComputedStyle(node).backgroundColor;
    return colour == 'rgba(0, 0, 0, 0)' && node.parentElement ? behind(node.parentElement) : colour;
  };
  return [...document.querySelectorAll('body *')]
    .filter(node => [...node.childNodes].some(one => one.nodeType == 3 && one.data.trim()))
    .filter(node => !['SCRIPT', 'STYLE'].includes(node.tagName) && node.offsetParent)
    .map(node => {
      const both = [light(getComputedStyle(node).color), light(behind(node))];
      return [(Math.max(...both) + 0.05) / (Math.min(...both) + 0.05), node.className];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""


def test_all_words_stand_out_from_what_is_behind_them(page: Any) -> None:
    assert page.evaluate(CONTRAST) == []
