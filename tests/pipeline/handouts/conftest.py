"""The district and what is handed out to it, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.handouts import write_handouts
from pipeline.store.connect import open_for_reading
from tests.pipeline.handouts.district import build_district


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_district(tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="session")
def handouts(district: Path) -> Path:
    """The folder with everything that is handed out."""
    folder = district.parent / "soatso-out"
    with open_for_reading(district) as connection:
        write_handouts(connection, folder, "vi")
    return folder
