"""`python -m tests.pictures`: the pictures of the READMEs, from the sample reports.

They show what `make run` writes, in Chromium; `make pictures` makes them anew.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pipeline.handouts import write_handouts
from pipeline.run import ingest
from pipeline.settings import Settings
from pipeline.store.connect import open_for_reading
from tests.architecture.sources import ROOT

FOLDER = ROOT / "docs" / "images"
WIDTH = 1180


def main() -> None:
    """Writes docs/images/findings-*.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as manager:
        page = _findings_page(Path(folder))
        program = shutil.which("chromium")
        browser = manager.chromium.launch(executable_path=program, args=["--no-sandbox"])
        FOLDER.mkdir(parents=True, exist_ok=True)
        _picture(browser, page, "overview", height=700)
        _picture(browser, page, "report", height=860, start="#findings")
        browser.close()


def _findings_page(folder: Path) -> Path:
    settings = Settings(db=folder / "samples.duckdb")
    ingest([ROOT / "data" / "samples"], settings, lambda *_: None)
    with open_for_reading(settings.db) as connection:
        return write_handouts(connection, folder, settings.lang).written[0]


def _picture(browser: Browser, path: Path, name: str, *, height: int, start: str = "") -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": height})
    page.goto(path.as_uri())
    if start:
        page.locator(start).evaluate("node => node.scrollIntoView({behavior: 'instant'})")
        page.evaluate("scrollBy({top: 95, behavior: 'instant'})")
    page.screenshot(path=FOLDER / f"findings-{name}.png")
    page.close()


if __name__ == "__main__":
    main()
